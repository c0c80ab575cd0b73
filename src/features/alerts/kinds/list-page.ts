// A list that is too long for its card: the records of one incident, a page at a time in a modal. A page is found by
// the key beside it, so that of ten thousand rows no more are read than are shown.
import * as z from "zod/mini";
import type { Config } from "../../../config/config.ts";
import { cut, oneLine } from "../../../core/text.ts";
import { detailTextsFor } from "../../../i18n/details.ts";
import type { Beside, Store } from "../../../ports/world.ts";
import { context, section } from "../../../slack/blocks.ts";
import { actions, button } from "../../../slack/elements.ts";
import { limits } from "../../../slack/limits.ts";
import type { Message } from "../../../slack/message.ts";
import { bold, md } from "../../../slack/mrkdwn.ts";
import { type Cell, table, textCell } from "../../../slack/tables.ts";
import type { Stored } from "../../../store/record.ts";
import { alertIds } from "../model.ts";
import { incidentKey } from "../record.ts";

/** Rows on a page: in a modal each is a block of its own, and nobody reads more at once. */
export const pageSize = 15;

const headMax = 200;

/** Which page is asked for: what a button carries. */
export interface Turn {
  readonly incident: string;
  /** Rows before its first. */
  readonly from: number;
  /** The sort key that it lies beside; without one it is the first page. */
  readonly beside?: Beside;
}

/** One page of the records, with the turns to its neighbours where there are any. */
export interface Page<Body> {
  readonly items: readonly Stored<Body>[];
  readonly from: number;
  readonly total: number;
  readonly previous?: Turn;
  readonly next?: Turn;
}

/** A page as people see it: the first of a row's cells names it. */
export interface Listing {
  /** Short enough for the title of a modal. */
  readonly title: string;
  readonly head: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** The page of the incident's records whose sort keys begin with `prefix`. */
export const readPage = async <Body>(
  { incident, from, beside }: Turn,
  prefix: string,
  store: Pick<Store, "list" | "count">,
): Promise<Page<Body>> => {
  const { partition } = incidentKey(incident);
  const [items, total] = await Promise.all([
    store.list<Body>(partition, prefix, pageSize, beside),
    store.count(partition, prefix),
  ]);
  const first = items.at(0)?.key.sort;
  const last = items.at(-1)?.key.sort;
  const before = Math.max(0, from - pageSize);
  return {
    items,
    from,
    total,
    ...(first === undefined || from === 0
      ? {}
      : { previous: { incident, from: before, ...(before === 0 ? {} : { beside: { before: first } }) } }),
    ...(last === undefined || from + items.length >= total
      ? {}
      : { next: { incident, from: from + items.length, beside: { after: last } } }),
  };
};

export const pageMessage = (listing: Listing, page: Page<unknown>, config: Config): Message => {
  const { title, header, rows } = listing;
  const head = md`${cut(oneLine(listing.head), headMax)}`;
  const { list: words } = detailTextsFor(config.language);
  const range = words.range(page.from + 1, page.from + rows.length, page.total);
  const turns = [
    ...turning("previous", words.previous, page.previous),
    ...turning("next", words.next, page.next),
  ];
  const none = section(md`${words.none}`);
  return {
    title,
    text: rows.length === 0 ? md`${words.none}` : md`${head} (${range})`,
    blocks: [
      section(bold(head)),
      ...(rows.length === 0 ? [none] : [context(md`${range}`), table([header.map(textCell), ...rows])]),
      ...(turns.length === 0 ? [] : [actions(turns)]),
    ],
  };
};

/** What is too long for a button is not offered: keys are AWS's names and ours, and half as long. */
const turning = (way: "previous" | "next", label: string, turn: Turn | undefined) => {
  const value = turn === undefined ? "" : JSON.stringify(turn);
  return value === "" || value.length > limits.buttonValue
    ? []
    : [button(`${alertIds.page}#${way}`, label, value)];
};

const turnSchema = z.object({
  incident: z.string(),
  from: z.int().check(z.gte(0)),
  beside: z.optional(z.union([z.object({ after: z.string() }), z.object({ before: z.string() })])),
});

/** What a button carries; undefined when it is something that another version wrote. */
export const turnIn = (value: string): Turn | undefined => {
  try {
    const checked = turnSchema.safeParse(JSON.parse(value));
    return checked.success ? (checked.data as Turn) : undefined;
  } catch {
    return undefined;
  }
};
