// All of the backups that never came of one incident, however many: a page at a time.
import { detailTextsFor } from "../../../i18n/details.ts";
import { watchTextsFor } from "../../../i18n/watch.ts";
import type { AnswerWorld } from "../../../ports/feature.ts";
import { placeText } from "../../../ports/gaps.ts";
import { marks } from "../../../slack/card.ts";
import type { Message } from "../../../slack/message.ts";
import { type Cell, momentCell, textCell } from "../../../slack/tables.ts";
import type { Absence, AbsenceEnd } from "../model.ts";
import { absenceEndKey, absencePrefix } from "../record.ts";
import { lastGoodOf } from "./absence-words.ts";
import { type Page, pageMessage, readPage, type Turn } from "./list-page.ts";

export const absencePage = async (turn: Turn, world: AnswerWorld): Promise<Message> => {
  const page = await readPage<Absence>(turn, absencePrefix, world.store);
  const ends = await Promise.all(page.items.map(({ key }) => endOf(turn.incident, key.sort, world)));
  return absencesMessage(page, ends, world);
};

const endOf = async (
  incident: string,
  sort: string,
  world: Pick<AnswerWorld, "store">,
): Promise<AbsenceEnd | undefined> => {
  const short = sort.slice(absencePrefix.length);
  return (await world.store.get<AbsenceEnd>(absenceEndKey(incident, short)))?.body;
};

const lastGoodCell = (absence: Absence, end: AbsenceEnd | undefined, never: string): Cell => {
  const at = lastGoodOf(absence, end);
  return at === undefined ? textCell(never) : momentCell(at);
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
      lastGoodCell(body, end, absent.never),
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
