// One box at a time that opens beside its control: menus, and lists to choose from. It follows its control when the
// page scrolls or redraws it, and gives the keyboard back to it.
import { trace } from "./dom.js";

let open;

export const closePopup = () => open?.close();
export const isPopupOpen = () => open !== undefined;

/**
 * Opens `box` beside `anchor`; pressing the control again only closes it. `keys(event)` hears the keyboard first.
 * `roomFor`: the height that it may grow to want.
 */
export const togglePopup = ({ anchor, box, keys, roomFor = 0 }) => {
  const isSame = open?.anchor === anchor;
  closePopup();
  if (isSame) return false;
  const find = trace(anchor);
  const close = () => {
    document.removeEventListener("pointerdown", outside, true);
    document.removeEventListener("scroll", follow, true);
    removeEventListener("resize", follow);
    const hadFocus = box.contains(document.activeElement) || document.activeElement === document.body;
    box.remove();
    anchor.setAttribute("aria-expanded", "false");
    open = undefined;
    if (hadFocus) find()?.focus();
  };
  const outside = ({ target }) => {
    if (!box.contains(target) && !find()?.contains(target)) close();
  };
  const follow = ({ target }) => {
    if (target instanceof Node && box.contains(target)) return;
    const control = find();
    if (control === undefined || !isInSight(control)) close();
    else place(box, control, roomFor);
  };
  box.addEventListener("keydown", (event) => {
    if (event.isComposing || keys(event)) return;
    if (event.key !== "Escape" && event.key !== "Tab") return;
    event.stopPropagation();
    if (event.key === "Escape") event.preventDefault();
    // The Tab key goes on from the control, as if the box had never been there.
    find()?.focus();
    close();
  });
  (anchor.closest("dialog") ?? document.body).append(box);
  place(box, anchor, roomFor);
  anchor.setAttribute("aria-expanded", "true");
  document.addEventListener("pointerdown", outside, true);
  document.addEventListener("scroll", follow, true);
  addEventListener("resize", follow);
  open = { anchor, close };
  return true;
};

const isInSight = (control) => {
  const { top, bottom } = control.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
};

const gap = 4;
const edge = 8;

/** Below the control where there is room, else above it, where it grows upwards; never past the window's edge. */
const place = (box, anchor, roomFor) => {
  const from = anchor.getBoundingClientRect();
  box.style.maxHeight = "";
  const { width, height } = box.getBoundingClientRect();
  const below = innerHeight - from.bottom - gap - edge;
  const above = from.top - gap - edge;
  const isBelow = Math.max(height, roomFor) <= below || below >= above;
  box.classList.toggle("is-above", !isBelow);
  box.style.left = `${Math.max(edge, Math.min(from.left, innerWidth - width - edge))}px`;
  box.style.top = isBelow ? `${from.bottom + gap}px` : "auto";
  box.style.bottom = isBelow ? "auto" : `${innerHeight - from.top + gap}px`;
  box.style.maxHeight = `${Math.min(440, Math.max(120, isBelow ? below : above))}px`;
};
