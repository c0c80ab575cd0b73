// Form controls of Block Kit, as the browser has them. Each tells its view how to read its value, in the shape
// that Slack sends as `view.state.values`.
import { h } from "../dom.js";
import { lookup } from "./lookup.js";
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

const isSelect = (type) => /_select$/.test(type);

export const isControl = (type) =>
  type in single || isSelect(type) || ["checkboxes", "radio_buttons", "rich_text_input"].includes(type);

/** `changed` hears the new value when the app asked to hear of it at once. */
export const control = (part, scene, changed) => {
  const made = draw(part, scene, changed);
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

const draw = (part, scene, changed) => {
  if (part.type === "checkboxes" || part.type === "radio_buttons") return ticks(part, scene, changed);
  if (isSelect(part.type)) return choices(part, scene, changed);
  if (part.multiline || part.type === "rich_text_input") return writing(part, scene, changed);
  return line(part, scene, changed);
};

/** What somebody wrote before the app redrew the view, else what the app says stands there. */
const startOf = (part, scene, said) => scene.kept?.get(`${scene.blockId}\n${part.action_id}`) ?? said;

const line = (part, scene, changed) => {
  const { type, key, initial } = single[part.type];
  const before = startOf(part, scene)?.[key] ?? part[initial];
  const input = h("input", {
    class: "field-input",
    type,
    value: type === "datetime-local" ? localOf(before) : before,
    placeholder: plainOf(part.placeholder),
    min: part.min_value,
    max: part.max_value,
    minlength: part.min_length,
    maxlength: part.max_length,
    step: part.type === "number_input" && part.is_decimal_allowed ? "any" : undefined,
    onchange: () => changed?.(input.value),
  });
  const value = () => (type === "datetime-local" ? secondsOf(input.value) : input.value || null);
  return {
    root: input,
    read: () => ({ type: part.type, [key]: value() }),
    isEmpty: () => input.value === "",
  };
};

const localOf = (seconds) => (seconds ? new Date(seconds * 1000).toISOString().slice(0, 16) : undefined);
const secondsOf = (text) => (text === "" ? null : Math.floor(Date.parse(`${text}Z`) / 1000));

const writing = (part, scene, changed) => {
  const area = h("textarea", {
    class: "field-input",
    rows: 4,
    placeholder: plainOf(part.placeholder),
    maxlength: part.max_length,
    onchange: () => changed?.(area.value),
  });
  const before = startOf(part, scene)?.value ?? part.initial_value;
  area.value = typeof before === "string" ? before : "";
  return {
    root: area,
    read: () => ({ type: part.type, value: area.value || null }),
    isEmpty: () => area.value === "",
  };
};

const ticks = (part, scene, changed) => {
  const isMany = part.type === "checkboxes";
  const before = startOf(part, scene);
  const initial =
    before?.selected_options ?? before?.selected_option ?? part.initial_options ?? part.initial_option;
  const on = new Set([initial ?? []].flat().map(({ value }) => value));
  const name = `${scene.blockId}-${part.action_id}`;
  const boxes = (part.options ?? []).map((option) => {
    const type = isMany ? "checkbox" : "radio";
    const box = h("input", {
      type,
      name,
      value: option.value,
      checked: on.has(option.value),
      onchange: () => changed?.(option.value),
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

const choices = (part, scene, changed) => {
  const isMany = part.type.startsWith("multi_");
  if (part.type === "external_select") {
    const before = startOf(part, scene)?.selected_option ?? part.initial_option;
    return lookup(part, scene, before ?? undefined, changed);
  }
  const { key, options, groups } = sourceOf(part, scene);
  const before = startOf(part, scene)?.[key];
  const chosen = new Set([before ?? initialOf(part)].flat().map((one) => one?.value ?? one));
  const draw = (option) =>
    h("option", { value: option.value, selected: chosen.has(option.value) }, plainOf(option.text));
  const root = h(
    "select",
    { class: "field-input", multiple: isMany, onchange: () => changed?.(root.value) },
    !isMany && h("option", { value: "" }, plainOf(part.placeholder) || scene.words.choose),
    groups.length > 0
      ? groups.map((group) => h("optgroup", { label: plainOf(group.label) }, group.options.map(draw)))
      : options.map(draw),
  );
  if (part.type.includes("external")) fillFromApp(root, part, scene, options, draw);
  const isOption = key.includes("option");
  const picked = () =>
    [...root.selectedOptions]
      .filter(({ value }) => value !== "")
      .map(({ value }) => (isOption ? options.find((option) => option.value === value) : value));
  const read = () => ({ type: part.type, [key]: isMany ? picked() : (picked()[0] ?? null) });
  return { root, read, isEmpty: () => picked().length === 0 };
};

/** The app names these options itself; they are asked for once, when the control appears. */
const fillFromApp = async (root, part, scene, options, draw) => {
  const found = (await scene.options(part.action_id, "", scene.blockId)).filter(({ heading }) => !heading);
  for (const option of found.filter(({ value }) => !options.some((known) => known.value === value))) {
    options.push(option);
    root.append(draw(option));
  }
};

const initialOf = (part) =>
  part.initial_options ??
  part.initial_option ??
  part.initial_users ??
  part.initial_user ??
  part.initial_channels ??
  part.initial_channel ??
  part.initial_conversations ??
  part.initial_conversation ??
  [];

const sourceOf = (part, scene) => {
  const many = part.type.startsWith("multi_") ? "s" : "";
  const named = (map, sign) =>
    [...map.values()].map(({ id, name }) => ({ value: id, text: `${sign}${name}` }));
  if (part.type.includes("users"))
    return { key: `selected_user${many}`, options: named(scene.users, ""), groups: [] };
  if (part.type.includes("conversations"))
    return { key: `selected_conversation${many}`, options: named(scene.channels, "#"), groups: [] };
  if (part.type.includes("channels"))
    return { key: `selected_channel${many}`, options: named(scene.channels, "#"), groups: [] };
  const groups = part.option_groups ?? [];
  const given = part.options ?? groups.flatMap((group) => group.options);
  return {
    key: `selected_option${many}`,
    options: [...given, ...[initialOf(part)].flat()].filter(once),
    groups,
  };
};

const once = (option, index, all) => all.findIndex(({ value }) => value === option.value) === index;
