// All failures of a storm, however many: a page at a time, each with when it failed and whether it is good again.
import { severityOf } from "../../../backup/job.ts";
import { detailTextsFor } from "../../../i18n/details.ts";
import { textsFor } from "../../../i18n/texts.ts";
import type { AnswerWorld } from "../../../ports/feature.ts";
import { placeText } from "../../../ports/gaps.ts";
import { marks } from "../../../slack/card.ts";
import type { Message } from "../../../slack/message.ts";
import { momentCell, textCell } from "../../../slack/tables.ts";
import type { StormEnd, StormMember } from "../model.ts";
import { stormEndKey, stormPrefix } from "../record.ts";
import { pageMessage, readPage, type Turn } from "./list-page.ts";

export const stormPage = async (turn: Turn, world: AnswerWorld): Promise<Message> => {
  const { config, store } = world;
  const page = await readPage<StormMember>(turn, stormPrefix, store);
  const ends = await Promise.all(
    page.items.map(({ key }) =>
      store.get<StormEnd>(stormEndKey(turn.incident, key.sort.slice(stormPrefix.length))),
    ),
  );
  const { storms: words } = detailTextsFor(config.language);
  const { columns } = textsFor(config.language).storm;
  const [resource = "", , place = "", , plan = "", now = "", failedAt = ""] = columns;
  const hasPlans = page.items.some(({ body }) => body.plan !== undefined);
  const rows = page.items.map(({ body }, index) => {
    const isGood = ends[index] !== undefined;
    return [
      textCell(body.type === "" ? body.name : `${body.name} (${body.type})`),
      textCell(
        isGood ? `${marks.good} ${words.goodAgain}` : `${marks[severityOf(body.state, body)]} ${body.state}`,
      ),
      textCell(placeText(body.job, config)),
      ...(hasPlans ? [textCell(body.plan ?? "")] : []),
      momentCell(body.at),
    ];
  });
  const listing = {
    title: words.title,
    head: words.head(page.total),
    header: [resource, now, place, ...(hasPlans ? [plan] : []), failedAt],
    rows,
  };
  return pageMessage(listing, page, config);
};
