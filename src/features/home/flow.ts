// Today, out of what AWS lists now: what was never delivered to us is in it too.
import type { Environment } from "../../config/config.ts";
import { dayMs, type Instant, instant, startOfDay } from "../../core/time.ts";
import type { Asker } from "../../ports/door.ts";
import type { Answer, Answerer, AnswerWorld } from "../../ports/feature.ts";
import { placesOf } from "../../ports/places.ts";
import { chosenFrom } from "../../ports/refusals.ts";
import type { CommandLine } from "../../slack/command-line.ts";
import type { Home } from "../../slack/message.ts";
import { requestsFor, shownCardOf } from "../approvals/flow.ts";
import type { Request } from "../approvals/model.ts";
import { environmentOf } from "../jobs/decide.ts";
import { kinds, listJobs, lookMax } from "../jobs/flow.ts";
import { dayOf } from "./decide.ts";
import { type DayStatus, type OpenRequest, places } from "./model.ts";
import { homeView, statusMessage } from "./views.ts";

export const answerStatus: Answerer<CommandLine> = {
  needs: "read",
  answer: async ({ words: [, name] }, asker, world) => {
    const chosen = chosenFrom(asker, name, world.config);
    return chosen.type === "refused" ? chosen.answer : showStatus(chosen.environments, "new", asker, world);
  },
};

export const answerStatusButton: Answerer<string> = {
  needs: "read",
  answer: (_, asker, world) => showStatus(asker.environments, "same", asker, world),
};

const showStatus = async (
  environments: readonly Environment[],
  place: "new" | "same",
  { at }: Asker,
  world: AnswerWorld,
): Promise<Answer> => {
  const days = await readDays(environments, at, world);
  return { type: "message", message: statusMessage(days, world.now(), world.config), place };
};

/** The day of each environment, out of what AWS lists: what was never delivered to us is in it too. */
const readDays = async (
  environments: readonly Environment[],
  at: Instant,
  world: AnswerWorld,
): Promise<readonly DayStatus[]> => {
  const since = startOfDay(at, world.config.timeZone);
  // All at once, so that an environment which does not answer hides no other.
  const span = { createdAfter: instant(since - dayMs) };
  const { jobs, silent, isCut } = await listJobs(environments, kinds, span, world);
  return environments.map((environment) => ({
    ...dayOf(
      environment,
      jobs.filter(({ job, facts }) => environmentOf(world.config, job, facts)?.name === environment.name),
      since,
    ),
    silent: placesOf(environment, world.region).flatMap((place) =>
      silent.filter((each) => each.place.account === place.account && each.place.region === place.region),
    ),
    ...(isCut ? { cutAt: lookMax } : {}),
  }));
};

export const drawHome = async (asker: Asker, world: AnswerWorld): Promise<Home> => {
  const [days, requests] = await Promise.all([
    readDays(asker.environments, asker.at, world),
    requestsOf(asker, world),
  ]);
  return homeView(asker, { days, requests }, world.now(), world.config);
};

/** What waits for them, what they asked for, and what else is open: each at its most urgent place. */
const requestsOf = async (asker: Asker, world: AnswerWorld): Promise<readonly OpenRequest[]> => {
  const open = await requestsFor("open", asker.person, asker.environments, world);
  const awaiting = await requestsFor("awaiting", asker.person, asker.environments, world);
  const waiting = new Set(awaiting.items.map(({ id }) => id));
  const placed = open.items.map((request) => ({
    request,
    place: placeOf(request, waiting, asker),
  }));
  const shown = placed.sort((left, right) => places.indexOf(left.place) - places.indexOf(right.place));
  return Promise.all(
    shown.map(async (each, index) => {
      const card = index < cardsMax ? await shownCardOf(each.request.id, world) : undefined;
      return { ...each, ...(card === undefined ? {} : { card }) };
    }),
  );
};

/** So many are shown with a link; the rest are counted. */
const cardsMax = 6;

const placeOf = (
  { id, requester }: Request,
  waiting: ReadonlySet<string>,
  { person }: Asker,
): OpenRequest["place"] => {
  if (waiting.has(id)) return "awaiting";
  return requester === person.id ? "mine" : "open";
};
