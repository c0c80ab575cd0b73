// The open view of whoever looks. One box stays while views come and go in it: a skeleton fills, a form gives way to
// "Checking…", a view is pushed over another, and the keyboard is where somebody would look for it.
import { appMark } from "./avatar.js";
import { plainOf, textOf } from "./blocks/text.js";
import { openDialog } from "./dialog.js";
import { h, replaceChildren } from "./dom.js";
import { icon } from "./icons.js";
import { closePopup } from "./popup.js";
import { createSurface } from "./surface.js";

export const createModal = () => {
  const surface = createSurface("modal-body");
  const title = h("h2");
  const cross = h("button", { type: "button", class: "icon-button", onclick: () => close() }, icon("close"));
  const cancel = h("button", { type: "button", class: "button", onclick: () => close() });
  const send = h("button", { type: "submit", class: "button button-primary" });
  const form = h(
    "form",
    {
      class: "modal-form",
      novalidate: true,
      onsubmit: (event) => {
        event.preventDefault();
        submit();
      },
    },
    h("header", { class: "modal-head" }, h("span", { class: "modal-face" }, appMark()), title, cross),
    surface.root,
    h("footer", { class: "modal-foot" }, cancel, send),
  );
  let open;
  /** Views that somebody closed and the sandbox may still speak of. */
  const closed = new Set();
  /** What was left in a view when another came over it: its values, and where the keyboard was. */
  const left = new Map();

  const leave = () => {
    if (open === undefined) return;
    const focus = document.activeElement?.dataset?.focus;
    left.set(leftName(open.view, open.scene), { values: surface.values(), focus });
  };

  /** Puts the box away; what was written stays for when its view is seen again. */
  const hide = () => {
    if (open === undefined) return;
    leave();
    closePopup();
    const { dialog } = open;
    open = undefined;
    dialog.shut();
    surface.clear();
  };

  const close = () => {
    if (open === undefined) return;
    const { view, scene } = open;
    closed.add(view.id);
    hide();
    left.delete(leftName(view, scene));
    scene.act({ viewId: view.id, do: "close" });
  };

  const submit = async () => {
    const { view, scene } = open;
    if (view.submit === undefined || send.getAttribute("aria-busy") === "true") return;
    const missing = surface.missing(scene.words.required);
    if (Object.keys(missing).length > 0) return surface.refuse(missing);
    surface.refuse({});
    send.setAttribute("aria-busy", "true");
    const answer = await surface.act({ do: "submit", values: surface.values() });
    send.removeAttribute("aria-busy");
    const isRefused = answer.ack?.response_action === "errors";
    if (isRefused && open?.view.id === view.id) surface.refuse(answer.ack.errors ?? {});
  };

  /** `view` is what the sandbox says is open now, if anything. */
  const draw = (view, scene) => {
    if (view === undefined || view === null) {
      closed.clear();
      hide();
      for (const name of left.keys()) if (name.startsWith(leftName({ id: "" }, scene))) left.delete(name);
      return;
    }
    if (closed.has(view.id)) return hide();
    const isOther = open?.view.id !== view.id;
    if (isOther) {
      leave();
      closePopup();
    }
    const dialog = open?.dialog ?? openDialog({ look: "modal", content: form, onClose: close });
    open = { view, scene, dialog };
    const before = left.get(leftName(view, scene));
    frame(view, scene);
    surface.draw(view, scene, before?.values);
    land(isOther, before?.focus);
  };

  const frame = (view, scene) => {
    const name = plainOf(view.title);
    open.dialog.root.setAttribute("aria-label", name);
    cross.setAttribute("aria-label", scene.words.close);
    retext(title, name, () => textOf(view.title, scene));
    const shut = plainOf(view.close) || scene.words.cancel;
    retext(cancel, shut, () => (view.close ? textOf(view.close, scene) : shut));
    retext(send, plainOf(view.submit), () => textOf(view.submit, scene));
    send.hidden = view.submit === undefined || view.submit === null;
  };

  /** The keyboard stays where it is; where that has gone, or nobody has moved yet, it goes to the first field. */
  const land = (isOther, focusKey) => {
    const { root } = open.dialog;
    const { activeElement: at } = document;
    const isFree = at === document.body || at === root || at === surface.root || at?.hidden;
    if (!isOther && !isFree) return;
    const named = [...surface.root.querySelectorAll("[data-focus]")].find(
      ({ dataset }) => dataset.focus === focusKey,
    );
    const field = surface.root.querySelector(".field-input, .input .tick input");
    (named ?? field ?? surface.root).focus({ preventScroll: named === undefined && field === null });
  };

  return { draw, hide };
};

/** Each person has views of their own. */
const leftName = ({ id }, { viewer }) => `${viewer.id} ${id}`;

/** Text that has not changed is not written again: a screen reader would read it out. */
const retext = (element, text, make) => {
  if (element.dataset.text === text) return;
  element.dataset.text = text;
  replaceChildren(element, make());
};
