import type * as sns from "@aws-sdk/client-sns";
import { describe, expect, it } from "vitest";
import type { Call } from "../../../sandbox/aws/service.ts";
import { createSns } from "../../../sandbox/aws/sns/service.ts";
import { createSqs } from "../../../sandbox/aws/sqs/service.ts";
import { createClock } from "../../../sandbox/clock.ts";
import { vaultTopicFilter } from "../../../src/config/names.ts";

const account = "111111111111";
const region = "ap-northeast-1";
const call: Call = {
  service: "sns",
  operation: "",
  principal: `arn:aws:iam::${account}:user/admin`,
  account,
  region,
  requestId: "1",
};
const queueArn = (name: string) => `arn:aws:sqs:${region}:${account}:${name}`;
const topicArn = `arn:aws:sns:${region}:${account}:vault`;

const must = <Value>(value: Value | undefined): Value => {
  if (value === undefined) throw new Error("there is nothing");
  return value;
};

type Attributes = NonNullable<sns.PublishInput["MessageAttributes"]>;
const texts = (values: Record<string, string>): Attributes =>
  Object.fromEntries(
    Object.entries(values).map(([name, StringValue]) => [name, { DataType: "String", StringValue }]),
  );

const rig = async (subscribed: Record<string, string> = {}) => {
  const clock = createClock(Date.parse("2026-11-20T13:00:00.123Z"), 0);
  const queues = createSqs(clock, () => "http://127.0.0.1:4566");
  const topics = createSns(clock, queues);
  const { handlers } = topics;
  for (const QueueName of ["q", "dead"]) await must(queues.handlers.CreateQueue)({ QueueName }, call);
  await must(handlers.CreateTopic)({ Name: "vault" }, call);
  const subscribe = async (Attributes: Record<string, string>, Endpoint = queueArn("q")) =>
    must(
      (await must(handlers.Subscribe)({ TopicArn: topicArn, Protocol: "sqs", Endpoint, Attributes }, call))
        .SubscriptionArn,
    );
  const arn = await subscribe(subscribed);
  return {
    topics,
    queues,
    handlers,
    arn,
    subscribe,
    set: async (AttributeName: string, AttributeValue: string) =>
      must(handlers.SetSubscriptionAttributes)({ SubscriptionArn: arn, AttributeName, AttributeValue }, call),
    publish: async (Message: string, MessageAttributes: Attributes = {}, Subject?: string) =>
      must(handlers.Publish)({ TopicArn: topicArn, Message, MessageAttributes, Subject }, call),
    received: async (name = "q") => {
      const asked = {
        QueueUrl: `/${account}/${name}`,
        MaxNumberOfMessages: 10,
        MessageAttributeNames: ["All"],
      };
      return (await must(queues.handlers.ReceiveMessage)(asked, call)).Messages ?? [];
    },
  };
};

describe("what a topic delivers", () => {
  it("is an envelope with AWS's keys in AWS's order", async () => {
    const { publish, received, arn } = await rig();
    const { MessageId } = await publish("text", texts({ State: "FAILED" }), "Notification from AWS Backup");
    const [message] = await received();
    const envelope = JSON.parse(must(message?.Body));
    expect(Object.keys(envelope)).toEqual([
      ...["Type", "MessageId", "TopicArn", "Subject", "Message", "Timestamp"],
      ...["SignatureVersion", "Signature", "SigningCertURL", "UnsubscribeURL", "MessageAttributes"],
    ]);
    expect(envelope).toMatchObject({
      Type: "Notification",
      MessageId,
      Timestamp: "2026-11-20T13:00:00.123Z",
      UnsubscribeURL: `https://sns.${region}.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=${arn}`,
      MessageAttributes: { State: { Type: "String", Value: "FAILED" } },
    });
    expect(message).not.toHaveProperty("MessageAttributes");
  });

  it("is the bare message with the queue's own attributes when delivery is raw", async () => {
    const { publish, received } = await rig({ RawMessageDelivery: "true" });
    await publish("text", texts({ State: "FAILED" }), "left out");
    expect(await received()).toMatchObject([{ Body: "text", MessageAttributes: texts({ State: "FAILED" }) }]);
  });

  it("goes to the subscription's dead-letter queue when the queue is gone or takes no more attributes", async () => {
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: queueArn("dead") });
    const { publish, received, queues } = await rig({ RedrivePolicy, RawMessageDelivery: "true" });
    const eleven = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`a${index}`, "x"]));
    await publish("too rich", texts(eleven));
    await must(queues.handlers.DeleteQueue)({ QueueUrl: `/${account}/q` }, call);
    await publish("nowhere to go");
    expect((await received("dead")).map(({ Body }) => Body)).toEqual(["too rich", "nowhere to go"]);
  });

  it("comes from AWS Backup as from anyone, and goes nowhere without a topic", async () => {
    const { topics, received } = await rig();
    const notice = {
      subject: "Notification from AWS Backup",
      message: "text",
      attributes: { State: "FAILED" },
    };
    expect(topics.publishFrom("backup", `${topicArn}-gone`, notice)).toBeUndefined();
    const MessageId = topics.publishFrom("backup", topicArn, notice);
    const [message] = await received();
    expect(JSON.parse(must(message?.Body))).toMatchObject({ MessageId, Message: "text" });
  });
});

describe("a filtered subscription", () => {
  const passed = async (
    subscribed: Record<string, string>,
    publications: readonly (readonly [string, Attributes])[],
  ) => {
    const { publish, received } = await rig({ RawMessageDelivery: "true", ...subscribed });
    for (const [message, attributes] of publications) await publish(message, attributes);
    return (await received()).map(({ Body }) => Body);
  };

  it("lets through by our default what failed or carries no State, and drops what completed", async () => {
    const filter = { FilterPolicy: JSON.stringify(vaultTopicFilter) };
    const publications = [
      ["failed", texts({ EventType: "BACKUP_JOB", State: "FAILED" })],
      ["completed", texts({ EventType: "BACKUP_JOB", State: "COMPLETED" })],
      ["index", texts({ EventType: "RECOVERY_POINT_INDEXING_COMPLETED" })],
    ] as const;
    expect(await passed(filter, publications)).toEqual(["failed", "index"]);
  });

  it("drops what carries no attribute at all, even by exists: false", async () => {
    const filter = { FilterPolicy: '{"State":[{"exists":false}]}' };
    expect(
      await passed(filter, [
        ["bare", {}],
        ["other", texts({ a: "x" })],
      ]),
    ).toEqual(["other"]);
  });

  it("sees numbers as numbers, the items of a String.Array, and no Binary", async () => {
    const filter = { FilterPolicy: '{"n":[{"numeric":[">",2]}],"l":["b",true],"bin":[{"exists":false}]}' };
    const list = (StringValue: string) => ({ DataType: "String.Array", StringValue });
    const number = (StringValue: string) => ({ DataType: "Number", StringValue });
    const bin = { DataType: "Binary", BinaryValue: new Uint8Array([1]) };
    const publications = [
      ["word", { n: number("3"), l: list('["a","b"]'), bin }],
      ["truth", { n: number("3.5"), l: list("[true]") }],
      ["low", { n: number("2"), l: list('["b"]') }],
      ["text", { n: { DataType: "String", StringValue: "3" }, l: list('["b"]') }],
    ] as const;
    expect(await passed(filter, publications)).toEqual(["word", "truth"]);
  });

  it("looks into the body when that is its scope, and drops a body that is no JSON object", async () => {
    const filter = {
      FilterPolicyScope: "MessageBody",
      FilterPolicy: '{"detail":{"state":[{"anything-but":["COMPLETED"]}]}}',
    };
    const failed = '{"detail":{"state":"FAILED"}}';
    const bodies = [failed, '{"detail":{"state":"COMPLETED"}}', "An AWS Backup job failed.", "[1]"];
    expect(
      await passed(
        filter,
        bodies.map((body) => [body, {}] as const),
      ),
    ).toEqual([failed]);
  });

  it("holds its new filter, and none once it is taken away", async () => {
    const { set, publish, received } = await rig({ FilterPolicy: '{"State":["FAILED"]}' });
    await set("FilterPolicy", '{"State":["EXPIRED"]}');
    await publish("1", texts({ State: "FAILED" }));
    await set("FilterPolicy", "");
    await publish("2", texts({ State: "FAILED" }));
    expect((await received()).map(({ Body }) => JSON.parse(must(Body)).Message)).toEqual(["2"]);
  });
});

describe("SNS refuses", () => {
  it.each([
    [
      "a filter that is none",
      { FilterPolicy: "{" },
      /^Invalid parameter: Attributes Reason: FilterPolicy: failed to parse/,
    ],
    [
      "a scope that is none",
      { FilterPolicyScope: "Body" },
      /Please use either MessageBody or MessageAttributes/,
    ],
    ["a raw delivery of maybe", { RawMessageDelivery: "maybe" }, /RawMessageDelivery/],
    ["a dead-letter queue that is no queue", { RedrivePolicy: '{"deadLetterTargetArn":"x"}' }, /invalid arn/],
    ["an attribute that is none", { Colour: "red" }, /Unknown attribute Colour/],
  ])("a subscription with %s", async (_, attributes, message) => {
    const { subscribe } = await rig();
    await expect(subscribe(attributes as Record<string, string>, queueArn("dead"))).rejects.toThrow(message);
  });

  it("a second subscription of a queue that differs, and answers the same one with the same ARN", async () => {
    const { subscribe, arn } = await rig({ RawMessageDelivery: "true" });
    expect(await subscribe({ RawMessageDelivery: "true" })).toBe(arn);
    await expect(subscribe({ RawMessageDelivery: "false" })).rejects.toThrow(/already exists with different/);
  });

  it.each([
    ["nothing", "", undefined, /Empty message/],
    ["too much", "x".repeat(262_145), undefined, /Message too long/],
    ["a subject of two lines", "x", "a\nb", /Subject/],
    ["a subject that is too long", "x", "a".repeat(101), /Subject/],
  ])("to publish %s", async (_, message, subject, error) => {
    await expect((await rig()).publish(message, {}, subject)).rejects.toThrow(error);
  });

  it("a batch of eleven, and in a batch only the entries that are wrong", async () => {
    const { handlers, received } = await rig();
    const batch = async (entries: sns.PublishBatchRequestEntry[]) =>
      must(handlers.PublishBatch)({ TopicArn: topicArn, PublishBatchRequestEntries: entries }, call);
    const eleven = Array.from({ length: 11 }, (_, index) => ({ Id: `${index}`, Message: "x" }));
    await expect(batch(eleven)).rejects.toMatchObject({ name: "TooManyEntriesInBatchRequest" });
    const answer = await batch([
      { Id: "good", Message: "x" },
      { Id: "bad", Message: "" },
    ]);
    expect(answer).toMatchObject({ Successful: [{ Id: "good" }], Failed: [{ Id: "bad" }] });
    expect(await received()).toHaveLength(1);
  });
});

it("lists topics and subscriptions, and forgets them", async () => {
  const { handlers, arn } = await rig();
  expect(await must(handlers.ListTopics)({}, call)).toEqual({ Topics: [{ TopicArn: topicArn }] });
  expect(await must(handlers.ListSubscriptionsByTopic)({ TopicArn: topicArn }, call)).toMatchObject({
    Subscriptions: [{ SubscriptionArn: arn, Endpoint: queueArn("q") }],
  });
  await must(handlers.Unsubscribe)({ SubscriptionArn: arn }, call);
  expect(await must(handlers.ListSubscriptions)({}, call)).toEqual({ Subscriptions: [] });
  await must(handlers.DeleteTopic)({ TopicArn: topicArn }, call);
  await expect(
    (async () => must(handlers.Publish)({ TopicArn: topicArn, Message: "x" }, call))(),
  ).rejects.toMatchObject({ name: "NotFound", status: 404 });
});
