// Whether somebody put an older state of a request back: the audit log, which is only ever added to, knows more of it than
// the record does.
import { dayMs, type Instant, instant } from "../../../core/time.ts";
import { type AuditRow, dayOf } from "../../../ports/audit.ts";
import type { World } from "../../../ports/world.ts";
import { planOf } from "../decide.ts";
import type { Request } from "../model.ts";

type LogWorld = Pick<World, "audit" | "now">;

/**
 * Each row that the log has of it must be one of its own, at its own place. Rows that were not sent yet are no lie. The log
 * is read since the plan began, which its hash holds: what the record says of its age whoever put it back may have changed.
 */
export const isRewound = async (request: Request, world: LogWorld): Promise<boolean> => {
  const logged = await chainOf(request.id, planOf(request).notBefore, world);
  return logged.some(({ number, hash }) => request.trail[number - 1]?.hash !== hash);
};

const pageMax = 1_000;

/** The rows of one chain, by the days since it began. */
const chainOf = async (chain: string, since: Instant, world: LogWorld): Promise<readonly AuditRow[]> => {
  const found: AuditRow[] = [];
  const last = dayOf(world.now());
  for (let at = since; dayOf(at) <= last; at = instant(at + dayMs)) {
    let after: string | undefined;
    do {
      const beside = after === undefined ? undefined : { after };
      const page = await world.audit.list(dayOf(at), pageMax, beside);
      found.push(...page.flatMap(({ row }) => (row?.chain === chain ? [row] : [])));
      after = page.length < pageMax ? undefined : page.at(-1)?.sort;
    } while (after !== undefined);
  }
  return found;
};
