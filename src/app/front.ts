// The front door's deeds: what an `ack.ts` replied is done, within three seconds, and whoever pressed hears of it
// when it cannot be done. Answers go back as the body of the HTTP response; everything slow goes to the worker.
import { environmentsFor, type Right } from "../config/rights.ts";
import { requestIn } from "../features/approvals/model.ts";
import { createOffers, type OptionGroup } from "../features/inventory/ack.ts";
import type { FrontTexts } from "../i18n/front-en.ts";
import type { Door, Porch, Reply } from "../ports/door.ts";
import type { OpenedView } from "../ports/note.ts";
import { skeleton } from "../ports/replies.ts";
import type { Store, World } from "../ports/world.ts";
import { commandOf, folded, readCommandLine } from "../slack/command-line.ts";
import { modal, plain } from "../slack/elements.ts";
import { limits } from "../slack/limits.ts";
import type { Message, Modal } from "../slack/message.ts";
import { nameOf, packRequest, type RawRequest } from "../slack/pack.ts";
import type { CommandRequest, PressRequest, SlackRequest, SubmitRequest } from "../slack/request.ts";
import { errorFacts } from "./answer.ts";
import {
  actionOf,
  appIds,
  type Build,
  helpMessage,
  isCommand,
  menuMessage,
  troubleMessage,
  unknownCommandMessage,
  versionMessage,
} from "./help.ts";
import { readKnownPerson } from "./known-person.ts";

/** What the slack function lends: it sends to the worker, opens views, and reads two kinds of records. */
export type FrontWorld = Pick<World, "config" | "log" | "work" | "views" | "responder" | "now"> & {
  readonly store: Pick<Store, "get" | "list">;
  readonly texts: FrontTexts;
  readonly build: Build;
};

/** The body of the HTTP answer; `"lost"` asks Slack to send an event again. */
export type FrontAnswer = object | undefined | "lost";

type Take = (request: SlackRequest, raw: RawRequest) => Promise<FrontAnswer>;

export const createFront = (world: FrontWorld, doors: readonly Door[]): Take => {
  const { config, texts } = world;
  const porch: Porch = { config, texts };
  const lists = listsOf(doors);
  const offers = createOffers(world.store);

  const replyTo = async (request: SlackRequest): Promise<Reply> => {
    switch (request.kind) {
      case "command":
        return replyToCommand(request);
      case "press":
        return replyToPress(request);
      case "submit": {
        const ack = lists.forms.get(request.view.callbackId);
        return ack?.(request, porch) ?? saying(texts.trouble.unknownForm);
      }
      case "shortcut":
        return { do: "open", view: skeleton(texts) };
      case "home":
        return { do: "work" };
      case "close":
      case "options":
        throw new Error(`${request.kind} is answered before`);
    }
  };

  const replyToCommand = async ({ text, user }: CommandRequest): Promise<Reply> => {
    const word = commandOf(text);
    if (word === "") return replyWithMenu(user);
    const known = isCommand(word, texts) ? word : undefined;
    const door = lists.commands.get(word);
    if (known === undefined) return answering(unknownCommandMessage(word, restOf(text), texts));
    const read = readCommandLine(text, door?.flags ?? []);
    if (read.type === "refused") return answering(flagTrouble(read.problem, read.flag, known));
    if (door !== undefined) return door.ack(read.line, porch);
    if (known === "version") return answering(versionMessage(world.build, config.environments.length, texts));
    const asked = folded(read.line.words[1] ?? "");
    if (asked === "" || isCommand(asked, texts))
      return answering(
        helpMessage(asked === "" ? undefined : (asked as keyof FrontTexts["commands"]), texts),
      );
    return answering(unknownCommandMessage(asked, "", texts));
  };

  const flagTrouble = (
    problem: keyof FrontTexts["flag"],
    flag: string,
    command: keyof FrontTexts["commands"],
  ): Message => {
    const flags = lists.commands.get(command)?.flags.map((name) => `--${name}`) ?? [];
    const says = texts.flag[problem](flag.slice(0, 40), flags.join(", "));
    const { blocks } = helpMessage(command, texts);
    return { ...troubleMessage(says, texts), blocks: [...troubleMessage(says, texts).blocks, ...blocks] };
  };

  /** Whoever is known is answered at once; for anybody else the worker asks Slack. */
  const replyWithMenu = async (user: string): Promise<Reply> => {
    const person = await readKnownPerson(user, world).catch(() => undefined);
    const environments = person === undefined ? [] : environmentsFor(person, "read", config);
    return environments.length === 0
      ? { do: "work" }
      : answering(menuMessage(environments, texts, config.language));
  };

  const replyToPress = (press: PressRequest): Reply => {
    if (press.actionId === appIds.help) return answering(helpMessage(undefined, texts));
    const ack = lists.actions.get(actionOf(press.actionId));
    return ack?.(press, porch) ?? saying(texts.trouble.unknownButton);
  };

  const saying = (says: string): Reply => answering(troubleMessage(says, texts));

  const pageOf = ({ title, blocks }: Message): Modal => modal(title, blocks, { close: texts.close });

  /** What the reply says is done; the answer to the HTTP request comes back. */
  const perform = async (reply: Reply, request: SlackRequest, raw: RawRequest): Promise<FrontAnswer> => {
    switch (reply.do) {
      case "nothing":
        return undefined;
      case "answer":
        return answer(reply.message, request);
      case "errors":
        return { response_action: "errors", errors: reply.errors };
      case "work": {
        const sent = await sendWork(request, raw);
        return sent === "sent" ? undefined : notTaken(sent, request);
      }
      case "check": {
        const sent = await sendWork(request, raw);
        return sent === "sent" ? { response_action: "update", view: reply.view } : notTaken(sent, request);
      }
      case "open":
        return open(reply.view, request, raw);
    }
  };

  const answer = async (message: Message, request: SlackRequest): Promise<FrontAnswer> => {
    if (request.kind === "command") return ephemeral(message);
    if (request.kind === "submit") return { response_action: "update", view: pageOf(message) };
    const { responseUrl, triggerId } = { responseUrl: undefined, triggerId: "", ...request };
    await (responseUrl === undefined
      ? openOver(request, triggerId, pageOf(message))
      : world.responder.respond(responseUrl, message, "new"));
    return undefined;
  };

  const openOver = (request: SlackRequest, triggerId: string, view: Modal): Promise<OpenedView> => {
    const isOver = request.kind === "press" && request.view?.isModal === true;
    return isOver ? world.views.push(triggerId, view) : world.views.open(triggerId, view);
  };

  /** The skeleton first, for its trigger lives three seconds; then the note, and if that fails the modal says so. */
  const open = async (view: Modal, request: SlackRequest, raw: RawRequest): Promise<FrontAnswer> => {
    const { triggerId } = { triggerId: "", ...request };
    let opened: OpenedView;
    try {
      opened = await openOver(request, triggerId, view);
    } catch (error) {
      world.log.warn("front.not-opened", errorFacts(error));
      return tell(texts.trouble.notOpened, request);
    }
    const sent = await sendWork(request, raw, opened);
    if (sent !== "sent") await world.views.update(opened.id, pageOf(troubleMessage(whyNot(sent), texts)));
    return undefined;
  };

  type Sent = "sent" | "too-long" | "lost";

  const sendWork = async (request: SlackRequest, raw: RawRequest, opened?: OpenedView): Promise<Sent> => {
    const packed = packRequest(raw);
    if (packed === undefined) return "too-long";
    try {
      const group = requestNamedBy(request) ?? opened?.id ?? viewOf(request) ?? request.user;
      const note = { note: "work" as const, packed, ...(opened === undefined ? {} : { opened }) };
      await world.work.send(note, group, nameOf(raw));
      return "sent";
    } catch (error) {
      world.log.error("front.work-lost", errorFacts(error));
      return "lost";
    }
  };

  const whyNot = (sent: Sent): string =>
    sent === "too-long" ? texts.trouble.tooLong : texts.trouble.notTaken;

  /** An event is sent again by Slack, which helps unless it was too long; nobody waits for an answer to it. */
  const notTaken = async (sent: Sent, request: SlackRequest): Promise<FrontAnswer> => {
    if (request.kind === "home") return sent === "lost" ? "lost" : undefined;
    return tell(whyNot(sent), request);
  };

  /** Under the form's first field if there is one, so that nothing typed is lost; else where it was asked. */
  const tell = async (says: string, request: SlackRequest): Promise<FrontAnswer> => {
    const [field] = request.kind === "submit" ? Object.keys(request.view.values) : [];
    if (field !== undefined) return { response_action: "errors", errors: { [field]: says } };
    return answer(troubleMessage(says, texts), request).catch((error: unknown) => {
      world.log.error("front.not-told", errorFacts(error));
      return undefined;
    });
  };

  const offer = async (actionId: string, typed: string, user: string): Promise<FrontAnswer> => {
    const right = lists.fields.get(actionId);
    const person = right === undefined ? undefined : await readKnownPerson(user, world);
    if (right === undefined || person === undefined) return { options: [] };
    const environments = environmentsFor(person, right, config);
    const groups = await offers(typed, environments, { texts, language: config.language, now: world.now() });
    return { option_groups: groups.map(groupShown) };
  };

  const take: Take = async (request, raw) => {
    if (request.kind === "options") return offer(request.actionId, request.query, request.user);
    // Whoever closes a form has changed their mind: nothing was started, so nothing is undone.
    if (request.kind === "close") return undefined;
    return perform(await replyTo(request), request, raw);
  };

  /** Whatever breaks here, whoever pressed is not left waiting; a field offers nothing. */
  return async (request, raw) => {
    try {
      return await take(request, raw);
    } catch (error) {
      world.log.error("front.not-done", errorFacts(error));
      return request.kind === "options" ? { options: [] } : notTaken("lost", request);
    }
  };
};

const answering = (message: Message): Reply => ({ do: "answer", message });

const ephemeral = ({ text, blocks }: Message): FrontAnswer => ({
  response_type: "ephemeral",
  text: text.mrkdwn,
  blocks,
});

/** All presses on one request of approvals stand in one line. */
const requestNamedBy = (request: SlackRequest): string | undefined => {
  if (request.kind === "press") return requestIn(request.value);
  return request.kind === "submit" ? requestIn(request.view.privateMetadata) : undefined;
};

const viewOf = (request: SlackRequest): string | undefined =>
  request.kind === "press" || request.kind === "submit" ? request.view?.id : undefined;

/** What was typed after the command, to be offered again with the command that was meant. */
const restOf = (text: string): string => {
  const rest = text.trim().split(/\s+/).slice(1).join(" ");
  return rest === "" ? "" : ` ${rest}`;
};

const groupShown = ({ label, options }: OptionGroup) => ({
  label: plain(label, limits.groupLabel),
  options: options.map((option) => ({
    text: plain(option.label, limits.optionText),
    value: option.value,
    description: plain(option.description, limits.optionText),
  })),
});

type Submits = (submit: SubmitRequest, porch: Porch) => Reply;
type Presses = (press: PressRequest, porch: Porch) => Reply;

const listsOf = (doors: readonly Door[]) => ({
  commands: new Map(doors.flatMap(({ commands = {} }) => Object.entries(commands))),
  actions: new Map<string, Presses>(doors.flatMap(({ actions = {} }) => Object.entries(actions))),
  forms: new Map<string, Submits>(doors.flatMap(({ forms = {} }) => Object.entries(forms))),
  fields: new Map<string, Right>(doors.flatMap(({ resourceFields = {} }) => Object.entries(resourceFields))),
});
