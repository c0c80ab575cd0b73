import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chain, headOf, openChains, verifyHeads, verifyRows } from "../../../src/features/audit/decide.ts";
import type { Day } from "../../../src/features/audit/model.ts";
import { type AuditHead, type AuditRow, readAuditRow } from "../../../src/ports/audit.ts";
import { arbitraryRows, at, chained, daysOf, entry } from "./rows.ts";

const three = chained("r1", [
  entry(),
  entry({ verb: "request.approved", by: "U2", at: at("2026-11-20T10:05:00Z") }),
  entry({ verb: "request.granted", by: "U2", at: at("2026-11-21T00:05:00Z") }),
]);
const [first, second, third] = three as [AuditRow, AuditRow, AuditRow];

const named = (days: readonly Day[]) => verifyRows(days).map(({ trouble }) => trouble);
const rehashed = ({ hash: _, chain: name, number, before, ...rest }: AuditRow): AuditRow => {
  const holder = { chain: name, number: number - 1, before: "", hash: before } as AuditRow;
  return chain(number === 1 ? [] : [holder], rest, name);
};

describe("a chain of the audit log", () => {
  it("counts from one and names the row before", () => {
    expect(three.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(three.map(({ before }) => before)).toEqual(["", first.hash, second.hash]);
  });

  it("is whole as it was written, over days, and read back from its text", () => {
    const read = three.flatMap((row) => readAuditRow(JSON.stringify(row)) ?? []);
    expect(named(daysOf(read))).toEqual([]);
  });

  it.each([
    ["a row was altered", daysOf([first, { ...second, by: "U9" }, third]), ["altered"]],
    ["a fact was added", daysOf([first, { ...second, facts: { more: 1 } }, third]), ["altered"]],
    [
      "a row was altered and hashed anew",
      daysOf([first, rehashed({ ...second, by: "U9" }), third]),
      ["unlinked"],
    ],
    [
      "the first row was altered and hashed anew",
      daysOf([rehashed({ ...first, by: "U9" }), second, third]),
      ["unlinked"],
    ],
    ["a row is gone", daysOf([first, third]), ["gap"]],
    [
      "a row was added with a number that is taken",
      daysOf([first, second, rehashed({ ...second, by: "U9" }), third]),
      ["forked"],
    ],
    [
      "a first row names one before it",
      daysOf([chained("r2", [entry()])[0] as AuditRow].map((row) => ({ ...row, before: first.hash }))),
      ["altered", "unlinked"],
    ],
  ])("tells that %s", (_, days, troubles) => {
    expect(named(days)).toEqual(troubles);
  });

  it("tells of a row that lies under another key, or on another day", () => {
    const filed = daysOf([first]).flatMap((day) => day.filed);
    expect(named([{ day: "2026-11-19", filed, head: undefined }])).toEqual(["misplaced"]);
    expect(
      named([{ day: "2026-11-20", filed: [{ sort: "elsewhere", row: first }], head: undefined }]),
    ).toEqual(["misplaced"]);
  });

  it("tells of what is no row at all", () => {
    const filed = [{ sort: "2026-11-20T10:00:00.000Z#r1#000001#x" }];
    expect(named([{ day: "2026-11-20", filed, head: undefined }])).toEqual(["unreadable"]);
  });

  it("is open where its beginning lies on an earlier day, or is gone", () => {
    expect(openChains(daysOf([second, third]))).toEqual([second]);
    expect(openChains(daysOf(three))).toEqual([]);
  });
});

/** The heads that the clock would have written for these days, each in its turn. */
const headed = (days: readonly Day[]): readonly Day[] => {
  const closed: Day[] = [];
  for (const day of days) {
    const last = closed.at(-1)?.head;
    const head = day.head ?? headOf(day, closed, typeof last === "object" ? last.hash : "");
    closed.push({ ...day, head });
  }
  return closed;
};

const weekend = ["2026-11-18", "2026-11-19", "2026-11-20", "2026-11-21"];
const closed = headed(daysOf(three, weekend));
const told = (days: readonly Day[], closedTo = "2026-11-21") =>
  verifyHeads(days, closedTo).map((each) => `${each.trouble} ${"day" in each ? each.day : ""}`);
const changed = (day: string, change: (day: Day) => Partial<Day>) =>
  closed.map((each) => (each.day === day ? { ...each, ...change(each) } : each));
const headIn = ({ head }: Day): AuditHead => head as AuditHead;

describe("the heads of the audit log", () => {
  it("agree with the rows that they were made of", () => {
    expect(told(closed)).toEqual([]);
  });

  it.each([
    ["a head is missing", changed("2026-11-19", () => ({ head: undefined })), ["head-missing 2026-11-19"]],
    [
      "a head cannot be read",
      changed("2026-11-19", () => ({ head: "unreadable" })),
      ["head-altered 2026-11-19"],
    ],
    [
      "a head was altered",
      changed("2026-11-20", (day) => ({ head: { ...headIn(day), rows: [first.hash], count: 1 } })),
      ["head-altered 2026-11-20"],
    ],
    [
      "a head was written anew",
      changed("2026-11-20", (day) => ({
        head: headOf({ ...day, filed: day.filed.slice(1) }, [], headIn(day).before),
      })),
      ["rows-late 2026-11-20", "head-unlinked 2026-11-21"],
    ],
    ["the last row is gone", changed("2026-11-21", () => ({ filed: [] })), ["rows-gone 2026-11-21"]],
    [
      "a chain was added to a day that is closed",
      changed("2026-11-19", () => ({
        filed: daysOf(chained("r9", [entry({ at: at("2026-11-19T01:00:00Z") })]))[0]?.filed ?? [],
      })),
      ["rows-late 2026-11-19"],
    ],
  ])("tell that %s", (_, days, troubles) => {
    expect(told(days)).toEqual(troubles);
  });

  it("want none before the log began, and none for a day that is not closed yet", () => {
    const [oldest, ...rest] = closed;
    expect(told([{ ...(oldest as Day), head: undefined }, ...rest])).toEqual([]);
    expect(
      told(
        changed("2026-11-21", () => ({ head: undefined })),
        "2026-11-20",
      ),
    ).toEqual([]);
    expect(told(daysOf(three, weekend))).toEqual(["head-missing 2026-11-20", "head-missing 2026-11-21"]);
  });

  it("take up a row that came late, and know when it is gone again", () => {
    const late = { ...entry({ at: at("2026-11-18T23:59:00Z") }) };
    const rows = chained("r3", [late]);
    const [before, ...after] = headed(daysOf(three, weekend));
    const withLate = { ...(before as Day), filed: daysOf(rows)[0]?.filed ?? [] };
    expect(told([withLate, ...after])).toEqual(["rows-late 2026-11-18"]);
    const again = headed([withLate, ...daysOf(three, weekend).slice(1)]);
    expect(headIn(again[1] as Day).late).toEqual([{ day: "2026-11-18", hash: rows[0]?.hash }]);
    expect(headIn(again[2] as Day).late).toEqual([]);
    expect(told(again)).toEqual([]);
    expect(told([{ ...withLate, filed: [] }, ...again.slice(1)])).toEqual(["rows-gone 2026-11-19"]);
  });
});

describe("whatever is done to a closed log", () => {
  const troubled = (days: readonly Day[]) =>
    [...verifyRows(days), ...verifyHeads(days, "2026-11-20")].length > 0;
  const names = ["2026-11-18", "2026-11-19", "2026-11-20"];
  const sealedOver = (rows: readonly AuditRow[], tampered: readonly AuditRow[]): readonly Day[] => {
    const heads = headed(daysOf(rows, names));
    return daysOf(tampered, names).map((day, index) => ({ ...day, head: heads[index]?.head }));
  };
  const pick = (rows: readonly AuditRow[], seed: number) => seed % rows.length;

  it("is whole while nobody touches it", () => {
    fc.assert(fc.property(arbitraryRows, (rows) => !troubled(sealedOver(rows, rows))));
  });

  it("is found: an edit, hashed anew or not", () => {
    fc.assert(
      fc.property(arbitraryRows, fc.nat(), fc.boolean(), (rows, seed, isRehashed) => {
        const index = pick(rows, seed);
        const edited = rows.map((row, each) => {
          if (each !== index) return row;
          const other = { ...row, facts: { ...row.facts, "edited!": 1 } };
          return isRehashed ? rehashed(other) : other;
        });
        return troubled(sealedOver(rows, edited));
      }),
    );
  });

  it("is found: a removal, anywhere", () => {
    fc.assert(
      fc.property(arbitraryRows, fc.nat(), (rows, seed) =>
        troubled(
          sealedOver(
            rows,
            rows.filter((_, each) => each !== pick(rows, seed)),
          ),
        ),
      ),
    );
  });

  it("is found: two rows that changed their places", () => {
    fc.assert(
      fc.property(arbitraryRows, fc.nat(), fc.nat(), (rows, left, right) => {
        const one = rows[pick(rows, left)] as AuditRow;
        const two = rows[pick(rows, right)] as AuditRow;
        fc.pre(one !== two);
        const days = sealedOver(rows, rows).map((day) => ({
          ...day,
          filed: day.filed.map((each) => {
            if (each.row === one) return { ...each, row: two };
            return each.row === two ? { ...each, row: one } : each;
          }),
        }));
        return troubled(days);
      }),
    );
  });

  it("is found: a row that was put in, into a chain or as one of its own", () => {
    fc.assert(
      fc.property(arbitraryRows, fc.nat(), fc.boolean(), (rows, seed, isNew) => {
        const row = rows[pick(rows, seed)] as AuditRow;
        const { hash: _h, chain: name, number: _n, before: _b, ...rest } = row;
        const more = { ...rest, facts: { ...rest.facts, "put in!": 1 } };
        const put = isNew ? chain([], more, "r-new") : chain([row], more, name);
        return troubled(sealedOver(rows, [...rows, put]));
      }),
    );
  });
});
