// What features ask of the log: add rows, write down a refusal. And what auditors ask of it: look, check, take a file.
import { digestOf } from "../../core/ids.ts";
import { dayMs, type Instant, instant, minuteMs } from "../../core/time.ts";
import { answersFor } from "../../i18n/answers.ts";
import { frontTextsFor } from "../../i18n/front.ts";
import type { AuditRow } from "../../ports/audit.ts";
import type { Asker } from "../../ports/door.ts";
import type { Answer, Answerer, AnswerWorld } from "../../ports/feature.ts";
import { refusal } from "../../ports/refusals.ts";
import { type Since, startOfSince } from "../../ports/since.ts";
import type { World } from "../../ports/world.ts";
import type { CommandLine } from "../../slack/command-line.ts";
import { readAuditLine } from "./ack.ts";
import { findPage } from "./kinds/looking.ts";
import { turnAwayFrom, writeRefusal } from "./kinds/refusing.ts";
import { verifyLog } from "./kinds/verifying.ts";
import { auditIds, type Page, type Query, type Refusal } from "./model.ts";
import { pageIn } from "./record.ts";
import { pageMessage, verdictMessage } from "./views.ts";

/** Adds rows to the log, in their order. Any of them may be there already. Throws a `Fault` when it must come again. */
export const append = async (rows: readonly AuditRow[], world: Pick<World, "audit">): Promise<void> => {
  for (const row of rows) await world.audit.insert(row);
};

/**
 * Writes down that somebody was refused something in a request: a chain of its own for each person, of twenty rows at
 * most, so that nobody can fill the log. Throws a `Fault` when it must come again.
 */
export const refuse = (refused: Refusal, world: Pick<World, "store" | "audit" | "now">) =>
  writeRefusal(refused, world);

/** As long as the heads of days are kept by default; what is older is not looked at. */
const furthestMs = 400 * dayMs;

export const answerAudit: Answerer<CommandLine> = {
  needs: "audit",
  turnAway: turnAwayFrom("audit"),
  answer: async (line, asker, world) => {
    const read = readAuditLine(line, await frontTextsFor(world.config.language));
    if (read.type === "refused") return refusal(read.says, world.config);
    const since = startOf(read.since, asker.at, world);
    if (since === undefined) {
      const { jobs: words } = answersFor(world.config.language);
      return refusal(words.badDay("day" in read.since ? read.since.day : ""), world.config);
    }
    if (read.type === "look") return showPage({ query: { sought: read.sought, since } }, "new", asker, world);
    const verdict = await verifyLog(since, world);
    const message = verdictMessage(verdict, namesOf(asker), world.config);
    return { type: "message", message, place: "new" };
  },
};

const startOf = (since: Since, at: Instant, { config }: AnswerWorld): Instant | undefined => {
  const start = startOfSince(since, at, config.timeZone);
  return start === undefined ? undefined : instant(Math.max(start, at - furthestMs));
};

/** By the environments that they audit now: a page keeps what was looked for, and not who may look. */
const namesOf = ({ environments }: Asker): readonly string[] => environments.map(({ name }) => name);

export const answerPage: Answerer<string> = {
  needs: "audit",
  turnAway: turnAwayFrom(auditIds.page),
  answer: (value, asker, world) => {
    const page = pageIn(value);
    return page === undefined ? tooOld(world) : showPage(page, "same", asker, world);
  },
};

const tooOld = async ({ config }: AnswerWorld): Promise<Answer> =>
  refusal((await frontTextsFor(config.language)).trouble.unknownButton, config);

const showPage = async (
  page: Page,
  place: "new" | "same",
  asker: Asker,
  world: AnswerWorld,
): Promise<Answer> => {
  const found = await findPage(page, namesOf(asker), world);
  return { type: "message", message: pageMessage(page, found, world.config), place };
};

/** Pressed twice within so long, it is one file. */
const onceWithinMs = 5 * minuteMs;

export const answerExport: Answerer<string> = {
  needs: "audit",
  turnAway: turnAwayFrom(auditIds.export),
  answer: async (value, asker, world) => {
    const query = pageIn(value)?.query;
    return query === undefined ? tooOld(world) : fileFor(query, asker);
  },
};

const fileFor = ({ sought, since }: Query, asker: Asker): Answer => {
  const { person, at } = asker;
  const turn = Math.floor(at / onceWithinMs);
  return {
    type: "draw",
    note: {
      note: "audit.file",
      channel: person.id,
      sought,
      from: since,
      to: at,
      environments: [...namesOf(asker)],
    },
    once: `${person.id}@audit-${digestOf(JSON.stringify([sought, since]))}-${turn}`,
  };
};
