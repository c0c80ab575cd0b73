// The road of a job that was started or stopped beside Stillpoint. CloudTrail tells who did it, and the job's own news
// that it is there; they come in any order, and either may be missing. Both are written into one record, and what is
// told of it is one thing with one card, whatever is done twice or cut off.
import type { JobFacts, JobKey } from "../../../backup/job.ts";
import type { CallNotification } from "../../../backup/notification.ts";
import { Fault } from "../../../core/errors.ts";
import { canonicalJson } from "../../../core/ids.ts";
import type { EventsWorld } from "../../../ports/feature.ts";
import type { OutsideNote } from "../../../ports/note.ts";
import type { Outcome } from "../../../ports/outcome.ts";
import type { World } from "../../../ports/world.ts";
import type { Stored } from "../../../store/record.ts";
import { environmentOf, jobOf } from "../../jobs/decide.ts";
import { readJob } from "../../jobs/flow.ts";
import type { JobRecord, Started } from "../../jobs/model.ts";
import { startedKey } from "../../jobs/record.ts";
import { keepIncidentUntil, outsideKey } from "../record.ts";
import {
  type Call,
  decideOutside,
  isSuspect,
  laterCall,
  type OutsideDecision,
  type OutsideRecord,
  thingOfOutside,
} from "./outside-rule.ts";
import { hearOfThing } from "./thing-road.ts";

/**
 * Until then the executor has written down what it started, or found out that it did. Queues let nothing wait longer.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
const waitSeconds = 900;
const waitMs = waitSeconds * 1_000;

/** Asking AWS again what started a job: after 1, 2, 4 … 15 minutes, for about an hour. */
const attemptsMax = 7;
const againFirstSeconds = 60;

/** Each lost race is somebody else's news. */
const triesMax = 16;

/** Takes a call that CloudTrail told of. Throws a `Fault` when it must come again. */
export const hearOfCall = async (
  { job, deed, name, at, caller, facts }: CallNotification,
  world: EventsWorld,
): Promise<Outcome> => {
  const call = { name, at, caller, facts };
  return judge(await noteOutside(job, deed, call, world), 1, world);
};

/** For the road of a job: what may have been started by hand is looked at when whoever did has had time to say so. */
export const suspect = async (record: JobRecord, facts: JobFacts, world: EventsWorld): Promise<void> => {
  if (!isSuspect(record, facts)) return;
  const { job } = record;
  if (environmentOf(world.config, job, facts)?.outside === "ignore") return;
  const { body } = await noteOutside(job, "start", undefined, world);
  if (body.decided !== undefined) return;
  await world.later.send({ note: "alerts.outside", job, attempt: 1 }, waitSeconds);
};

/** Takes the note that it is time to look. */
export const judgeLater = async (note: OutsideNote, world: EventsWorld): Promise<Outcome> => {
  const stored = await world.store.get<OutsideRecord>(outsideKey(note.job, "start"));
  return stored === undefined ? "nothing-new" : judge(stored, note.attempt, world);
};

const judge = async (heard: Stored<OutsideRecord>, attempt: number, world: EventsWorld): Promise<Outcome> => {
  let stored: Stored<OutsideRecord> | undefined = heard;
  for (let tries = 0; stored !== undefined && tries < triesMax; tries += 1) {
    const { body: record } = stored;
    if (record.decided !== undefined) return "nothing-new";
    const { decision, facts, mayAnswer } = await weigh(record, world);
    if (mayAnswer && decision.reason === "origin-unknown" && attempt < attemptsMax) {
      const seconds = Math.min(againFirstSeconds * 2 ** (attempt - 1), waitSeconds);
      await world.later.send({ note: "alerts.outside", job: record.job, attempt: attempt + 1 }, seconds);
      return "origin-pending";
    }
    if (decision.act === "wait") {
      // The clocks of two functions may differ by a little.
      const seconds = Math.ceil((record.since + waitMs - world.now()) / 1_000);
      const delay = Math.min(Math.max(seconds, 1), waitSeconds);
      await world.later.send({ note: "alerts.outside", job: record.job, attempt }, delay);
      return decision.reason;
    }
    const told = decision.act === "tell" ? await tell(record, facts, world) : undefined;
    if (await keepDecided(stored, decision, world)) {
      const { job, deed, call } = record;
      world.log.info("outside.decided", { job, deed, by: call?.caller.shown, ...decision });
      return told ?? (decision.act === "tell" ? "nothing-new" : decision.reason);
    }
    stored = await world.store.get<OutsideRecord>(stored.key);
  }
  throw new Fault("store-contended", `too many writers of ${heard.key.partition}`, { retryable: true });
};

/** What is known first; AWS is asked only where its answer could change anything that is told. */
const weigh = async (record: OutsideRecord, world: EventsWorld) => {
  const { job, deed, call } = record;
  const [known, started] = await Promise.all([
    readJob(job, world),
    deed === "start" ? world.store.get<Started>(startedKey(job)) : undefined,
  ]);
  const facts: JobFacts = { ...call?.facts, ...(known === undefined ? {} : jobOf(known.body).facts) };
  const isDue = world.now() >= record.since + waitMs;
  const decide = (all: JobFacts, isAnswered: boolean): OutsideDecision =>
    decideOutside({
      record,
      isOurs: started !== undefined,
      facts: all,
      isAnswered,
      isDue,
      policy: environmentOf(world.config, job, all),
    });
  const decision = decide(facts, false);
  const isMatter = decision.act === "tell" || decision.reason === "origin-unknown";
  if (!isMatter || environmentOf(world.config, job, {}) === undefined)
    return { decision, facts, mayAnswer: false };
  const { answer, mayAnswer } = await ask(job, facts, world);
  if (answer === undefined) return { decision, facts, mayAnswer };
  const all = { ...facts, ...answer };
  return { decision: decide(all, true), facts: all, mayAnswer: false };
};

const ask = async (
  job: JobKey,
  facts: JobFacts,
  world: Pick<World, "backup">,
): Promise<{ readonly answer?: JobFacts; readonly mayAnswer: boolean }> => {
  try {
    const described = await world.backup.describe({ ...job, id: facts.writtenId ?? job.id });
    return { answer: described.facts, mayAnswer: false };
  } catch (error) {
    if (!(error instanceof Fault) || !error.code.startsWith("aws-")) throw error;
    return { mayAnswer: error.code === "aws-throttled" || error.code === "aws-unavailable" };
  }
};

/** Told twice it is the same card; told with more, the card has more. */
const tell = async (
  record: OutsideRecord,
  facts: JobFacts,
  world: EventsWorld,
): Promise<Outcome | undefined> => {
  const told = thingOfOutside(record, facts);
  return told === undefined ? undefined : hearOfThing(told, world);
};

/** False when something was heard meanwhile: then it is weighed again. */
const keepDecided = (
  { key, version, body }: Stored<OutsideRecord>,
  { act, reason }: Exclude<OutsideDecision, { readonly act: "wait" }>,
  world: Pick<World, "store" | "now">,
): Promise<boolean> =>
  world.store.put<OutsideRecord>({
    key,
    version: version + 1,
    body: { ...body, decided: reason, ...(act === "tell" ? { isTold: true as const } : {}) },
    keepUntil: keepIncidentUntil(world.now()),
  });

/** What was decided holds no longer when there is another call than the one that it was decided by. */
const noteOutside = async (
  job: JobKey,
  deed: OutsideRecord["deed"],
  heard: Call | undefined,
  world: Pick<World, "store" | "now">,
): Promise<Stored<OutsideRecord>> => {
  const key = outsideKey(job, deed);
  for (let tries = 0; tries < triesMax; tries += 1) {
    const stored = await world.store.get<OutsideRecord>(key);
    const call = laterCall(stored?.body.call, heard);
    const isSame = canonicalJson(call ?? {}) === canonicalJson(stored?.body.call ?? {});
    if (stored !== undefined && isSame) return stored;
    const { decided: _, ...known } = stored?.body ?? { job, deed, since: world.now() };
    const body: OutsideRecord = call === undefined ? known : { ...known, call };
    const item = {
      key,
      version: (stored?.version ?? 0) + 1,
      body,
      keepUntil: keepIncidentUntil(world.now()),
    };
    if (await (stored === undefined ? world.store.putIfAbsent(item) : world.store.put(item))) return item;
  }
  throw new Fault("store-contended", `too many writers of ${key.partition}`, { retryable: true });
};
