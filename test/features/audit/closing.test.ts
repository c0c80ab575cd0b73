import { describe, expect, it } from "vitest";
import { append } from "../../../src/features/audit/flow.ts";
import { closeDays } from "../../../src/features/audit/kinds/closing.ts";
import { verifyLog } from "../../../src/features/audit/kinds/verifying.ts";
import { desk } from "./desk.ts";
import { at, chained, entry } from "./rows.ts";

const rowsAt = (name: string, ...times: readonly string[]) =>
  chained(
    name,
    times.map((time) => entry({ at: at(time) })),
  );

const opened = async () => {
  const table = desk();
  expect(await closeDays(table.world)).toBe("log-opened");
  return table;
};

const troublesOf = async ({ world }: ReturnType<typeof desk>, since = "2026-11-19T00:00:00Z") =>
  (await verifyLog(at(since), world)).troubles.map((each) => `${each.trouble} ${each.day}`);

describe("the close of a day", () => {
  it("waits for two hours of the next, and comes once", async () => {
    const table = await opened();
    await append(rowsAt("r1", "2026-11-20T13:00:00Z"), table.world);
    table.move("2026-11-21T01:59:00Z");
    expect(await closeDays(table.world)).toBe("no-day-over");
    table.move("2026-11-21T02:00:00Z");
    expect(await closeDays(table.world)).toBe("day-closed");
    expect(await closeDays(table.world)).toBe("no-day-over");
    expect(await table.world.heads.get("2026-11-20")).toMatchObject({ count: 1, before: "" });
    expect(await troublesOf(table)).toEqual([]);
  });

  it("chains each head to the one before, over days on which nothing happened", async () => {
    const table = await opened();
    await append(rowsAt("r1", "2026-11-20T13:00:00Z", "2026-11-23T13:00:00Z"), table.world);
    table.move("2026-11-24T03:00:00Z");
    expect(await closeDays(table.world)).toBe("day-closed");
    const heads = await Promise.all(
      ["2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23"].map((day) => table.world.heads.get(day)),
    );
    const hashes = heads.map((head) => (head as { hash: string }).hash);
    expect(heads.map((head) => (head as { before: string }).before)).toEqual(["", ...hashes.slice(0, 3)]);
    expect(heads.map((head) => (head as { count: number }).count)).toEqual([1, 0, 0, 1]);
    expect(await troublesOf(table)).toEqual([]);
  });

  it("takes the head that lies there when it was cut off behind it", async () => {
    const table = await opened();
    table.move("2026-11-21T02:00:00Z");
    const put = table.world.store.put;
    Object.assign(table.world.store, { put: () => Promise.reject(new Error("cut off")) });
    await expect(closeDays(table.world)).rejects.toThrow("cut off");
    Object.assign(table.world.store, { put });
    // A row comes late in between: the head that lies there does not have it, and the next one does.
    await append(rowsAt("r1", "2026-11-20T23:59:00Z"), table.world);
    expect(await closeDays(table.world)).toBe("day-closed");
    expect(await table.world.heads.get("2026-11-20")).toMatchObject({ count: 0 });
    expect(await troublesOf(table)).toEqual(["rows-late 2026-11-20"]);
    table.move("2026-11-22T02:00:00Z");
    expect(await closeDays(table.world)).toBe("day-closed");
    expect(await table.world.heads.get("2026-11-21")).toMatchObject({ late: [{ day: "2026-11-20" }] });
    expect(await troublesOf(table)).toEqual([]);
  });

  it("is held up by S3, told after six hours, and made up for", async () => {
    const table = await opened();
    table.away.add("put");
    table.move("2026-11-21T02:00:00Z");
    expect(await closeDays(table.world)).toBe("head-not-written");
    expect(table.lines).toEqual(["audit.head-not-written"]);
    table.move("2026-11-21T08:00:00Z");
    expect(await closeDays(table.world)).toBe("head-not-written");
    expect(table.lines).toEqual(["audit.head-not-written", "audit.head-not-written", "audit.head-late"]);
    table.away.clear();
    expect(await closeDays(table.world)).toBe("day-closed");
    expect(await troublesOf(table)).toEqual([]);
  });

  it("goes on from the last head when the table forgot how far it was", async () => {
    const table = await opened();
    table.move("2026-11-21T02:00:00Z");
    await closeDays(table.world);
    const before = await table.world.heads.get("2026-11-20");
    const fresh = { ...table.world, store: desk().world.store };
    expect(await closeDays(fresh)).toBe("log-opened");
    table.move("2026-11-22T02:00:00Z");
    expect(await closeDays(fresh)).toBe("day-closed");
    expect(await table.world.heads.get("2026-11-21")).toMatchObject({
      before: (before as { hash: string }).hash,
    });
    expect(await troublesOf(table)).toEqual([]);
  });
});

describe("checking the log", () => {
  it("tells that a head is missing once the clock has had an hour for it", async () => {
    const table = await opened();
    await append(rowsAt("r1", "2026-11-20T13:00:00Z"), table.world);
    table.move("2026-11-21T02:59:00Z");
    expect(await troublesOf(table)).toEqual([]);
    table.move("2026-11-21T03:00:00Z");
    expect(await troublesOf(table)).toEqual(["head-missing 2026-11-20"]);
  });

  it("follows a chain to where it began, and knows when that is gone", async () => {
    const table = await opened();
    const rows = rowsAt("r1", "2026-10-01T00:00:00Z", "2026-11-20T12:00:00Z");
    await append(rows, table.world);
    expect(await troublesOf(table)).toEqual([]);
    const other = desk();
    await append(rows.slice(1), other.world);
    expect(await troublesOf(other)).toEqual(["gap 2026-11-20"]);
  });
});
