import { createHash } from "node:crypto";
import type * as sqs from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import type { AwsError, Call } from "../../../sandbox/aws/service.ts";
import { createSqs } from "../../../sandbox/aws/sqs/service.ts";
import { createClock } from "../../../sandbox/clock.ts";

const account = "111111111111";
const region = "ap-northeast-1";
const call: Call = {
  service: "sqs",
  operation: "",
  principal: `arn:aws:iam::${account}:user/admin`,
  account,
  region,
  requestId: "1",
};

const must = <Value>(value: Value | undefined): Value => {
  if (value === undefined) throw new Error("there is nothing");
  return value;
};

const rig = () => {
  const clock = createClock(Date.parse("2026-11-20T13:00:00Z"), 0);
  const queues = createSqs(clock, () => "http://127.0.0.1:4566");
  const { handlers } = queues;
  const arnOf = (name: string) => `arn:aws:sqs:${region}:${account}:${name}`;
  const urlOf = (name: string) => `http://127.0.0.1:4566/${account}/${name}`;
  return {
    clock,
    queues,
    handlers,
    arnOf,
    urlOf,
    make: async (name: string, Attributes: Record<string, string> = {}) =>
      must((await must(handlers.CreateQueue)({ QueueName: name, Attributes }, call)).QueueUrl),
    send: async (name: string, MessageBody: string, more: Partial<sqs.SendMessageRequest> = {}) =>
      must(handlers.SendMessage)({ QueueUrl: urlOf(name), MessageBody, ...more }, call),
    receive: async (name: string, more: Partial<sqs.ReceiveMessageRequest> = {}) => {
      const asked = { QueueUrl: urlOf(name), MaxNumberOfMessages: 10, ...more };
      return (await must(handlers.ReceiveMessage)(asked, call)).Messages ?? [];
    },
    remove: async (name: string, ReceiptHandle: string | undefined) =>
      must(handlers.DeleteMessage)({ QueueUrl: urlOf(name), ReceiptHandle }, call),
    attributes: async (name: string, ...AttributeNames: sqs.QueueAttributeName[]) =>
      (await must(handlers.GetQueueAttributes)({ QueueUrl: urlOf(name), AttributeNames }, call)).Attributes,
  };
};

const refusal = (promise: Promise<unknown>): Promise<AwsError> =>
  promise.then(
    () => {
      throw new Error("it was not refused");
    },
    (error: AwsError) => error,
  );

describe("a queue's name and attributes", () => {
  it("are answered with the same queue when they are the same, also spelt out", async () => {
    const { make, urlOf } = rig();
    expect(await make("q")).toBe(urlOf("q"));
    expect(await make("q", { VisibilityTimeout: "30", MaximumMessageSize: "1048576" })).toBe(urlOf("q"));
    expect(await refusal(make("q", { VisibilityTimeout: "31" }))).toMatchObject({
      name: "QueueNameExists",
      message:
        "A queue already exists with the same name and a different value for attribute VisibilityTimeout",
    });
  });

  it.each([
    ["a name with a dot", "a.b", {}, "InvalidParameterValue"],
    ["a FIFO queue by another name", "q", { FifoQueue: "true" }, "InvalidParameterValue"],
    ["a timeout beyond twelve hours", "q", { VisibilityTimeout: "43201" }, "InvalidAttributeValue"],
    ["a message beyond 1 MiB", "q", { MaximumMessageSize: "1048577" }, "InvalidAttributeValue"],
    ["an attribute that is none", "q", { Colour: "red" }, "InvalidAttributeName"],
    [
      "content-based deduplication out of place",
      "q",
      { ContentBasedDeduplication: "true" },
      "InvalidAttributeName",
    ],
    ["a redrive policy that is no JSON", "q", { RedrivePolicy: "{" }, "InvalidParameterValue"],
    [
      "a dead-letter queue that is not there",
      "q",
      { RedrivePolicy: '{"deadLetterTargetArn":"arn:aws:sqs:x:1:y","maxReceiveCount":3}' },
      "InvalidParameterValue",
    ],
  ])("are refused: %s", async (_, name, attributes, error) => {
    expect(await refusal(rig().make(name, attributes as Record<string, string>))).toMatchObject({
      name: error,
    });
  });

  it("are shown as they hold, with what the queue has", async () => {
    const { make, send, attributes, arnOf } = rig();
    await make("q", { DelaySeconds: "5" });
    await send("q", "x");
    expect(await attributes("q", "All")).toMatchObject({
      QueueArn: arnOf("q"),
      VisibilityTimeout: "30",
      DelaySeconds: "5",
      MaximumMessageSize: "1048576",
      ApproximateNumberOfMessages: "0",
      ApproximateNumberOfMessagesDelayed: "1",
    });
    expect(await attributes("q")).toBeUndefined();
  });

  it("rest for a minute when the queue is deleted", async () => {
    const { make, handlers, urlOf, clock } = rig();
    await make("q");
    await must(handlers.DeleteQueue)({ QueueUrl: urlOf("q") }, call);
    expect(await refusal(make("q"))).toMatchObject({ name: "QueueDeletedRecently" });
    clock.advance(60_000);
    expect(await make("q")).toBe(urlOf("q"));
  });
});

describe("a message", () => {
  it("comes with the sums that the SDK checks", async () => {
    const { make, send, receive } = rig();
    await make("q");
    const MessageAttributes = {
      b: { DataType: "Number", StringValue: "1" },
      a: { DataType: "Binary", BinaryValue: new Uint8Array([1, 2]) },
    };
    const sent = await send("q", "héllo", { MessageAttributes });
    expect(sent.MD5OfMessageBody).toBe(createHash("md5").update("héllo").digest("hex"));
    const lengthOf = (length: number) => Buffer.from([0, 0, 0, length]);
    const part = (text: string) => Buffer.concat([lengthOf(text.length), Buffer.from(text)]);
    const bytes = Buffer.concat([
      ...[part("a"), part("Binary"), Buffer.from([2]), lengthOf(2), Buffer.from([1, 2])],
      ...[part("b"), part("Number"), Buffer.from([1]), part("1")],
    ]);
    expect(sent.MD5OfMessageAttributes).toBe(createHash("md5").update(bytes).digest("hex"));
    const [got] = await receive("q", { MessageAttributeNames: ["All"] });
    expect(got).toMatchObject({ MD5OfBody: sent.MD5OfMessageBody, MessageAttributes });
  });

  it("shows the attributes that are asked for, and none else", async () => {
    const { make, send, receive } = rig();
    await make("q", { VisibilityTimeout: "0" });
    const text = (StringValue: string) => ({ DataType: "String", StringValue });
    await send("q", "x", {
      MessageAttributes: { "job.id": text("1"), "job.state": text("2"), other: text("3") },
    });
    expect((await receive("q"))[0]).not.toHaveProperty("Attributes");
    const [some] = await receive("q", {
      MessageAttributeNames: ["job.*"],
      MessageSystemAttributeNames: ["ApproximateReceiveCount"],
    });
    expect(Object.keys(some?.MessageAttributes ?? {})).toEqual(["job.id", "job.state"]);
    expect(some?.Attributes).toEqual({ ApproximateReceiveCount: "2" });
  });

  it.each([
    ["without a body", "", {}, "MissingParameter"],
    ["with a control character", "a\u0000b", {}, "InvalidMessageContents"],
    ["with too long a delay", "x", { DelaySeconds: 901 }, "InvalidParameterValue"],
    [
      "with a deduplication id in a standard queue",
      "x",
      { MessageDeduplicationId: "1" },
      "InvalidParameterValue",
    ],
    [
      "with an attribute of no type",
      "x",
      { MessageAttributes: { a: { DataType: "Text", StringValue: "x" } } },
      "InvalidParameterValue",
    ],
    [
      "with attributes that make it too long",
      "x".repeat(1_000),
      { MessageAttributes: { a: { DataType: "String", StringValue: "y".repeat(24) } } },
      "InvalidParameterValue",
    ],
  ])("is refused %s", async (_, body, more, name) => {
    const { make, send } = rig();
    await make("q", { MaximumMessageSize: "1024" });
    expect(await refusal(send("q", body, more))).toMatchObject({ name });
  });

  it("is deleted by its handle, not by an older one, and never by nonsense", async () => {
    const { make, send, receive, remove, clock, queues, arnOf } = rig();
    await make("q");
    await send("q", "x");
    const [first] = await receive("q");
    clock.advance(30_000);
    const [second] = await receive("q");
    await remove("q", first?.ReceiptHandle);
    expect(queues.depth(arnOf("q")).inFlight).toBe(1);
    await remove("q", second?.ReceiptHandle);
    expect(queues.depth(arnOf("q")).inFlight).toBe(0);
    expect(await refusal(remove("q", "nonsense"))).toMatchObject({ name: "ReceiptHandleIsInvalid" });
  });
});
