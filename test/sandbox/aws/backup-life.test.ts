// The tables of the lives, proved; and that every backup job ends.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  backupMachine,
  bornIn,
  copyMachine,
  isTerminal,
  type Life,
  type LifeEvent,
  type Machine,
  recoveryPointMachine,
  restoreMachine,
  step,
} from "../../../sandbox/aws/backup/job-life.ts";
import { createBackupRig, day, instanceArn } from "./backup-rig.ts";

type AnyMachine = Machine<string>;

const machines: readonly (readonly [string, AnyMachine, readonly string[], readonly string[]])[] = [
  ["backup job", backupMachine, ["CREATED"], ["ABORTED", "COMPLETED", "EXPIRED", "FAILED", "PARTIAL"]],
  ["copy job", copyMachine, ["CREATED"], ["COMPLETED", "FAILED", "PARTIAL"]],
  ["restore job", restoreMachine, ["PENDING"], ["ABORTED", "COMPLETED", "FAILED"]],
  ["recovery point", recoveryPointMachine, ["CREATING"], ["DELETING"]],
];

const eventsOf = (machine: AnyMachine): fc.Arbitrary<LifeEvent<string>[]> =>
  fc.array(
    fc.oneof(
      fc.constantFrom(...Object.keys(machine.moves)).map((to) => ({ type: "move" as const, to })),
      fc.integer({ min: -5, max: 150 }).map((percentDone) => ({ type: "progress" as const, percentDone })),
    ),
    { maxLength: 30 },
  );

const livesOf = (machine: AnyMachine, first: string, events: readonly LifeEvent<string>[]) => {
  const lives: Life<string>[] = [bornIn(first, 0)];
  for (const [at, event] of events.entries()) {
    lives.push(step(machine, lives.at(-1) ?? bornIn(first, 0), event, at + 1));
  }
  return lives;
};

const pairsOf = <Item>(items: readonly Item[]): (readonly [Item, Item])[] =>
  items.slice(1).flatMap((item, index) => {
    const before = items[index];
    return before === undefined ? [] : [[before, item] as const];
  });

describe.each(machines)("the life of a %s", (_, machine, [first = ""], terminal) => {
  it("ends where AWS says that it ends", () => {
    const ends = Object.keys(machine.moves).filter((state) => isTerminal(machine, state));
    expect(ends.sort()).toEqual([...terminal].sort());
  });

  it("never leaves an ending, and changes only as the table lists", () => {
    fc.assert(
      fc.property(eventsOf(machine), (events) => {
        for (const [before, after] of pairsOf(livesOf(machine, first, events))) {
          if (isTerminal(machine, before.state)) expect(after).toBe(before);
          if (after.state !== before.state) expect(machine.moves[before.state]).toContain(after.state);
        }
      }),
    );
  });

  it("never loses progress, and is whole only when it is done", () => {
    fc.assert(
      fc.property(eventsOf(machine), (events) => {
        for (const [before, after] of pairsOf(livesOf(machine, first, events))) {
          expect(after.percentDone).toBeGreaterThanOrEqual(before.percentDone);
          if (after.percentDone === 100)
            expect(livesOf(machine, first, events).map(({ state }) => state)).toContain(machine.done);
          expect(after.changedAt).toBeGreaterThanOrEqual(before.changedAt);
        }
      }),
    );
  });

  it("can come to an ending from everywhere", () => {
    const reaches = (state: string, seen: readonly string[] = []): boolean =>
      isTerminal(machine, state) ||
      (machine.moves[state] ?? []).some((next) => !seen.includes(next) && reaches(next, [...seen, state]));
    for (const state of Object.keys(machine.moves)) expect(reaches(state), state).toBe(true);
  });
});

describe("a backup job in the world", () => {
  it("ends, whatever was foretold, however many run at once and whoever stops it", async () => {
    const outcome = fc.record({
      state: fc.constantFrom("COMPLETED", "FAILED", "EXPIRED", "PARTIAL", "ABORTED", "vssFailed"),
      afterMs: fc.integer({ min: 0, max: day }),
      durationMs: fc.integer({ min: 0, max: 10 * day }),
      stopAfterMs: fc.option(fc.integer({ min: 0, max: day }), { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(outcome, { minLength: 1, maxLength: 5 }), async (outcomes) => {
        const rig = createBackupRig();
        const ids: string[] = [];
        for (const { stopAfterMs, ...foretold } of outcomes) {
          rig.expect({ resourceArn: instanceArn }, foretold as Parameters<typeof rig.expect>[1]);
          const id = await rig.start();
          ids.push(id);
          if (stopAfterMs === undefined) continue;
          rig.clock.after(stopAfterMs, () => {
            rig.ask("StopBackupJob", { BackupJobId: id }).catch(() => {});
          });
        }
        rig.clock.advance(25 * day);
        for (const id of ids) {
          const { State = "CREATED", CompletionDate } = await rig.ask("DescribeBackupJob", {
            BackupJobId: id,
          });
          expect(isTerminal(backupMachine, State)).toBe(true);
          expect(CompletionDate).toBeInstanceOf(Date);
        }
        const running = rig.events.filter(({ detail }) => detail.state === "RUNNING");
        expect(running.length).toBeLessThanOrEqual(ids.length);
      }),
      { numRuns: 60 },
    );
  });
});
