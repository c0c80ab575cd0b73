// What one function asks another to do, as a message in a queue. A note names a thing and never carries its
// state: whoever takes it reads the newest. What is only said, to one person, is carried whole.
import * as z from "zod/mini";

/** Make the card of an incident look as the incident is now. */
const draw = z.object({ note: z.literal("alerts.draw"), incident: z.string(), channel: z.string() });

const job = z.object({
  account: z.string(),
  region: z.string(),
  kind: z.enum(["backup", "copy", "restore"]),
  id: z.string(),
});

/** Say under the card of an incident that it happened again, to this job. */
const repeat = z.object({
  note: z.literal("alerts.repeat"),
  incident: z.string(),
  channel: z.string(),
  job: z.object({
    account: z.string(),
    region: z.string(),
    kind: z.enum(["backup", "copy", "restore"]),
    id: z.string(),
  }),
});

/** Say under the card of an incident, for all of the channel, what somebody has to know now. */
const call = z.object({
  note: z.literal("alerts.call"),
  incident: z.string(),
  channel: z.string(),
  why: z.enum(["critical", "not-taken"]),
});

/** Have the card of a storm redrawn, once for all that came in a turn. */
const stir = z.object({
  note: z.literal("alerts.stir"),
  incident: z.string(),
  channel: z.string(),
  turn: z.number(),
});

/** Put the list of a storm under its card as a file. */
const file = z.object({ note: z.literal("alerts.file"), incident: z.string(), channel: z.string() });

/** Ask AWS again for what it did not say the first time. */
const enrich = z.object({ note: z.literal("alerts.enrich"), job, attempt: z.number() });

/** See whether somebody started a job beside Stillpoint, now that whoever did has had time to say so. */
const outside = z.object({ note: z.literal("alerts.outside"), job, attempt: z.number() });

/** A job ended so, and AWS never told. */
const missed = z.object({
  note: z.literal("watch.missed"),
  job,
  /** The id as AWS wrote it. */
  writtenId: z.string(),
  state: z.string(),
  at: z.number(),
});

/** Say in one line what became of the events of a week, by its first day. */
const week = z.object({ note: z.literal("ledger.week"), week: z.string(), channel: z.string() });

/** Make the card of a request look as the request is now. */
const requestCard = z.object({ note: z.literal("approvals.draw"), request: z.string(), channel: z.string() });

/** Tell somebody what became of a request. `channel` is their user id; `id` names the news: it is told once. */
const requestNews = z.object({
  note: z.literal("approvals.tell"),
  request: z.string(),
  channel: z.string(),
  what: z.enum(["granted", "ended", "slow"]),
  id: z.string(),
});

/** Say under the card of a request what its leads have to know. */
const requestCall = z.object({
  note: z.literal("approvals.call"),
  request: z.string(),
  channel: z.string(),
  what: z.enum(["reminder", "escalation", "broken-glass", "review", "outcome", "edited"]),
  id: z.string(),
});

/** Hand an auditor rows of the audit log as a file. `channel` is their user id. */
const auditFile = z.object({
  note: z.literal("audit.file"),
  channel: z.string(),
  sought: z.discriminatedUnion("by", [
    z.object({ by: z.literal("all") }),
    z.object({ by: z.literal("person"), user: z.string() }),
    z.object({ by: z.literal("name"), name: z.string() }),
  ]),
  from: z.number(),
  to: z.number(),
  /** Those that they audit. */
  environments: z.array(z.string()),
});

/** What comes to the events function and was not told by AWS. */
const later = z.discriminatedUnion("note", [enrich, stir, missed, outside]);

/** Tell one person, in the direct messages of the app. `channel` is their user id. */
const say = z.object({
  note: z.literal("say"),
  channel: z.string(),
  text: z.string(),
  blocks: z.array(z.looseObject({ type: z.string() })),
});

/** A view that the front door opened for the worker to fill. */
const opened = z.object({ id: z.string(), hash: z.string() });

/** A request as Slack sent it, packed, with the view that was opened for it. */
const work = z.object({ note: z.literal("work"), packed: z.string(), opened: z.optional(opened) });

/** Carry out a request as it stands at this revision: a newer one has its own note. */
const run = z.object({ note: z.literal("approvals.run"), request: z.string(), revision: z.number() });

export type DrawNote = z.output<typeof draw>;
export type StirNote = z.output<typeof stir>;
export type FileNote = z.output<typeof file>;
export type RepeatNote = z.output<typeof repeat>;
export type CallNote = z.output<typeof call>;
export type EnrichNote = z.output<typeof enrich>;
export type OutsideNote = z.output<typeof outside>;
export type MissedNote = z.output<typeof missed>;
export type LaterNote = z.output<typeof later>;
export type WeekNote = z.output<typeof week>;
export type SayNote = z.output<typeof say>;
export type RequestCardNote = z.output<typeof requestCard>;
export type RequestNewsNote = z.output<typeof requestNews>;
export type RequestCallNote = z.output<typeof requestCall>;
export type AuditFileNote = z.output<typeof auditFile>;
export type WorkNote = z.output<typeof work>;
/** Whatever the poster may be asked. */
export type PostNote =
  | DrawNote
  | RepeatNote
  | CallNote
  | FileNote
  | SayNote
  | WeekNote
  | AuditFileNote
  | RequestCardNote
  | RequestNewsNote
  | RequestCallNote;
export type RunNote = z.output<typeof run>;
export type OpenedView = z.output<typeof opened>;

/** Reads a note from the body of a queue message; undefined when it is something else. */
const read = <Schema extends z.ZodMiniType>(schema: Schema, body: string): z.output<Schema> | undefined => {
  try {
    const checked = schema.safeParse(JSON.parse(body));
    return checked.success ? checked.data : undefined;
  } catch {
    return undefined;
  }
};

export const readDraw = (body: string): DrawNote | undefined => read(draw, body);
export const readRepeat = (body: string): RepeatNote | undefined => read(repeat, body);
export const readCall = (body: string): CallNote | undefined => read(call, body);
export const readStir = (body: string): StirNote | undefined => read(stir, body);
export const readFileNote = (body: string): FileNote | undefined => read(file, body);
export const readEnrich = (body: string): EnrichNote | undefined => read(enrich, body);
export const readMissed = (body: string): MissedNote | undefined => read(missed, body);
export const readOutside = (body: string): OutsideNote | undefined => read(outside, body);
export const readLater = (body: string): LaterNote | undefined => read(later, body);
export const readWeek = (body: string): WeekNote | undefined => read(week, body);
export const readSay = (body: string): SayNote | undefined => read(say, body);
export const readRequestCard = (body: string): RequestCardNote | undefined => read(requestCard, body);
export const readRequestNews = (body: string): RequestNewsNote | undefined => read(requestNews, body);
export const readRequestCall = (body: string): RequestCallNote | undefined => read(requestCall, body);
export const readAuditFile = (body: string): AuditFileNote | undefined => read(auditFile, body);
export const readWork = (body: string): WorkNote | undefined => read(work, body);
export const readRun = (body: string): RunNote | undefined => read(run, body);
