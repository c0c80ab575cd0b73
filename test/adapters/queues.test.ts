// Which group a note waits in, and what the executor's queue takes.
import { expect, it } from "vitest";
import { laneOf, sqsRun } from "../../src/adapters/queues.ts";
import { readRun } from "../../src/ports/note.ts";
import { administratorOf, inWorldAhead } from "./ahead.ts";

it.each([
  [{ note: "alerts.draw", channel: "C0BACKUPPRD" }, "C0BACKUPPRD"],
  [{ note: "say", channel: "U0ASKER001" }, "U0ASKER001"],
  [{ note: "ledger.week", channel: "C0BACKUPPRD" }, "C0BACKUPPRD"],
  [{ note: "approvals.draw", channel: "C0BACKUPPRD" }, "approvals/C0BACKUPPRD"],
] as const)("a note %j waits in %s", (note, lane) => {
  expect(laneOf(note)).toBe(lane);
});

it("a request is run one note at a time, and the same sending once", () =>
  inWorldAhead(async (world) => {
    const { url, arn } = world.installed.queues.run;
    const run = sqsRun(url, administratorOf(world, arn.split(":")[4] ?? ""));
    const note = { note: "approvals.run", request: "req-8f2c1a", revision: 2 } as const;
    await run.send(note, "granted/req-8f2c1a/2");
    await run.send(note, "granted/req-8f2c1a/2");
    const sent = world.journal.since(0).filter(({ operation }) => operation === "SendMessage");
    expect(sent).toMatchObject([
      { input: { MessageGroupId: "req-8f2c1a" } },
      { input: { MessageGroupId: "req-8f2c1a" } },
    ]);
    const bodies = sent.map(({ input }) => (input as { MessageBody: string }).MessageBody);
    expect(bodies.map(readRun)).toEqual([note, note]);
    const ids = sent.map(({ output }) => (output as { MessageId: string }).MessageId);
    expect(new Set(ids).size).toBe(1);
  }));

it.each([
  '{"note":"approvals.run","request":"r"}',
  '{"note":"work"}',
  "nothing",
])("%s is no note to run", (body) => {
  expect(readRun(body)).toBeUndefined();
});
