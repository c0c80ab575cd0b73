// Today, out of what AWS lists now: what was never delivered to us is in it too.
import type { Environment } from "../../config/config.ts";
import { dayMs, type Instant, instant, startOfDay } from "../../core/time.ts";
import type { Asker } from "../../ports/door.ts";
import type { Answer, Answerer, AnswerWorld } from "../../ports/feature.ts";
import { placesOf } from "../../ports/places.ts";
import { chosenFrom } from "../../ports/refusals.ts";
import type { CommandLine } from "../../slack/command-line.ts";
import type { Home } from "../../slack/message.ts";
import { environmentOf } from "../jobs/decide.ts";
import { kinds, listJobs, lookMax } from "../jobs/flow.ts";
import { dayOf } from "./decide.ts";
import type { DayStatus } from "./model.ts";
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
  const days = await readDays(asker.environments, asker.at, world);
  return homeView(asker, days, world.now(), world.config);
};
