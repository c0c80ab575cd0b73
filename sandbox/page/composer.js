// The box at the bottom: slash commands go to the app; anything else is told kindly that it goes nowhere.
import { h } from "./dom.js";
import { createHints } from "./hints.js";
import { icon } from "./icons.js";
import { toggleMenu } from "./menu.js";

/** `send(text)` answers with a notice to show and to keep the text for, or nothing when all went well. */
export const createComposer = ({ send, commands = () => [], shortcuts = () => [], shortcut }) => {
  const notice = h("p", { class: "composer-notice", role: "status" });
  const area = h("textarea", { class: "composer-text", rows: 1, autocomplete: "off" });
  /** What stands unsent in other places. */
  const drafts = new Map();
  let here = "";

  const write = (text) => {
    area.value = text;
    grow();
  };
  const deliver = async () => {
    const text = area.value.trim();
    if (text === "") return;
    const from = here;
    tell("");
    hints.close();
    // The line is empty at once, so that a second Enter sends nothing twice.
    write("");
    const said = await send(text);
    if (said === undefined) return;
    if (here !== from) drafts.set(from, text);
    else {
      if (area.value === "") write(text);
      tell(said);
    }
  };
  const grow = () => {
    area.style.height = "auto";
    // A box that nobody sees has no height to go by.
    if (area.scrollHeight > 0) area.style.height = `${Math.min(area.scrollHeight, 200)}px`;
    root.classList.toggle("has-text", area.value.trim() !== "");
  };
  const put = (text) => {
    area.focus();
    area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
    grow();
  };
  const wrap = (sign) => {
    const { selectionStart: from, selectionEnd: to } = area;
    area.focus();
    area.setRangeText(`${sign}${area.value.slice(from, to)}${sign}`, from, to, "select");
    area.setSelectionRange(from + 1, to + 1);
    grow();
  };
  area.addEventListener("input", () => {
    tell("");
    grow();
  });
  const hints = createHints({
    area,
    offers: commands,
    take: ({ text }) => {
      area.focus();
      write(text);
      if (text.endsWith(" ")) hints.look();
    },
  });
  area.addEventListener("keydown", (event) => {
    if (event.isComposing || hints.steer(event)) return;
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    deliver();
  });
  const tool = (content, onclick) => h("button", { type: "button", class: "tool", onclick }, content);
  const marks = { "*": h("b", null, "B"), _: h("i", null, "I"), "~": h("s", null, "S"), "`": "</>" };
  const markTools = Object.entries(marks).map(([sign, face]) => [sign, tool(face, () => wrap(sign))]);
  const slash = tool("/", () => {
    if (area.value === "") put("/");
    area.focus();
    hints.look();
  });
  let none = "";
  const bolt = tool(icon("bolt"), () => {
    const items = shortcuts().map(({ name: label, callbackId }) => ({
      label,
      pick: async () => tell((await shortcut(callbackId)).trouble),
    }));
    toggleMenu({
      anchor: bolt,
      label: bolt.title,
      items: items.length > 0 ? items : [{ heading: true, label: none }],
    });
  });
  bolt.setAttribute("aria-haspopup", "menu");
  bolt.setAttribute("aria-expanded", "false");
  const at = tool("@", () => put("@"));
  const go = h("button", { type: "button", class: "send", onclick: deliver }, icon("send"));
  const root = h(
    "div",
    { class: "composer" },
    hints.root,
    h(
      "div",
      { class: "composer-box" },
      h(
        "div",
        { class: "composer-marks" },
        markTools.map(([, button]) => button),
      ),
      area,
      h("div", { class: "composer-foot" }, bolt, slash, at, h("span", { class: "spacer" }), go),
    ),
    notice,
  );
  const speak = (words, placeholder) => {
    area.placeholder = placeholder;
    area.setAttribute("aria-label", placeholder);
    hints.root.setAttribute("aria-label", words.commands);
    for (const [sign, button] of markTools) name(button, words.marks[sign]);
    name(slash, words.slash);
    name(bolt, words.shortcuts);
    bolt.hidden = shortcut === undefined;
    none = words.noShortcuts;
    name(at, words.mention);
    name(go, words.send);
  };
  const tell = (text) => {
    notice.textContent = text ?? "";
  };
  /** Another place, or another person: each has a line of its own, and what was said to one is not for the next. */
  const turnTo = (place) => {
    if (place === here) return;
    if (here !== "") drafts.set(here, area.value);
    here = place;
    hints.close();
    tell("");
    write(drafts.get(place) ?? "");
  };
  return { root, speak, tell, turnTo, focus: () => area.focus() };
};

const name = (button, label) => {
  button.title = label;
  button.setAttribute("aria-label", label);
};
