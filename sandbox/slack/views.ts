// Modals and Home tabs. A trigger lives three seconds of wire time and opens one view.
// https://docs.slack.dev/surfaces/modals
import { randomBytes } from "node:crypto";
import { checkView } from "../../src/slack/block-check.ts";
import { type Arguments, textArgument } from "./arguments.ts";
import { sentences } from "./content.ts";
import { SlackRefusal } from "./refusal.ts";
import type { Workspace } from "./workspace.ts";

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

export const createViews = (workspace: Workspace, changed: () => void) => {
  const triggers = new Map<string, { readonly user: string; readonly at: number; used: boolean }>();
  const stacks = new Map<string, readonly View[]>();
  const homes = new Map<string, View>();

  const everyView = (): readonly View[] => [...[...stacks.values()].flat(), ...homes.values()];

  /** The view that was given, as Slack keeps it; `before` is the one whose place it takes. */
  const made = (given: Arguments, type: View["type"], before?: View, under?: View): View => {
    const { view } = given;
    if (typeof view !== "object" || view === null) throw new SlackRefusal("invalid_arguments");
    const problems = checkView({ ...view, type });
    if (problems.some(({ pointer, code }) => pointer === "" && code === "too-long"))
      throw new SlackRefusal("view_too_large");
    if ((view as Partial<View>).type !== type) {
      const messages = [`[ERROR] unsupported type for this method [json-pointer:/view/type]`];
      throw new SlackRefusal("invalid_arguments", { messages });
    }
    if (problems.length > 0)
      throw new SlackRefusal("invalid_arguments", { messages: sentences(problems, "/view") });
    const { external_id: externalId = "" } = view as { readonly external_id?: string };
    const isTaken = (other: View) => other.external_id === externalId && other.id !== before?.id;
    if (externalId !== "" && everyView().some(isTaken)) throw new SlackRefusal("duplicate_external_id");
    const id = before?.id ?? fresh("V");
    return {
      callback_id: "",
      ...view,
      type,
      id,
      hash: fresh(""),
      team_id: workspace.teamId,
      app_id: workspace.appId,
      bot_id: workspace.botId,
      external_id: externalId,
      root_view_id: before?.root_view_id ?? under?.root_view_id ?? id,
      previous_view_id: before?.previous_view_id ?? under?.id ?? null,
      state: before?.state ?? { values: {} },
    };
  };

  const userOf = (given: Arguments): string => {
    const trigger = triggers.get(textArgument(given, "trigger_id") ?? "");
    if (trigger === undefined) throw new SlackRefusal("invalid_trigger_id");
    if (trigger.used) throw new SlackRefusal("exchanged_trigger_id");
    if (performance.now() - trigger.at > triggerMs) throw new SlackRefusal("expired_trigger_id");
    trigger.used = true;
    return trigger.user;
  };

  const put = (user: string, stack: readonly View[], view: View) => {
    stacks.set(user, stack);
    changed();
    return { view };
  };

  const putHome = (user: string, view: View) => {
    homes.set(user, view);
    changed();
    return { view };
  };

  const demandHash = (given: Arguments, before: View | undefined): void => {
    const hash = textArgument(given, "hash");
    if (hash !== undefined && before !== undefined && hash !== before.hash)
      throw new SlackRefusal("hash_conflict");
  };

  return {
    issueTrigger(user: string): string {
      const id = fresh("trigger.");
      triggers.set(id, { user, at: performance.now(), used: false });
      return id;
    },

    /** A new root: what was open goes. */
    open(given: Arguments) {
      const user = userOf(given);
      const view = made(given, "modal");
      return put(user, [view], view);
    },

    push(given: Arguments) {
      const user = userOf(given);
      const stack = stacks.get(user) ?? [];
      const top = stack.at(-1);
      if (top === undefined) throw new SlackRefusal("not_found");
      if (stack.length >= stackMax) throw new SlackRefusal("push_limit_reached");
      const view = made(given, "modal", undefined, top);
      return put(user, [...stack, view], view);
    },

    update(given: Arguments) {
      const id = textArgument(given, "view_id");
      const externalId = textArgument(given, "external_id") ?? "";
      const isMeant = (view: View) =>
        view.id === id || (externalId !== "" && view.external_id === externalId);
      for (const [user, stack] of stacks) {
        const index = stack.findIndex(isMeant);
        const before = stack[index];
        if (before === undefined) continue;
        demandHash(given, before);
        const view = made(given, "modal", before);
        return put(user, stack.with(index, view), view);
      }
      for (const [user, before] of homes) {
        if (!isMeant(before)) continue;
        demandHash(given, before);
        return putHome(user, made(given, "home", before));
      }
      throw new SlackRefusal("not_found");
    },

    publish(given: Arguments) {
      const user = textArgument(given, "user_id") ?? "";
      if (!workspace.users.some(({ id }) => id === user)) throw new SlackRefusal("user_not_found");
      const before = homes.get(user);
      demandHash(given, before);
      return putHome(user, made(given, "home", before));
    },

    /** What stands on top of this view's stack, and whose it is. */
    find(viewId: string): { readonly user: string; readonly view: View } | undefined {
      for (const [user, stack] of stacks) {
        const view = stack.find(({ id }) => id === viewId);
        if (view !== undefined) return { user, view };
      }
      for (const [user, view] of homes) if (view.id === viewId) return { user, view };
      return undefined;
    },

    /** What somebody typed and picked stays with the view, and its hash with it. */
    fill(viewId: string, values: object): void {
      for (const [user, stack] of stacks)
        stacks.set(
          user,
          stack.map((view) => (view.id === viewId ? { ...view, state: { values } } : view)),
        );
    },

    /** Somebody closes a modal: what lies under it shows again. `"all"` closes the whole stack. */
    close(viewId: string, how: "one" | "all"): void {
      for (const [user, stack] of stacks) {
        const index = stack.findIndex(({ id }) => id === viewId);
        if (index >= 0) stacks.set(user, how === "all" ? [] : stack.slice(0, index));
      }
      changed();
    },

    /** Over the view that was submitted, as `response_action: push` asks. */
    pushOver(user: string, view: unknown): void {
      const stack = stacks.get(user) ?? [];
      if (stack.length >= stackMax) throw new SlackRefusal("push_limit_reached");
      const top = made({ view } as Arguments, "modal", undefined, stack.at(-1));
      put(user, [...stack, top], top);
    },

    shown(user: string): { readonly modal?: View; readonly home?: View } {
      const modal = stacks.get(user)?.at(-1);
      const home = homes.get(user);
      return { ...(modal === undefined ? {} : { modal }), ...(home === undefined ? {} : { home }) };
    },
  };
};
