// What can be pressed or picked inside a block: buttons, selects, overflows; and the picture beside words.
import { h } from "../dom.js";
import { toggleMenu } from "../menu.js";
import { control, isControl } from "./controls.js";
import { anchor, textOf, words } from "./text.js";

export const element = (part, scene) => {
  if (part.type === "button" || part.type === "workflow_button") return button(part, scene);
  if (part.type === "overflow") return overflow(part, scene);
  if (part.type === "image") return picture(part, scene);
  if (part.type === "feedback_buttons") return feedback(part, scene);
  if (part.type === "icon_button") return button({ ...part, text: part.text ?? part.icon }, scene);
  if (isControl(part.type))
    return control(part, scene, {
      look: "button select",
      mayPick: () => confirmed(part, scene),
      changed: (value, selected) => report(part, { value, selected }, scene),
    });
  return scene.unsupported(part.type);
};

/** In a message everything is a press; a view knows picks as well. `selected`: the whole option that was picked. */
const report = (part, { value, selected }, scene) =>
  scene.act({
    do: scene.deed.viewId === undefined ? "press" : "pick",
    actionId: part.action_id,
    blockId: scene.givenId,
    value,
    selected,
  });

const confirmed = async (part, scene) => part.confirm === undefined || (await scene.confirm(part.confirm));

const button = (part, scene) => {
  const look = ["primary", "danger"].includes(part.style) ? `button button-${part.style}` : "button";
  const label = h("span", { class: "button-label" }, textOf(part.text, scene));
  const name = part.accessibility_label;
  const link = part.url && anchor(part.url, label);
  const press = async () => {
    if (made.getAttribute("aria-busy") === "true" || !(await confirmed(part, scene))) return;
    made.setAttribute("aria-busy", "true");
    await scene.act({ do: "press", actionId: part.action_id, blockId: scene.givenId, value: part.value });
    made.removeAttribute("aria-busy");
  };
  const made = link || h("button", { type: "button" }, label);
  made.className = look;
  made.dataset.focus = `${scene.blockId} ${part.action_id}`;
  if (name) made.setAttribute("aria-label", name);
  if (part.action_id) made.addEventListener("click", press);
  return made;
};

const feedback = (part, scene) => {
  const one = (half) => half && button({ ...half, action_id: part.action_id, type: "button" }, scene);
  return h("span", { class: "feedback" }, one(part.positive_button), one(part.negative_button));
};

const overflow = (part, scene) => {
  const label = scene.words.more;
  const items = () =>
    (part.options ?? []).map((option) => ({
      label: textOf(option.text, scene),
      description: option.description && textOf(option.description, scene),
      pick: async () => {
        if (!(await confirmed(part, scene))) return;
        if (option.url && anchor(option.url, "")) window.open(option.url, "_blank", "noopener");
        await report(part, { value: option.value, selected: option }, scene);
      },
    }));
  const made = h(
    "button",
    {
      type: "button",
      class: "button overflow",
      "aria-label": label,
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      "data-focus": `${scene.blockId} ${part.action_id}`,
      onclick: () => toggleMenu({ anchor: made, label, items: items() }),
    },
    "⋯",
  );
  return made;
};

/** The page asks nothing of the outside world: a picture from elsewhere is its words in a frame. */
const picture = (part, scene) => {
  const url = part.image_url ?? "";
  const alt = part.alt_text ?? "";
  if (/^(?:data:image\/(?:png|jpeg|gif|webp);|\/(?!\/))/.test(url)) return h("img", { src: url, alt });
  return h("span", { class: "placeholder", role: "img", "aria-label": alt || scene.words.image }, words(alt));
};
