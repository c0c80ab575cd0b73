// Requests as a list, a page at a time, each with a link to its card: there and nowhere else is it decided.

import { frontTextsFor } from "../../../i18n/front.ts";
import type { Asker } from "../../../ports/door.ts";
import type { Answer, Answerer, AnswerWorld } from "../../../ports/feature.ts";
import { chosenFrom, refusal } from "../../../ports/refusals.ts";
import type { CommandLine } from "../../../slack/command-line.ts";
import { readRequestsLine } from "../ack.ts";
import { looksMax, requestsFor, shownCardOf } from "../flow.ts";
import { type ListQuery, readList } from "../record.ts";
import { listMessage, pageSize } from "./list-page.ts";

export const answerRequests: Answerer<CommandLine> = {
  needs: "read",
  answer: async (line, asker, world) => {
    const read = readRequestsLine(line, await frontTextsFor(world.config.language));
    return read.type === "refused" ? refusal(read.says, world.config) : list(read.query, "new", asker, world);
  },
};

/** From a button: the list takes the place of the list. */
export const answerRequestsPage: Answerer<string> = {
  needs: "read",
  answer: (value, asker, world) => list(readList(value) ?? { which: "open", from: 0 }, "same", asker, world),
};

const list = async (
  query: ListQuery,
  place: "new" | "same",
  asker: Asker,
  world: AnswerWorld,
): Promise<Answer> => {
  const chosen = chosenFrom(asker, query.environment, world.config);
  if (chosen.type === "refused") return chosen.answer;
  const { items, isCut } = await requestsFor(query.which, asker.person, chosen.environments, world);
  const shown = items.slice(query.from, query.from + pageSize);
  const rows = await Promise.all(
    shown.map(async (request) => ({ request, card: await shownCardOf(request.id, world) })),
  );
  const page = {
    viewer: asker.person.id,
    query,
    rows,
    total: items.length,
    ...(isCut ? { cutAt: looksMax } : {}),
  };
  return { type: "message", message: listMessage(page, world.now(), world.config), place };
};
