// A list that opens beside its button: selects, overflows, stories. Arrows move, Enter picks, Escape gives the
// keyboard back to the button.
import { h } from "./dom.js";

let open;

export const closeMenu = () => open?.close();
export const isMenuOpen = () => open !== undefined;

/** Pressing the button again closes its own list. */
export const toggleMenu = (menu) => {
  const isSame = open?.anchor === menu.anchor;
  closeMenu();
  if (!isSame) openMenu(menu);
};

/** `items`: {label, description?, isOn?, heading?, pick}. Labels are nodes or words. */
const openMenu = ({ anchor, items, label, search }) => {
  const options = items.map((item) => optionOf(item));
  const list = h("div", { class: "menu-list", role: "menu", "aria-label": label }, options);
  const box = h("div", { class: "menu" }, search && searchBox(search, list), list);
  const layer = anchor.closest("dialog") ?? document.body;
  const close = () => {
    document.removeEventListener("pointerdown", outside, true);
    removeEventListener("resize", close);
    box.remove();
    anchor.setAttribute("aria-expanded", "false");
    if (box.contains(document.activeElement) || document.activeElement === document.body) anchor.focus();
    open = undefined;
  };
  const outside = (event) => {
    if (!box.contains(event.target) && !anchor.contains(event.target)) close();
  };
  box.addEventListener("keydown", (event) => steer(event, list, anchor, close));
  layer.append(box);
  place(box, anchor);
  anchor.setAttribute("aria-expanded", "true");
  document.addEventListener("pointerdown", outside, true);
  addEventListener("resize", close);
  open = { anchor, close };
  (
    box.querySelector("input") ??
    list.querySelector(".is-on") ??
    list.querySelector("[role='menuitem']")
  )?.focus();
};

const optionOf = ({ label, description, isOn, heading, pick }) => {
  if (heading) return h("div", { class: "menu-heading", role: "presentation" }, label);
  return h(
    "button",
    {
      type: "button",
      role: "menuitem",
      tabindex: -1,
      class: isOn ? "menu-item is-on" : "menu-item",
      onclick: () => {
        closeMenu();
        pick();
      },
    },
    h("span", { class: "menu-label" }, label),
    description && h("span", { class: "menu-description" }, description),
  );
};

/** Between two letters of one word nobody needs an answer. */
const typingMs = 180;

/** Options that the app looks up while somebody types. It says when it waits, and when there is nothing. */
const searchBox = ({ label, find, lettersMin, words }, list) => {
  let asked = 0;
  let timer;
  const tell = (text) => list.replaceChildren(h("p", { class: "menu-note", role: "status" }, text));
  const ask = async (query) => {
    asked += 1;
    const mine = asked;
    if (query.length < lettersMin) return tell(words.typeMore(lettersMin));
    tell(words.searching);
    const found = await find(query).catch(() => []);
    if (mine !== asked) return;
    if (found.some(({ heading }) => !heading)) list.replaceChildren(...found.map(optionOf));
    else tell(words.noResults);
  };
  const look = (query) => {
    clearTimeout(timer);
    timer = setTimeout(() => ask(query), typingMs);
  };
  ask("");
  return h("input", {
    class: "menu-search",
    type: "search",
    "aria-label": label,
    placeholder: label,
    oninput: (event) => look(event.target.value),
  });
};

const steer = (event, list, anchor, close) => {
  const items = [...list.querySelectorAll("[role='menuitem']")];
  const at = items.indexOf(document.activeElement);
  const steps = { ArrowDown: at + 1, ArrowUp: at - 1 + (at < 0 ? 1 : 0), Home: 0, End: items.length - 1 };
  if (event.key === "Escape" || event.key === "Tab") {
    event.stopPropagation();
    if (event.key === "Escape") event.preventDefault();
    anchor.focus();
    close();
  } else if (event.key in steps && !(event.target.matches("input") && ["Home", "End"].includes(event.key))) {
    event.preventDefault();
    items[(steps[event.key] + items.length) % items.length]?.focus();
  }
};

const gap = 4;
const edge = 8;

/** Below the button where there is room, else above it; never past the window's edge. */
const place = (box, anchor) => {
  const from = anchor.getBoundingClientRect();
  const { width, height } = box.getBoundingClientRect();
  const left = Math.max(edge, Math.min(from.left, innerWidth - width - edge));
  const below = from.bottom + gap;
  const top = below + height <= innerHeight - edge ? below : Math.max(edge, from.top - height - gap);
  box.style.left = `${left}px`;
  box.style.top = `${top}px`;
};
