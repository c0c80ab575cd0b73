// The blocks of a view, renewed in place: what the app did not change stays the very same element, with what was typed
// into it and the keyboard where it was. What the app did change keeps the values that were there.
import { blockIdOf } from "./blocks/blocks.js";
import { tellErrors } from "./blocks/inputs.js";
import { h, renew } from "./dom.js";
import { eyeKey, sceneOf } from "./scene.js";

/** `root` holds a line for what went wrong, and the blocks below it. */
export const createSurface = (look) => {
  const trouble = h("p", { class: "view-trouble", role: "alert", hidden: true });
  const body = h("div", { class: "view-blocks" });
  const root = h("div", { class: look, tabindex: -1 }, trouble, body);
  let fields = new Map();
  let shown = {};

  const values = () => {
    const read = {};
    for (const { blockId, actionId, read: value } of fields.values())
      read[blockId] = { ...read[blockId], [actionId]: value() };
    return read;
  };

  const tell = (text) => {
    trouble.textContent = text ?? "";
    trouble.hidden = !text;
    if (text) trouble.scrollIntoView({ block: "nearest" });
  };

  /** Another view takes the place of this one, or none. */
  const clear = () => {
    body.replaceChildren();
    fields = new Map();
    shown = {};
    tell();
  };

  /** A deed in a view. What went wrong with it is told in the view, as long as it stands there. */
  const actIn = async ({ id, scene }, deed) => {
    const answer = await scene.act({ ...deed, viewId: id });
    if (shown.id === id) tell(answer.trouble);
    return answer;
  };

  /** `before`: the values that stood in this view when it was last seen, if it was. */
  const draw = (view, scene, before) => {
    const version = JSON.stringify([view.hash, view.blocks]);
    const isOther = shown.id !== view.id;
    if (isOther) clear();
    else if (version !== shown.version) {
      tell();
      tellErrors(body, {});
    }
    const here = { id: view.id, version, scene };
    shown = here;
    const kept = byField(isOther ? (before ?? view.state?.values) : values());
    const act = (deed) => actIn(here, fields.size > 0 ? { ...deed, values: values() } : deed);
    const own = sceneOf(scene, { viewId: view.id }, { fields, kept, act });
    const eye = eyeKey(scene);
    renew(
      body,
      (view.blocks ?? []).map((block, index) => ({
        key: blockIdOf(block, index),
        signature: `${eye}\n${JSON.stringify(block)}`,
        make: () => own.drawOne(block, index),
      })),
    );
    for (const [key, { root: field }] of fields) if (!body.contains(field)) fields.delete(key);
    if (isOther) root.scrollTop = 0;
  };

  /** Errors by block id, each under its input. Slack shows nobody what belongs to no input; here it is told above. */
  const refuse = (errors) => {
    const lost = tellErrors(body, errors);
    tell(lost.map((id) => shown.scene.words.noSuchBlock(id, errors[id])).join(" "));
  };

  /** Slack lets nobody send a view whose required fields are empty. */
  const missing = (sentence) => {
    const empty = [...fields.values()].filter(
      ({ root: field, isEmpty }) => field.closest("[data-optional='false']") && isEmpty(),
    );
    return Object.fromEntries(empty.map(({ blockId }) => [blockId, sentence]));
  };

  return { root, draw, clear, act: (deed) => actIn(shown, deed), refuse, missing, values };
};

/** As drawing looks for them: by the block's id and the action's. */
const byField = (values) =>
  new Map(
    Object.entries(values ?? {}).flatMap(([blockId, actions]) =>
      Object.entries(actions ?? {}).map(([actionId, value]) => [`${blockId}\n${actionId}`, value]),
    ),
  );
