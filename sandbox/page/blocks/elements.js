// What can be pressed or picked inside a block: buttons, selects, overflows; and the picture beside words.
import { h, replaceChildren } from "../dom.js";
import { toggleMenu } from "../menu.js";
import { control, isControl } from "./controls.js";
import { said, searchOf } from "./lookup.js";
import { anchor, plainOf, textOf, words } from "./text.js";

export const element = (part, scene) => {
  if (part.type === "button" || part.type === "workflow_button") return button(part, scene);
  if (part.type === "overflow") return overflow(part, scene);
  if (part.type === "image") return picture(part, scene);
  if (part.type === "feedback_buttons") return feedback(part, scene);
  if (part.type === "icon_button") return button({ ...part, text: part.text ?? part.icon }, scene);
  if (part.type?.endsWith("_select") && !part.type.startsWith("multi_")) return select(part, scene);
  if (isControl(part.type)) return control(part, scene, (value) => pick(part, value, scene));
  return scene.unsupported(part.type);
};

/** In a message everything is a press; a view knows picks as well. */
const pick = (part, value, scene) =>
  scene.act({ do: scene.deed.viewId === undefined ? "press" : "pick", actionId: part.action_id, value });

const confirmed = async (part, scene) => part.confirm === undefined || (await scene.confirm(part.confirm));

const button = (part, scene) => {
  const look = ["primary", "danger"].includes(part.style) ? `button button-${part.style}` : "button";
  const label = h("span", { class: "button-label" }, textOf(part.text, scene));
  const name = part.accessibility_label;
  const link = part.url && anchor(part.url, label);
  const press = async (event) => {
    const pressed = event.currentTarget;
    if (!(await confirmed(part, scene))) return;
    pressed.classList.add("is-waiting");
    await scene.act({ do: "press", actionId: part.action_id, value: part.value });
    pressed.classList.remove("is-waiting");
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
  const made = h("button", { type: "button", class: "button overflow", "aria-label": scene.words.more }, "⋯");
  const items = (part.options ?? []).map((option) => ({
    label: textOf(option.text, scene),
    description: option.description && textOf(option.description, scene),
    pick: async () => {
      if (!(await confirmed(part, scene))) return;
      if (option.url && anchor(option.url, "")) window.open(option.url, "_blank", "noopener");
      await pick(part, option.value, scene);
    },
  }));
  return opener(made, part, scene, () => ({ items, label: scene.words.more }));
};

const select = (part, scene) => {
  const chosen = choice(part, scene);
  const label = h("span", { class: "button-label" }, chosen);
  const made = h(
    "button",
    { type: "button", class: "button select" },
    label,
    h("span", { class: "chevron", "aria-hidden": "true" }),
  );
  const toItem = (option) => ({
    ...option,
    pick: async () => {
      if (!(await confirmed(part, scene))) return;
      replaceChildren(label, option.label);
      await pick(part, option.value, scene);
    },
  });
  return opener(made, part, scene, () => ({
    label: plainOf(part.placeholder) || scene.words.choose,
    items: optionsOf(part, scene).map((option) => (option.heading ? option : toItem(option))),
    search: part.type === "external_select" && searchOf(part, scene, (option) => toItem(said(option, scene))),
  }));
};

const opener = (made, part, scene, menu) => {
  made.setAttribute("aria-haspopup", "menu");
  made.setAttribute("aria-expanded", "false");
  made.dataset.focus = `${scene.blockId} ${part.action_id}`;
  made.addEventListener("click", () => toggleMenu({ anchor: made, ...menu() }));
  return made;
};

const choice = (part, scene) => {
  const id = part.initial_user ?? part.initial_channel ?? part.initial_conversation;
  const option = part.initial_option;
  if (option !== undefined) return textOf(option.text, scene);
  if (id !== undefined) return optionsOf(part, scene).find(({ value }) => value === id)?.label ?? words(id);
  return h(
    "span",
    { class: "placeholder-text" },
    part.placeholder ? textOf(part.placeholder, scene) : scene.words.choose,
  );
};

const optionsOf = (part, scene) => {
  if (part.type === "users_select")
    return [...scene.users.values()].map(({ id, name }) => ({ label: words(name), value: id }));
  if (part.type === "channels_select" || part.type === "conversations_select")
    return [...scene.channels.values()].map(({ id, name }) => ({ label: words(`#${name}`), value: id }));
  const groups = part.option_groups?.flatMap((group) => [
    { heading: true, label: textOf(group.label, scene) },
    ...group.options.map((option) => said(option, scene)),
  ]);
  const current = part.initial_option?.value;
  return (groups ?? (part.options ?? []).map((option) => said(option, scene))).map((option) => ({
    ...option,
    isOn: current !== undefined && option.value === current,
  }));
};

/** The page asks nothing of the outside world: a picture from elsewhere is its words in a frame. */
const picture = (part, scene) => {
  const url = part.image_url ?? "";
  const alt = part.alt_text ?? "";
  if (/^(?:data:image\/(?:png|jpeg|gif|webp);|\/(?!\/))/.test(url)) return h("img", { src: url, alt });
  return h("span", { class: "placeholder", role: "img", "aria-label": alt || scene.words.image }, words(alt));
};
