// Somebody at work in the workspace: what they type and press, and what they alone can see.
import { answersFor } from "../../src/i18n/answers.ts";
import { frontEn } from "../../src/i18n/front-en.ts";
import { frontJa } from "../../src/i18n/front-ja.ts";
import type { Acked } from "../slack/deeds.ts";
import type { ShownMessage } from "../slack/timeline.ts";
import type { View } from "../slack/views.ts";
import type { Stage } from "./stage.ts";

export interface Actor {
  /** Types a line in #backup-prod and waits until everything has come to rest. */
  type(line: string): Promise<Acked>;
  /** Types it and goes on at once. */
  hurry(line: string): Promise<Acked>;
  /** Presses something in the newest answer, or in the modal when one is open. */
  press(actionId: string, value?: string): Promise<Acked>;
  /** Presses something on a card, in #backup-prod where no channel is named, and goes on at once. */
  pressCard(ts: string, actionId: string, value?: string, channelName?: string): Promise<Acked>;
  /** What a field of the open modal offers for what was typed: the values. */
  offers(actionId: string, typed: string): Promise<readonly string[]>;
  submit(values: Readonly<Record<string, string>>): Promise<Acked>;
  /** Sends the open form as it stands, with these fields filled in: by their action ids. */
  fill(values: Readonly<Record<string, string>>): Promise<Acked>;
  close(): Promise<Acked>;
  openHome(): Promise<Acked>;
  shortcut(callbackId: string): Promise<Acked>;
  /** Answers that only they see, oldest first. */
  answers(): readonly ShownMessage[];
  /** What the app told them directly. */
  directly(): readonly ShownMessage[];
  modal(): View | undefined;
  home(): View | undefined;
}

export const person = (stage: Stage, name: string): Actor => {
  const { world } = stage;
  const user = world.workspace.user(name);
  const channel = world.workspace.channel("backup-prod");
  const direct = `D${user.slice(1)}`;
  const act = world.act;
  const settled = async (deed: Promise<Acked>): Promise<Acked> => {
    const acked = await deed;
    if (acked.refusal !== undefined) throw new Error(`Slack would not show it: ${acked.refusal}`);
    await stage.settle();
    return acked;
  };
  const answers = () => world.slack.messages(channel).filter(({ ephemeralFor }) => ephemeralFor === user);
  const modal = () => world.slack.views(user).modal;
  const openModal = (): View => {
    const view = modal();
    if (view === undefined) throw new Error(`${name} has no modal open`);
    return view;
  };
  const hurry = (text: string) => act({ user, do: "command", channel, text });
  return {
    type: (line) => settled(hurry(line)),
    hurry,
    press(actionId, value) {
      const view = modal();
      const last = answers().at(-1);
      const pressed = { actionId, ...(value === undefined ? {} : { value }) };
      if (view !== undefined) return settled(act({ user, do: "press", viewId: view.id, ...pressed }));
      if (last === undefined) throw new Error(`${name} sees nothing to press`);
      return settled(act({ user, do: "press", channel, ts: last.ts, ...pressed }));
    },
    pressCard: (ts, actionId, value, channelName = "backup-prod") =>
      act({
        user,
        do: "press",
        channel: world.workspace.channel(channelName),
        ts,
        actionId,
        isStale: true,
        ...(value === undefined ? {} : { value }),
      }),
    async offers(actionId, query) {
      const { ack } = await act({ user, do: "options", viewId: openModal().id, actionId, query });
      const groups = (ack as { option_groups?: readonly { options: readonly { value: string }[] }[] } | null)
        ?.option_groups;
      return groups?.flatMap(({ options }) => options.map(({ value }) => value)) ?? [];
    },
    submit(values) {
      const fields = Object.entries(values).map(([id, value]) => [
        id,
        {
          [id]: {
            type: "external_select",
            selected_option: { text: { type: "plain_text", text: value }, value },
          },
        },
      ]);
      return settled(act({ user, do: "submit", viewId: openModal().id, values: Object.fromEntries(fields) }));
    },
    fill: (values) =>
      settled(
        act({ user, do: "submit", viewId: openModal().id, values: stateOf(openModal().blocks, values) }),
      ),
    close: () => settled(act({ user, do: "close", viewId: openModal().id })),
    openHome: () => settled(act({ user, do: "home" })),
    shortcut: (callbackId) => settled(act({ user, do: "shortcut", callbackId })),
    answers,
    directly: () => world.slack.messages(direct),
    modal,
    home: () => world.slack.views(user).home,
  };
};

/** What Slack sends of a form: what stood in each field at first, unless something else was filled in. */
const stateOf = (blocks: unknown, values: Readonly<Record<string, string>>) => {
  const inputs = blocks as readonly { readonly block_id?: string; readonly element?: FormField }[];
  return Object.fromEntries(
    inputs.flatMap(({ block_id: block = "", element }) => {
      if (element === undefined) return [];
      const { action_id: id, type, initial_value: typed, initial_option: picked } = element;
      const value = values[id] ?? typed ?? picked?.value;
      const isText = type === "plain_text_input";
      const option = value === undefined ? null : { text: { type: "plain_text", text: value }, value };
      const state = isText ? { type, value: value ?? null } : { type, selected_option: option };
      return [[block, { [id]: state }]];
    }),
  );
};

interface FormField {
  readonly action_id: string;
  readonly type: string;
  readonly initial_value?: string;
  readonly initial_option?: { readonly value: string };
}

/** Everything that is written in a message or a view. */
export const wordsOf = (shown: ShownMessage | View | undefined): string =>
  JSON.stringify([shown?.text, shown?.blocks]);

/** The words of the language that the world speaks now: stories look for sentences by their names. */
export const spoken = ({ world }: Stage) => ({
  front: world.language === "en" ? frontEn : frontJa,
  answers: answersFor(world.language),
});
