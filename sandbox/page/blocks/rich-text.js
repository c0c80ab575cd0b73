// rich_text: sections, lists, quotes and blocks of code, made of elements that carry their own style.
import { h } from "../dom.js";
import { emojiFromPoints, emojiOf } from "../emoji.js";
import { anchor, broadcast, channelName, group, moment, person, words } from "./text.js";

export const richText = (block, scene) =>
  h(
    "div",
    { class: "rich-text" },
    (block.elements ?? []).map((element) => part(element, scene)),
  );

const part = (element, scene) => {
  const inside = () => (element.elements ?? []).flatMap((child) => styled(child, scene));
  switch (element.type) {
    case "rich_text_section":
      return h("p", null, inside());
    case "rich_text_preformatted":
      return h("pre", { tabindex: 0 }, inside());
    case "rich_text_quote":
      return h("blockquote", null, inside());
    case "rich_text_list":
      return list(element, scene);
    default:
      return scene.unsupported(element.type);
  }
};

const bullets = ["disc", "circle", "square"];
const numbers = ["decimal", "lower-alpha", "lower-roman"];

const list = ({ style, indent = 0, offset = 0, elements = [] }, scene) => {
  const tag = style === "ordered" ? "ol" : "ul";
  const items = elements.map((item) =>
    h(
      "li",
      null,
      (item.elements ?? []).flatMap((child) => styled(child, scene)),
    ),
  );
  const made = h(
    tag,
    { class: `depth-${Math.min(indent, 8)}`, start: offset > 0 ? offset + 1 : undefined },
    items,
  );
  made.style.listStyleType = (style === "ordered" ? numbers : bullets)[indent % 3];
  return made;
};

const styled = (element, scene) => {
  const style = element.style ?? {};
  let nodes = [plain(element, scene)].flat();
  if (style.code) nodes = [h("code", null, nodes)];
  if (style.bold) nodes = [h("strong", null, nodes)];
  if (style.italic) nodes = [h("em", null, nodes)];
  if (style.strike) nodes = [h("s", null, nodes)];
  if (style.underline) nodes = [h("u", null, nodes)];
  if (style.highlight || style.client_highlight) nodes = [h("mark", null, nodes)];
  return nodes;
};

const plain = (element, scene) => {
  switch (element.type) {
    case "text":
      return broken(element.text ?? "");
    case "link":
      return (
        anchor(element.url ?? "", words(element.text ?? element.url ?? "")) ??
        words(element.text ?? element.url ?? "")
      );
    case "emoji": {
      const sign = (element.unicode && emojiFromPoints(element.unicode)) ?? emojiOf(element.name ?? "");
      return words(sign || `:${element.name}:`);
    }
    case "user":
      return person(element.user_id, scene);
    case "usergroup":
      return group(element.usergroup_id, undefined, scene);
    case "channel":
      return channelName(element.channel_id, scene);
    case "broadcast":
      return broadcast(element.range);
    case "date":
      return moment({ ...element, seconds: element.timestamp }, scene);
    case "color":
      return swatch(element.value ?? "");
    default:
      return scene.unsupported(element.type);
  }
};

const broken = (text) =>
  text.split("\n").flatMap((line, index) => (index > 0 ? [h("br"), ...words(line)] : words(line)));

const swatch = (value) => {
  const patch = h("span", { class: "swatch", "aria-hidden": "true" });
  if (/^#[0-9a-f]{6}$/i.test(value)) patch.style.backgroundColor = value;
  return [patch, ...words(value)];
};
