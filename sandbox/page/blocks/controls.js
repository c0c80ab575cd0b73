// Form controls of Block Kit, as the browser has them. Each tells its view how to read its value, in the shape
// that Slack sends as `view.state.values`.
import { h } from "../dom.js";
import { createSelect, isSelect } from "./selects.js";
import { plainOf, textOf } from "./text.js";

const single = {
  datepicker: { type: "date", key: "selected_date", initial: "initial_date" },
  timepicker: { type: "time", key: "selected_time", initial: "initial_time" },
  datetimepicker: { type: "datetime-local", key: "selected_date_time", initial: "initial_date_time" },
  plain_text_input: { type: "text", key: "value", initial: "initial_value" },
  number_input: { type: "number", key: "value", initial: "initial_value" },
  email_text_input: { type: "email", key: "value", initial: "initial_value" },
  url_text_input: { type: "url", key: "value", initial: "initial_value" },
};

export const isControl = (type) =>
  type in single || isSelect(type) || ["checkboxes", "radio_buttons", "rich_text_input"].includes(type);

/** `changed(value, selected)` hears what is new when the app asked to hear of it at once. */
export const control = (part, scene, { changed, look = "field-input", mayPick } = {}) => {
  const made = draw(part, scene, { changed, look, mayPick });
  made.root.dataset.focus = `${scene.blockId} ${part.action_id}`;
  scene.fields?.set(`${scene.blockId}\n${part.action_id}`, {
    blockId: scene.blockId,
    actionId: part.action_id,
    root: made.root,
    read: made.read,
    isEmpty: made.isEmpty,
  });
  return made.root;
};

const draw = (part, scene, { changed, look, mayPick }) => {
  const before = scene.kept?.get(`${scene.blockId}\n${part.action_id}`);
  if (part.type === "checkboxes" || part.type === "radio_buttons") return ticks(part, scene, before, changed);
  if (isSelect(part.type)) return createSelect(part, scene, { look, before, mayPick, changed });
  if (part.multiline || part.type === "rich_text_input") return writing(part, before, changed);
  return line(part, before, changed);
};

/** What somebody wrote before the app redrew the view, even if it was nothing; else what the app says stands there. */
const startOf = (before, key, said) => (before !== undefined && key in before ? before[key] : said);

const line = (part, before, changed) => {
  const { type, key, initial } = single[part.type];
  const start = startOf(before, key, part[initial]);
  const input = h("input", {
    class: "field-input",
    type,
    value: type === "datetime-local" ? localOf(start) : start,
    placeholder: plainOf(part.placeholder),
    min: part.min_value,
    max: part.max_value,
    minlength: part.min_length,
    maxlength: part.max_length,
    step: part.type === "number_input" && part.is_decimal_allowed ? "any" : undefined,
  });
  const value = () => (type === "datetime-local" ? secondsOf(input.value) : input.value || null);
  if (changed !== undefined && /picker$/.test(part.type))
    input.addEventListener("change", () => changed(value()));
  else if (changed !== undefined) hearWriting(input, part, changed);
  return {
    root: input,
    read: () => ({ type: part.type, [key]: value() }),
    isEmpty: () => input.value === "",
  };
};

const letterMs = 300;

/** Apps hear of Enter unless they ask for every letter. https://docs.slack.dev/reference/block-kit/composition-objects/dispatch-action-configuration-object */
const hearWriting = (input, { dispatch_action_config: config }, changed) => {
  const moments = config?.trigger_actions_on ?? ["on_enter_pressed"];
  let timer;
  if (moments.includes("on_character_entered"))
    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => changed(input.value), letterMs);
    });
  if (moments.includes("on_enter_pressed"))
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      changed(input.value);
    });
};

const localOf = (seconds) => (seconds ? new Date(seconds * 1000).toISOString().slice(0, 16) : undefined);
const secondsOf = (text) => (text === "" ? null : Math.floor(Date.parse(`${text}Z`) / 1000));

const writing = (part, before, changed) => {
  const area = h("textarea", {
    class: "field-input",
    rows: 4,
    placeholder: plainOf(part.placeholder),
    minlength: part.min_length,
    maxlength: part.max_length,
  });
  if (changed !== undefined) hearWriting(area, part, changed);
  const start = startOf(before, "value", part.initial_value);
  area.value = typeof start === "string" ? start : "";
  return {
    root: area,
    read: () => ({ type: part.type, value: area.value || null }),
    isEmpty: () => area.value === "",
  };
};

const ticks = (part, scene, before, changed) => {
  const isMany = part.type === "checkboxes";
  const initial = isMany
    ? startOf(before, "selected_options", part.initial_options)
    : startOf(before, "selected_option", part.initial_option);
  const on = new Set([initial ?? []].flat().map(({ value }) => value));
  const name = `${scene.blockId}-${part.action_id}`;
  const boxes = (part.options ?? []).map((option) => {
    const type = isMany ? "checkbox" : "radio";
    const box = h("input", {
      type,
      name,
      value: option.value,
      checked: on.has(option.value),
      onchange: () => changed?.(option.value, isMany ? chosen() : option),
    });
    return { option, box };
  });
  const chosen = () => boxes.filter(({ box }) => box.checked).map(({ option }) => option);
  const root = h(
    "div",
    { class: "ticks", role: isMany ? "group" : "radiogroup" },
    boxes.map(({ option, box }) =>
      h(
        "label",
        { class: "tick" },
        box,
        h(
          "span",
          null,
          textOf(option.text, scene),
          option.description && h("span", { class: "tick-more" }, textOf(option.description, scene)),
        ),
      ),
    ),
  );
  const read = () =>
    isMany
      ? { type: part.type, selected_options: chosen() }
      : { type: part.type, selected_option: chosen()[0] ?? null };
  return { root, read, isEmpty: () => chosen().length === 0 };
};
