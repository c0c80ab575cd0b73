// The audit log at the front door: whether what was typed is a question at all.
import { dayMs } from "../../core/time.ts";
import type { FrontTexts } from "../../i18n/front-en.ts";
import type { Door, Porch, Reply } from "../../ports/door.ts";
import { refusing, working } from "../../ports/replies.ts";
import { readSince, type Since } from "../../ports/since.ts";
import { type CommandLine, folded } from "../../slack/command-line.ts";
import { auditIds, type Sought } from "./model.ts";

export const auditDoor: Door = {
  commands: { audit: { flags: ["since"], ack: (line, porch) => ackAudit(line, porch) } },
  actions: { [auditIds.page]: working, [auditIds.export]: working },
};

const ackAudit = (line: CommandLine, { texts }: Porch): Reply => {
  const read = readAuditLine(line, texts);
  return read.type === "refused" ? refusing(read.says, texts, "audit") : { do: "work" };
};

export type AuditReading =
  | { readonly type: "look"; readonly sought: Sought; readonly since: Since }
  | { readonly type: "verify"; readonly since: Since }
  | { readonly type: "refused"; readonly says: string };

const lookDefault: Since = { agoMs: 7 * dayMs };
const verifyDefault: Since = { agoMs: 30 * dayMs };

export const readAuditLine = ({ words, flags }: CommandLine, texts: FrontTexts): AuditReading => {
  const [, subject = "", extra] = words;
  if (extra !== undefined) return { type: "refused", says: texts.tooMany(extra) };
  const since = flags.since === undefined ? undefined : readSince(flags.since);
  if (flags.since !== undefined && since === undefined)
    return { type: "refused", says: texts.badSince(flags.since) };
  if (folded(subject) === "verify") return { type: "verify", since: since ?? verifyDefault };
  if (subject.startsWith("@") && !isUser(subject))
    return { type: "refused", says: texts.unknownPerson(subject) };
  return { type: "look", sought: soughtIn(subject), since: since ?? lookDefault };
};

/** Slack turns a name that it knows into an id. */
const isUser = (subject: string): boolean => /^@[UW][A-Z0-9]{2,}$/.test(subject);

const soughtIn = (subject: string): Sought => {
  if (subject === "") return { by: "all" };
  return isUser(subject) ? { by: "person", user: subject.slice(1) } : { by: "name", name: subject };
};
