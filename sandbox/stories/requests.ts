// A request on its road, for stories: asked for by a form, looked at on its card, pressed, and what AWS heard of it.
import { equal, ok } from "node:assert/strict";
import { phraseField } from "../../src/features/approvals/kinds/proof.ts";
import {
  approvalIds,
  type Further,
  moreOf,
  readNamed,
  whyField,
} from "../../src/features/approvals/model.ts";
import { approvalAsksFor } from "../../src/i18n/approvals-asks.ts";
import type { Outcome } from "../aws/backup/script.ts";
import { type OwnedResource, resources } from "../estate.ts";
import type { Settings } from "../settings.ts";
import { person, wordsOf } from "./person.ts";
import type { Stage } from "./stage.ts";

const channelName = "backup-approvals";

export interface ShownRequest {
  readonly id: string;
  readonly ts: string;
  readonly state: string;
  /** Everything that is written on it. */
  readonly words: string;
  /** What its buttons name. */
  readonly named: string;
}

const { ordersFs } = resources;

const quick: Outcome = { state: "COMPLETED", afterMs: 1_000, durationMs: 5 * 60_000 };

/** Somebody asks for a backup of orders-fs, as far as the receipt. */
export const ask = async (
  stage: Stage,
  {
    who = "asker",
    outcome = quick,
    retain = "35d",
  }: {
    readonly who?: string;
    readonly outcome?: Outcome;
    readonly retain?: string;
  } = {},
): Promise<void> => {
  await known(stage);
  foretell(stage, outcome);
  const actor = person(stage, who);
  await actor.type(`/backup now ${ordersFs.name} --retain ${retain} --why "INC-12: before the migration"`);
  await actor.fill({});
  await actor.fill({});
  await actor.close();
};

/** A resource is in the inventory when it has been backed up once. */
const known = async (stage: Stage): Promise<void> => {
  if (requests(stage).length > 0) return;
  await stage.backUp(ordersFs, { state: "COMPLETED", afterMs: 1_000, durationMs: 1_000 });
  await stage.pass(16);
};

const foretell = (stage: Stage, outcome: Outcome, resource: OwnedResource = ordersFs): void =>
  stage.foretell(resource, outcome);

/** The cards of requests, oldest first. */
export const requests = ({ world }: Stage): readonly ShownRequest[] =>
  world.slack.messages(world.workspace.channel(channelName)).flatMap((message): ShownRequest[] => {
    const payload = message.metadata?.event_payload;
    if (message.metadata?.event_type !== "stillpoint_request" || payload === undefined) return [];
    const words = JSON.stringify([message.text, message.blocks, message.attachments]);
    const [named = ""] = /[a-z0-9]{8,40} \d{1,4} [0-9a-f]{64}/.exec(words) ?? [];
    return [{ id: String(payload.request), ts: message.ts, state: String(payload.state), words, named }];
  });

export const request = (stage: Stage): ShownRequest => {
  const last = requests(stage).at(-1);
  if (last === undefined) throw new Error("there is no request to look at");
  return last;
};

export const isState = (stage: Stage, state: string): void => equal(request(stage).state, state);

/** Presses on the card as it stands, or on `shown`, and waits until everything has come to rest. */
export const press = async (
  stage: Stage,
  who: string,
  actionId: string,
  shown: ShownRequest = request(stage),
): Promise<void> => {
  await person(stage, who).pressCard(shown.ts, actionId, shown.named, channelName);
  await stage.settle();
};

export const approve = (stage: Stage, who: string, shown?: ShownRequest): Promise<void> =>
  press(stage, who, approvalIds.approve, shown);

export const deny = async (stage: Stage, who: string, shown?: ShownRequest): Promise<void> => {
  await press(stage, who, approvalIds.deny, shown);
  if (person(stage, who).modal()?.submit !== undefined)
    await person(stage, who).fill({ [whyField]: "Not tonight" });
};

/** Picks what stands behind the three dots. */
export const pick = async (
  stage: Stage,
  who: string,
  what: Further,
  shown: ShownRequest = request(stage),
): Promise<void> => {
  const named = readNamed(shown.named);
  if (named === undefined) throw new Error("the card names no request");
  await person(stage, who).pressCard(shown.ts, approvalIds.more, moreOf(what, named), channelName);
  await stage.settle();
};

export const breakGlass = async (stage: Stage, who: string): Promise<void> => {
  await pick(stage, who, "break-glass");
  await person(stage, who).fill({ [whyField]: "The shop is down", [phraseField]: ordersFs.name });
};

/** Whether somebody was told, alone and last, why their press counts for nothing. */
export const wasRefused = (stage: Stage, who: string, says: string): void => {
  const { world } = stage;
  const user = world.workspace.user(who);
  const heard = world.slack
    .messages(world.workspace.channel(channelName))
    .filter(({ ephemeralFor }) => ephemeralFor === user);
  const shown = wordsOf(person(stage, who).modal()) + wordsOf(heard.at(-1));
  ok(shown.includes(JSON.stringify(says).slice(1, -1)), `${who} was not told: ${says}`);
};

export const wordsIn = ({ world }: Stage) => approvalAsksFor(world.language);

/** What Stillpoint has AWS begin, in whose name, and whether AWS did it. */
export const begun = ({ journal }: Stage, operation = "StartBackupJob") =>
  journal().filter(
    (entry) => entry.operation === operation && entry.principal.includes("stillpoint-operator"),
  );

/** Jobs of orders-fs that there are, beside those that the story began itself. */
export const jobsOf = (stage: Stage): number =>
  new Set(
    begun(stage).flatMap(({ output }) => (output as { BackupJobId?: string } | undefined)?.BackupJobId ?? []),
  ).size;

export const twoVotes: Settings = { approvals: ["votes: { default: 2 }"] };
