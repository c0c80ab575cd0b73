import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Delivery, Notification } from "../../src/backup/notification.ts";
import { parseNotification } from "../../src/backup/parse.ts";
import { senseOf, sensesOf, severityOfThing, thingKinds } from "../../src/backup/thing.ts";
import { instant } from "../../src/core/time.ts";
import { thingsEn } from "../../src/i18n/things-en.ts";

interface Expected {
  readonly kind: string;
  readonly state: string;
  readonly sense: string;
  readonly severity: string;
  readonly id?: string;
}

interface Event {
  readonly detail: Readonly<Record<string, unknown>>;
  readonly [name: string]: unknown;
}

const sample = (name: string) =>
  JSON.parse(readFileSync(new URL(`../samples/${name}.json`, import.meta.url), "utf8"));
const events: readonly { readonly expect: Expected; readonly event: Event }[] = sample("thing-events");
const messages: readonly {
  readonly expect: Expected;
  readonly subject: string;
  readonly message: string;
  readonly attributes: Readonly<Record<string, string>>;
}[] = sample("thing-messages");

const deliver = (body: string, attributes: Delivery["attributes"] = {}): Delivery => ({
  body,
  messageId: "m-1",
  sentAt: instant(Date.parse("2026-11-20T22:15:00Z")),
  attributes,
});

const read = (content: unknown): Notification => parseNotification(deliver(JSON.stringify(content)));

const envelope = (message: string, attributes: Readonly<Record<string, string>>, subject: string) => ({
  Type: "Notification",
  MessageId: "5f0e",
  TopicArn: "arn:aws:sns:ap-northeast-1:111111111111:vault-events",
  Subject: subject,
  Message: message,
  Timestamp: "2026-11-20T22:13:00.000Z",
  MessageAttributes: Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, { Type: "String", Value: value }]),
  ),
});

const told = ({ kind, id, ...said }: Expected) => ({
  type: "thing",
  ...said,
  thing: { kind, account: "111111111111", region: "ap-northeast-1", ...(id === undefined ? {} : { id }) },
});

describe("what is no job", () => {
  it.each(
    events.map((each) => [each.expect, each.event] as const),
  )("by EventBridge is %j", (expected, event) => {
    expect(read(event)).toMatchObject({ ...told(expected), feed: "eventbridge" });
  });

  it.each(messages.map((each) => [each.expect, each] as const))("by SNS is %j", (expected, each) => {
    const { message, attributes, subject } = each;
    expect(read(envelope(message, attributes, subject))).toMatchObject({ ...told(expected), feed: "sns" });
  });

  it("that was deleted by hand tells who did it", () => {
    const trail = events.find(({ expect: { state } }) => state === "DeleteRecoveryPoint")?.event;
    expect(read(trail)).toMatchObject({
      facts: expect.arrayContaining([
        { label: "by", value: "arn:aws:sts::111111111111:assumed-role/admin/mallory" },
      ]),
    });
  });

  it("was not deleted by a call that AWS refused", () => {
    const trail = events.find(({ expect: { state } }) => state === "DeleteRecoveryPoint")?.event;
    expect(read({ ...trail, detail: { ...trail?.detail, errorCode: "AccessDenied" } }).type).toBe("raw");
  });

  it("is one alarm, whichever way it comes", () => {
    const event = events.find(({ expect: { sense } }) => sense === "alarm")?.event;
    const message = messages.find(({ expect: { sense } }) => sense === "alarm");
    const byEvent = read(event);
    const bySns = read(envelope(message?.message ?? "", {}, ""));
    expect(bySns).toMatchObject({
      thing: (byEvent as { thing: unknown }).thing,
      at: (byEvent as { at: unknown }).at,
    });
  });

  it("comes raw when it is not of the shape that AWS documents", () => {
    for (const { event } of events)
      expect(read({ ...event, detail: { odd: 1 }, resources: [] }).type).toBe("raw");
  });
});

describe("a state", () => {
  it("that AWS did not have is unknown, and never good", () => {
    for (const kind of thingKinds)
      for (const word of ["", "ARCHIVING", "__proto__", "constructor", "unknown"]) {
        expect(senseOf(kind, word)).toBe("unknown");
        expect(severityOfThing(kind, senseOf(kind, word))).toBe("unknown");
      }
  });

  it("has its words", () => {
    for (const kind of thingKinds)
      expect(Object.keys(thingsEn.kinds[kind]).sort()).toEqual([...sensesOf(kind), "unknown"].sort());
  });

  it("that needs somebody says why and what to do", () => {
    for (const kind of thingKinds) {
      const words: Readonly<Record<string, object>> = thingsEn.kinds[kind];
      for (const sense of sensesOf(kind))
        if (["warning", "failed", "critical"].includes(severityOfThing(kind, sense)))
          expect(words[sense], `${kind} ${sense}`).toMatchObject({
            why: expect.any(String),
            next: expect.any(String),
          });
    }
  });
});

describe("an object of S3 that failed", () => {
  const id = "1B2345B2-F22C-4DAB-5EB6-BBC7890ED123";
  const said = {
    eventType: "S3_BACKUP_OBJECT_FAILED",
    backupJobId: id,
    objectKey: "a/b.csv",
    reason: "AccessDenied",
  };

  it("belongs to its job, which was running then", () => {
    expect(
      read(envelope("An object failed to back up.", said, "Notification from AWS Backup")),
    ).toMatchObject({
      type: "job",
      state: "RUNNING",
      job: { kind: "backup", id: id.toLowerCase(), account: "111111111111" },
      facts: { writtenId: id, failedObjects: ["a/b.csv: AccessDenied"] },
    });
  });

  it("is read from the words when the attributes do not tell", () => {
    const text = `An object failed to restore. Object key: a/b.csv. RestoreJob ID: ${id}`;
    expect(read(envelope(text, { EventType: "S3_RESTORE_OBJECT_FAILED" }, ""))).toMatchObject({
      job: { kind: "restore" },
      facts: { failedObjects: ["a/b.csv"] },
    });
  });

  it("comes raw when no job is named", () => {
    expect(read(envelope("?", { EventType: "S3_BACKUP_OBJECT_FAILED" }, "")).type).toBe("raw");
  });
});

describe("whatever is hostile", () => {
  const hostile = fc.oneof(
    fc.constantFrom<unknown>(
      `arn:aws:backup:x:y:recovery-point:${"z".repeat(10_000)}`,
      "\ud800",
      "1112233445566",
      "mars-north-1",
      "__proto__",
      JSON.parse('{"__proto__":{"state":"COMPLETED"},"constructor":1}'),
      JSON.parse(`${"[".repeat(500)}${"]".repeat(500)}`),
      null,
      7,
    ),
    fc.string({ unit: "binary" }),
    fc.jsonValue(),
  );

  it("makes a thing or comes raw, fits the table's keys, and never throws", () => {
    const changed = fc.tuple(
      fc.constantFrom(...events),
      fc.constantFrom("account", "region", "resources", "time", "detail"),
      fc.nat(),
      hostile,
    );
    fc.assert(
      fc.property(changed, ([{ event }, top, index, value]) => {
        const names = Object.keys(event.detail);
        const name = names[index % names.length] ?? "";
        const odd = top === "detail" ? { detail: { ...event.detail, [name]: value } } : { [top]: value };
        const notification = read({ ...event, ...odd });
        expect(["thing", "raw"]).toContain(notification.type);
        if (notification.type !== "thing") return;
        const { account, region, id } = notification.thing;
        expect(encodeURIComponent(`${account}${region}${id}`).length).toBeLessThan(1_000);
      }),
      { numRuns: 1_500 },
    );
  });

  it("in a message makes something, and never throws", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constant(": ".repeat(50_000)),
      fc.constant("a:b\n".repeat(50_000)),
    );
    fc.assert(
      fc.property(fc.constantFrom(...messages), text, text, fc.nat(), (each, subject, body, index) => {
        const names = Object.keys(each.attributes);
        const name = names[index % Math.max(1, names.length)] ?? "EventType";
        const attributes = { ...each.attributes, [name]: body };
        expect(["thing", "raw", "job"]).toContain(read(envelope(each.message, attributes, subject)).type);
        expect(["thing", "raw", "job"]).toContain(read(envelope(body, each.attributes, each.subject)).type);
      }),
      { numRuns: 500 },
    );
  });
});
