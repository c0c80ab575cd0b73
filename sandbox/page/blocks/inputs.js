// The input block: a label, its control, a hint, and the error that came back for it.
import { h } from "../dom.js";
import { control, isControl } from "./controls.js";
import { plainOf, textOf } from "./text.js";

let made = 0;

export const input = (block, scene) => {
  const part = block.element ?? {};
  made += 1;
  const ids = { label: `label-${made}`, hint: `hint-${made}`, error: `error-${made}` };
  const changed = block.dispatch_action
    ? (value) => scene.act({ do: "pick", actionId: part.action_id, value })
    : undefined;
  const field = isControl(part.type)
    ? control(part, scene, changed)
    : part.type === "file_input"
      ? h("p", { class: "hint" }, scene.words.fileInput)
      : scene.unsupported(part.type);
  const error = scene.errors?.[block.block_id];
  field.setAttribute("aria-labelledby", ids.label);
  field.setAttribute("aria-describedby", `${ids.error} ${ids.hint}`);
  if (block.optional !== true) field.setAttribute("aria-required", "true");
  if (error !== undefined) field.setAttribute("aria-invalid", "true");
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
    h("p", { class: "input-error", id: ids.error, role: "alert" }, error),
    h("p", { class: "hint", id: ids.hint }, plainOf(block.hint) !== "" && textOf(block.hint, scene)),
  );
};
