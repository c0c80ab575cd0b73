// Rows, chains and days for tests of the log, made by the log's own rules.
import fc from "fast-check";
import { type Instant, instant } from "../../../src/core/time.ts";
import { chain } from "../../../src/features/audit/decide.ts";
import type { AuditEntry, Day } from "../../../src/features/audit/model.ts";
import { type AuditRow, auditVerbs, dayOf, sortOf } from "../../../src/ports/audit.ts";

export const at = (text: string): Instant => instant(Date.parse(text));

export const entry = (change: Partial<AuditEntry> = {}): AuditEntry => ({
  at: at("2026-11-20T10:00:00Z"),
  environment: "production",
  verb: "request.asked",
  by: "U1",
  facts: {},
  ...change,
});

export const chained = (name: string, entries: readonly AuditEntry[]): readonly AuditRow[] => {
  const rows: AuditRow[] = [];
  for (const next of entries) rows.push(chain(rows, next, name));
  return rows;
};

/** The rows as they lie in the table, in days. */
export const daysOf = (rows: readonly AuditRow[], names: readonly string[] = []): readonly Day[] => {
  const days = [...new Set([...names, ...rows.map((row) => dayOf(row.at))])].sort();
  return days.map((day) => ({
    day,
    filed: rows
      .filter((row) => dayOf(row.at) === day)
      .map((row) => ({ sort: sortOf(row), row }))
      .sort((left, right) => (left.sort < right.sort ? -1 : 1)),
    head: undefined,
  }));
};

const arbitraryEntry: fc.Arbitrary<AuditEntry> = fc
  .record(
    {
      at: fc
        .integer({ min: Date.parse("2026-11-18T00:00:00Z"), max: Date.parse("2026-11-20T23:59:59Z") })
        .map(instant),
      environment: fc.constantFrom("production", "staging"),
      verb: fc.constantFrom(...auditVerbs),
      by: fc.constantFrom("U1", "U2", "stillpoint"),
      resource: fc.constantFrom("arn:aws:rds:ap-northeast-1:111111111111:db:orders-db", "arn:aws:s3:::復旧"),
      facts: fc.dictionary(
        fc.string({ maxLength: 5 }).filter((key) => key !== "__proto__"),
        fc.oneof(fc.string(), fc.integer()),
        { maxKeys: 3 },
      ),
    },
    { requiredKeys: ["at", "environment", "verb", "by", "facts"] },
  )
  .map((entry) => entry as AuditEntry);

/** A few chains of a few rows each. */
export const arbitraryRows: fc.Arbitrary<readonly AuditRow[]> = fc
  .array(fc.array(arbitraryEntry, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 4 })
  .map((chains) => chains.flatMap((entries, index) => chained(`r${index}`, entries)));
