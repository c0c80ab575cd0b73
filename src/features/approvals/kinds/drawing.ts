// The poster's part: the card of a request is made to look as the request is now. Drawing twice changes nothing, and a card
// that was posted twice is harmless: it decides nothing.
import { Fault } from "../../../core/errors.ts";
import { canonicalJson, digestOf } from "../../../core/ids.ts";
import type { PosterWorld } from "../../../ports/feature.ts";
import type { RequestCardNote } from "../../../ports/note.ts";
import type { Stored } from "../../../store/record.ts";
import { planOf } from "../decide.ts";
import { environmentOf, requestOf } from "../flow.ts";
import type { Request, ShownCard } from "../model.ts";
import { cardKey, keepRequestUntil } from "../record.ts";
import { plainCard, requestCard, withCall } from "../views.ts";
import type { CardFacts } from "./card-facts.ts";

export type Drawn = "posted" | "edited" | "as-shown" | "rerouted" | "no-request";

/** Throws a `Fault` when it must come again. */
export const draw = async (note: RequestCardNote, world: PosterWorld): Promise<Drawn> => {
  const stored = await requestOf(note.request, world);
  if (stored === undefined) return "no-request";
  const standing = await cardOf(note.request, world);
  const facts = factsOf(stored.body, standing?.body, world);
  if (standing?.body.drawn === digestOfCard(facts)) return "as-shown";
  const place = standing?.body ?? { channel: note.channel };
  const shown = await show(facts, { ...place, isPlain: false }, world);
  await keepShown(standing, shown, facts, world);
  if (shown.channel !== place.channel) return "rerouted";
  return standing?.body.ts === shown.ts ? "edited" : "posted";
};

export const cardOf = (
  request: string,
  world: Pick<PosterWorld, "store">,
): Promise<Stored<ShownCard> | undefined> => world.store.get<ShownCard>(cardKey(request));

export const factsOf = (
  request: Request,
  { refusedBy }: Pick<ShownCard, "refusedBy"> = {},
  world: PosterWorld,
): CardFacts => ({
  request,
  plan: planOf(request),
  operations: world.operations,
  config: world.config,
  environment: environmentOf(request, world),
  now: world.now(),
  ...(refusedBy === undefined ? {} : { refusedBy }),
});

/** Of the card without those whom the first post calls. */
const digestOfCard = (facts: CardFacts): string => digestOf(canonicalJson(requestCard(facts)));

interface Attempt extends Pick<ShownCard, "channel" | "refusedBy"> {
  /** Of the message that is edited; missing where one is posted. */
  readonly ts?: string;
  readonly isPlain: boolean;
}

type Place = Pick<ShownCard, "channel" | "ts" | "refusedBy">;

/** Each refusal of Slack's is answered by one more attempt, and no attempt is made twice. */
const show = async (facts: CardFacts, attempt: Attempt, world: PosterWorld): Promise<Place> => {
  const { channel, ts, refusedBy, isPlain } = attempt;
  const seen = refusedBy === undefined ? facts : { ...facts, refusedBy };
  const card = isPlain ? plainCard(seen) : requestCard(seen);
  const place = refusedBy === undefined ? { channel } : { channel, refusedBy };
  try {
    if (ts === undefined) return { ...place, ts: await world.slack.post(channel, withCall(card, seen)) };
    await world.slack.update(channel, ts, card);
    return { ...place, ts };
  } catch (error) {
    return show(facts, next(attempt, error, facts.request.id, world), world);
  }
};

/** A channel that will not have the card must not cost the request its votes: it goes to the fallback and says so. */
const next = (attempt: Attempt, error: unknown, request: string, world: PosterWorld): Attempt => {
  const { channel, ts, isPlain, refusedBy } = attempt;
  if (!(error instanceof Fault)) throw error;
  const { channel: fallback } = world.config.fallback;
  const refusal = error.message;
  if (error.code === "slack-message-gone" && ts !== undefined)
    return { channel, isPlain, ...(refusedBy === undefined ? {} : { refusedBy }) };
  if (error.code === "slack-channel" && channel !== fallback) {
    world.log.error("request.rerouted", { request, channel, refusal });
    return { channel: fallback, isPlain, refusedBy: { channel, refusal } };
  }
  if (error.code === "slack-blocks" && !isPlain) {
    world.log.error("request.layout-refused", { request, refusal });
    return { ...attempt, isPlain: true };
  }
  throw error;
};

const keepShown = async (
  standing: Stored<ShownCard> | undefined,
  place: Place,
  facts: CardFacts,
  world: PosterWorld,
): Promise<void> => {
  const { request } = facts;
  const seen = place.refusedBy === undefined ? facts : { ...facts, refusedBy: place.refusedBy };
  const item: Stored<ShownCard> = {
    key: cardKey(request.id),
    version: (standing?.version ?? 0) + 1,
    body: { ...place, drawn: digestOfCard(seen) },
    keepUntil: keepRequestUntil(world.now()),
  };
  const isKept = standing === undefined ? world.store.putIfAbsent(item) : world.store.put(item);
  // Two lanes drew at once, and the older look may stand: the note comes again and draws the newest.
  if (!(await isKept))
    throw new Fault("store-contended", "the card was drawn twice at once", { retryable: true });
};
