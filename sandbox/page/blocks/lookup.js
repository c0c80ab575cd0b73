// A field whose options the app names while somebody types: a button that opens a list with a search line, as a
// select of a message does. What was picked stays when the view is drawn anew.
import { h, replaceChildren } from "../dom.js";
import { toggleMenu } from "../menu.js";
import { plainOf, textOf } from "./text.js";

/** `before`: the option that stood there, if any. `changed` hears the new value. */
export const lookup = (part, scene, before, changed) => {
  const placeholder = plainOf(part.placeholder) || scene.words.choose;
  let chosen = before;
  const label = h("span", { class: "lookup-label" });
  const root = h(
    "button",
    { type: "button", class: "field-input lookup", "aria-haspopup": "menu", "aria-expanded": "false" },
    label,
    h("span", { class: "chevron", "aria-hidden": "true" }),
  );
  const show = () => {
    replaceChildren(label, chosen === undefined ? placeholder : textOf(chosen.text, scene));
    root.classList.toggle("is-empty", chosen === undefined);
  };
  const toItem = (option) => ({
    ...said(option, scene),
    isOn: option.value === chosen?.value,
    pick: () => {
      chosen = option;
      show();
      changed?.(option.value);
    },
  });
  root.addEventListener("click", () =>
    toggleMenu({
      anchor: root,
      label: placeholder,
      items: [],
      search: searchOf(part, scene, toItem),
    }),
  );
  show();
  return {
    root,
    read: () => ({ type: part.type, selected_option: chosen ?? null }),
    isEmpty: () => chosen === undefined,
  };
};

/** What the search line of a menu asks, and when: the app says how many letters it wants to see first. */
export const searchOf = (part, scene, toItem) => ({
  label: plainOf(part.placeholder) || scene.words.choose,
  lettersMin: part.min_query_length ?? 3,
  words: scene.words,
  find: async (query) =>
    (await scene.options(part.action_id, query, scene.blockId)).map((option) =>
      option.heading ? { heading: true, label: textOf(option.text, scene) } : toItem(option),
    ),
});

export const said = (option, scene) => ({
  label: textOf(option.text, scene),
  description: option.description && textOf(option.description, scene),
  value: option.value,
});
