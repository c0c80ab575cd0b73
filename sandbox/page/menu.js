// A list of deeds beside its button: overflows, shortcuts, stories. Arrows move, Enter picks, Escape gives the
// keyboard back to the button.
import { h } from "./dom.js";
import { closePopup, togglePopup } from "./popup.js";

/** `items`: {label, description?, heading?, pick}. Labels are nodes or words. */
export const toggleMenu = ({ anchor, items, label }) => {
  const list = h("div", { class: "menu-list", role: "menu", "aria-label": label }, items.map(itemOf));
  const box = h("div", { class: "menu" }, list);
  if (!togglePopup({ anchor, box, keys: (event) => steer(event, list) })) return;
  list.querySelector("[role='menuitem']")?.focus();
};

const itemOf = ({ label, description, heading, pick }) => {
  if (heading) return h("div", { class: "menu-heading", role: "presentation" }, label);
  return h(
    "button",
    {
      type: "button",
      role: "menuitem",
      tabindex: -1,
      class: "menu-item",
      onclick: () => {
        closePopup();
        pick();
      },
    },
    h("span", { class: "menu-label" }, label),
    description && h("span", { class: "menu-description" }, description),
  );
};

const steer = (event, list) => {
  const items = [...list.querySelectorAll("[role='menuitem']")];
  const at = items.indexOf(document.activeElement);
  const steps = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 };
  if (!(event.key in steps)) return false;
  event.preventDefault();
  items[(steps[event.key] + items.length) % items.length]?.focus();
  return true;
};
