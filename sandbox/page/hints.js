// What Slack offers while somebody types a command: the app's commands, then what they take. Arrows choose, Enter or
// Tab takes, Escape puts the list away.
import { h } from "./dom.js";

const shownMax = 8;

/** `offers()` are the commands of the workspace's apps; `take(text)` puts a choice into the line. */
export const createHints = ({ area, offers, take }) => {
  const root = h("div", {
    class: "hints",
    role: "listbox",
    id: `hints-${Math.random().toString(36).slice(2)}`,
    hidden: true,
  });
  area.setAttribute("aria-controls", root.id);
  area.setAttribute("aria-autocomplete", "list");
  let at = -1;
  let lines = [];

  const close = () => {
    root.hidden = true;
    at = -1;
    area.setAttribute("aria-expanded", "false");
    area.removeAttribute("aria-activedescendant");
  };

  const mark = (next) => {
    at = next;
    for (const [index, row] of [...root.children].entries()) {
      row.setAttribute("aria-selected", String(index === at));
      if (index === at) row.scrollIntoView({ block: "nearest" });
    }
    const row = root.children[at];
    if (row === undefined) area.removeAttribute("aria-activedescendant");
    else area.setAttribute("aria-activedescendant", row.id);
  };

  const choose = (line) => {
    close();
    take(line);
  };

  const look = () => {
    lines = offered(area.value, offers()).slice(0, shownMax);
    if (lines.length === 0) return close();
    root.replaceChildren(...lines.map((line, index) => rowOf(line, `${root.id}-${index}`, choose)));
    root.hidden = false;
    area.setAttribute("aria-expanded", "true");
    mark(-1);
  };

  area.addEventListener("input", look);
  area.addEventListener("blur", close);
  area.addEventListener("blur", () => setTimeout(close, 150));

  /** True when the key was for the list. */
  const steer = (event) => {
    if (root.hidden) return false;
    const last = lines.length - 1;
    if (event.key === "ArrowDown") mark(at >= last ? 0 : at + 1);
    else if (event.key === "ArrowUp") mark(at <= 0 ? last : at - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Tab" && !event.shiftKey) choose(lines[Math.max(0, at)]);
    else if (event.key === "Enter" && !event.shiftKey && at >= 0) choose(lines[at]);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };

  return { root, steer, look, close };
};

/** Commands that begin as typed; after a whole command, what it takes. A line that is whole needs no offers. */
const offered = (typed, commands) => {
  if (!typed.startsWith("/") || typed.includes("\n")) return [];
  const whole = commands.find(({ command }) => typed.startsWith(`${command} `));
  if (whole === undefined)
    return commands
      .filter(({ command }) => command.startsWith(typed.trimEnd()))
      .map(({ command, description, usageHint }) => ({
        text: `${command} `,
        says: description,
        usage: usageHint,
      }));
  const rest = typed.slice(whole.command.length).trim().toLowerCase();
  const hints = whole.hints ?? [];
  if (hints.some(({ text }) => text.toLowerCase() === rest)) return [];
  return [
    ...hints.filter(begins(rest)),
    ...hints.filter((hint) => !begins(rest)(hint) && speaksOf(rest)(hint)),
  ].map(({ text, says }) => ({ text: `${whole.command} ${text}`, says }));
};

const begins =
  (typed) =>
  ({ text }) =>
    text.toLowerCase().startsWith(typed);

/** Every word that was typed stands somewhere in the hint or in what is said of it. */
const speaksOf =
  (typed) =>
  ({ text, says = "" }) =>
    typed.split(/\s+/).every((word) => `${text} ${says}`.toLowerCase().includes(word));

const rowOf = (line, id, choose) =>
  h(
    "div",
    {
      class: "offer",
      role: "option",
      id,
      "aria-selected": "false",
      onpointerdown: (event) => {
        event.preventDefault();
        choose(line);
      },
    },
    h(
      "span",
      { class: "offer-text" },
      line.text,
      line.usage && h("span", { class: "offer-usage" }, line.usage),
    ),
    line.says && h("span", { class: "offer-says" }, line.says),
  );
