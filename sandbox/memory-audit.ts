// The audit log in memory, for tests that need no wire. The same contract holds it and the tables of DynamoDB and S3.
import { type AuditHead, dayOf, type FiledRow, sortOf } from "../src/ports/audit.ts";
import type { Audit, AuditHeads } from "../src/ports/world.ts";

export const memoryAudit = (): Audit => {
  const days = new Map<string, Map<string, FiledRow>>();
  return {
    async insert(row) {
      const day = dayOf(row.at);
      const filed = days.get(day) ?? new Map<string, FiledRow>();
      days.set(day, filed);
      const sort = sortOf(row);
      if (!filed.has(sort)) filed.set(sort, { sort, row });
    },
    async list(day, max, beside) {
      const filed = [...(days.get(day)?.values() ?? [])].sort((left, right) =>
        left.sort < right.sort ? -1 : 1,
      );
      if (beside === undefined) return filed.slice(0, max);
      if ("after" in beside) return filed.filter(({ sort }) => sort > beside.after).slice(0, max);
      return filed.filter(({ sort }) => sort < beside.before).slice(-max);
    },
  };
};

export const memoryHeads = (): AuditHeads => {
  const heads = new Map<string, AuditHead>();
  return {
    async put(head) {
      if (heads.has(head.day)) return false;
      heads.set(head.day, head);
      return true;
    },
    get: async (day) => heads.get(day),
  };
};
