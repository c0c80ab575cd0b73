// A list to choose from, with a line to type into: arrows choose, Enter takes, Escape gives up. The choices are known,
// or the app names them while somebody types; the list says when it waits, and when there is nothing.
import { h } from "./dom.js";
import { closePopup, togglePopup } from "./popup.js";

/** Between two letters of one word nobody needs an answer. */
const typingMs = 180;

/** A handful of choices. Whether the list stands above or below its button is not to change as they come. */
const roomFor = 280;

let made = 0;

/**
 * `find(query)`: the choices, or a promise of them: [{label(), description?(), value} | {heading, label()}]. `asked`
 * says how many letters an app wants to see first; without it the choices are the page's own. `isOn(value)`: what is
 * chosen. `take(choice)` hears it; `isMany`: the list stays open.
 */
export const togglePicker = ({ anchor, label, words, isMany = false, asked, find, isOn, take }) => {
  made += 1;
  const id = `picker-${made}`;
  const search = h("input", {
    class: "menu-search",
    type: "text",
    role: "combobox",
    autocomplete: "off",
    "aria-label": label,
    "aria-autocomplete": "list",
    "aria-controls": id,
    "aria-expanded": "true",
    placeholder: label,
    oninput: () => look(search.value),
  });
  const list = h("div", {
    class: "menu-list",
    role: "listbox",
    id,
    "aria-label": label,
    "aria-multiselectable": isMany,
  });
  const note = h("p", { class: "menu-note", role: "status", hidden: true });
  const box = h("div", { class: "menu picker" }, search, note, list);
  let rows = [];
  let at = -1;

  const mark = (next) => {
    rows[at]?.row.classList.remove("is-active");
    at = next;
    const row = rows[at]?.row;
    if (row === undefined) return search.removeAttribute("aria-activedescendant");
    row.classList.add("is-active");
    row.scrollIntoView({ block: "nearest" });
    search.setAttribute("aria-activedescendant", row.id);
  };

  const choose = (choice) => {
    if (!isMany) closePopup();
    take(choice);
    for (const { row, choice: each } of rows) setOn(row, isOn(each.value));
  };

  const tell = (text, isWaiting = false) => {
    note.hidden = text === "";
    note.replaceChildren(
      ...(isWaiting ? [h("span", { class: "spinner", "aria-hidden": "true" })] : []),
      text,
    );
    if (text === "") return;
    rows = [];
    mark(-1);
    list.replaceChildren();
  };

  const show = (choices) => {
    rows = [];
    const drawn = grouped(choices, id).map(({ heading, members }) => {
      const options = members.map((choice) => {
        const row = rowOf(choice, `${id}-${rows.length}`, () => choose(choice));
        setOn(row, isOn(choice.value));
        const index = rows.push({ row, choice }) - 1;
        row.addEventListener("pointermove", () => index !== at && mark(index));
        return row;
      });
      if (heading === undefined) return options;
      return h("div", { role: "group", "aria-labelledby": heading.id }, heading, options);
    });
    tell(rows.length === 0 ? words.noResults : "");
    if (rows.length === 0) return;
    list.replaceChildren(...drawn.flat());
    at = -1;
    mark(
      Math.max(
        0,
        rows.findIndex(({ choice }) => isOn(choice.value)),
      ),
    );
  };

  let questions = 0;
  const ask = async (query) => {
    questions += 1;
    const mine = questions;
    if ([...query].length < asked.lettersMin) return tell(words.typeMore(asked.lettersMin));
    tell(words.searching, true);
    const found = await find(query).catch(() => undefined);
    if (mine !== questions || !box.isConnected) return;
    if (found === undefined) tell(words.notFound);
    else show(found);
  };

  let timer;
  const look = (query) => {
    if (asked === undefined) return show(find(query));
    clearTimeout(timer);
    // An answer to what stood there before is not waited for any more.
    questions += 1;
    timer = setTimeout(() => ask(query), typingMs);
  };

  const keys = (event) => {
    const last = rows.length - 1;
    const steps = { ArrowDown: at >= last ? 0 : at + 1, ArrowUp: at <= 0 ? last : at - 1 };
    if (event.key in steps && !event.altKey) mark(steps[event.key]);
    else if (event.key === "Enter") rows[at] && choose(rows[at].choice);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };

  if (!togglePopup({ anchor, box, keys, roomFor })) return;
  box.style.minWidth = `${anchor.getBoundingClientRect().width}px`;
  if (asked === undefined) show(find(""));
  else ask("");
  search.focus();
};

/** Choices under their headings; `heading` is undefined for those that have none. */
const grouped = (choices, id) => {
  const groups = [];
  for (const choice of choices) {
    const { heading, label } = choice;
    if (heading) {
      const head = h("div", { class: "menu-heading", id: `${id}-group-${groups.length}` }, label());
      groups.push({ heading: head, members: [] });
    } else if (groups.length === 0) groups.push({ members: [choice] });
    else groups.at(-1).members.push(choice);
  }
  return groups.filter(({ members }) => members.length > 0);
};

const rowOf = ({ label, description }, id, onclick) =>
  h(
    "div",
    // The keyboard stays in the line that is typed into.
    { class: "menu-item", role: "option", id, onclick, onpointerdown: (event) => event.preventDefault() },
    h("span", { class: "menu-label" }, label()),
    description && h("span", { class: "menu-description" }, description()),
  );

const setOn = (row, isOn) => {
  row.classList.toggle("is-on", isOn);
  row.setAttribute("aria-selected", String(isOn));
};
