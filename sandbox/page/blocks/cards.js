// The blocks of 2026 (card, carousel, container, alert) and the video's still: boxes that hold other blocks.
import { h } from "../dom.js";
import { element } from "./elements.js";
import { anchor, plainOf, textOf, words } from "./text.js";

export const card = (block, scene) =>
  h(
    "article",
    { class: "card" },
    block.hero_image &&
      h("div", { class: "card-hero" }, element({ type: "image", ...block.hero_image }, scene)),
    h(
      "div",
      { class: "card-head" },
      block.icon && element({ type: "image", ...block.icon }, scene),
      h(
        "div",
        { class: "card-names" },
        block.title && h("div", { class: "card-title" }, textOf(block.title, scene)),
        block.subtitle && h("div", { class: "card-subtitle" }, textOf(block.subtitle, scene)),
      ),
    ),
    block.body && h("div", { class: "card-body" }, textOf(block.body, scene)),
    block.subtext && h("div", { class: "card-subtitle" }, textOf(block.subtext, scene)),
    block.actions?.length > 0 &&
      h(
        "div",
        { class: "actions" },
        block.actions.map((part) => element(part, scene)),
      ),
  );

export const carousel = (block, scene) =>
  h(
    "div",
    { class: "carousel", tabindex: 0, role: "group" },
    (block.elements ?? block.cards ?? []).map((part) => card(part, scene)),
  );

export const container = (block, scene) => {
  const title = block.title
    ? textOf(block.title, scene)
    : scene.draw(block.rich_text_title ? [block.rich_text_title] : []);
  const inside = scene.draw(block.child_blocks ?? block.blocks ?? block.elements);
  if (!block.is_collapsible && !block.collapsible)
    return h("div", { class: "container" }, h("div", { class: "container-title" }, title), inside);
  const isOpen = !(block.is_collapsed ?? block.collapsed ?? block.default_collapsed ?? false);
  return h(
    "details",
    { class: "container", open: isOpen },
    h("summary", { class: "container-title" }, title),
    inside,
  );
};

const levels = { info: "🔵", warning: "⚠️", error: "❌", success: "✅" };

export const alertBox = (block, scene) => {
  const level = block.level ?? block.style ?? "default";
  const sign = Object.hasOwn(levels, level) ? levels[level] : "";
  return h(
    "div",
    {
      class: `alert alert-${sign === "" ? "default" : level}`,
      role: level === "error" ? "alert" : "note",
    },
    sign !== "" && h("span", { class: "alert-sign" }, words(sign)),
    h("div", { class: "alert-words" }, textOf(block.text, scene)),
  );
};

/** Nothing is fetched from outside: a video is its title, its words and a link. */
export const video = (block, scene) => {
  const title = textOf(block.title, scene);
  const link = block.title_url ?? block.video_url ?? "";
  return h(
    "figure",
    { class: "video" },
    h("div", { class: "video-title" }, anchor(link, title) ?? title),
    block.description && h("div", null, textOf(block.description, scene)),
    h(
      "div",
      { class: "placeholder", role: "img", "aria-label": plainOf(block.alt_text) || scene.words.video },
      "▶",
    ),
  );
};
