// The form that asks for a resource, its recovery points, the vaults.
import type { RecoveryPoint } from "../../backup/recovery-point.ts";
import type { Vault } from "../../backup/vault.ts";
import { consistencyOf } from "../../backup/vss.ts";
import type { Config } from "../../config/config.ts";
import type { Instant } from "../../core/time.ts";
import { answersFor } from "../../i18n/answers.ts";
import type { AnswerTexts } from "../../i18n/answers-en.ts";
import { ageText, sizeText } from "../../i18n/measures.ts";
import { textsFor } from "../../i18n/texts.ts";
import { placeText, silentBlocks } from "../../ports/gaps.ts";
import type { SilentPlace } from "../../ports/places.ts";
import type { ListedJob, Place } from "../../ports/world.ts";
import { alert, context, section } from "../../slack/blocks.ts";
import { actions, button, input, modal, select, typeahead } from "../../slack/elements.ts";
import { limits } from "../../slack/limits.ts";
import type { Message, Modal } from "../../slack/message.ts";
import { bold, md } from "../../slack/mrkdwn.ts";
import { momentCell, table, textCell } from "../../slack/tables.ts";
import { oldAfterMs } from "./decide.ts";
import { type Held, inventoryIds } from "./model.ts";

/** Each point on a page is described, and AWS allows fifteen of those a second. */
const pageSize = 10;

/** The form again, with what was chosen and what was wrong with it; or for the first time. */
export const pointsForm = (
  config: Config,
  problem?: { readonly says: string; readonly held?: Held },
): { readonly form: Modal; readonly gist: Message } => {
  const { points } = answersFor(config.language);
  const { form } = points;
  const chosen = problem?.held;
  const field = typeahead(
    inventoryIds.resource,
    form.placeholder,
    chosen === undefined
      ? undefined
      : { label: chosen.name, value: choiceOf(chosen), description: whereOf(chosen, config) },
  );
  const blocks = [
    ...(problem === undefined ? [] : [alert(problem.says, "warning")]),
    input(form.label, field, form.hint),
  ];
  const says = problem?.says ?? form.hint;
  return {
    form: modal(form.title, blocks, {
      close: answersFor(config.language).close,
      submit: form.submit,
      callbackId: inventoryIds.form,
    }),
    gist: { title: form.title, text: md`${says}`, blocks: [section(md`${says}`)] },
  };
};

export interface PointsPage {
  readonly from: number;
}

interface PointsShown {
  readonly held: Held;
  readonly points: readonly RecoveryPoint[];
  readonly page: PointsPage;
  readonly jobs: readonly ListedJob[];
  readonly listAgeMs: number;
  readonly now: Instant;
}

export const pointsPageOf = (
  points: readonly RecoveryPoint[],
  { from }: PointsPage,
): readonly RecoveryPoint[] => points.slice(from, from + pageSize);

/** One page of the recovery points of a resource, newest first. `shown` are those of the page, described. */
export const pointsMessage = (
  { held, points, page, jobs, listAgeMs, now }: PointsShown,
  shown: readonly RecoveryPoint[],
  config: Config,
): Message => {
  const { points: words, jobs: paging } = answersFor(config.language);
  const texts = textsFor(config.language);
  const head = md`${held.name} (${held.type})`;
  const place = placeText(held, config);
  const old = listAgeMs > oldAfterMs ? [context(md`⚠️ ${words.listAge(ageText(listAgeMs, texts))}`)] : [];
  if (shown.length === 0) {
    const says = md`${words.none(held.name)}`;
    return { title: words.title, text: says, blocks: [section(says), context(md`${place}`), ...old] };
  }
  const { columns } = words;
  const isWindows = held.type === "EC2";
  const header = [columns.when, columns.size, columns.vault, columns.expires].map(textCell);
  const rows = shown.map((point) => [
    point.createdAt === undefined
      ? textCell(words.notSaid)
      : momentCell(point.createdAt, ageText(Math.max(0, now - point.createdAt), texts)),
    textCell(point.bytes === undefined || point.bytes === 0 ? words.notSaid : sizeText(point.bytes)),
    textCell(isWhole(point) ? point.vaultName : `${point.vaultName} · ${point.status}`),
    expiryCell(point, words),
    ...(isWindows ? [textCell(consistencyText(point, jobs, config))] : []),
  ]);
  const { from } = page;
  const range = paging.page(from + 1, from + shown.length, points.length);
  const turns = [
    ...(from === 0 ? [] : [turn("newer", paging.newer, held, Math.max(0, from - pageSize))]),
    ...(from + pageSize >= points.length ? [] : [turn("older", paging.older, held, from + pageSize)]),
  ];
  return {
    title: words.title,
    text: md`${words.title}: ${held.name}, ${range}`,
    blocks: [
      section(bold(head)),
      context(md`${place} · ${range}`),
      table([[...header, ...(isWindows ? [textCell(columns.consistency)] : [])], ...rows]),
      ...(turns.length === 0 ? [] : [actions(turns)]),
      ...old,
    ],
  };
};

const turn = (way: string, label: string, held: Held, from: number) =>
  button(`${inventoryIds.page}#${way}`, label, `${from} ${held.arn}`);

/** AWS's words for a recovery point that can be restored from. */
const isWhole = ({ status }: RecoveryPoint): boolean =>
  status === "COMPLETED" || status === "AVAILABLE" || status === "";

const expiryCell = ({ expiry }: RecoveryPoint, words: AnswerTexts["points"]) => {
  if (expiry === "never") return textCell(words.never);
  return expiry === "unknown" ? textCell(words.notSaid) : momentCell(expiry.at);
};

const consistencyText = (point: RecoveryPoint, jobs: readonly ListedJob[], config: Config): string => {
  const job = jobs.find(({ facts }) => facts.recoveryPointArn === point.arn);
  const { consistency } = answersFor(config.language);
  return consistency[job === undefined ? "unknown" : consistencyOf(job.state, job.facts)];
};

/** A name that nothing has, or that several have: what may be meant. */
export const choiceMessage = (
  typed: string,
  offered: readonly Held[],
  isNamed: boolean,
  config: Config,
): Message => {
  const { points } = answersFor(config.language);
  const says = isNamed ? points.several(typed) : points.unknownResource(typed);
  const more = isNamed || offered.length === 0 ? md`${says}` : md`${says} ${points.similar}`;
  const choices = offered.map((held) => ({
    label: held.name,
    value: choiceOf(held),
    description: whereOf(held, config),
  }));
  return {
    title: points.title,
    text: more,
    blocks: [
      section(more),
      actions([
        ...(choices.length === 0 ? [] : [select(inventoryIds.points, points.pick, choices)]),
        button(inventoryIds.choose, `${points.form.title}…`, ""),
      ]),
    ],
  };
};

const choiceOf = ({ arn }: Held): string => arn.slice(-limits.optionValue);

const whereOf = (held: Held, config: Config): string => `${held.type} · ${placeText(held, config)}`;

const vaultsMax = 60;

export const vaultsMessage = (
  found: readonly { readonly vault: Vault; readonly place: Place }[],
  silent: readonly SilentPlace[],
  config: Config,
): Message => {
  const { vaults: words } = answersFor(config.language);
  if (found.length === 0) {
    const says = md`${words.none}`;
    return {
      title: words.title,
      text: says,
      blocks: [section(says), ...silentBlocks(silent, config)],
    };
  }
  const { columns } = words;
  const header = [columns.vault, columns.place, columns.points, columns.lock, columns.retention];
  const sorted = [...found].sort((left, right) => (left.vault.name < right.vault.name ? -1 : 1));
  const shown = sorted.slice(0, vaultsMax);
  const rows = shown.map(({ vault, place }) =>
    [
      vault.type?.startsWith("LOGICALLY") === true ? `${vault.name} (${words.airGapped})` : vault.name,
      placeText(place, config),
      String(vault.points),
      vault.isLocked ? words.locked : words.open,
      retentionText(vault, config),
    ].map(textCell),
  );
  const more = sorted.length > vaultsMax ? [context(md`${words.more(sorted.length - vaultsMax)}`)] : [];
  return {
    title: words.title,
    text: md`${words.title}: ${sorted
      .slice(0, 5)
      .map(({ vault }) => vault.name)
      .join(", ")}`,
    blocks: [
      section(bold(md`${words.title} (${sorted.length})`)),
      table([header.map(textCell), ...rows]),
      ...more,
      ...silentBlocks(silent, config),
    ],
  };
};

const retentionText = ({ minRetentionDays, maxRetentionDays }: Vault, config: Config): string => {
  const { vaults } = answersFor(config.language);
  if (minRetentionDays === undefined && maxRetentionDays === undefined) return vaults.anyRetention;
  return vaults.retention(String(minRetentionDays ?? 1), String(maxRetentionDays ?? "∞"));
};
