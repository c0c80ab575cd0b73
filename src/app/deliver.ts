// An answer goes where it was asked: under the command, in place of the message, into the modal. When that place is
// gone the person is told in the app's direct messages, so that nobody waits for nothing.
import { Fault } from "../core/errors.ts";
import { answersFor } from "../i18n/answers.ts";
import type { Answer, WorkerWorld } from "../ports/feature.ts";
import type { OpenedView } from "../ports/note.ts";
import { section } from "../slack/blocks.ts";
import { modal } from "../slack/elements.ts";
import type { Home, Message, Modal } from "../slack/message.ts";
import { md } from "../slack/mrkdwn.ts";
import type { SlackRequest } from "../slack/request.ts";
import { forModal } from "../slack/tables.ts";
import { errorFacts } from "./answer.ts";

export interface Addressee {
  readonly request: SlackRequest;
  /** Names the request: a direct message about it is sent once. */
  readonly id: string;
  /** The view that was opened for it. */
  readonly opened?: OpenedView;
}

/** What has become of an answer when the feature that fills a form has filled it. */
export type Deliverable = Exclude<Answer, { readonly type: "edit" }>;

export const deliver = async (answer: Deliverable, to: Addressee, world: WorkerWorld): Promise<void> => {
  if (answer.type === "shown") return;
  if (answer.type === "draw") return world.posts.send(answer.note, answer.once);
  // What the Home tab should have shown is missed there, and nowhere else.
  if (to.request.kind === "home")
    return publish(to.request.user, { type: "home", blocks: [...messageOf(answer).blocks] }, world);
  const view = viewOf(to);
  if (view !== undefined) return intoModal(answer, view, to, world);
  const url = responseUrlOf(to.request);
  const message = messageOf(answer);
  if (url === undefined) return tellDirectly(message, to, world);
  await respond(url, message, answer.type === "message" ? answer.place : "new", to, world);
};

/** That a press was heard and is looked at: where no modal says so already. Best effort. */
export const sayChecking = async (request: SlackRequest, world: WorkerWorld): Promise<void> => {
  const url = responseUrlOf(request);
  if (url === undefined || request.kind !== "press") return;
  const { checking, refusal } = answersFor(world.config.language);
  const message = { title: refusal.title, text: md`${checking}`, blocks: [section(md`⏳ ${checking}`)] };
  await world.responder.respond(url, message, "new").catch((error: unknown) => {
    world.log.warn("answer.not-told", errorFacts(error));
  });
};

export const publish = async (user: string, view: Home, world: WorkerWorld): Promise<void> => {
  await world.views.publish(user, view);
};

/** What is left of a layout that Slack refuses is its text: the same gist, without the form. */
const respond = async (
  url: string,
  message: Message,
  place: "new" | "same",
  to: Addressee,
  world: WorkerWorld,
): Promise<void> => {
  try {
    await world.responder.respond(url, message, place);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    if (error.code === "slack-response-over") return tellDirectly(message, to, world);
    if (error.code !== "slack-blocks" || message.blocks.length === 0) throw error;
    world.log.error("answer.layout-refused", { id: to.id, refusal: error.message });
    await respond(url, { ...message, blocks: [] }, place, to, world);
  }
};

const intoModal = async (answer: Said, view: OpenView, to: Addressee, world: WorkerWorld): Promise<void> => {
  const shown = answer.type === "form" ? answer.form : pageOf(answer.message, world);
  try {
    await world.views.update(view.id, shown, view.hash);
  } catch (error) {
    if (!(error instanceof Fault) || error.retryable) throw error;
    if (error.code !== "slack-view-gone") return asPlainPage(answer, view, error, to, world);
    // Whoever closed a form that was still empty has seen nothing and misses nothing.
    if (answer.type === "form" && to.opened !== undefined) return;
    await tellDirectly(messageOf(answer), to, world);
  }
};

/** What is left of a page that Slack refuses is its text: nobody looks at "Loading…" for ever. */
const asPlainPage = async (
  answer: Said,
  view: OpenView,
  refusal: Fault,
  to: Addressee,
  world: WorkerWorld,
): Promise<void> => {
  world.log.error("answer.layout-refused", { id: to.id, refusal: refusal.message });
  const { title, text } = messageOf(answer);
  const plainPage = { title, text, blocks: [section(text)] };
  await world.views.update(view.id, pageOf(plainPage, world));
};

interface OpenView {
  readonly id: string;
  readonly hash?: string;
}

/** A view that was opened for it, or the modal it came from. That one was changed to "Checking…", so its hash is old. */
const viewOf = ({ request, opened }: Addressee): OpenView | undefined => {
  if (opened !== undefined) return opened.hash === "" ? { id: opened.id } : opened;
  const { view } = { view: undefined, ...request };
  return view?.isModal === true ? { id: view.id } : undefined;
};

const responseUrlOf = (request: SlackRequest): string | undefined =>
  request.kind === "command" || request.kind === "press" ? request.responseUrl : undefined;

type Said = Exclude<Deliverable, { readonly type: "draw" | "shown" }>;

const messageOf = (answer: Said): Message => (answer.type === "message" ? answer.message : answer.gist);

const pageOf = ({ title, blocks }: Message, { config }: WorkerWorld): Modal =>
  modal(title, forModal(blocks), { close: answersFor(config.language).close });

const tellDirectly = async (
  { text, blocks }: Message,
  { request, id }: Addressee,
  world: WorkerWorld,
): Promise<void> => {
  const note = {
    note: "say" as const,
    channel: request.user,
    text: text.mrkdwn,
    blocks: blocks.map((block) => ({ ...block })),
  };
  await world.posts.send(note, `say ${id}`);
};
