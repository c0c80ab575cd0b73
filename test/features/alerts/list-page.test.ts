import { describe, expect, it } from "vitest";
import { memoryStore } from "../../../sandbox/memory-store.ts";
import { instant } from "../../../src/core/time.ts";
import {
  type Page,
  pageMessage,
  pageSize,
  readPage,
  type Turn,
  turnIn,
} from "../../../src/features/alerts/kinds/list-page.ts";
import type { Store } from "../../../src/ports/world.ts";
import { checkBlocks } from "../../../src/slack/block-check.ts";
import { forModal, textCell } from "../../../src/slack/tables.ts";
import { configIn } from "./cards.ts";

const keepUntil = instant(1_900_000_000_000);
const numberOf = (index: number) => String(index).padStart(5, "0");

const storeOf = async (count: number): Promise<Store> => {
  const store = memoryStore();
  const put = (sort: string) =>
    store.putIfAbsent({ key: { partition: "incident#many", sort }, version: 1, body: sort, keepUntil });
  await put("head");
  for (let index = 0; index < count; index += 1) await put(`row#${numberOf(index)}`);
  return store;
};

const read = (store: Store, turn: Turn) => readPage<string>(turn, "row#", store);

/** As a button carries it. */
const carried = (turn: Turn | undefined): Turn => {
  const read = turnIn(JSON.stringify(turn));
  if (read === undefined) throw new Error("there is no such page");
  return read;
};

describe("a list that is too long for a card", () => {
  it.each([
    0,
    1,
    pageSize,
    pageSize + 1,
    3 * pageSize - 1,
  ])("of %i rows shows each once forward and once back", async (count) => {
    const store = await storeOf(count);
    const forth: (readonly string[])[] = [];
    let page: Page<string> = await read(store, { incident: "many", from: 0 });
    const rowsOf = ({ items }: Page<string>) => items.map(({ body }) => body);
    forth.push(rowsOf(page));
    while (page.next !== undefined) {
      page = await read(store, carried(page.next));
      forth.push(rowsOf(page));
    }
    expect(forth.flat()).toHaveLength(count);
    expect(new Set(forth.flat()).size).toBe(count);
    const back = [rowsOf(page)];
    while (page.previous !== undefined) {
      page = await read(store, carried(page.previous));
      back.unshift(rowsOf(page));
    }
    expect(back).toEqual(forth);
  });

  it("reads of ten thousand rows those that it shows", async () => {
    const store = await storeOf(10_000);
    let given = 0;
    const counting: Store = {
      ...store,
      list: async (...query) => {
        const found = await store.list<never>(...query);
        given += found.length;
        return found;
      },
    };
    const beside = { after: `row#${numberOf(7_499)}` };
    const page = await read(counting, { incident: "many", from: 7_500, beside });
    expect(page.items[0]?.body).toBe(`row#${numberOf(7_500)}`);
    expect(page.total).toBe(10_000);
    expect(given).toBe(pageSize);
  });

  it("has a page when rows came or went meanwhile", async () => {
    const store = await storeOf(20);
    const beyond = await read(store, { incident: "many", from: 15, beside: { after: "row#99999" } });
    expect(beyond.items).toEqual([]);
    expect(beyond.next).toBeUndefined();
  });

  it.each(["en", "ja"] as const)("is a page that Slack takes, in %s", async (language) => {
    const hostile = "<!channel>`*".repeat(400);
    const store = await storeOf(40);
    const page = await read(store, { incident: "many", from: 15, beside: { after: "row#00014" } });
    const rows = page.items.map(() => [hostile, hostile, hostile, hostile].map(textCell));
    const listing = { title: "List", head: hostile, header: ["a", "b", "c", "d"], rows };
    const { blocks } = pageMessage(listing, page, configIn(language));
    expect(checkBlocks(forModal(blocks), "modal")).toEqual([]);
    expect(JSON.stringify(blocks)).toContain('alerts.page#next"');
    expect(JSON.stringify(blocks)).toContain('alerts.page#previous"');
    // What is no mrkdwn pings nobody.
    expect(JSON.stringify(forModal(blocks))).not.toContain("<!channel>");
  });

  it("does not open what a button of another version carries", () => {
    expect(turnIn("")).toBeUndefined();
    expect(turnIn('{"incident":"many","from":-1}')).toBeUndefined();
    expect(turnIn('{"incident":"many","from":0,"beside":{}}')).toBeUndefined();
  });
});
