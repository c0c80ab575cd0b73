// All of the backups that never came of one incident, however many: a page at a time, for its environment's readers.
import { answersFor } from "../../../i18n/answers.ts";
import { detailTextsFor } from "../../../i18n/details.ts";
import { watchTextsFor } from "../../../i18n/watch.ts";
import type { Asker } from "../../../ports/door.ts";
import type { Answer, Answerer, AnswerWorld } from "../../../ports/feature.ts";
import { placeText } from "../../../ports/gaps.ts";
import { refusal } from "../../../ports/refusals.ts";
import { marks } from "../../../slack/card.ts";
import { momentCell, textCell } from "../../../slack/tables.ts";
import { mayLook } from "../decide.ts";
import type { Absence, AbsenceEnd, Incident } from "../model.ts";
import { absenceEndKey, absencePrefix, incidentKey } from "../record.ts";
import { type Page, pageMessage, readPage, type Turn, turnIn } from "./list-page.ts";

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
  if (stored === undefined || stored.body.subject.type !== "absence")
    return refusal(words.gone, world.config);
  if (!mayLook(stored.body, asker.environments)) return refusal(words.notTheirsToRead, world.config);
  const page = await readPage<Absence>(turn, absencePrefix, world.store);
  const ends = await Promise.all(page.items.map(({ key }) => endOf(turn.incident, key.sort, world)));
  return { type: "message", message: absencesMessage(page, ends, world), place };
};

const endOf = async (
  incident: string,
  sort: string,
  world: Pick<AnswerWorld, "store">,
): Promise<AbsenceEnd | undefined> => {
  const short = sort.slice(absencePrefix.length);
  return (await world.store.get<AbsenceEnd>(absenceEndKey(incident, short)))?.body;
};

const absencesMessage = (
  page: Page<Absence>,
  ends: readonly (AbsenceEnd | undefined)[],
  { config }: Pick<AnswerWorld, "config">,
) => {
  const { absences: words } = detailTextsFor(config.language);
  const { absent } = watchTextsFor(config.language);
  const { columns } = words;
  const rows = page.items.map(({ body }, index) => {
    const end = ends[index];
    const state =
      end === undefined
        ? `${marks.failed} ${words.open}`
        : end.goodAt === undefined
          ? `${marks.unknown} ${words.gone}`
          : `${marks.good} ${words.goodAgain}`;
    return [
      textCell(`${body.name} (${body.type})`),
      textCell(state),
      textCell(placeText(body, config)),
      momentCell(end?.goodAt ?? body.lastGoodAt),
    ];
  });
  return pageMessage(
    {
      title: words.title,
      head: absent.headlineOf(page.total),
      header: [columns.resource, columns.now, columns.place, columns.lastGood],
      rows,
    },
    page,
    config,
  );
};
