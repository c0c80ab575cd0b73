// What became of a request, told to whoever asked, in the app's own direct messages.
import { Fault } from "../../../core/errors.ts";
import { approvalTextsFor } from "../../../i18n/approvals.ts";
import type { PosterWorld } from "../../../ports/feature.ts";
import type { RequestNewsNote } from "../../../ports/note.ts";
import { section } from "../../../slack/blocks.ts";
import { messageLink } from "../../../slack/message-link.ts";
import { bold, join, link, md, type Safe } from "../../../slack/mrkdwn.ts";
import { isOver } from "../decide.ts";
import { requestOf } from "../flow.ts";
import type { Request, ShownCard, Telling } from "../model.ts";
import { headline } from "../views.ts";
import type { CardFacts } from "./card-facts.ts";
import { newsLines } from "./card-story.ts";
import { cardOf, factsOf } from "./drawing.ts";
import { isSaid, keepSaid } from "./saying.ts";

export type Told = "told" | "told-before" | "not-needed-any-more" | "no-request" | "refused";

export const tell = async (note: RequestNewsNote, world: PosterWorld): Promise<Told> => {
  const { request: id, channel: user, what } = note;
  const name = `tell ${user} ${note.id}`;
  const stored = await requestOf(id, world);
  if (stored === undefined) return "no-request";
  if (!isNews(what, stored.body)) return "not-needed-any-more";
  if (await isSaid(id, name, world)) return "told-before";
  const card = await cardOf(id, world);
  const facts = factsOf(stored.body, card?.body, world);
  const isSent = await say(user, newsOf(what, facts, card?.body), world);
  await keepSaid(id, name, world);
  return isSent ? "told" : "refused";
};

/** What they did themselves is no news, and what is over is told by its end. */
const isNews = (what: Telling, { phase, votes, glass }: Request): boolean => {
  if (what === "ended") return isOver(phase.state) && phase.state !== "withdrawn";
  if (what === "slow") return phase.state === "running";
  return (
    (phase.state === "granted" || phase.state === "running") && (votes.length > 0 || glass !== undefined)
  );
};

const newsOf = (what: Telling, facts: CardFacts, card: ShownCard | undefined): Safe => {
  const { tell: words } = approvalTextsFor(facts.config.language);
  const { slackTeam } = facts.config;
  const where = card === undefined ? [] : [link(messageLink(slackTeam, card.channel, card.ts), words.onCard)];
  const news = what === "slow" ? [md`${words.slow}`] : newsLines(facts);
  return join([bold(headline(facts)), ...news, ...where], "\n");
};

/** False when they left or will not have it: nothing must wait behind words that can never be said. */
const say = async (user: string, news: Safe, world: PosterWorld): Promise<boolean> => {
  try {
    await world.slack.say(user, news.mrkdwn, [{ ...section(news) }]);
    return true;
  } catch (error) {
    if (!(error instanceof Fault) || error.retryable) throw error;
    world.log.warn("request.news-refused", { user, refusal: error.message });
    return false;
  }
};
