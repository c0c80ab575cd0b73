// The few lines that build and renew the page. Text only ever becomes a text node, so nothing that a message
// says can become an element; no other file makes elements by any other road.

const svgSpace = "http://www.w3.org/2000/svg";

/** An element with its attributes, listeners (`onclick`) and children; `false` and `null` leave a thing out. */
export const h = (tag, attributes, ...children) =>
  fill(document.createElement(tag), attributes ?? {}, children);

/** The same for drawings. */
export const svg = (tag, attributes, ...children) =>
  fill(document.createElementNS(svgSpace, tag), attributes ?? {}, children);

const fill = (element, attributes, children) => {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat(Number.POSITIVE_INFINITY).filter(isShown));
  return element;
};

const isShown = (child) => child !== null && child !== undefined && child !== false && child !== "";

export const replaceChildren = (element, ...children) =>
  element.replaceChildren(...children.flat(Number.POSITIVE_INFINITY).filter(isShown));

/**
 * Makes `parent` hold exactly these items in this order. What has not changed stays the very same element, so
 * that focus, selection and open menus outlive a poll.
 */
export const renew = (parent, items) => {
  const before = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  const wanted = items.map(({ key, signature, make }) => {
    const old = before.get(key);
    if (old !== undefined && old.dataset.signature === signature) return old;
    const made = make();
    made.dataset.key = key;
    made.dataset.signature = signature;
    if (old?.contains(document.activeElement)) keepFocus(old, made);
    return made;
  });
  const kept = new Set(wanted);
  for (const child of [...parent.children]) if (!kept.has(child)) child.remove();
  wanted.forEach((element, index) => {
    if (parent.children[index] !== element) parent.insertBefore(element, parent.children[index] ?? null);
  });
};

/** A redrawn card must not throw the keyboard back to the top of the page, nor the caret to the end of its line. */
const keepFocus = (old, made) => {
  const { activeElement: before } = document;
  const { selectionStart, selectionEnd } = before;
  queueMicrotask(() => {
    if (old.isConnected) return;
    const same = named(made, before.dataset.focus);
    (same ?? made.querySelector("button, a, [tabindex]"))?.focus({ preventScroll: true });
    if (typeof selectionStart === "number" && same?.selectionStart !== null)
      same?.setSelectionRange?.(selectionStart, selectionEnd);
  });
};

const named = (root, focusKey) =>
  [...root.querySelectorAll("[data-focus]")].find(({ dataset }) => dataset.focus === focusKey);

/** Finds a control again after its card was drawn anew: the one of the same name in the card that took its place. */
export const trace = (control) => {
  const key = control.closest("[data-key]")?.dataset.key;
  return () => {
    if (control.isConnected) return control;
    const places = [...document.querySelectorAll("[data-key]")].filter(({ dataset }) => dataset.key === key);
    return places.map((place) => named(place, control.dataset.focus)).find(Boolean);
  };
};

export const focusable = (element) =>
  [
    ...element.querySelectorAll(
      "a[href], button:not([disabled]), input:not([disabled]), select, textarea, [tabindex='0']",
    ),
  ].filter((candidate) => candidate.offsetParent !== null);

export const isNarrow = () => window.matchMedia("(max-width: 760px)").matches;
