// The input block: a label, its control, a hint, and room for the error that comes back for it.
import { h } from "../dom.js";
import { control, isControl } from "./controls.js";
import { plainOf, textOf } from "./text.js";

let made = 0;

export const input = (block, scene) => {
  const part = block.element ?? {};
  made += 1;
  const ids = {
    label: `label-${made}`,
    value: `value-${made}`,
    hint: `hint-${made}`,
    error: `error-${made}`,
  };
  const changed = block.dispatch_action
    ? (value, selected) =>
        scene.act({ do: "pick", actionId: part.action_id, blockId: scene.givenId, value, selected })
    : undefined;
  const field = isControl(part.type)
    ? control(part, scene, { changed })
    : part.type === "file_input"
      ? h("p", { class: "hint" }, scene.words.fileInput)
      : scene.unsupported(part.type);
  field.setAttribute("aria-labelledby", field.matches(".lookup") ? `${ids.label} ${ids.value}` : ids.label);
  field.querySelector(".lookup-label")?.setAttribute("id", ids.value);
  field.setAttribute("aria-describedby", `${ids.error} ${ids.hint}`);
  if (block.optional !== true && !field.matches(".lookup")) field.setAttribute("aria-required", "true");
  return h(
    "div",
    { class: "input", "data-block": scene.blockId, "data-optional": String(block.optional === true) },
    h(
      "div",
      { class: "input-label", id: ids.label },
      textOf(block.label, scene),
      block.optional && h("span", { class: "optional" }, ` ${scene.words.optional}`),
    ),
    field,
    h("p", { class: "input-error", id: ids.error, role: "alert" }),
    h("p", { class: "hint", id: ids.hint }, plainOf(block.hint) !== "" && textOf(block.hint, scene)),
  );
};

/** Says under each input what is wrong with it, in place: nothing that was typed moves. Answers with what fits nowhere. */
export const tellErrors = (root, errors) => {
  const inputs = [...root.querySelectorAll(".input")];
  const errorOf = ({ dataset }) =>
    Object.hasOwn(errors, dataset.block) ? String(errors[dataset.block]) : undefined;
  for (const one of inputs) {
    const error = errorOf(one);
    one.querySelector(".input-error").textContent = error ?? "";
    const field = one.querySelector("[aria-describedby]");
    if (error === undefined) field?.removeAttribute("aria-invalid");
    else field?.setAttribute("aria-invalid", "true");
  }
  const [first] = inputs.filter((one) => errorOf(one) !== undefined);
  const field = first?.querySelector("[aria-invalid]");
  (field?.matches(".ticks") ? field.querySelector("input") : field)?.focus();
  return Object.keys(errors).filter((id) => !inputs.some(({ dataset }) => dataset.block === id));
};
