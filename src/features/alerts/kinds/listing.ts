// An incident that is many opens as a list, however many they are: a page at a time, for its environment's readers.
import { answersFor } from "../../../i18n/answers.ts";
import type { Asker } from "../../../ports/door.ts";
import type { Answer, Answerer, AnswerWorld } from "../../../ports/feature.ts";
import { refusal } from "../../../ports/refusals.ts";
import { mayLook } from "../decide.ts";
import type { Incident } from "../model.ts";
import { incidentKey } from "../record.ts";
import { absencePage } from "./absence-list.ts";
import { type Turn, turnIn } from "./list-page.ts";
import { stormPage } from "./storm-list.ts";

/** The first page, from the card. */
export const answerList: Answerer<string> = {
  needs: "read",
  answer: (incident, asker, world) => listed({ incident, from: 0 }, "new", asker, world),
};

/** Another page, in the modal that is open. */
export const answerPage: Answerer<string> = {
  needs: "read",
  answer: async (value, asker, world) => {
    const turn = turnIn(value);
    return turn === undefined
      ? refusal(answersFor(world.config.language).alert.gone, world.config)
      : listed(turn, "same", asker, world);
  },
};

const listed = async (
  turn: Turn,
  place: "new" | "same",
  asker: Asker,
  world: AnswerWorld,
): Promise<Answer> => {
  const { alert: words } = answersFor(world.config.language);
  const stored = await world.store.get<Incident>(incidentKey(turn.incident));
  const page = stored === undefined ? undefined : pages[stored.body.subject.type];
  if (stored === undefined || page === undefined) return refusal(words.gone, world.config);
  if (!mayLook(stored.body, asker.environments)) return refusal(words.notTheirsToRead, world.config);
  return { type: "message", message: await page(turn, world), place };
};

const pages: Partial<Record<Incident["subject"]["type"], typeof stormPage>> = {
  absence: absencePage,
  storm: stormPage,
};
