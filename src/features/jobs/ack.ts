// Jobs at the front door: whether what was typed is a query at all.
import type { JobKind } from "../../backup/job.ts";
import { dayMs, hourMs, minuteMs } from "../../core/time.ts";
import type { FrontTexts } from "../../i18n/front-en.ts";
import type { Door, Porch, Reply } from "../../ports/door.ts";
import { refusing, showing, working } from "../../ports/replies.ts";
import { type CommandLine, folded } from "../../slack/command-line.ts";
import { type JobsQuery, jobIds, type Since } from "./model.ts";

export const jobsDoor: Door = {
  commands: {
    jobs: {
      flags: ["state", "since", "resource", "type", "kind"],
      ack: (line, porch) => ackJobs(line, porch),
    },
  },
  actions: {
    [jobIds.list]: showing,
    [jobIds.page]: working,
    [jobIds.open]: showing,
    [jobIds.console]: () => ({ do: "nothing" }),
  },
};

const ackJobs = (line: CommandLine, { texts }: Porch): Reply => {
  const read = readJobsLine(line, texts);
  return read.type === "query" ? { do: "work" } : refusing(read.says, texts, "jobs");
};

export type JobsReading =
  | { readonly type: "query"; readonly query: JobsQuery }
  | { readonly type: "refused"; readonly says: string };

const kinds: readonly JobKind[] = ["backup", "copy", "restore"];

/** What one looks for when nothing is said: a night and a day. */
const sinceDefault: Since = { agoMs: dayMs };

export const readJobsLine = ({ words, flags }: CommandLine, texts: FrontTexts): JobsReading => {
  const [, environment, extra] = words;
  const { state, resource, type } = flags;
  if (extra !== undefined) return { type: "refused", says: texts.tooMany(extra) };
  const since = flags.since === undefined ? sinceDefault : readSince(flags.since);
  if (since === undefined) return { type: "refused", says: texts.badSince(flags.since ?? "") };
  const kind = kinds.find((each) => each === folded(flags.kind ?? ""));
  if (flags.kind !== undefined && kind === undefined)
    return { type: "refused", says: texts.badKind(flags.kind) };
  const query = {
    since,
    ...(environment === undefined ? {} : { environment: folded(environment) }),
    ...(state === undefined ? {} : { state: folded(state) }),
    ...(resource === undefined ? {} : { resource }),
    ...(type === undefined ? {} : { type: type.normalize("NFKC") }),
    ...(kind === undefined ? {} : { kind }),
  };
  return { type: "query", query };
};

const units: Readonly<Record<string, number>> = { m: minuteMs, h: hourMs, d: dayMs, w: 7 * dayMs };

/** "24h", "7d", or a day. AWS keeps jobs for thirty days; longer finds nothing more. */
const readSince = (typed: string): Since | undefined => {
  const plain = folded(typed);
  const [, count, unit = ""] = /^(\d{1,4})\s*([mhdw])$/.exec(plain) ?? [];
  if (count !== undefined && Number(count) > 0) return { agoMs: Number(count) * (units[unit] ?? 0) };
  return /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/.test(plain) ? { day: plain } : undefined;
};
