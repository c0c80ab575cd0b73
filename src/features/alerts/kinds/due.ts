// What falls due: an alert that was put aside opens again, one that nobody took is said again, one that quiet hours held
// is told. Each lies in the table under its hour, and the clock looks from where it looked last.
import { hourMs, type Instant, instant, isoOf, minuteMs } from "../../../core/time.ts";
import type { World } from "../../../ports/world.ts";
import type { Stored } from "../../../store/record.ts";
import type { Step } from "../model.ts";
import { dueKey, dueWithin, keepDueUntil, lookKey } from "../record.ts";

/** What one tick does; the rest is a minute later. */
const doneMax = 500;
/** Of one hour: a night of quiet hours ends at one moment for all that it held. */
const listedMax = 20_000;

/**
 * Whoever wrote down what falls due in this moment may have been overtaken by the look that passed it. No function lives
 * as long as this.
 */
const lateMs = 15 * minuteMs;
/** Of the first look, and of one after a long silence. */
const farthestMs = 48 * hourMs;

interface DueAt {
  readonly incident: string;
  readonly at: Instant;
}

export type Due =
  | (DueAt & { readonly kind: "snooze-ends" })
  | (DueAt & { readonly kind: "quiet-ends" })
  /** `since` tells apart the times at which it was critical. */
  | (DueAt & { readonly kind: "escalates"; readonly step: Step; readonly since: Instant });

type Written = Due & { readonly isDone?: true };

/** What is needed to do what is due. */
export type DueWorld = Pick<World, "config" | "log" | "store" | "posts" | "now">;

/** Answers false when what it belongs to may still come to be written. */
type DoDue<Kind extends Due["kind"]> = (
  due: Extract<Due, { readonly kind: Kind }>,
  world: DueWorld,
) => Promise<boolean>;

export type Doers = { readonly [Kind in Due["kind"]]: DoDue<Kind> };

/** Written before what it belongs to: cut off between the two, it finds nothing to do. */
export const keepDue = async (due: Due, world: Pick<World, "store">): Promise<void> => {
  const what = due.kind === "escalates" ? `${due.kind}-${due.step}` : due.kind;
  const key = dueKey(due.at, what, due.incident);
  const keepUntil = keepDueUntil(due.at);
  await world.store.putIfAbsent<Written>({ key, version: 1, body: due, keepUntil });
};

/** Does what is due. Whatever is done twice finds itself done; what broke is due again at the next tick. */
export const doDue = async (doers: Doers, world: DueWorld): Promise<string> => {
  const now = world.now();
  const look = await world.store.get<{ readonly at: Instant }>(lookKey());
  const from = instant(Math.max((look?.body.at ?? 0) - lateMs, now - farthestMs));
  const waiting = await waitingBetween(from, now, world);
  const broken: unknown[] = [];
  for (const stored of waiting.slice(0, doneMax)) {
    try {
      if (!(await doOne(stored.body, doers, world))) continue;
      const body = { ...stored.body, isDone: true as const };
      await world.store.put<Written>({ ...stored, version: stored.version + 1, body });
    } catch (error) {
      // What cannot be done keeps nobody else waiting; it is due again at the next tick, and the clock's alarm rings.
      world.log.warn("due.broke", { incident: stored.body.incident, kind: stored.body.kind });
      broken.push(error);
    }
  }
  if (broken.length > 0) throw broken[0];
  if (waiting.length > doneMax) return "more-is-due";
  const next = { key: lookKey(), body: { at: now }, keepUntil: keepDueUntil(now) };
  await (look === undefined
    ? world.store.putIfAbsent({ ...next, version: 1 })
    : world.store.put({ ...next, version: look.version + 1 }));
  return waiting.length === 0 ? "nothing-due" : "did-what-was-due";
};

const doOne = (due: Due, doers: Doers, world: DueWorld): Promise<boolean> => {
  switch (due.kind) {
    case "snooze-ends":
      return doers["snooze-ends"](due, world);
    case "quiet-ends":
      return doers["quiet-ends"](due, world);
    case "escalates":
      return doers.escalates(due, world);
  }
};

const waitingBetween = async (
  from: Instant,
  now: Instant,
  world: DueWorld,
): Promise<readonly Stored<Written>[]> => {
  const found: Stored<Written>[] = [];
  for (let hour = from; hourOf(hour) <= hourOf(now); hour = instant(hour + hourMs))
    found.push(...(await world.store.list<Written>(dueWithin(hour), "", listedMax)));
  return found.filter(({ body }) => body.isDone !== true && body.at > from && body.at <= now);
};

const hourOf = (at: Instant): string => isoOf(at).slice(0, 13);
