// A box above everything: the keyboard stays inside until it closes, then returns to where it was.
import { focusable, h, trace } from "./dom.js";

export const openDialog = ({ label, look, content, onClose }) => {
  const back = trace(document.activeElement ?? document.body);
  const root = h("dialog", { class: look, "aria-label": label, tabindex: -1 }, content);
  const shut = () => {
    root.close();
    root.remove();
    const before = back();
    if (before !== undefined && before !== document.body) before.focus();
    else document.querySelector(".channel:not([hidden]) .scroller:not([hidden])")?.focus();
  };
  // The browser's own way to close it (the back key of a phone, say); Escape is heard first, each time.
  root.addEventListener("cancel", (event) => {
    event.preventDefault();
    onClose();
  });
  root.addEventListener("keydown", (event) => {
    if (event.key === "Tab") turnRound(event, root);
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    onClose();
  });
  document.body.append(root);
  root.showModal();
  return { root, shut };
};

const turnRound = (event, root) => {
  const all = focusable(root);
  const [first, last] = [all[0], all.at(-1)];
  if (first === undefined) return;
  if (event.shiftKey && document.activeElement === first) {
    event.preventDefault();
    last.focus();
  } else if (!event.shiftKey && document.activeElement === last) {
    event.preventDefault();
    first.focus();
  }
};

/** Asks before a press goes out, as a `confirm` object says; true when it may. */
export const askConfirm = (confirm, draw, words) =>
  new Promise((resolve) => {
    const answer = (isYes) => {
      box.shut();
      resolve(isYes);
    };
    const look = confirm.style === "danger" ? "button button-danger" : "button button-primary";
    const yes = h(
      "button",
      { type: "button", class: look, onclick: () => answer(true) },
      draw(confirm.confirm) ?? words.submit,
    );
    const no = h(
      "button",
      { type: "button", class: "button", onclick: () => answer(false) },
      draw(confirm.deny) ?? words.cancel,
    );
    const box = openDialog({
      label: confirm.title?.text ?? "",
      look: "modal confirm",
      onClose: () => answer(false),
      content: [
        h("header", { class: "modal-head" }, h("h2", null, draw(confirm.title))),
        h("div", { class: "modal-body" }, draw(confirm.text)),
        h("footer", { class: "modal-foot" }, no, yes),
      ],
    });
    no.focus();
  });
