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

/** A redrawn card must not throw the keyboard back to the top of the page. */
const keepFocus = (old, made) => {
  const focusKey = document.activeElement.dataset.focus;
  queueMicrotask(() => {
    const same = [...made.querySelectorAll("[data-focus]")].find(({ dataset }) => dataset.focus === focusKey);
    const next = same ?? made.querySelector("button, a, [tabindex]");
    if (!old.isConnected) next?.focus({ preventScroll: true });
  });
};

export const focusable = (element) =>
  [
    ...element.querySelectorAll(
      "a[href], button:not([disabled]), input:not([disabled]), select, textarea, [tabindex='0']",
    ),
  ].filter((candidate) => candidate.offsetParent !== null);

export const isNarrow = () => window.matchMedia("(max-width: 760px)").matches;
