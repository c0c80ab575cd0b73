// Refusals in the log: each person's in one request are a chain of their own, and a short one. The row lies in a record
// before it is in the log, so a press that comes again finds it and only adds it once more.
import { Fault } from "../../../core/errors.ts";
import { digestOf } from "../../../core/ids.ts";
import { type AuditRow, dayOf } from "../../../ports/audit.ts";
import type { Answerer } from "../../../ports/feature.ts";
import { refusal, whyNot } from "../../../ports/refusals.ts";
import type { World } from "../../../ports/world.ts";
import { chain, mayWriteDown, refusalsMax } from "../decide.ts";
import type { Refusal } from "../model.ts";
import { keepAuditUntil, type Refusals, refusalsKey } from "../record.ts";

/** Each lost race is another press of the same person. */
const triesMax = 16;

const pressLength = 16;

export const writeRefusal = async (
  { request, once, ...entry }: Refusal,
  world: Pick<World, "store" | "audit" | "now">,
): Promise<"filed" | "filed-before" | "capped"> => {
  const key = refusalsKey(request, entry.by);
  const press = once.slice(0, pressLength);
  for (let tries = 0; tries < triesMax; tries += 1) {
    const stored = await world.store.get<Refusals>(key);
    const rows = stored?.body.rows ?? [];
    const before = rows.findIndex(({ facts }) => facts.press === press);
    if (before >= 0) {
      await file(rows.slice(0, before + 1), world);
      return "filed-before";
    }
    if (!mayWriteDown(rows)) return "capped";
    // Whoever reads the last one knows that others may have followed.
    const cap = rows.length === refusalsMax - 1 ? { cap: refusalsMax } : {};
    const facts = { ...entry.facts, press, ...cap };
    const row = chain(rows, { ...entry, facts }, `${request}/refused/${entry.by}`);
    const item = {
      key,
      version: (stored?.version ?? 0) + 1,
      body: { rows: [...rows, row] },
      keepUntil: keepAuditUntil(world.now()),
    };
    const isWritten = await (stored === undefined ? world.store.putIfAbsent(item) : world.store.put(item));
    if (!isWritten) continue;
    await file([...rows, row], world);
    return "filed";
  }
  throw new Fault("store-contended", `too many refusals at once in ${key.partition}`, { retryable: true });
};

/** With all before it: any of them may have been cut off right here, with nobody to press again. */
const file = async (rows: readonly AuditRow[], { audit }: Pick<World, "audit">): Promise<void> => {
  for (const row of rows) await audit.insert(row);
};

/** Whoever is turned away before it is known where they wanted something has a chain for each day, in no environment. */
export const turnAwayFrom =
  <Asked>(asked: string): NonNullable<Answerer<Asked>["turnAway"]> =>
  async (_, { user, why, at, packed }, world) => {
    if (why !== "too-old" && why !== "not-known") {
      const facts = { asked, reason: why };
      const refused = { verb: "press.refused", at, environment: "", by: user, facts } as const;
      await writeRefusal({ ...refused, request: `door-${dayOf(at)}`, once: digestOf(packed) }, world);
    }
    return refusal(whyNot(why, "audit", world.config), world.config);
  };
