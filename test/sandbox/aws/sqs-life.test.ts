import type * as sqs from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import type { Call } from "../../../sandbox/aws/service.ts";
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
const arnOf = (name: string) => `arn:aws:sqs:${region}:${account}:${name}`;
const urlOf = (name: string) => `http://127.0.0.1:4566/${account}/${name}`;

const must = <Value>(value: Value | undefined): Value => {
  if (value === undefined) throw new Error("there is nothing");
  return value;
};

const rig = () => {
  const clock = createClock(Date.parse("2026-11-20T13:00:00Z"), 0);
  const queues = createSqs(clock, () => "http://127.0.0.1:4566");
  const { handlers } = queues;
  const receive = async (name: string, more: Partial<sqs.ReceiveMessageRequest> = {}, by = call) => {
    const asked = { QueueUrl: urlOf(name), MaxNumberOfMessages: 10, ...more };
    return (await must(handlers.ReceiveMessage)(asked, by)).Messages ?? [];
  };
  return {
    clock,
    queues,
    handlers,
    receive,
    bodies: async (name: string) => (await receive(name)).map(({ Body }) => Body),
    make: async (name: string, Attributes: Record<string, string> = {}) =>
      must(handlers.CreateQueue)({ QueueName: name, Attributes }, call),
    send: async (name: string, MessageBody: string, more: Partial<sqs.SendMessageRequest> = {}) =>
      must(handlers.SendMessage)({ QueueUrl: urlOf(name), MessageBody, ...more }, call),
    remove: async (name: string, ReceiptHandle: string | undefined) =>
      must(handlers.DeleteMessage)({ QueueUrl: urlOf(name), ReceiptHandle }, call),
    hide: async (name: string, ReceiptHandle: string | undefined, VisibilityTimeout: number) =>
      must(handlers.ChangeMessageVisibility)(
        { QueueUrl: urlOf(name), ReceiptHandle, VisibilityTimeout },
        call,
      ),
    listen: (name: string) => {
      let heard = 0;
      queues.onAvailable(arnOf(name), () => {
        heard += 1;
      });
      return () => {
        const since = heard;
        heard = 0;
        return since;
      };
    },
  };
};

const redriveTo = (name: string, maxReceiveCount: number) => ({
  RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arnOf(name), maxReceiveCount }),
});

describe("a receive that waits", () => {
  it("is answered as soon as a message comes", async () => {
    const { make, send, receive, clock } = rig();
    await make("q");
    const waiting = receive("q", { WaitTimeSeconds: 20 });
    clock.advance(5_000);
    await send("q", "x");
    expect(await waiting).toMatchObject([{ Body: "x" }]);
  });

  it("is answered with nothing when its world time is up", async () => {
    const { make, receive, clock } = rig();
    await make("q", { ReceiveMessageWaitTimeSeconds: "10" });
    let isAnswered = false;
    const waiting = receive("q").finally(() => {
      isAnswered = true;
    });
    clock.advance(9_999);
    await Promise.resolve();
    expect(isAnswered).toBe(false);
    clock.advance(1);
    expect(await waiting).toEqual([]);
  });

  it("gives one message to one of two who wait", async () => {
    const { make, send, receive, clock } = rig();
    await make("q");
    const waiting = [receive("q", { WaitTimeSeconds: 20 }), receive("q", { WaitTimeSeconds: 20 })];
    await send("q", "x");
    clock.advance(20_000);
    expect((await Promise.all(waiting)).map(({ length }) => length)).toEqual([1, 0]);
  });

  it("takes nothing more once it is answered", async () => {
    const { make, send, receive, queues } = rig();
    await make("q");
    const waiting = receive("q", { WaitTimeSeconds: 20 });
    await send("q", "1");
    await waiting;
    await send("q", "2");
    expect(queues.depth(arnOf("q")).visible).toBe(1);
  });

  it("does not wait for Lambda, and shows it everything", async () => {
    const { make, send, receive } = rig();
    await make("q", { ReceiveMessageWaitTimeSeconds: "20" });
    const lambda = { ...call, principal: "lambda/events" };
    expect(await receive("q", {}, lambda)).toEqual([]);
    await send("q", "x");
    const [message] = await receive("q", {}, lambda);
    expect(message?.Attributes).toMatchObject({ ApproximateReceiveCount: "1", SenderId: call.principal });
  });
});

describe("who listens to a queue", () => {
  it("hears of an arrival, the end of a delay and the end of a visibility timeout", async () => {
    const { make, send, receive, clock, listen } = rig();
    await make("q");
    const heard = listen("q");
    await send("q", "x");
    expect(heard()).toBe(1);
    await receive("q");
    expect(heard()).toBe(0);
    clock.advance(30_000);
    expect(heard()).toBe(1);
    await receive("q");
    await send("q", "later", { DelaySeconds: 5 });
    await send("q", "later still", { DelaySeconds: 10 });
    heard();
    clock.advance(5_000);
    expect(heard()).toBe(1);
    clock.advance(5_000);
    expect(heard()).toBe(1);
  });

  it("hears when a message is shown again, and when a FIFO group is free", async () => {
    const { make, send, receive, remove, hide, listen } = rig();
    await make("q.fifo", { FifoQueue: "true", ContentBasedDeduplication: "true" });
    for (const body of ["1", "2"]) await send("q.fifo", body, { MessageGroupId: "a" });
    const [first] = await receive("q.fifo", { MaxNumberOfMessages: 1 });
    const heard = listen("q.fifo");
    await hide("q.fifo", first?.ReceiptHandle, 0);
    expect(heard()).toBe(1);
    const [again] = await receive("q.fifo", { MaxNumberOfMessages: 1 });
    expect(again?.MessageId).toBe(first?.MessageId);
    await remove("q.fifo", again?.ReceiptHandle);
    expect(heard()).toBe(1);
  });
});

describe("visibility", () => {
  it("is longer or shorter for who asks, up to twelve hours from the receive", async () => {
    const { make, send, receive, hide, clock, bodies } = rig();
    await make("q");
    await send("q", "x");
    const [message] = await receive("q");
    await hide("q", message?.ReceiptHandle, 60);
    clock.advance(59_999);
    expect(await bodies("q")).toEqual([]);
    await expect(hide("q", message?.ReceiptHandle, 43_200)).rejects.toThrow(/beyond the limit/);
    clock.advance(1);
    await expect(hide("q", message?.ReceiptHandle, 60)).rejects.toMatchObject({ name: "MessageNotInflight" });
    expect(await bodies("q")).toEqual(["x"]);
    await expect(hide("q", message?.ReceiptHandle, 60)).rejects.toThrow(/Message does not exist/);
  });

  it("once over, leaves no right to delete in a FIFO queue", async () => {
    const { make, send, receive, remove, clock } = rig();
    await make("q.fifo", { FifoQueue: "true", ContentBasedDeduplication: "true" });
    await send("q.fifo", "x", { MessageGroupId: "a" });
    const [message] = await receive("q.fifo");
    clock.advance(30_000);
    await expect(remove("q.fifo", message?.ReceiptHandle)).rejects.toThrow(/receipt handle has expired/);
  });
});

describe("a dead-letter queue", () => {
  const withDead = async () => {
    const made = rig();
    await made.make("dead");
    await made.make("q", redriveTo("dead", 2));
    const { MessageId } = await made.send("q", "poison");
    const wear = async () => {
      for (let round = 0; round < 3; round += 1) {
        await made.receive("q");
        made.clock.advance(30_000);
      }
    };
    return { ...made, MessageId, wear };
  };

  it("takes what was received too often, and says where from", async () => {
    const { wear, receive, MessageId } = await withDead();
    await wear();
    expect(await receive("dead", { MessageSystemAttributeNames: ["All"] })).toMatchObject([
      { MessageId, Body: "poison", Attributes: { DeadLetterQueueSourceArn: arnOf("q") } },
    ]);
  });

  it("that was deleted takes nothing: the message stays", async () => {
    const { wear, handlers, bodies } = await withDead();
    await must(handlers.DeleteQueue)({ QueueUrl: urlOf("dead") }, call);
    await wear();
    expect(await bodies("q")).toEqual(["poison"]);
  });

  it("gives back what it holds, as new messages", async () => {
    const { wear, handlers, receive, MessageId, queues } = await withDead();
    await wear();
    await must(handlers.StartMessageMoveTask)({ SourceArn: arnOf("dead") }, call);
    expect(queues.depth(arnOf("dead")).visible).toBe(0);
    const [back] = await receive("q", { MessageSystemAttributeNames: ["All"] });
    expect(back).toMatchObject({ Body: "poison", Attributes: { ApproximateReceiveCount: "1" } });
    expect(back?.MessageId).not.toBe(MessageId);
    const { Results } = await must(handlers.ListMessageMoveTasks)({ SourceArn: arnOf("dead") }, call);
    expect(Results).toMatchObject([{ Status: "COMPLETED", ApproximateNumberOfMessagesMoved: 1 }]);
  });

  it("keeps what came from no queue, and refuses to be drained when it is no dead-letter queue", async () => {
    const { send, handlers, queues } = await withDead();
    await send("dead", "stray");
    await must(handlers.StartMessageMoveTask)({ SourceArn: arnOf("dead") }, call);
    expect(queues.depth(arnOf("dead")).visible).toBe(1);
    await expect(
      (async () => must(handlers.StartMessageMoveTask)({ SourceArn: arnOf("q") }, call))(),
    ).rejects.toThrow(/Dead Letter Queue/);
  });
});

describe("a batch", () => {
  const entry = (Id: string, MessageBody = "x") => ({ Id, MessageBody });
  const sendAll = async ({ handlers }: ReturnType<typeof rig>, Entries: sqs.SendMessageBatchRequestEntry[]) =>
    must(handlers.SendMessageBatch)({ QueueUrl: urlOf("q"), Entries }, call);

  it.each([
    ["nothing", [], "EmptyBatchRequest"],
    ["eleven", Array.from({ length: 11 }, (_, index) => entry(`${index}`)), "TooManyEntriesInBatchRequest"],
    ["the same id twice", [entry("a"), entry("a")], "BatchEntryIdsNotDistinct"],
    ["an id with a space", [entry("a b")], "InvalidBatchEntryId"],
    [
      "more than 1 MiB",
      [entry("a", "x".repeat(600_000)), entry("b", "x".repeat(600_000))],
      "BatchRequestTooLong",
    ],
  ])("is refused with %s", async (_, entries, name) => {
    const made = rig();
    await made.make("q");
    await expect(sendAll(made, entries)).rejects.toMatchObject({ name });
  });

  it("takes the good entries and says what is wrong with the others", async () => {
    const made = rig();
    await made.make("q");
    const answer = await sendAll(made, [entry("good"), { ...entry("bad"), DelaySeconds: 901 }]);
    expect(answer).toMatchObject({
      Successful: [{ Id: "good" }],
      Failed: [{ Id: "bad", SenderFault: true, Code: "InvalidParameterValue" }],
    });
    expect(await made.bodies("q")).toEqual(["x"]);
  });
});

describe("a queue", () => {
  it("is emptied by a purge, once a minute", async () => {
    const { make, send, handlers, bodies } = rig();
    await make("q");
    await send("q", "x");
    const purge = async () => must(handlers.PurgeQueue)({ QueueUrl: urlOf("q") }, call);
    await purge();
    expect(await bodies("q")).toEqual([]);
    await expect(purge()).rejects.toThrow("Only one PurgeQueue operation on q is allowed every 60 seconds.");
  });
});
