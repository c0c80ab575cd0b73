// Jobs at the front door: whether what was typed is a query at all.
import type { JobKind } from "../../backup/job.ts";
import { dayMs } from "../../core/time.ts";
import type { FrontTexts } from "../../i18n/front-en.ts";
import type { Door, Porch, Reply } from "../../ports/door.ts";
import { refusing, showing, working } from "../../ports/replies.ts";
import { readSince, type Since } from "../../ports/since.ts";
import { type CommandLine, folded } from "../../slack/command-line.ts";
import { type JobsQuery, jobIds } from "./model.ts";

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
