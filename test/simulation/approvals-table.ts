// The state table and the audit log in memory. Whoever watches sees each record of a request at the moment when it is
// written.
import { memoryStore } from "../../sandbox/memory-store.ts";
import type { Request } from "../../src/features/approvals/model.ts";
import { type AuditRow, dayOf, type FiledRow, sortOf } from "../../src/ports/audit.ts";
import type { Audit, Store } from "../../src/ports/world.ts";
import type { Stored } from "../../src/store/record.ts";

export const createTable = (onWrite: (before: Request | undefined, after: Request) => void) => {
  const store = memoryStore();
  const heads = new Map<string, Request>();
  const rows = new Map<string, Map<string, AuditRow>>();

  const seen = (written: Stored<unknown>): void => {
    if (!written.key.partition.startsWith("request#")) return;
    const after = written.body as Request;
    const before = heads.get(after.id);
    heads.set(after.id, after);
    onWrite(before, after);
  };
  const table: Store = {
    ...store,
    put: async (item) => {
      const isDone = await store.put(item);
      if (isDone) seen(item);
      return isDone;
    },
    putIfAbsent: async (item) => {
      const isDone = await store.putIfAbsent(item);
      if (isDone) seen(item);
      return isDone;
    },
  };
  const audit: Audit = {
    insert: async (row) => {
      const day = rows.get(dayOf(row.at)) ?? new Map<string, AuditRow>();
      rows.set(dayOf(row.at), day.set(sortOf(row), row));
    },
    list: async (day, max, beside) => {
      const from = beside !== undefined && "after" in beside ? beside.after : "";
      const filed = [...(rows.get(day) ?? [])].map(([sort, row]): FiledRow => ({ sort, row }));
      return filed
        .filter(({ sort }) => sort > from)
        .sort(bySort)
        .slice(0, max);
    },
  };
  return {
    /** To write into it behind the engine's back. */
    store,
    table,
    audit,
    /** Every request as it was written last. */
    heads,
    /** The whole log, by day. */
    filed: () =>
      [...rows].map(([day, each]) => ({
        day,
        filed: [...each].map(([sort, row]): FiledRow => ({ sort, row })).sort(bySort),
        head: undefined,
      })),
  };
};

const bySort = (left: FiledRow, right: FiledRow): number => (left.sort < right.sort ? -1 : 1);
