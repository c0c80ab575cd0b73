// What is said under a card: an edit calls nobody, so those who have to look now are called in its thread.
import { Fault } from "../../../core/errors.ts";
import { approvalTextsFor } from "../../../i18n/approvals.ts";
import type { PosterWorld } from "../../../ports/feature.ts";
import type { RequestCallNote } from "../../../ports/note.ts";
import type { Thread } from "../../../ports/world.ts";
import { section } from "../../../slack/blocks.ts";
import { barColors, type Card } from "../../../slack/card.ts";
import { bold, join, md, member, type Safe, userGroup } from "../../../slack/mrkdwn.ts";
import { isOver } from "../decide.ts";
import { requestOf } from "../flow.ts";
import type { Calling, Request } from "../model.ts";
import { headline } from "../views.ts";
import { isToReview } from "./card-buttons.ts";
import { at, type CardFacts, clip, peopleText, policyOf, saidMax, termsOf } from "./card-facts.ts";
import { newsLines } from "./card-story.ts";
import { cardOf, factsOf } from "./drawing.ts";
import { isSaid, keepSaid } from "./saying.ts";

export type Called =
  | "called"
  | "called-before"
  | "not-needed-any-more"
  | "no-request"
  | "no-card"
  | "refused";

export const call = async (note: RequestCallNote, world: PosterWorld): Promise<Called> => {
  const { request: id, what } = note;
  const name = `call ${note.id}`;
  const stored = await requestOf(id, world);
  if (stored === undefined) return "no-request";
  const request = stored.body;
  if (!isNeeded(what, request)) return "not-needed-any-more";
  const card = await cardOf(id, world);
  if (card === undefined) return "no-card";
  if (await isSaid(id, name, world)) return "called-before";
  const { channel, ts } = card.body;
  const said = calledCard(what, factsOf(request, card.body, world));
  const thread: Thread = { ts, isBroadcast: isForAll(what, request) };
  const isSent = await say(channel, said, thread, world);
  await keepSaid(id, name, world);
  return isSent ? "called" : "refused";
};

/** Whether it still holds when its turn comes. */
const isNeeded = (what: Calling, request: Request): boolean => {
  const { phase, glass } = request;
  switch (what) {
    case "reminder":
    case "escalation":
      return phase.state === "open";
    case "review":
      return isToReview(request);
    case "edited":
      return phase.state === "open" && request.revision > 1;
    case "broken-glass":
      return glass !== undefined;
    case "outcome":
      return isOver(phase.state);
  }
};

/** What a whole channel must not scroll past: time that runs out, what ran without votes, an end that needs somebody. */
const isForAll = (what: Calling, { phase }: Request): boolean =>
  what === "escalation" ||
  what === "broken-glass" ||
  (what === "outcome" && ["failed", "unknown", "void"].includes(phase.state));

export const calledCard = (what: Calling, facts: CardFacts): Card => {
  const said = join(linesOf(what, facts), "\n");
  const { request } = facts;
  return {
    text: said.mrkdwn,
    blocks: [section(said)],
    body: [],
    color: barColors.info,
    metadata: {
      event_type: "stillpoint_request_call",
      event_payload: { request: request.id, what, state: request.phase.state },
    },
  };
};

const linesOf = (what: Calling, facts: CardFacts): readonly Safe[] => {
  const { request, config, environment } = facts;
  const texts = approvalTextsFor(config.language);
  const { call: words, card } = texts;
  const leads = peopleText(policyOf(facts)?.leads, texts, request.requester);
  const missing = Math.max(1, termsOf(facts).votes - request.votes.length);
  const head = bold(headline(facts));
  const time = md`${words.needs(missing)} · ${card.before} ${at(request.expiresAt)}`;
  switch (what) {
    case "reminder":
      return [md`${leads} ${words.reminder}`, head, time];
    case "review":
      return [md`${leads} ${words.reviewWanted}`, head];
    case "escalation": {
      const mention = environment?.approvals.escalation?.mention;
      return [md`${mention === undefined ? leads : userGroup(mention)} ${words.escalation}`, head, time];
    }
    case "edited":
      return [md`${leads} ${words.edited}`, head];
    case "outcome":
      return [head, ...newsLines(facts)];
    case "broken-glass": {
      const { glass } = request;
      const who = glass === undefined ? [] : [member(glass.press.user)];
      const why = card.quoted(clip(glass?.why ?? "", saidMax));
      return [
        md`🚨 ${leads}`,
        join([...who, md`${words["broken-glass"]} ${why}`], " "),
        head,
        md`${words.reviewWanted}`,
      ];
    }
  }
};

/** False when its thread or its channel is gone: nothing must wait behind a line that can never be said. */
const say = async (channel: string, said: Card, thread: Thread, world: PosterWorld): Promise<boolean> => {
  try {
    await world.slack.post(channel, said, thread);
    return true;
  } catch (error) {
    if (!(error instanceof Fault) || error.retryable) throw error;
    world.log.warn("request.call-refused", { channel, refusal: error.message });
    return false;
  }
};
