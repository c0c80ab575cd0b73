// The list of a storm as one file: a press asks for it, and the poster puts it under the card.

import { Fault } from "../../../core/errors.ts";
import { type Instant, isoOf } from "../../../core/time.ts";
import { answersFor } from "../../../i18n/answers.ts";
import { textsFor } from "../../../i18n/texts.ts";
import type { Answerer, PosterWorld } from "../../../ports/feature.ts";
import type { FileNote } from "../../../ports/note.ts";
import { refusal } from "../../../ports/refusals.ts";
import { mayLook } from "../decide.ts";
import type { Incident, StormEnd, StormMember } from "../model.ts";
import { incidentKey, stormEndPrefix, stormPrefix } from "../record.ts";

/** Rows of one file: more than a storm has ever had, and 10 MB. */
const rowsMax = 50_000;

/** Pressed twice within so long, it is one file. */
const onceWithinMs = 10 * 60_000;

export const answerStormFile: Answerer<string> = {
  needs: "read",
  answer: async (id, asker, world) => {
    const { alert: words } = answersFor(world.config.language);
    const stored = await world.store.get<Incident>(incidentKey(id));
    if (stored === undefined || stored.body.subject.type !== "storm")
      return refusal(words.gone, world.config);
    if (!mayLook(stored.body, asker.environments)) return refusal(words.notTheirsToRead, world.config);
    const { channel } = stored.body;
    const turn = Math.floor(asker.at / onceWithinMs);
    return { type: "draw", note: { note: "alerts.file", incident: id, channel }, once: `${id}@file-${turn}` };
  },
};

/** Puts the list under the card, as it is now. */
export const putFile = async (
  note: FileNote,
  world: PosterWorld,
): Promise<"filed" | "refused" | "no-card"> => {
  const stored = await world.store.get<Incident>(incidentKey(note.incident));
  if (stored?.body.shown === undefined) return "no-card";
  const { partition } = incidentKey(note.incident);
  const [members, ends] = await Promise.all([
    world.store.list<StormMember>(partition, stormPrefix, rowsMax),
    world.store.list<StormEnd>(partition, stormEndPrefix, rowsMax),
  ]);
  const goodAt = new Map(ends.map(({ body }) => [body.member, body.at]));
  const rows = members.map(({ key, body }) => ({
    member: body,
    goodAt: goodAt.get(key.sort.slice(stormPrefix.length)),
  }));
  const now = world.now();
  const text = csvOf(rows, textsFor(world.config.language).storm.columns);
  const name = `stillpoint-${isoOf(now).slice(0, 16).replace(/[-:]/g, "")}.csv`;
  return upload({ channel: stored.body.channel, thread: stored.body.shown.ts, name, text }, world);
};

/** A file that Slack will never take must not hold back the channel's cards. */
const upload = async (
  file: { readonly channel: string; readonly thread: string; readonly name: string; readonly text: string },
  world: PosterWorld,
): Promise<"filed" | "refused"> => {
  const { channel, thread, name, text } = file;
  try {
    await world.slack.upload(channel, thread, { name, text });
    return "filed";
  } catch (error) {
    if (!(error instanceof Fault) || error.retryable) throw error;
    world.log.error("file.refused", { channel, refusal: error.message });
    return "refused";
  }
};

export interface StormRow {
  readonly member: StormMember;
  readonly goodAt: Instant | undefined;
}

/** With the mark by which spreadsheets know UTF-8, and lines as RFC 4180 ends them. */
export const csvOf = (rows: readonly StormRow[], columns: readonly string[]): string => {
  const lines = rows.map(({ member, goodAt }) => {
    const { job, name, type, arn, plan = "", writtenId, state, at, message = "" } = member;
    const good = goodAt === undefined ? "" : isoOf(goodAt);
    return [name, type, job.account, job.region, plan, state, isoOf(at), good, writtenId, arn, message];
  });
  return `\uFEFF${[columns, ...lines].map((cells) => cells.map(cell).join(",")).join("\r\n")}\r\n`;
};

/** What begins like a formula would be one in a spreadsheet: a quote before it makes it text. */
const cell = (text: string): string => {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
};
