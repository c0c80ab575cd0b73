import type { SQSEvent } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { memoryStore } from "../../sandbox/memory-store.ts";
import type { Person } from "../../src/config/rights.ts";
import { Fault } from "../../src/core/errors.ts";
import { instant, minuteMs } from "../../src/core/time.ts";
import { make } from "../../src/lambda/worker.ts";
import type { WorkerWorld } from "../../src/ports/feature.ts";
import type { Message } from "../../src/slack/message.ts";
import { packRequest } from "../../src/slack/pack.ts";
import { configIn } from "../features/alerts/cards.ts";
import { idle } from "../idle.ts";

const asked = 1_795_180_500;

const reader: Person = {
  id: "U0READER001",
  teams: ["T0123456789"],
  groups: ["S0123456781"],
  isDeleted: false,
  isBot: false,
  isGuest: false,
  isStranger: false,
};

/** `/backup vaults` as it lies in the queue. */
const deliveryOf = (receiveCount: number, timestamp = asked): SQSEvent => {
  const form = new URLSearchParams({
    command: "/backup",
    text: "vaults",
    user_id: reader.id,
    team_id: "T0123456789",
    channel_id: "C0123456789",
    trigger_id: "1.2.3",
    response_url: "https://hooks.slack.com/commands/1",
  });
  const packed = packRequest({
    body: Buffer.from(form.toString()),
    contentType: "application/x-www-form-urlencoded",
    timestamp: String(timestamp),
    signature: `v0=${"0".repeat(64)}`,
  });
  const record = {
    messageId: "m-1",
    receiptHandle: "r-1",
    body: JSON.stringify({ note: "work", packed }),
    attributes: { ApproximateReceiveCount: String(receiveCount) },
  };
  return { Records: [record] } as unknown as SQSEvent;
};

/** A worker whose AWS does as `vaults` says, so many milliseconds after somebody asked. */
const rig = (vaults: () => Promise<never>, lateMs = 1_000) => {
  const said: Message[] = [];
  const held: number[] = [];
  const lines: string[] = [];
  const note = (verb: string, facts: object) => lines.push(JSON.stringify({ verb, ...facts }));
  const refuse = () => Promise.reject(new Error("not asked for here"));
  const world: WorkerWorld = {
    config: configIn("en"),
    ...idle,
    log: { info: note, warn: note, error: note },
    store: memoryStore(),
    catalog: {
      jobs: refuse,
      job: refuse,
      resources: refuse,
      points: refuse,
      point: refuse,
      vaults,
      vault: refuse,
      unfinished: refuse,
    },
    people: { find: async () => reader, live: refuse, leads: refuse },
    views: { open: refuse, push: refuse, update: refuse, publish: refuse },
    responder: {
      respond: async (_, message) => {
        said.push(message);
      },
    },
    posts: { send: refuse },
    region: "ap-northeast-1",
    now: () => instant(asked * 1000 + lateMs),
  };
  const worker = make(world, async (_, seconds) => {
    held.push(seconds);
  });
  return { worker, said, held, lines };
};

describe("what the worker does when AWS does not answer", () => {
  it("waits for a fault that may pass, and says nothing yet", async () => {
    const throttled = new Fault("aws-throttled", "ListBackupVaults: slow down", { retryable: true });
    const { worker, said, held } = rig(() => Promise.reject(throttled));
    expect(await worker(deliveryOf(1))).toEqual({ batchItemFailures: [{ itemIdentifier: "m-1" }] });
    expect(said).toEqual([]);
    expect(held).toEqual([2]);
  });

  it("tells of a fault that lasted two minutes, with an id to quote, and is done", async () => {
    const throttled = new Fault("aws-throttled", "ListBackupVaults: slow down", { retryable: true });
    const { worker, said, lines } = rig(() => Promise.reject(throttled), 3 * minuteMs);
    expect(await worker(deliveryOf(4))).toEqual({ batchItemFailures: [] });
    expect(said[0]?.text.mrkdwn).toContain("AWS is limiting calls");
    const [, quoted = ""] = /Quote (\w{10})/.exec(JSON.stringify(said[0]?.blocks)) ?? [];
    expect(lines.some((line) => line.includes("work.failed") && line.includes(quoted))).toBe(true);
    await worker(deliveryOf(5));
    expect(said).toHaveLength(1);
  });

  it("tells at once of a fault that will not pass", async () => {
    const denied = new Fault("aws-denied", "ListBackupVaults: no", { retryable: false });
    const { worker, said } = rig(() => Promise.reject(denied));
    await worker(deliveryOf(1));
    expect(said[0]?.text.mrkdwn).toContain("reader role");
  });
});

it("a bug is told once, and the note goes on to the dead-letter queue", async () => {
  const { worker, said } = rig(() => Promise.reject(new TypeError("undefined is not a function")));
  for (const receive of [1, 2, 3])
    expect((await worker(deliveryOf(receive))).batchItemFailures).toHaveLength(1);
  expect(said.map(({ text }) => text.mrkdwn)).toEqual([
    "Something in Stillpoint broke. Nothing was started.",
  ]);
});

it("what Slack sends again, signed anew, is answered once", async () => {
  const denied = new Fault("aws-denied", "ListBackupVaults: no", { retryable: false });
  const { worker, said } = rig(() => Promise.reject(denied));
  await worker(deliveryOf(1));
  await worker(deliveryOf(1, asked + 60));
  expect(said).toHaveLength(1);
});

it("what is older than five minutes is answered with nothing old", async () => {
  const { worker, said } = rig(() => Promise.reject(new Error("must not be asked")), 6 * minuteMs);
  expect(await worker(deliveryOf(1))).toEqual({ batchItemFailures: [] });
  expect(said[0]?.text.mrkdwn).toBe("This took too long. Please press again.");
});

it("no log line holds the address that answers go to", async () => {
  const denied = new Fault("aws-denied", "ListBackupVaults: no", { retryable: false });
  const { worker, lines } = rig(() => Promise.reject(denied));
  await worker(deliveryOf(1));
  expect(lines.join("\n")).not.toMatch(/hooks\.slack\.com|v0=|1\.2\.3/);
});
