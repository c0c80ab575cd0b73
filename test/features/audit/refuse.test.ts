import { describe, expect, it } from "vitest";
import { openChains, verifyRows } from "../../../src/features/audit/decide.ts";
import { append, refuse } from "../../../src/features/audit/flow.ts";
import type { Refusal } from "../../../src/features/audit/model.ts";
import { desk } from "./desk.ts";
import { chained, daysOf, entry } from "./rows.ts";

const refusal = (once: string, change: Partial<Refusal> = {}): Refusal => ({
  ...entry({ by: "U7", facts: { reason: "not-lead" } }),
  verb: "press.refused",
  request: "req-1",
  once,
  ...change,
});

const logOf = async ({ world }: ReturnType<typeof desk>) =>
  (await world.audit.list("2026-11-20", 1_000)).flatMap(({ row }) => row ?? []);

describe("a refusal", () => {
  it("is a row in a chain of its own for each person", async () => {
    const table = desk();
    await refuse(refusal("a"), table.world);
    await refuse(refusal("b"), table.world);
    await refuse(refusal("c", { by: "U8" }), table.world);
    const rows = await logOf(table);
    expect(rows.map(({ chain, number }) => [chain, number])).toEqual([
      ["req-1/refused/U7", 1],
      ["req-1/refused/U7", 2],
      ["req-1/refused/U8", 1],
    ]);
    expect(verifyRows(daysOf(rows))).toEqual([]);
  });

  it("is written down once, however often the press comes", async () => {
    const table = desk();
    expect(await refuse(refusal("a"), table.world)).toBe("filed");
    expect(await refuse(refusal("a"), table.world)).toBe("filed-before");
    expect(await logOf(table)).toHaveLength(1);
  });

  it("is in the log at last when the log was away", async () => {
    const table = desk();
    table.away.add("insert");
    await expect(refuse(refusal("a"), table.world)).rejects.toMatchObject({ code: "aws-unavailable" });
    table.away.clear();
    expect(await refuse(refusal("a"), table.world)).toBe("filed-before");
    expect(await logOf(table)).toHaveLength(1);
  });

  it("brings the one before it along, whose press never came again", async () => {
    const table = desk();
    table.away.add("insert");
    await expect(refuse(refusal("a"), table.world)).rejects.toThrow();
    table.away.clear();
    await refuse(refusal("b"), table.world);
    expect((await logOf(table)).map(({ number }) => number)).toEqual([1, 2]);
  });

  it.each(["a", "b", "c"])("leaves no gap when several were cut off and %s comes next", async (next) => {
    const table = desk();
    table.away.add("insert");
    for (const once of ["a", "b"]) await expect(refuse(refusal(once), table.world)).rejects.toThrow();
    table.away.clear();
    await refuse(refusal(next), table.world);
    const rows = await logOf(table);
    expect(rows.length).toBeGreaterThan(0);
    expect([...verifyRows(daysOf(rows)), ...openChains(daysOf(rows))]).toEqual([]);
  });

  it("is not written down any more from the twenty-first on, and the last row says so", async () => {
    const table = desk();
    const outcomes: string[] = [];
    for (let press = 1; press <= 23; press += 1)
      outcomes.push(await refuse(refusal(`press-${press}`), table.world));
    expect(outcomes.filter((outcome) => outcome === "filed")).toHaveLength(20);
    expect(outcomes.slice(20)).toEqual(["capped", "capped", "capped"]);
    const rows = await logOf(table);
    expect(rows.map(({ facts }) => facts.cap).filter((cap) => cap !== undefined)).toEqual([20]);
    expect(rows.at(-1)?.facts.cap).toBe(20);
    // Another request, and another person, have room of their own.
    expect(await refuse(refusal("x", { request: "req-2" }), table.world)).toBe("filed");
    expect(await refuse(refusal("y", { by: "U8" }), table.world)).toBe("filed");
  });

  it("loses none to others that come at the same time", async () => {
    const table = desk();
    await Promise.all(["a", "b", "c", "d"].map((once) => refuse(refusal(once), table.world)));
    const rows = await logOf(table);
    expect(rows.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
    expect(verifyRows(daysOf(rows))).toEqual([]);
  });
});

describe("rows that somebody adds", () => {
  it("are in the log once, in whatever order and however often they come", async () => {
    const table = desk();
    const rows = chained("req-1", [
      entry(),
      entry({ verb: "request.approved" }),
      entry({ verb: "request.granted" }),
    ]);
    await append(rows.slice(1), table.world);
    await append(rows, table.world);
    const log = await logOf(table);
    expect(log).toHaveLength(3);
    expect([...verifyRows(daysOf(log)), ...openChains(daysOf(log))]).toEqual([]);
  });
});
