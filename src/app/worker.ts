// What was asked at the front door is answered here: who asks is looked up, the feature that answers is found, and
// its answer goes where it was asked. A note may come twice or late; what was answered is not answered again.
import { barOf, environmentsFor, type Person, type Right } from "../config/rights.ts";
import { Fault } from "../core/errors.ts";
import { dayMs, type Instant, instant, minuteMs } from "../core/time.ts";
import { answersFor } from "../i18n/answers.ts";
import type { AnswerTexts } from "../i18n/answers-en.ts";
import { frontTextsFor } from "../i18n/front.ts";
import type { Asker } from "../ports/door.ts";
import type {
  Answer,
  Answerer,
  AnswerWorld,
  Bar,
  Feature,
  TurnedAway,
  WorkerWorld,
} from "../ports/feature.ts";
import type { WorkNote } from "../ports/note.ts";
import { refusal, whyNot } from "../ports/refusals.ts";
import { context } from "../slack/blocks.ts";
import { type CommandLine, commandOf, readCommandLine } from "../slack/command-line.ts";
import { md } from "../slack/mrkdwn.ts";
import { nameOf, unpackRequest } from "../slack/pack.ts";
import { bodyOf, readRequest, type SlackRequest, signedAt } from "../slack/request.ts";
import type { Key } from "../store/record.ts";
import { errorFacts } from "./answer.ts";
import { type Deliverable, deliver, publish, sayChecking } from "./deliver.ts";
import { doors } from "./doors.ts";
import { features } from "./features.ts";
import { actionOf, appIds, isCommand, menuMessage } from "./help.ts";
import { noteKnownPerson } from "./known-person.ts";

/** After so long whoever pressed has gone on: an answer would only surprise. */
const tooOldMs = 5 * minuteMs;

/** A fault is tried again for so long; then it is told. */
const patienceMs = 2 * minuteMs;

/** Takes one note of the work queue. Throws when it must come again. */
export const takeWork = async (note: WorkNote, receiveCount: number, world: WorkerWorld): Promise<string> => {
  const raw = unpackRequest(note.packed);
  const reading = readRequest(bodyOf(raw.body, raw.contentType) ?? {});
  if (reading.type !== "request") throw new Error("the work queue holds a request that cannot be read");
  const { request } = reading;
  const id = nameOf(raw);
  if ((await world.store.get(doneKey(id))) !== undefined) return "done-before";
  const at = signedAt(raw.timestamp);
  const to = { request, id, ...(note.opened === undefined ? {} : { opened: note.opened }) };
  const signed = { at, packed: note.packed, receiveCount };
  const outcome = await answered(request, signed, world).catch((error: unknown) =>
    troubleOf(error, { id, at, receiveCount }, world),
  );
  await (outcome.answer === "home"
    ? publish(request.user, outcome.view, world)
    : deliver(outcome.answer, to, world));
  // A bug was told and is not done: the note goes on to the dead-letter queue, where the alarm rings.
  if (outcome.bug !== undefined) throw outcome.bug;
  await markDone(id, world);
  return outcome.name;
};

type Outcome = { readonly name: string; readonly bug?: unknown } & (
  | { readonly answer: Deliverable }
  | { readonly answer: "home"; readonly view: Awaited<ReturnType<NonNullable<Feature["home"]>>> }
);

/** When Slack signed it, the bytes, and how often they were taken. */
type Signed = Pick<Asker, "at" | "packed"> & { readonly receiveCount: number };

const answered = async (request: SlackRequest, signed: Signed, world: WorkerWorld): Promise<Outcome> => {
  if (request.kind === "home") return homeOf(await met(request.user, world), signed, world);
  const ask = await askedIn(request, world);
  const turnedAway = async (why: Bar): Promise<Outcome> => {
    const turned = { user: request.user, why, at: signed.at, packed: signed.packed };
    return { name: why === "too-old" ? why : "refused", answer: await ask.turnAway(turned, world) };
  };
  if (world.now() - signed.at > tooOldMs) return turnedAway("too-old");
  const person = ask.isLive ? await lookedUp(request, signed, world) : await met(request.user, world);
  if (person === undefined) return turnedAway("not-known");
  const environments = environmentsFor(person, ask.needs, world.config);
  if (environments.length === 0) return turnedAway(barOf(person, world.config) ?? "no-right");
  const asker: Asker = { person, environments, at: signed.at, packed: signed.packed };
  return { name: ask.name, answer: await filled(await ask.answer(asker, world), asker, world) };
};

const met = async (user: string, world: WorkerWorld): Promise<Person> => {
  const person = await world.people.find(user);
  await noteKnownPerson(person, world);
  return person;
};

/**
 * As Slack knows them after their press. While Slack does not say it is asked again, and whoever pressed is told that it
 * is; undefined when it has not said for too long.
 */
const lookedUp = async (
  request: SlackRequest,
  { at, receiveCount }: Signed,
  world: WorkerWorld,
): Promise<Person | undefined> => {
  try {
    return await world.people.live(request.user, at);
  } catch (error) {
    if (!(error instanceof Fault) || !error.retryable) throw error;
    if (world.now() - at >= patienceMs) return undefined;
    if (receiveCount === 1) await sayChecking(request, world);
    throw error;
  }
};

/** The feature that a plan's kind belongs to fills the form that the plan came from. */
const filled = async (answer: Answer, asker: Asker, world: WorkerWorld): Promise<Deliverable> => {
  if (answer.type !== "edit") return answer;
  const { plan } = answer;
  const fill = features.find(({ edits }) => edits?.[plan.kind] !== undefined)?.edits?.[plan.kind];
  if (fill === undefined) throw new Error(`no feature edits a ${plan.kind}`);
  return filled(await fill(plan, asker, world), asker, world);
};

const homeOf = async (person: Person, signed: Signed, world: WorkerWorld): Promise<Outcome> => {
  const environments = environmentsFor(person, "read", world.config);
  const draw = features.find(({ home }) => home !== undefined)?.home;
  if (draw === undefined) throw new Error("no feature draws the Home tab");
  if (environments.length > 0)
    return { name: "home", answer: "home", view: await draw({ person, environments, ...signed }, world) };
  const why = whyNot(barOf(person, world.config) ?? "no-right", "read", world.config);
  const { blocks } = refusal(why, world.config).message;
  return { name: "refused", answer: "home", view: { type: "home", blocks: [...blocks] } };
};

const turnAway =
  (needs: Right): Ask["turnAway"] =>
  async ({ why }, world) =>
    refusal(whyNot(why, needs, world.config), world.config);

interface Ask {
  readonly name: string;
  readonly needs: Right;
  readonly isLive: boolean;
  readonly answer: (asker: Asker, world: AnswerWorld) => Promise<Answer>;
  readonly turnAway: (turned: TurnedAway, world: AnswerWorld) => Promise<Deliverable>;
}

const askedIn = async (
  request: Exclude<SlackRequest, { kind: "home" }>,
  world: WorkerWorld,
): Promise<Ask> => {
  switch (request.kind) {
    case "command":
      return commandIn(request.text, world);
    case "shortcut":
      return menu;
    case "press":
      return asking(request.actionId, findIn("actions", actionOf(request.actionId)), request.value);
    case "submit":
      return asking(request.view.callbackId, findIn("forms", request.view.callbackId), request.view);
    case "close":
    case "options":
      throw new Error(`${request.kind} is answered at the front door`);
  }
};

const commandIn = async (text: string, world: WorkerWorld): Promise<Ask> => {
  const word = commandOf(text);
  if (word === "") return menu;
  const flags = doors.find(({ commands }) => commands?.[word] !== undefined)?.commands?.[word]?.flags ?? [];
  const read = readCommandLine(text, flags);
  if (read.type === "refused" || !isCommand(word, await frontTextsFor(world.config.language)))
    throw new Error("the front door let through what is no command");
  return asking(word, findIn("commands", word), read.line);
};

const menu: Ask = {
  name: appIds.menu,
  needs: "read",
  isLive: false,
  turnAway: turnAway("read"),
  async answer({ environments }, { config }) {
    const texts = await frontTextsFor(config.language);
    return { type: "message", message: menuMessage(environments, texts, config.language), place: "new" };
  },
};

type Lists = Required<Pick<Feature, "commands" | "actions" | "forms">>;

const findIn = <List extends keyof Lists>(list: List, name: string): Lists[List][string] | undefined => {
  for (const feature of features) {
    const found = feature[list]?.[name];
    if (found !== undefined) return found as Lists[List][string];
  }
  return undefined;
};

const asking = <Asked extends CommandLine | string | object>(
  name: string,
  answerer: Answerer<Asked> | undefined,
  asked: Asked,
): Ask => {
  if (answerer === undefined) throw new Error(`no feature answers to ${name}`);
  const { needs } = answerer;
  return {
    name,
    needs,
    isLive: answerer.isLive === true,
    answer: (asker, world) => answerer.answer(asked, asker, world),
    turnAway: (turned, world) =>
      answerer.turnAway === undefined
        ? turnAway(needs)(turned, world)
        : answerer.turnAway(asked, turned, world),
  };
};

/** A fault that may pass is waited for; any other is told, with an id that can be quoted. A bug is told once and kept. */
const troubleOf = (
  error: unknown,
  { id, at, receiveCount }: { readonly id: string; readonly at: Instant; readonly receiveCount: number },
  world: WorkerWorld,
): Outcome => {
  const mayPass = error instanceof Fault && error.retryable && world.now() - at < patienceMs;
  if (mayPass || (!(error instanceof Fault) && receiveCount > 1)) throw error;
  world.log.error("work.failed", { id: id.slice(0, quotedLength), ...errorFacts(error) });
  const { fault } = answersFor(world.config.language);
  const answer = refusal(saidOf(error, fault), world.config);
  const quote = context(md`${fault.quote(id.slice(0, quotedLength))}`);
  const message = { ...answer.message, title: fault.title, blocks: [...answer.message.blocks, quote] };
  const told: Deliverable = { ...answer, message };
  return { name: "told", answer: told, ...(error instanceof Fault ? {} : { bug: error }) };
};

const quotedLength = 10;

const saidOf = (error: unknown, fault: AnswerTexts["fault"]): string => {
  if (!(error instanceof Fault)) return fault.bug;
  switch (error.code) {
    case "aws-throttled":
    case "aws-denied":
    case "aws-unavailable":
    case "aws-not-found":
      return fault[error.code];
    default:
      return fault.slack;
  }
};

const doneKey = (id: string): Key => ({ partition: `done#${id}`, sort: "head" });

/** The work queue keeps a note for fourteen days. */
const keepDoneMs = 15 * dayMs;

const markDone = async (id: string, world: WorkerWorld): Promise<void> => {
  const now = world.now();
  await world.store.putIfAbsent({
    key: doneKey(id),
    version: 1,
    body: { at: now },
    keepUntil: instant(now + keepDoneMs),
  });
};
