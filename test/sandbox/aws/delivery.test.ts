import * as eventbridge from "@aws-sdk/client-eventbridge";
import * as sns from "@aws-sdk/client-sns";
import * as sqs from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { createEventBridge } from "../../../sandbox/aws/eventbridge/service.ts";
import { createSns } from "../../../sandbox/aws/sns/service.ts";
import { createSqs } from "../../../sandbox/aws/sqs/service.ts";
import { account, createRig, region } from "./rig.ts";

const rig = () => {
  const base = createRig();
  const queues = createSqs(base.clock, () => "http://127.0.0.1:4566");
  const topics = createSns(base.clock, queues);
  const bus = createEventBridge(base.clock, queues);
  base.gateway.serve(sqs, queues.handlers);
  base.gateway.serve(sns, topics.handlers);
  base.gateway.serve(eventbridge, bus.handlers);
  return {
    ...base,
    queues,
    sqs: new sqs.SQSClient(base.options),
    sns: new sns.SNSClient(base.options),
    events: new eventbridge.EventBridgeClient(base.options),
  };
};

const arnOf = (name: string) => `arn:aws:sqs:${region}:${account}:${name}`;

const makeQueue = async (client: sqs.SQSClient, name: string, attributes: Record<string, string> = {}) => {
  const { QueueUrl } = await client.send(
    new sqs.CreateQueueCommand({ QueueName: name, Attributes: attributes }),
  );
  return QueueUrl ?? "";
};

const receiveAll = async (client: sqs.SQSClient, url: string) => {
  const command = new sqs.ReceiveMessageCommand({
    QueueUrl: url,
    MaxNumberOfMessages: 10,
    MessageAttributeNames: ["All"],
    MessageSystemAttributeNames: ["All"],
  });
  return (await client.send(command)).Messages ?? [];
};

describe("a topic", () => {
  const subscribed = async (attributes: Record<string, string>) => {
    const made = rig();
    const url = await makeQueue(made.sqs, "events");
    const { TopicArn } = await made.sns.send(new sns.CreateTopicCommand({ Name: "vault" }));
    await made.sns.send(
      new sns.SubscribeCommand({
        TopicArn,
        Protocol: "sqs",
        Endpoint: arnOf("events"),
        Attributes: attributes,
      }),
    );
    const publish = (State?: string) =>
      made.sns.send(
        new sns.PublishCommand({
          TopicArn,
          Subject: "Notification from AWS Backup",
          Message: "An AWS Backup job failed.",
          ...(State === undefined
            ? {}
            : { MessageAttributes: { State: { DataType: "String", StringValue: State } } }),
        }),
      );
    return { ...made, url, publish, TopicArn };
  };

  it("delivers an envelope with the attributes inside", async () => {
    const { sqs: client, url, publish, TopicArn } = await subscribed({});
    const { MessageId } = await publish("FAILED");
    const [message] = await receiveAll(client, url);
    expect(JSON.parse(message?.Body ?? "")).toMatchObject({
      Type: "Notification",
      MessageId,
      TopicArn,
      Subject: "Notification from AWS Backup",
      Message: "An AWS Backup job failed.",
      Timestamp: "2026-11-20T13:00:00.000Z",
      MessageAttributes: { State: { Type: "String", Value: "FAILED" } },
    });
  });

  it("delivers the bare message with the queue's own attributes when delivery is raw", async () => {
    const { sqs: client, url, publish } = await subscribed({ RawMessageDelivery: "true" });
    await publish("FAILED");
    const [message] = await receiveAll(client, url);
    expect(message).toMatchObject({
      Body: "An AWS Backup job failed.",
      MessageAttributes: { State: { DataType: "String", StringValue: "FAILED" } },
    });
  });

  it("delivers what its filter lets through, and refuses a filter that is none", async () => {
    const filter = { FilterPolicy: JSON.stringify({ State: ["FAILED"] }) };
    const { sqs: client, url, publish } = await subscribed(filter);
    await publish("COMPLETED");
    await publish();
    await publish("FAILED");
    expect(await receiveAll(client, url)).toHaveLength(1);
    await expect(subscribed({ FilterPolicy: "{" })).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
  });
});

describe("EventBridge", () => {
  it("delivers events that fit a rule's pattern to its queue, and tells of a malformed detail", async () => {
    const { sqs: client, events } = rig();
    const url = await makeQueue(client, "events");
    const EventPattern = JSON.stringify({
      source: ["aws.backup"],
      "detail-type": [{ prefix: "Backup Job" }],
    });
    await events.send(new eventbridge.PutRuleCommand({ Name: "backup", EventPattern }));
    await events.send(
      new eventbridge.PutTargetsCommand({ Rule: "backup", Targets: [{ Id: "q", Arn: arnOf("events") }] }),
    );
    const entry = {
      Source: "aws.backup",
      DetailType: "Backup Job State Change",
      Detail: '{"state":"FAILED"}',
    };
    const answer = await events.send(
      new eventbridge.PutEventsCommand({
        Entries: [entry, { ...entry, DetailType: "Copy Job State Change" }, { ...entry, Detail: "{" }],
      }),
    );
    expect(answer).toMatchObject({
      FailedEntryCount: 1,
      Entries: [{}, {}, { ErrorCode: "MalformedDetail" }],
    });
    const received = await receiveAll(client, url);
    expect(received.map(({ Body }) => JSON.parse(Body ?? ""))).toEqual([
      expect.objectContaining({ source: "aws.backup", account, region, detail: { state: "FAILED" } }),
    ]);
  });
});

describe("a queue behind the wire", () => {
  it("redrives to its dead-letter queue and wakes who waits", async () => {
    const { sqs: client, clock, queues } = rig();
    await makeQueue(client, "dead");
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arnOf("dead"), maxReceiveCount: 2 });
    const url = await makeQueue(client, "work", { RedrivePolicy, VisibilityTimeout: "10" });
    let woken = 0;
    queues.onAvailable(arnOf("work"), () => {
      woken += 1;
    });
    await client.send(new sqs.SendMessageCommand({ QueueUrl: url, MessageBody: "poison" }));
    expect(woken).toBe(1);
    for (let round = 0; round < 3; round += 1) {
      await receiveAll(client, url);
      clock.advance(10_000);
    }
    expect(queues.depth(arnOf("dead"))).toMatchObject({ visible: 1 });
    expect(woken).toBeGreaterThanOrEqual(3);
  });

  it("answers with AWS's own errors", async () => {
    const { sqs: client } = rig();
    const url = await makeQueue(client, "q");
    const gone = new sqs.SendMessageCommand({ QueueUrl: `${url}-gone`, MessageBody: "x" });
    await expect(client.send(gone)).rejects.toBeInstanceOf(sqs.QueueDoesNotExist);
    const large = new sqs.SendMessageCommand({ QueueUrl: url, MessageBody: "x".repeat(1_048_577) });
    await expect(client.send(large)).rejects.toThrow(/must be shorter than 1048576 bytes/);
    await expect(makeQueue(client, "q", { DelaySeconds: "5" })).rejects.toBeInstanceOf(sqs.QueueNameExists);
    await expect(makeQueue(client, "f.fifo")).rejects.toThrow(/FIFO/);
    const fifoUrl = await makeQueue(client, "g.fifo", { FifoQueue: "true" });
    await expect(
      client.send(new sqs.SendMessageCommand({ QueueUrl: fifoUrl, MessageBody: "x" })),
    ).rejects.toThrow(/MessageGroupId/);
  });
});
