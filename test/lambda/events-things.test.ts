import { readFileSync } from "node:fs";
import type { SNSEvent, SQSEvent } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { memoryStore } from "../../sandbox/memory-store.ts";
import { Fault } from "../../src/core/errors.ts";
import { instant } from "../../src/core/time.ts";
import { make } from "../../src/lambda/events.ts";
import type { EventsWorld } from "../../src/ports/feature.ts";
import type { Store } from "../../src/ports/world.ts";
import { configIn } from "../features/alerts/cards.ts";

const at = 1_795_180_380_000;

const queued = (...bodies: readonly object[]) =>
  ({
    Records: bodies.map((body, index) => ({
      messageId: `m${index}`,
      receiptHandle: "r",
      body: JSON.stringify(body),
      attributes: { SentTimestamp: String(at) },
      messageAttributes: {},
    })),
  }) as unknown as SQSEvent;

const called = (subject: string, message: string, attributes: Readonly<Record<string, string>> = {}) =>
  ({
    Records: [
      {
        EventSource: "aws:sns",
        EventVersion: "1.0",
        EventSubscriptionArn: "arn:aws:sns:ap-northeast-1:111111111111:vault-events:1",
        Sns: {
          Type: "Notification",
          MessageId: "5f0e",
          TopicArn: "arn:aws:sns:ap-northeast-1:111111111111:vault-events",
          Subject: subject,
          Message: message,
          Timestamp: "2026-11-20T13:13:00.000Z",
          MessageAttributes: Object.fromEntries(
            Object.entries(attributes).map(([name, Value]) => [name, { Type: "String", Value }]),
          ),
        },
      },
    ],
  }) as unknown as SNSEvent;

const open = (store: Store = memoryStore(), refuse: () => boolean = () => false) => {
  const incidents: string[] = [];
  const channels: string[] = [];
  const write = () => {};
  const world: EventsWorld = {
    config: configIn("en"),
    log: { info: write, warn: write, error: write },
    store,
    backup: { describe: async () => ({ state: "FAILED", facts: { message: "why" } }) },
    tags: { carrying: async () => ({ items: [], isCut: false }), of: async () => ({}) },
    posts: {
      send: async (note) => {
        if (refuse()) throw new Fault("aws-unavailable", "no", { retryable: true });
        if (note.note !== "alerts.draw") return;
        incidents.push(note.incident);
        channels.push(note.channel);
      },
    },
    later: { send: async () => {} },
    now: () => instant(at + 60_000),
  };
  return { handle: make(world), incidents, channels };
};

const samples: readonly { readonly expect: { readonly sense: string }; readonly event: object }[] =
  JSON.parse(readFileSync(new URL("../samples/thing-events.json", import.meta.url), "utf8"));
const sampleOf = (sense: string): object =>
  samples.find((sample) => sample.expect.sense === sense)?.event ?? {};

describe("the events function, called by a topic", () => {
  const job = {
    EventType: "BACKUP_JOB",
    State: "FAILED",
    AccountId: "111111111111",
    Id: "1B2345B2",
    StartTime: "2026-11-20T13:00:00Z",
  };

  it("takes what a vault told", async () => {
    const { handle, incidents } = open();
    await handle(called("Notification from AWS Backup", "An AWS Backup job failed.", job));
    expect(incidents).toEqual(["111111111111/ap-northeast-1/backup/1b2345b2"]);
  });

  it("takes what a pipeline told", async () => {
    const { handle, incidents } = open();
    await handle(called("[Alart] EFS backup Failure", "pipelineName: efs"));
    expect(incidents).toEqual(["thing/111111111111/ap-northeast-1/pipeline/efs"]);
  });

  it("throws when it must come again, and says it once when it comes", async () => {
    let isAway = true;
    const { handle, incidents } = open(memoryStore(), () => isAway);
    const event = called("[Alart] EFS backup Failure", "pipelineName: efs");
    await expect(handle(event)).rejects.toThrow(Fault);
    isAway = false;
    await handle(event);
    await handle(event);
    expect(incidents).toHaveLength(1);
  });
});

describe("a thing that is no job", () => {
  it("is told once for one event, however often it comes", async () => {
    const { handle, incidents } = open();
    for (let turn = 0; turn < 3; turn += 1) await handle(queued(sampleOf("threats-found")));
    expect(incidents).toHaveLength(1);
  });

  it("owes its alert until the note is sent, wherever the function is cut off", async () => {
    for (let cut = 1; cut < 12; cut += 1) {
      const store = memoryStore();
      let left = cut;
      const step = () => {
        left -= 1;
        if (left === 0) throw new Fault("aws-unavailable", "cut off", { retryable: true });
      };
      const cutAfter = async <Answer>(answer: Promise<Answer>): Promise<Answer> => {
        const answered = await answer;
        step();
        return answered;
      };
      const cutting: Store = {
        ...store,
        get: (key) => cutAfter(store.get(key)),
        put: (item) => cutAfter(store.put(item)),
        putIfAbsent: (item) => cutAfter(store.putIfAbsent(item)),
      };
      const { handle, incidents } = open(cutting);
      await handle(queued(sampleOf("error")));
      await handle(queued(sampleOf("error")));
      expect(new Set(incidents).size, `cut at ${cut}`).toBe(1);
    }
  });

  it("opens no card for what every good night says", async () => {
    const { handle, incidents } = open();
    await handle(queued(sampleOf("available"), sampleOf("deleted")));
    expect(incidents).toEqual([]);
  });

  it("goes where its environment's alerts go, and to the fallback when none claims it", async () => {
    const { handle, channels } = open();
    await handle(queued(sampleOf("error")));
    await handle(queued({ ...sampleOf("error"), account: "1112233445566" }));
    await handle(queued({ ...sampleOf("error"), region: "mars-north-1" }));
    const stranger = { ...sampleOf("threats-found"), account: "1112233445566" };
    await handle(queued(stranger));
    expect(channels[0]).toBe("C0PRODUCTION");
    expect(channels[1]).toBe("C0FALLBACK01");
    expect(channels[3]).toBe("C0FALLBACK01");
  });
});
