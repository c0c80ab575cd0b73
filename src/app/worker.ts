// What was asked at the front door is answered here: who asks is looked up, the feature that answers is found, and
// its answer goes where it was asked. A note may come twice or late; what was answered is not answered again.
import { barOf, environmentsFor, type Person, type Right } from "../config/rights.ts";
import { Fault } from "../core/errors.ts";
import { dayMs, type Instant, instant, minuteMs } from "../core/time.ts";
import { answersFor } from "../i18n/answers.ts";
import type { AnswerTexts } from "../i18n/answers-en.ts";
import { frontTextsFor } from "../i18n/front.ts";
import type { Asker } from "../ports/door.ts";
import type { Answer, Answerer, AnswerWorld, Feature, WorkerWorld } from "../ports/feature.ts";
import type { WorkNote } from "../ports/note.ts";
import { refusal } from "../ports/refusals.ts";
import { context } from "../slack/blocks.ts";
import { type CommandLine, commandOf, readCommandLine } from "../slack/command-line.ts";
import { md } from "../slack/mrkdwn.ts";
import { nameOf, unpackRequest } from "../slack/pack.ts";
import { bodyOf, readRequest, type SlackRequest, signedAt } from "../slack/request.ts";
import type { Key } from "../store/record.ts";
import { errorFacts } from "./answer.ts";
import { deliver, publish } from "./deliver.ts";
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
  const outcome = await answered(request, { at, packed: note.packed }, world).catch((error: unknown) =>
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
  | { readonly answer: Answer }
  | { readonly answer: "home"; readonly view: Awaited<ReturnType<NonNullable<Feature["home"]>>> }
);

/** When Slack signed it, and the bytes. */
type Signed = Pick<Asker, "at" | "packed">;

const answered = async (request: SlackRequest, signed: Signed, world: WorkerWorld): Promise<Outcome> => {
  const { fault } = answersFor(world.config.language);
  if (request.kind !== "home" && world.now() - signed.at > tooOldMs)
    return { name: "too-old", answer: refusal(fault.tooOld, world.config) };
  const person = await world.people.find(request.user);
  await noteKnownPerson(person, world);
  if (request.kind === "home") return homeOf(person, signed, world);
  const ask = await askedIn(request, world);
  const environments = environmentsFor(person, ask.needs, world.config);
  if (environments.length === 0)
    return { name: "refused", answer: refusal(whyNot(person, ask.needs, world), world.config) };
  return { name: ask.name, answer: await ask.answer({ person, environments, ...signed }, world) };
};

const homeOf = async (person: Person, signed: Signed, world: WorkerWorld): Promise<Outcome> => {
  const environments = environmentsFor(person, "read", world.config);
  const draw = features.find(({ home }) => home !== undefined)?.home;
  if (draw === undefined) throw new Error("no feature draws the Home tab");
  if (environments.length > 0)
    return { name: "home", answer: "home", view: await draw({ person, environments, ...signed }, world) };
  const { blocks } = refusalOf(whyNot(person, "read", world), world);
  return { name: "refused", answer: "home", view: { type: "home", blocks: [...blocks] } };
};

const refusalOf = (says: string, world: WorkerWorld) => refusal(says, world.config).message;

/** In words, and never only "not allowed". */
const whyNot = (person: Person, needs: Right, { config }: WorkerWorld): string => {
  const { refusal: words } = answersFor(config.language);
  const bar = barOf(person, config);
  return bar === undefined ? words.outsider[needs] : words[bar];
};

interface Ask {
  readonly name: string;
  readonly needs: Right;
  readonly answer: (asker: Asker, world: AnswerWorld) => Promise<Answer>;
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
  return { name, needs: answerer.needs, answer: (asker, world) => answerer.answer(asked, asker, world) };
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
  const told: Answer = { ...answer, message };
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
