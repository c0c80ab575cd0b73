import { describe, expect, it } from "vitest";
import { canonicalJson, digestOf } from "../../../src/core/ids.ts";
import { dayMs, instant } from "../../../src/core/time.ts";
import { append } from "../../../src/features/audit/flow.ts";
import { putFile } from "../../../src/features/audit/kinds/exporting.ts";
import { findPage } from "../../../src/features/audit/kinds/looking.ts";
import type { Page, Sought } from "../../../src/features/audit/model.ts";
import { pageIn } from "../../../src/features/audit/record.ts";
import { pageMessage } from "../../../src/features/audit/views.ts";
import type { AuditRow } from "../../../src/ports/audit.ts";
import { desk } from "./desk.ts";
import { at, chained, entry } from "./rows.ts";

const now = at("2026-11-20T13:00:00Z");
const since = instant(now - 30 * dayMs);
const all: Sought = { by: "all" };

/** One row a request: thirty a day, for some days, every third in staging. */
const filled = async (days: number) => {
  const table = desk();
  const rows: AuditRow[] = [];
  for (let index = 0; index < days * 30; index += 1) {
    const when = instant(now - index * (dayMs / 30));
    const environment = index % 3 === 0 ? "staging" : "production";
    rows.push(...chained(`r${index}`, [entry({ at: when, environment })]));
  }
  await append(rows, table.world);
  return { table, rows };
};

const pagesOf = async (
  sought: Sought,
  environments: readonly string[],
  { world }: ReturnType<typeof desk>,
) => {
  const found: string[][] = [];
  let page: Page | undefined = { query: { sought, since } };
  while (page !== undefined) {
    const { rows, next } = await findPage(page, environments, world);
    found.push(rows.map(({ chain }) => chain));
    const turned: Page | undefined =
      next === undefined ? undefined : pageIn(JSON.stringify({ ...page, before: next }));
    if (next !== undefined && turned === undefined) throw new Error("a button carries what it cannot read");
    page = turned;
  }
  return found;
};

describe("looking through the log", () => {
  it("shows every row once, newest first, over pages and days", async () => {
    const { table, rows } = await filled(3);
    const pages = await pagesOf(all, ["production", "staging"], table);
    expect(pages.flat()).toEqual(rows.map(({ chain }) => chain));
    expect(new Set(pages.slice(0, -1).map((page) => page.length))).toEqual(new Set([12]));
  });

  it("shows nothing of an environment that is not theirs, on any page", async () => {
    const { table, rows } = await filled(2);
    const theirs = rows.filter(({ environment }) => environment === "staging").map(({ chain }) => chain);
    expect((await pagesOf(all, ["staging"], table)).flat()).toEqual(theirs);
  });

  it("begins where it was told to", async () => {
    const { table } = await filled(3);
    const page = { query: { sought: all, since: instant(now - dayMs / 2) } };
    const { rows } = await findPage(page, ["production", "staging"], table.world);
    expect(rows.length).toBe(12);
    const last = await findPage(
      { query: { sought: { by: "name", name: "r60" }, since: instant(now - dayMs) } },
      ["production", "staging"],
      table.world,
    );
    expect(last).toEqual({ rows: [] });
  });

  it("stops after a while and says where, when there is much to look through", async () => {
    const table = desk();
    const years = { query: { sought: all, since: instant(now - 300 * dayMs) } };
    const { rows, next, stoppedAt } = await findPage(years, ["production"], table.world);
    expect({ rows, stoppedAt }).toEqual({ rows: [], stoppedAt: "2026-07-23" });
    expect(next).toEqual({ day: "2026-07-23" });
  });
});

const note = (environments: readonly string[]) => ({
  note: "audit.file" as const,
  channel: "U0AUDITOR1",
  sought: all,
  from: since,
  to: now,
  environments: [...environments],
});

describe("the log as a file", () => {
  it("has each row as it was hashed, oldest first, and can be checked with nothing of ours", async () => {
    const { table, rows } = await filled(2);
    expect(await putFile(note(["production"]), table.world)).toBe("filed");
    const [handed] = table.handed;
    const lines = (handed?.file ?? "").trimEnd().split("\n");
    const theirs = rows.filter(({ environment }) => environment === "production").reverse();
    expect(lines).toEqual(theirs.map(canonicalJson));
    for (const line of lines) {
      const { hash, ...rest } = JSON.parse(line) as AuditRow;
      expect(digestOf(canonicalJson(rest))).toBe(hash);
    }
    expect(handed?.user).toBe("U0AUDITOR1");
  });

  it("is nothing that a spreadsheet would take for a formula", async () => {
    const table = desk();
    const facts = { why: '=HYPERLINK("http://evil.example")', "@x": "+1" };
    await append(chained("=cmd", [entry({ facts })]), table.world);
    await putFile(note(["production"]), table.world);
    for (const line of (table.handed[0]?.file ?? "").trimEnd().split("\n")) expect(line).toMatch(/^\{"at":/);
  });

  it("is a sentence when nothing fits", async () => {
    const table = desk();
    expect(await putFile(note(["production"]), table.world)).toBe("nothing-found");
    expect(table.handed).toEqual([{ user: "U0AUDITOR1", text: expect.stringMatching(/./) }]);
  });
});

describe("a page of the log", () => {
  it("fits into a message and pings nobody, whatever its rows say", () => {
    const hostile = "<!channel> `*_~ \u202e<@U0ONCALL01> ".repeat(200);
    const rows = Array.from({ length: 12 }, (_, index) =>
      chained(`${hostile}${index}`, [
        entry({ by: hostile, resource: `arn:aws:s3:::${hostile}`, facts: { [hostile]: hostile, n: index } }),
      ]),
    ).flat();
    const found = { rows, next: { day: "2026-11-20", sort: "x" } };
    const message = pageMessage(
      { query: { sought: { by: "name", name: hostile }, since } },
      found,
      desk().world.config,
    );
    const texts = message.blocks.flatMap((block) =>
      block.type === "section" ? [(block as { text: { text: string } }).text.text] : [],
    );
    for (const text of texts) {
      expect(text.length).toBeLessThanOrEqual(3_000);
      expect(text).not.toMatch(/<!channel|<@U0ONCALL01/);
    }
    expect(texts.length).toBeGreaterThan(1);
    expect(message.blocks.length).toBeLessThanOrEqual(50);
  });
});
