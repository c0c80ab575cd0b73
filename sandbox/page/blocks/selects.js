// Every select of Block Kit, in messages, in views and in forms: a button that says what is chosen and opens the list.
// What was picked is read in the shape that Slack sends as `view.state.values`.
import { h, replaceChildren } from "../dom.js";
import { togglePicker } from "../picker.js";
import { plainOf, textOf, words } from "./text.js";

export const isSelect = (type) => /_select$/.test(type ?? "");

/** Letters that Slack waits for where an app does not say. */
const lettersMin = 3;

/**
 * `before`: the value that stood there, as `read` gives it. `mayPick()` is asked first; `changed(value, selected)` hears
 * the new value, and the whole option where it is one.
 */
export const createSelect = (part, scene, { look, before, mayPick = async () => true, changed }) => {
  const isMany = part.type.startsWith("multi_");
  const { key, isOption, choices } = sourceOf(part, scene, isMany);
  let chosen = startOf(part, before?.[key]).map((one) => chosenOf(one, choices, scene));
  const placeholder = plainOf(part.placeholder) || scene.words.choose;
  const label = h("span", { class: "lookup-label button-label" });
  const root = h(
    "button",
    { type: "button", class: `${look} lookup`, "aria-haspopup": "listbox", "aria-expanded": "false" },
    label,
    h("span", { class: "chevron", "aria-hidden": "true" }),
  );
  const show = () => {
    root.classList.toggle("is-empty", chosen.length === 0);
    const faces = isMany
      ? chosen.map(({ label: face }) => h("span", { class: "token" }, face()))
      : chosen.map(({ label: face }) => face());
    replaceChildren(
      label,
      chosen.length === 0 ? h("span", { class: "placeholder-text" }, placeholder) : faces,
    );
  };
  const isOn = (value) => chosen.some((one) => one.value === value);
  const next = (choice) => {
    if (!isMany) return [choice];
    if (isOn(choice.value)) return chosen.filter(({ value }) => value !== choice.value);
    return chosen.length >= (part.max_selected_items ?? Number.POSITIVE_INFINITY)
      ? chosen
      : [...chosen, choice];
  };
  const take = (choice) => {
    const wanted = next(choice);
    const set = () => {
      chosen = wanted;
      show();
      changed?.(choice.value, isOption ? (isMany ? chosen.map(said) : said(choice)) : undefined);
    };
    if (part.confirm === undefined) set();
    else mayPick().then((may) => may && set());
  };
  const open = () =>
    togglePicker({
      anchor: root,
      label: placeholder,
      words: scene.words,
      isMany,
      isOn,
      take,
      ...(part.type.includes("external")
        ? askedOf(part, scene)
        : { find: (query) => matching(choices, query) }),
    });
  root.addEventListener("click", open);
  root.addEventListener("keydown", (event) => {
    const isLetter = [...event.key].length === 1 && event.key !== " ";
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (!isLetter && event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    if (!isLetter) event.preventDefault();
    if (root.getAttribute("aria-expanded") !== "true") open();
  });
  show();
  const read = () => {
    const values = chosen.map(isOption ? said : ({ value }) => value);
    return { type: part.type, [key]: isMany ? values : (values[0] ?? null) };
  };
  return { root, read, isEmpty: () => chosen.length === 0 };
};

const said = ({ option }) => option;

/** What was kept (nothing may have been kept on purpose), else what the app says stands there. */
const startOf = (part, kept) =>
  [kept === undefined ? initialOf(part) : (kept ?? [])]
    .flat()
    .filter((one) => one !== undefined && one !== null);

const initialOf = (part) =>
  part.initial_options ??
  part.initial_option ??
  part.initial_users ??
  part.initial_user ??
  part.initial_channels ??
  part.initial_channel ??
  part.initial_conversations ??
  part.initial_conversation;

/** An option, or the id of a person or a channel. */
const chosenOf = (one, choices, scene) => {
  if (typeof one === "object") return choiceOf(one, scene);
  return (
    choices.find(({ value }) => value === one) ?? { value: one, label: () => words(String(one)), text: "" }
  );
};

const choiceOf = (option, scene) => ({
  value: option.value,
  option,
  text: plainOf(option.text),
  label: () => textOf(option.text, scene),
  description: option.description && (() => textOf(option.description, scene)),
});

const sourceOf = (part, scene, isMany) => {
  const many = isMany ? "s" : "";
  const named = (map, sign) =>
    [...map.values()].map(({ id, name }) => ({
      value: id,
      text: `${sign}${name}`,
      label: () => words(`${sign}${name}`),
    }));
  if (part.type.includes("users")) return { key: `selected_user${many}`, choices: named(scene.users, "") };
  if (part.type.includes("conversations"))
    return { key: `selected_conversation${many}`, choices: named(scene.channels, "#") };
  if (part.type.includes("channels"))
    return { key: `selected_channel${many}`, choices: named(scene.channels, "#") };
  return { key: `selected_option${many}`, isOption: true, choices: listOf(part, scene) };
};

/** Options, or groups of them as headings with their options after them. Faces are made when they are shown. */
const listOf = ({ options, option_groups: groups }, scene) =>
  groups?.flatMap((group) => [
    { heading: true, label: () => textOf(group.label, scene) },
    ...(group.options ?? []).map((option) => choiceOf(option, scene)),
  ]) ?? (options ?? []).map((option) => choiceOf(option, scene));

const matching = (choices, query) => {
  const typed = query.trim().toLowerCase();
  return choices.filter(({ heading, text }) => heading || text.toLowerCase().includes(typed));
};

/** The app names these while somebody types, and says how many letters it wants to see first. */
const askedOf = (part, scene) => ({
  asked: { lettersMin: part.min_query_length ?? lettersMin },
  find: async (query) => listOf(await scene.options(part.action_id, query, scene.blockId), scene),
});
