import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Delivery } from "../../src/backup/notification.ts";
import { parseNotification } from "../../src/backup/parse.ts";
import { instant } from "../../src/core/time.ts";

const sample = (name: string) =>
  JSON.parse(readFileSync(new URL(`../samples/${name}.json`, import.meta.url), "utf8"));
const events: readonly Record<string, unknown>[] = sample("events");
const messages: readonly { name: string; message: string; attributes: Record<string, string> }[] =
  sample("vault-messages");

const sentAt = instant(Date.parse("2026-11-20T22:00:00Z"));
const deliver = (body: string, attributes: Delivery["attributes"] = {}): Delivery => ({
  body,
  messageId: "m-1",
  sentAt,
  attributes,
});

const envelope = (message: string, attributes: Record<string, string>) =>
  JSON.stringify({
    Type: "Notification",
    MessageId: "5f0e",
    TopicArn: "arn:aws:sns:ap-northeast-1:111111111111:vault-events",
    Subject: "Notification from AWS Backup",
    Message: message,
    Timestamp: "2026-11-20T22:13:00.000Z",
    MessageAttributes: Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [name, { Type: "String", Value: value }]),
    ),
  });

const read = (body: string, attributes?: Delivery["attributes"]) =>
  parseNotification(deliver(body, attributes));

describe("an EventBridge event", () => {
  const jobs = events.filter((event) => /^(Backup|Copy|Restore) Job/.test(String(event["detail-type"])));

  it.each(
    jobs.map((event) => [`${event["detail-type"]}`, JSON.stringify(event)] as const),
  )("of AWS's own samples is read as a job: %s", (detailType, body) => {
    const notification = read(body);
    const detail = JSON.parse(body).detail;
    const state = detail.state ?? detail.status;
    if (detailType.startsWith("Copy") && state === "CREATED") {
      expect(notification).toEqual({ type: "unnamed", detailType });
      return;
    }
    expect(notification).toMatchObject({ type: "job", feed: "eventbridge", state });
  });

  it("reads sizes that are strings, a quoted message, a vault with slashes and the plan", () => {
    const expired = jobs.find((event) => (event.detail as { state?: string }).state === "EXPIRED");
    expect(read(JSON.stringify(expired))).toMatchObject({
      job: { id: "01ee26dc-7107-4d8e-0c54-eac27c662ba4", kind: "backup" },
      facts: {
        writtenId: "01EE26DC-7107-4D8E-0C54-EAC27C662BA4",
        message: "Backup job failed because there was a running job for the same resource.",
        vaultName: "aws/backup/AutomatedBackupVaultDel2",
        planId: "aws/efs/414a5bd4-f880-47ad-95f3-f085108a4c3b",
      },
    });
  });

  it("has no message where AWS wrote an empty one, and no recovery point where AWS wrote {}", () => {
    const pending = jobs.find((event) => (event.detail as { state?: string }).state === "PENDING");
    const copy = jobs.find(
      (event) =>
        (event.detail as { copyJobId?: string; state?: string }).state === "RUNNING" &&
        String(event["detail-type"]).startsWith("Copy"),
    );
    expect(read(JSON.stringify(pending))).not.toHaveProperty("facts.message");
    expect(read(JSON.stringify(copy))).toHaveProperty(
      "facts.recoveryPointArn",
      "arn:aws:ec2:us-west-2::snapshot/snap-03886bc8d6ef3a1f9",
    );
  });

  it("with a leftover state CREATED beside status FAILED is a failure", () => {
    const event = {
      id: "e1",
      source: "aws.backup",
      "detail-type": "Restore Job State Change",
      account: "111111111111",
      region: "us-west-2",
      time: "2026-11-20T22:13:00Z",
      resources: [],
      detail: { restoreJobId: "R-1", state: "CREATED", status: "FAILED" },
    };
    expect(read(JSON.stringify(event))).toMatchObject({ type: "job", state: "FAILED" });
  });

  const others = events.filter((event) => !jobs.includes(event));
  it.each(
    others.map((event) => [`${event["detail-type"]}`, JSON.stringify(event)] as const),
  )("of another kind of thing is read, with AWS's own word for its state: %s", (_, body) => {
    const { detail, account } = JSON.parse(body);
    expect(read(body)).toMatchObject({
      type: "thing",
      state: detail.state ?? detail.status ?? detail.indexStatus,
      thing: { account },
    });
    expect(read(body)).not.toHaveProperty("sense", "unknown");
  });

  it("of a kind that nobody knows is shown raw", () => {
    const event = { ...others[0], "detail-type": "Backup Horizon State Change" };
    expect(read(JSON.stringify(event))).toMatchObject({
      type: "raw",
      source: "aws.backup",
      detailType: "Backup Horizon State Change",
      id: others[0]?.id,
    });
  });
});

describe("a vault notification", () => {
  it.each(messages.map((each) => [each.name, each] as const))("of AWS's own samples: %s", (_, {
    message,
    attributes,
  }) => {
    const isJob = "State" in attributes;
    expect(read(envelope(message, attributes))).toMatchObject(
      isJob
        ? {
            type: "job",
            feed: "sns",
            state: attributes.State,
            job: {
              account: attributes.AccountId,
              region: "ap-northeast-1",
              id: attributes.Id?.toLowerCase(),
            },
          }
        : { type: "thing", feed: "sns", thing: { region: expect.any(String) } },
    );
  });

  it("is read the same by raw delivery, where the attributes are the queue's own", () => {
    const [, failed] = messages;
    if (failed === undefined) throw new Error("no sample");
    expect(read(failed.message, failed.attributes)).toMatchObject({ type: "job", state: "FAILED" });
  });

  it("keeps a bucket's dots and drops the sentence's full stop", () => {
    const text =
      "An AWS Backup job failed. Resource ARN : arn:aws:s3:::my.bucket.example. BackupJob ID : 1b2345b2";
    const attributes = {
      EventType: "BACKUP_JOB",
      State: "FAILED",
      AccountId: "111111111111",
      Id: "1B2345B2",
    };
    expect(read(envelope(text, attributes))).toHaveProperty(
      "facts.resourceArn",
      "arn:aws:s3:::my.bucket.example",
    );
  });

  it("that says COMPLETED but complains in words carries the complaint", () => {
    const text = "An AWS Copy job was completed but was failed or was aborted. Copy Job Id : 2c34";
    const attributes = { EventType: "COPY_JOB", State: "COMPLETED", AccountId: "111111111111", Id: "2c34" };
    expect(read(envelope(text, attributes))).toHaveProperty("facts.message", text);
  });

  it("takes any State, known or not", () => {
    const attributes = { EventType: "BACKUP_JOB", State: "ARCHIVING", AccountId: "111111111111", Id: "2c34" };
    expect(read(envelope("An AWS Backup job is being archived.", attributes))).toMatchObject({
      state: "ARCHIVING",
    });
  });
});

describe("the door", () => {
  it.each([
    ["nothing", ""],
    ["free text", "[Alart] copy failed\nscheduledStartTime: 2026-11-20T22:00:00"],
    ["an array", "[1,2,3]"],
    ["a number", "42"],
    ["null", "null"],
    ["a deep bomb", `${"[".repeat(50_000)}${"]".repeat(50_000)}`],
    ["keys named __proto__", '{"__proto__":{"source":"aws.backup"},"detail-type":"Backup Job State Change"}'],
    [
      "an envelope with odd attributes",
      '{"Type":"Notification","Message":"hi","MessageAttributes":{"__proto__":7}}',
    ],
    [
      "an event with odd members",
      '{"source":"aws.backup","detail-type":"Backup Job State Change","detail":7}',
    ],
  ])("lets nothing vanish and never throws: %s", (_, body) => {
    expect(read(body).type).toBe("raw");
  });

  it("never throws, whatever arrives", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.json()), (body) => {
        expect(["raw", "job", "thing", "unnamed"]).toContain(read(body).type);
      }),
      { numRuns: 2_000 },
    );
  });

  it("never throws on AWS's samples with any member changed", () => {
    fc.assert(
      fc.property(fc.constantFrom(...events), fc.string(), fc.jsonValue(), (event, name, value) => {
        const detail = event.detail as Record<string, unknown>;
        const key = Object.keys(detail).find((each) => each > name) ?? name;
        const changed = { ...event, detail: { ...detail, [key]: value } };
        expect(["raw", "job", "thing", "unnamed"]).toContain(read(JSON.stringify(changed)).type);
      }),
      { numRuns: 2_000 },
    );
  });
});
