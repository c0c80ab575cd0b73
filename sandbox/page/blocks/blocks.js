// Block Kit → elements: which block is drawn by whom. A block that nobody draws is a visible box, never a gap.
import { h } from "../dom.js";
import { alertBox, card, carousel, container, video } from "./cards.js";
import { element } from "./elements.js";
import { input } from "./inputs.js";
import { markdown } from "./markdown.js";
import { mrkdwn } from "./mrkdwn.js";
import { richText } from "./rich-text.js";
import { dataTable, table } from "./tables.js";
import { emojiWords, textOf } from "./text.js";

/** A scene is what drawing needs beside the blocks; this adds the drawing itself, so that blocks can nest. */
export const withDrawing = (scene) => {
  const whole = {
    ...scene,
    mrkdwn: (text, options) => mrkdwn(text, options, whole),
    draw: (blocks) => (blocks ?? []).map((block, index) => drawn(block, index, whole)),
    drawOne: (block, index) => drawn(block, index, whole),
    unsupported: (type) => unsupported(type, whole),
  };
  return whole;
};

/** Actions need their block's id, which Slack makes up where an app gives none. */
export const blockIdOf = (block, index) => block?.block_id ?? `block-${index}`;

const drawn = (block, index, scene) => {
  const made = draw(block ?? {}, {
    ...scene,
    blockId: blockIdOf(block, index),
    givenId: block?.block_id,
  });
  made.classList.add("block");
  return made;
};

const draw = (block, scene) => {
  switch (block.type) {
    case "header":
      return h("h3", { class: `header-block level-${block.level ?? 1}` }, textOf(block.text, scene));
    case "section":
      return section(block, scene);
    case "context":
      return h(
        "div",
        { class: "context" },
        (block.elements ?? []).map((part) => contextPart(part, scene)),
      );
    case "divider":
      return h("hr", { class: "divider" });
    case "actions":
    case "context_actions":
      return h(
        "div",
        { class: "actions" },
        (block.elements ?? []).map((part) => element(part, scene)),
      );
    case "image":
      return image(block, scene);
    case "rich_text":
      return richText(block, scene);
    case "markdown":
      return markdown(block.text ?? "");
    case "table":
      return table(block, scene);
    case "data_table":
      return dataTable(block, scene);
    case "input":
      return input(block, scene);
    case "alert":
      return alertBox(block, scene);
    case "card":
      return card(block, scene);
    case "carousel":
      return carousel(block, scene);
    case "container":
      return container(block, scene);
    case "video":
      return video(block, scene);
    default:
      return unsupported(block.type, scene);
  }
};

const section = (block, scene) =>
  h(
    "div",
    { class: "section" },
    h(
      "div",
      { class: "section-words" },
      block.text && h("div", { class: "section-text" }, textOf(block.text, scene)),
      block.fields?.length > 0 && fields(block.fields, scene),
    ),
    block.accessory && h("div", { class: "accessory" }, element(block.accessory, scene)),
  );

const fields = (texts, scene) =>
  h(
    "div",
    { class: "fields" },
    texts.map((text) => h("div", { class: "field" }, textOf(text, scene))),
  );

const contextPart = (part, scene) =>
  part.type === "image" ? element(part, scene) : h("span", { class: "context-text" }, textOf(part, scene));

const image = (block, scene) =>
  h(
    "figure",
    { class: "image" },
    block.title && h("figcaption", null, textOf(block.title, scene)),
    element({ ...block, type: "image" }, scene),
  );

const unsupported = (type, scene) =>
  h("div", { class: "unsupported", role: "note" }, emojiWords(scene.words.unsupported(String(type))));
