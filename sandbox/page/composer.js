// The box at the bottom: slash commands go to the app; anything else is told kindly that it goes nowhere.
import { h } from "./dom.js";
import { createHints } from "./hints.js";
import { icon } from "./icons.js";
import { toggleMenu } from "./menu.js";

/** `send(text)` answers with a notice to show, or nothing when all went well. */
export const createComposer = ({ send, commands = () => [], shortcuts = () => [], shortcut }) => {
  const notice = h("p", { class: "composer-notice", role: "status" });
  const area = h("textarea", { class: "composer-text", rows: 1, autocomplete: "off" });
  const deliver = async () => {
    const text = area.value.trim();
    if (text === "") return;
    notice.textContent = "";
    hints.close();
    const said = await send(text);
    notice.textContent = said ?? "";
    if (said === undefined) {
      area.value = "";
      grow();
    }
  };
  const grow = () => {
    area.style.height = "auto";
    area.style.height = `${Math.min(area.scrollHeight, 200)}px`;
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
    notice.textContent = "";
    grow();
  });
  const hints = createHints({
    area,
    offers: commands,
    take: ({ text }) => {
      area.value = text;
      area.focus();
      grow();
      if (text.endsWith(" ")) hints.look();
    },
  });
  area.addEventListener("keydown", (event) => {
    if (hints.steer(event)) return;
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    deliver();
  });
  const tool = (content, onclick) => h("button", { type: "button", class: "tool", onclick }, content);
  const marks = { "*": h("b", null, "B"), _: h("i", null, "I"), "~": h("s", null, "S"), "`": "</>" };
  const markTools = Object.entries(marks).map(([sign, face]) => [sign, tool(face, () => wrap(sign))]);
  const slash = tool("/", () => {
    put("/");
    hints.look();
  });
  const bolt = tool(icon("bolt"), () =>
    toggleMenu({
      anchor: bolt,
      label: bolt.title,
      items: shortcuts().map(({ name: label, callbackId }) => ({
        label,
        pick: () => shortcut?.(callbackId),
      })),
    }),
  );
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
    for (const [sign, button] of markTools) name(button, words.marks[sign]);
    name(slash, words.slash);
    name(bolt, words.shortcuts);
    bolt.hidden = shortcut === undefined;
    name(at, words.mention);
    name(go, words.send);
  };
  const tell = (text) => {
    notice.textContent = text;
  };
  return { root, speak, tell, focus: () => area.focus() };
};

const name = (button, label) => {
  button.title = label;
  button.setAttribute("aria-label", label);
};
