// The open view of whoever looks: drawn as it comes, its values read at submit, its errors shown in place.
import { appMark } from "./avatar.js";
import { plainOf, textOf } from "./blocks/text.js";
import { openDialog } from "./dialog.js";
import { focusable, h, replaceChildren } from "./dom.js";
import { icon } from "./icons.js";
import { eyeKey, sceneOf } from "./scene.js";

export const createModal = () => {
  let open;
  let dismissed = "";

  const dismiss = () => {
    open?.dialog.shut();
    open = undefined;
  };

  /** `view` is what the sandbox says is open now, if anything. */
  const draw = (view, scene) => {
    const drawn = JSON.stringify([view, eyeKey(scene)]);
    if (view === undefined || view === null) {
      dismissed = "";
      if (open !== undefined) dismiss();
      return;
    }
    if (drawn === open?.drawn || JSON.stringify(view) === dismissed) return;
    if (open?.id !== view.id) dismiss();
    show(view, drawn, scene);
  };

  const show = (view, drawn, scene, errors, trouble) => {
    const kept = new Map([...(open?.fields ?? [])].map(([key, field]) => [key, field.read()]));
    const fields = new Map();
    const act = async (what) => {
      const answer = await scene.act(what);
      if (answer?.trouble !== undefined && open?.id === view.id)
        show(view, drawn, scene, undefined, answer.trouble);
      return answer;
    };
    const deed = { user: scene.viewer.id, viewId: view.id };
    const own = sceneOf(scene, deed, { fields, kept, errors, act });
    const focusKey = document.activeElement?.dataset?.focus;
    const close = async () => {
      dismissed = JSON.stringify(view);
      dismiss();
      await own.act({ do: "close" });
    };
    const submit = async () => {
      const missing = missingOf(fields, scene.words.required);
      if (Object.keys(missing).length > 0) return show(view, drawn, scene, missing);
      const answer = await own.act({ do: "submit", values: valuesOf(fields) });
      const refused = answer?.ack?.response_action === "errors" ? answer.ack.errors : undefined;
      if (refused !== undefined && open?.id === view.id) show(view, drawn, scene, refused);
    };
    const dialog =
      open?.dialog ??
      openDialog({ label: plainOf(view.title), look: "modal", onClose: () => open?.close(), content: [] });
    open = { id: view.id, drawn, fields, dialog, close };
    replaceChildren(dialog.root, frame(view, own, { close, submit, trouble }));
    const error = dialog.root.querySelector("[aria-invalid='true']");
    const same = [...dialog.root.querySelectorAll("[data-focus]")].find(
      ({ dataset }) => dataset.focus === focusKey,
    );
    (
      error ??
      same ??
      dialog.root.querySelector(".modal-body .field-input") ??
      focusable(dialog.root)[0]
    )?.focus();
  };

  return { draw };
};

const frame = (view, scene, { close, submit, trouble }) =>
  h(
    "form",
    {
      class: "modal-form",
      novalidate: true,
      onsubmit: (event) => {
        event.preventDefault();
        submit();
      },
    },
    h(
      "header",
      { class: "modal-head" },
      h("span", { class: "modal-face" }, appMark()),
      h("h2", null, textOf(view.title, scene)),
      h(
        "button",
        { type: "button", class: "icon-button", "aria-label": scene.words.close, onclick: close },
        icon("close"),
      ),
    ),
    h(
      "div",
      { class: "modal-body" },
      trouble && h("p", { class: "modal-trouble", role: "alert" }, trouble),
      scene.draw(view.blocks),
    ),
    h(
      "footer",
      { class: "modal-foot" },
      h(
        "button",
        { type: "button", class: "button", onclick: close },
        view.close ? textOf(view.close, scene) : scene.words.cancel,
      ),
      view.submit &&
        h("button", { type: "submit", class: "button button-primary" }, textOf(view.submit, scene)),
    ),
  );

const valuesOf = (fields) => {
  const values = {};
  for (const { blockId, actionId, read } of fields.values())
    values[blockId] = { ...values[blockId], [actionId]: read() };
  return values;
};

/** Slack lets nobody send a view whose required fields are empty. */
const missingOf = (fields, sentence) => {
  const missing = {};
  for (const { blockId, isEmpty, root } of fields.values())
    if (root.closest("[data-optional='false']") && isEmpty()) missing[blockId] = sentence;
  return missing;
};
