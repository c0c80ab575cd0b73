import type * as eventbridge from "@aws-sdk/client-eventbridge";
import { describe, expect, it } from "vitest";
import { fitsPattern, parseEventPattern } from "../../../sandbox/aws/eventbridge/event-pattern.ts";
import { createEventBridge } from "../../../sandbox/aws/eventbridge/service.ts";
import type { Call } from "../../../sandbox/aws/service.ts";
import { createSqs } from "../../../sandbox/aws/sqs/service.ts";
import { createClock } from "../../../sandbox/clock.ts";

const account = "111111111111";
const region = "ap-northeast-1";
const call: Call = {
  service: "events",
  operation: "",
  principal: `arn:aws:iam::${account}:user/admin`,
  account,
  region,
  requestId: "1",
};
const queueArn = (name: string) => `arn:aws:sqs:${region}:${account}:${name}`;

const must = <Value>(value: Value | undefined): Value => {
  if (value === undefined) throw new Error("there is nothing");
  return value;
};

const rig = async () => {
  const clock = createClock(Date.parse("2026-11-20T13:00:00.123Z"), 0);
  const queues = createSqs(clock, () => "http://127.0.0.1:4566");
  const bus = createEventBridge(clock, queues);
  const { handlers } = bus;
  const makeQueue = async (QueueName: string, Attributes: Record<string, string> = {}) =>
    must(queues.handlers.CreateQueue)({ QueueName, Attributes }, call);
  await makeQueue("q");
  const rule = async (EventPattern: string, more: Partial<eventbridge.PutRuleRequest> = {}) =>
    must(handlers.PutRule)({ Name: "backup", EventPattern, ...more }, call);
  const target = async (...Targets: eventbridge.Target[]) =>
    must(handlers.PutTargets)({ Rule: "backup", Targets }, call);
  return {
    clock,
    bus,
    handlers,
    makeQueue,
    rule,
    target,
    ready: async (pattern = '{"source":["aws.backup"]}') => {
      await rule(pattern);
      await target({ Id: "q", Arn: queueArn("q") });
    },
    put: async (...Entries: eventbridge.PutEventsRequestEntry[]) =>
      must(handlers.PutEvents)({ Entries }, call),
    messages: async (name = "q") => {
      const asked = {
        QueueUrl: `/${account}/${name}`,
        MaxNumberOfMessages: 10,
        MessageAttributeNames: ["All"],
      };
      return (await must(queues.handlers.ReceiveMessage)(asked, call)).Messages ?? [];
    },
  };
};

const entry = {
  Source: "aws.backup",
  DetailType: "Backup Job State Change",
  Detail: '{"state":"FAILED"}',
  Resources: ["arn:aws:ec2:::volume/vol-1"],
};
const emitted = {
  source: "aws.backup",
  detailType: "Backup Job State Change",
  account,
  region,
  resources: [],
  detail: { state: "FAILED" },
};

describe("an event", () => {
  it("arrives in the envelope that AWS writes", async () => {
    const { ready, put, messages } = await rig();
    await ready();
    const { Entries } = await put({ ...entry, Time: new Date("2026-11-20T12:59:00.500Z") });
    const [message] = await messages();
    expect(JSON.parse(must(message?.Body))).toEqual({
      version: "0",
      id: Entries?.[0]?.EventId,
      "detail-type": entry.DetailType,
      source: entry.Source,
      account,
      time: "2026-11-20T12:59:00Z",
      region,
      resources: entry.Resources,
      detail: { state: "FAILED" },
    });
  });

  it("is told of alone when it is not well formed", async () => {
    const { ready, put, messages } = await rig();
    await ready();
    const { Source: _, ...nameless } = entry;
    const answer = await put(entry, { ...entry, Detail: "{" }, { ...entry, Detail: "[]" }, nameless);
    expect(answer.FailedEntryCount).toBe(3);
    expect(answer.Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
      undefined,
      "MalformedDetail",
      "MalformedDetail",
      "InvalidArgument",
    ]);
    expect(await messages()).toHaveLength(1);
  });

  it("of an AWS service may come later than its time", async () => {
    const { ready, bus, clock, messages } = await rig();
    await ready();
    bus.emit({ ...emitted, delayMs: 300_000 });
    clock.advance(299_999);
    expect(await messages()).toEqual([]);
    clock.advance(1);
    const [message] = await messages();
    expect(JSON.parse(must(message?.Body)).time).toBe("2026-11-20T13:00:00Z");
  });

  it("is seen by the rules of its own account and Region alone", async () => {
    const { ready, bus, messages } = await rig();
    await ready();
    bus.emit({ ...emitted, account: "222222222222" });
    bus.emit({ ...emitted, region: "us-east-1" });
    expect(await messages()).toEqual([]);
  });

  it("comes in no more than ten at once", async () => {
    const { put } = await rig();
    await expect(put(...Array.from({ length: 11 }, () => entry))).rejects.toThrow(/less than or equal to 10/);
  });
});

describe("a rule", () => {
  it("delivers nothing while it is disabled", async () => {
    const { ready, rule, put, messages } = await rig();
    await ready();
    await rule('{"source":["aws.backup"]}', { State: "DISABLED" });
    await put(entry);
    expect(await messages()).toEqual([]);
  });

  it("keeps its targets when it is put again, and is deleted only without them", async () => {
    const { ready, rule, put, messages, handlers } = await rig();
    await ready('{"source":["other"]}');
    await rule('{"source":["aws.backup"]}');
    await put(entry);
    expect(await messages()).toHaveLength(1);
    const drop = async () => must(handlers.DeleteRule)({ Name: "backup" }, call);
    await expect(drop()).rejects.toThrow("Rule can't be deleted since it has targets.");
    await must(handlers.RemoveTargets)({ Rule: "backup", Ids: ["q"] }, call);
    await drop();
    expect(await must(handlers.ListRules)({}, call)).toEqual({ Rules: [] });
  });

  it("sends what a target does not take to that target's dead-letter queue, and says why", async () => {
    const { rule, target, put, messages, makeQueue } = await rig();
    await makeQueue("dead");
    await rule('{"source":["aws.backup"]}');
    const DeadLetterConfig = { Arn: queueArn("dead") };
    await target({ Id: "gone", Arn: queueArn("gone"), DeadLetterConfig }, { Id: "q", Arn: queueArn("q") });
    await put(entry);
    expect(await messages("dead")).toMatchObject([
      { MessageAttributes: { TARGET_ARN: { StringValue: queueArn("gone") } } },
    ]);
    expect(await messages()).toHaveLength(1);
  });

  it("reaches a FIFO queue only with a group", async () => {
    const { rule, target, put, messages, makeQueue } = await rig();
    await makeQueue("q.fifo", { FifoQueue: "true", ContentBasedDeduplication: "true" });
    await rule('{"source":["aws.backup"]}');
    await expect(target({ Id: "f", Arn: queueArn("q.fifo") })).rejects.toThrow(/SqsParameters/);
    await target({ Id: "f", Arn: queueArn("q.fifo"), SqsParameters: { MessageGroupId: "a" } });
    await put(entry);
    expect(await messages("q.fifo")).toHaveLength(1);
  });

  it("has five targets at most, and has to be there", async () => {
    const { ready, target, handlers } = await rig();
    await ready();
    const five = Array.from({ length: 5 }, (_, index) => ({ Id: `${index}`, Arn: queueArn("q") }));
    await expect(target(...five)).rejects.toMatchObject({ name: "LimitExceededException" });
    await expect(
      (async () => must(handlers.PutTargets)({ Rule: "none", Targets: [] }, call))(),
    ).rejects.toThrow("Rule none does not exist on EventBus default.");
  });

  it.each([
    ["what is not JSON", "{", /not valid JSON/],
    ["a list", "[]", /not an object/],
    ["nothing", "{}", /must not be empty/],
    ["a bare value", '{"source":"aws.backup"}', /"source" must be an object or an array/],
    ["an operator that is none", '{"source":[{"like":"x"}]}', /Unrecognized match type like/],
  ])("is refused with a pattern of %s", async (_, pattern, message) => {
    await expect((await rig()).rule(pattern)).rejects.toMatchObject({
      name: "InvalidEventPatternException",
      message: expect.stringMatching(message),
    });
  });
});

describe("an event pattern", () => {
  const fits = (pattern: object, event: object) => {
    const parsed = parseEventPattern(JSON.stringify(pattern));
    if (parsed.type === "refused") throw new Error(parsed.message);
    return fitsPattern(parsed.pattern, event);
  };
  const event = {
    source: "aws.backup",
    "detail-type": "Copy Job State Change",
    resources: ["arn:a", "arn:b"],
    detail: {
      state: "FAILED",
      size: 3,
      note: null,
      parts: [
        { id: 1, state: "a" },
        { id: 2, state: "b" },
      ],
    },
  };

  it.each([
    ["a source", { source: ["aws.backup"] }, true],
    ["two keys", { source: ["aws.backup"], "detail-type": [{ prefix: "Copy Job" }] }, true],
    ["one of its resources", { resources: ["arn:b"] }, true],
    ["a state within its detail", { detail: { state: ["FAILED", "EXPIRED"] } }, true],
    ["another state", { detail: { state: ["COMPLETED"] } }, false],
    ["a prefix in any case", { detail: { state: [{ prefix: { "equals-ignore-case": "fai" } }] } }, true],
    [
      "anything-but in any case",
      { detail: { state: [{ "anything-but": { "equals-ignore-case": "failed" } }] } },
      false,
    ],
    [
      "anything-but a list of prefixes",
      { detail: { state: [{ "anything-but": { prefix: ["C", "F"] } }] } },
      false,
    ],
    ["a null that exists, unlike in SNS", { detail: { note: [{ exists: true }] } }, true],
    ["a key that must not exist", { detail: { copyJobId: [{ exists: false }] } }, true],
    ["two keys of the same part", { detail: { parts: { id: [2], state: ["b"] } } }, true],
    ["two keys of different parts", { detail: { parts: { id: [1], state: ["b"] } } }, false],
    [
      "one way of an $or",
      { detail: { $or: [{ state: ["COMPLETED"] }, { size: [{ numeric: [">", 2] }] }] } },
      true,
    ],
  ])("on %s", (_, pattern, is) => {
    expect(fits(pattern, event)).toBe(is);
  });
});
