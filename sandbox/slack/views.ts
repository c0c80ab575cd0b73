// Modals and Home tabs. A trigger lives three seconds of wire time and opens one view.
// https://docs.slack.dev/surfaces/modals
import { randomBytes } from "node:crypto";
import { limits } from "../../src/slack/limits.ts";
import { checkView } from "./block-check.ts";
import { type Arguments, textArgument } from "./messages.ts";
import { SlackRefusal } from "./refusal.ts";

export interface View {
  readonly id: string;
  readonly hash: string;
  readonly type: "modal" | "home";
  readonly [name: string]: unknown;
}

const triggerMs = 3_000;
/** Views that may lie on top of each other. */
const stackMax = 3;

const fresh = (prefix: string): string => `${prefix}${randomBytes(6).toString("hex").toUpperCase()}`;

export const createViews = () => {
  const triggers = new Map<string, { readonly user: string; readonly at: number; used: boolean }>();
  const stacks = new Map<string, View[]>();
  const homes = new Map<string, View>();

  const read = (given: Arguments, type: "modal" | "home"): Omit<View, "id" | "hash"> => {
    const { view } = given;
    if (typeof view !== "object" || view === null) throw new SlackRefusal("invalid_arguments");
    if (JSON.stringify(view).length > limits.viewBytes) throw new SlackRefusal("view_too_large");
    const problems = checkView({ ...view, type });
    if (problems.length > 0) {
      const messages = problems.map(
        ({ pointer, message }) => `[ERROR] ${message} [json-pointer:/view${pointer}]`,
      );
      throw new SlackRefusal("invalid_arguments", messages);
    }
    return { ...view, type };
  };

  const userOf = (given: Arguments): string => {
    const trigger = triggers.get(textArgument(given, "trigger_id") ?? "");
    if (trigger === undefined) throw new SlackRefusal("invalid_trigger_id");
    if (trigger.used) throw new SlackRefusal("exchanged_trigger_id");
    if (performance.now() - trigger.at > triggerMs) throw new SlackRefusal("expired_trigger_id");
    trigger.used = true;
    return trigger.user;
  };

  const lay = (user: string, stack: readonly View[], given: Arguments) => {
    const read_ = read(given, "modal");
    const externalId = read_.external_id;
    const isDouble = [...stacks.values()]
      .flat()
      .some(({ external_id }) => externalId && external_id === externalId);
    if (isDouble) throw new SlackRefusal("duplicate_external_id");
    const view: View = { ...read_, type: "modal", id: fresh("V"), hash: fresh("") };
    stacks.set(user, [...stack, view]);
    return { view };
  };

  return {
    issueTrigger(user: string): string {
      const id = fresh("trigger.");
      triggers.set(id, { user, at: performance.now(), used: false });
      return id;
    },
    open: (given: Arguments) => lay(userOf(given), [], given),
    push(given: Arguments) {
      const user = userOf(given);
      const stack = stacks.get(user) ?? [];
      if (stack.length >= stackMax) throw new SlackRefusal("push_limit_reached");
      return lay(user, stack, given);
    },
    update(given: Arguments) {
      const [id, externalId, hash] = ["view_id", "external_id", "hash"].map((name) =>
        textArgument(given, name),
      );
      for (const [user, stack] of stacks) {
        const index = stack.findIndex(
          (view) => view.id === id || (externalId && view.external_id === externalId),
        );
        const before = stack[index];
        if (before === undefined) continue;
        if (hash !== undefined && hash !== before.hash) throw new SlackRefusal("hash_conflict");
        const view: View = { ...read(given, "modal"), type: "modal", id: before.id, hash: fresh("") };
        stacks.set(user, stack.with(index, view));
        return { view };
      }
      throw new SlackRefusal("not_found");
    },
    publish(given: Arguments) {
      const user = textArgument(given, "user_id") ?? "";
      const before = homes.get(user);
      const hash = textArgument(given, "hash");
      if (hash !== undefined && before !== undefined && hash !== before.hash)
        throw new SlackRefusal("hash_conflict");
      const view: View = {
        ...read(given, "home"),
        type: "home",
        id: before?.id ?? fresh("V"),
        hash: fresh(""),
      };
      homes.set(user, view);
      return { view };
    },
    shown(user: string) {
      const modal = stacks.get(user)?.at(-1);
      const home = homes.get(user);
      return { ...(modal === undefined ? {} : { modal }), ...(home === undefined ? {} : { home }) };
    },
  };
};
