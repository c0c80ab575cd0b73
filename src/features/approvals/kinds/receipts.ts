// What whoever pressed is told when it counted: what happens now, who is asked, and until when.
import type { Config } from "../../../config/config.ts";
import { policyFor } from "../../../config/policy.ts";
import { approvalAsksFor } from "../../../i18n/approvals-asks.ts";
import { durationText } from "../../../i18n/measures.ts";
import { textsFor } from "../../../i18n/texts.ts";
import type { Answer, AnswerWorld } from "../../../ports/feature.ts";
import { context, section } from "../../../slack/blocks.ts";
import type { Message } from "../../../slack/message.ts";
import { bold, join, md, type Safe } from "../../../slack/mrkdwn.ts";
import { planOf, stricter } from "../decide.ts";
import { environmentOf, shownCardOf } from "../flow.ts";
import type { Request, ShownCard } from "../model.ts";
import { around, cardLink, listText, momentText, whatOf } from "./words.ts";

type Receipt = "voted" | "denied" | "withdrawn" | "broken" | "reviewed";

export const receipt = async (which: Receipt, request: Request, world: AnswerWorld): Promise<Answer> => {
  const { title, text } = approvalAsksFor(world.config.language).receipt[which];
  const card = await shownCardOf(request.id, world);
  return {
    type: "message",
    message: messageOf(title, [md`${text}`], request, card, world.config),
    place: "new",
  };
};

/** Of the asker's own press. */
export const askedReceipt = async (request: Request, world: AnswerWorld): Promise<Answer> => {
  const card = await shownCardOf(request.id, world);
  const { receipt: words, state } = approvalAsksFor(world.config.language);
  const { phase } = request;
  const isWaiting = phase.state === "open";
  const { title } = isWaiting ? words.sent : words.running;
  const lines = isWaiting
    ? sentLines(request, world)
    : [md`${phase.state === "granted" ? words.running.text : words.standing(state[phase.state])}`];
  return { type: "message", message: messageOf(title, lines, request, card, world.config), place: "new" };
};

const sentLines = (request: Request, world: Pick<AnswerWorld, "config">): readonly Safe[] => {
  const { config } = world;
  const { receipt: words } = approvalAsksFor(config.language);
  const environment = environmentOf(request, world);
  if (environment === undefined) return [md`${words.sent.text}`];
  const policy = policyFor(environment, request.kind);
  const { votes, isTyped, runWithinMs } = stricter(planOf(request).terms, policy);
  return [
    md`${request.revision === 1 ? words.sent.text : words.edited}`,
    around(words.needs(votes), listText(policy.leads, config)),
    ...(isTyped ? [md`${words.typed}`] : []),
    around(words.until, momentText(request.expiresAt)),
    md`${words.afterwards(durationText(runWithinMs, textsFor(config.language)))}`,
  ];
};

const messageOf = (
  title: string,
  lines: readonly Safe[],
  request: Request,
  card: ShownCard | undefined,
  config: Config,
): Message => {
  const what = bold(md`${whatOf(request.kind, planOf(request).subject, config)}`);
  return {
    title,
    text: join([what, ...lines], " "),
    blocks: [section(join([what, ...lines], "\n")), ...cardLink(card, config).map(context)],
  };
};
