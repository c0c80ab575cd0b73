// The simulated SQS: queues by account and Region, with AWS's operations, errors and dead-letter queues.
import { randomUUID } from "node:crypto";
import type * as sqs from "@aws-sdk/client-sqs";
import type { WorldClock } from "../../clock.ts";
import { AwsError, type Call, type Handlers } from "../service.ts";
import { md5Of, md5OfAttributes } from "./digests.ts";
import { deduplicationOf, shown } from "./message.ts";
import {
  changeVisibility,
  type Depth,
  depthOf,
  emptyQueue,
  type Message,
  type MessageAttribute,
  nextVisibleAt,
  type Queue,
  receive,
  remove,
  send,
} from "./queue.ts";
import { demandSize, redriveOf, rulesOf } from "./rules.ts";

interface Held {
  readonly arn: string;
  readonly url: string;
  attributes: Record<string, string>;
  queue: Queue;
  readonly createdAt: number;
}

export interface Sqs {
  readonly handlers: Handlers<typeof sqs>;
  /** A delivery by an AWS service; false when there is no such queue. */
  deliver(queueArn: string, body: string, attributes?: Readonly<Record<string, MessageAttribute>>): boolean;
  /** Hears whenever a message can, or soon can, be received. Returns what stops it. */
  onAvailable(queueArn: string, listener: () => void): () => void;
  depth(queueArn: string): Depth;
  queues(): readonly { readonly arn: string; readonly url: string }[];
}

export const createSqs = (clock: WorldClock, endpoint: () => string): Sqs => {
  const byArn = new Map<string, Held>();
  const listeners = new Map<string, Set<() => void>>();

  const arnOf = (call: Pick<Call, "account" | "region">, name: string) =>
    `arn:aws:sqs:${call.region}:${call.account}:${name}`;

  const heldBy = (url: string | undefined, call: Call): Held => {
    const [, account = call.account, name = ""] = /\/(\d{12})\/([^/]+)$/.exec(url ?? "") ?? [];
    const held = byArn.get(arnOf({ account, region: call.region }, name));
    if (held === undefined) throw new AwsError("QueueDoesNotExist", "The specified queue does not exist.");
    return held;
  };

  const wake = (held: Held): void => {
    for (const listener of listeners.get(held.arn) ?? []) listener();
    const at = nextVisibleAt(held.queue, clock.now());
    if (at === undefined) return;
    clock.after(at - clock.now(), () => {
      for (const listener of listeners.get(held.arn) ?? []) listener();
    });
  };

  const keep = (
    held: Held,
    sending: {
      readonly body: string;
      readonly attributes?: Readonly<Record<string, MessageAttribute>>;
      readonly delaySeconds?: number | undefined;
      readonly group?: string | undefined;
      readonly deduplication?: string | undefined;
    },
  ) => {
    const { body, attributes = {}, delaySeconds, group } = sending;
    demandSize(body, attributes);
    const deduplication = deduplicationOf(held.attributes, sending.deduplication, body, group);
    const isDelayed = delaySeconds !== undefined && !held.queue.rules.isFifo;
    const kept = send(
      held.queue,
      {
        id: randomUUID(),
        body,
        attributes,
        ...(isDelayed ? { delayMs: delaySeconds * 1000 } : {}),
        ...(group === undefined ? {} : { group }),
        ...(deduplication === undefined ? {} : { deduplication }),
      },
      clock.now(),
    );
    held.queue = kept.queue;
    if (!kept.isDouble) wake(held);
    const md5 = md5OfAttributes(attributes);
    return {
      MessageId: kept.id,
      MD5OfMessageBody: md5Of(body),
      ...(md5 === undefined ? {} : { MD5OfMessageAttributes: md5 }),
    };
  };

  const take = (held: Held, max: number, visibilitySeconds: number | undefined): readonly Message[] => {
    const visibilityMs =
      visibilitySeconds === undefined ? held.queue.rules.visibilityMs : visibilitySeconds * 1000;
    const taken = receive(held.queue, max, visibilityMs, clock.now(), randomUUID);
    held.queue = taken.queue;
    const target = redriveOf(held.attributes.RedrivePolicy)?.target;
    for (const dead of taken.dead) bury(dead, target);
    if (taken.received.length > 0) wake(held);
    return taken.received;
  };

  const bury = (dead: Message, target: string | undefined): void => {
    const grave = byArn.get(target ?? "");
    if (grave === undefined) return;
    const { body, attributes, group } = dead;
    keep(grave, { body, attributes, group, ...(group === undefined ? {} : { deduplication: dead.id }) });
  };

  const batch = <Entry extends { readonly Id?: string | undefined }, Done>(
    entries: readonly Entry[] | undefined,
    each: (entry: Entry) => Done,
  ) => {
    const ids = (entries ?? []).map(({ Id }) => Id ?? "");
    if (ids.length === 0)
      throw new AwsError("EmptyBatchRequest", "The batch request doesn't contain any entries.");
    if (ids.length > 10) {
      throw new AwsError("TooManyEntriesInBatchRequest", "Maximum number of entries per request are 10.");
    }
    if (new Set(ids).size < ids.length) {
      throw new AwsError(
        "BatchEntryIdsNotDistinct",
        "Two or more batch entries in the request have the same Id.",
      );
    }
    const Successful: (Done & { Id: string })[] = [];
    const Failed: { Id: string; SenderFault: boolean; Code: string; Message: string }[] = [];
    for (const entry of entries ?? []) {
      const Id = entry.Id ?? "";
      try {
        Successful.push({ ...each(entry), Id });
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        Failed.push({ Id, SenderFault: true, Code: error.name, Message: error.message });
      }
    }
    return { Successful, Failed };
  };

  const hide = (held: Held, receipt: string | undefined, seconds: number | undefined) => {
    const changed = changeVisibility(held.queue, receipt ?? "", (seconds ?? 0) * 1000, clock.now());
    if (changed === undefined) {
      throw new AwsError("MessageNotInflight", "The specified message isn't in flight.");
    }
    held.queue = changed;
    wake(held);
    return {};
  };

  const drop = (held: Held, receipt: string | undefined) => {
    held.queue = remove(held.queue, receipt ?? "");
    wake(held);
    return {};
  };

  const sendingOf = (entry: sqs.SendMessageBatchRequestEntry | sqs.SendMessageRequest) => ({
    body: entry.MessageBody ?? "",
    attributes: (entry.MessageAttributes ?? {}) as Record<string, MessageAttribute>,
    delaySeconds: entry.DelaySeconds,
    group: entry.MessageGroupId,
    deduplication: entry.MessageDeduplicationId,
  });

  return {
    deliver(queueArn, body, attributes) {
      const held = byArn.get(queueArn);
      if (held === undefined) return false;
      keep(held, { body, ...(attributes === undefined ? {} : { attributes }) });
      return true;
    },
    onAvailable(queueArn, listener) {
      const heard = listeners.get(queueArn) ?? new Set();
      listeners.set(queueArn, heard.add(listener));
      return () => heard.delete(listener);
    },
    depth(queueArn) {
      const held = byArn.get(queueArn);
      return held === undefined ? { visible: 0, inFlight: 0, delayed: 0, receivable: 0 } : depthOf(held.queue, clock.now());
    },
    queues: () => [...byArn.values()].map(({ arn, url }) => ({ arn, url })),
    handlers: {
      CreateQueue(input, call) {
        const name = input.QueueName ?? "";
        const attributes = (input.Attributes ?? {}) as Record<string, string>;
        if (
          !/^[\w-]{1,75}(\.fifo)?$/.test(name) ||
          name.endsWith(".fifo") !== (attributes.FifoQueue === "true")
        ) {
          throw new AwsError(
            "InvalidParameterValue",
            "The name of a FIFO queue must end with .fifo, and no other's may.",
          );
        }
        const arn = arnOf(call, name);
        const known = byArn.get(arn);
        const isOther = Object.entries(attributes).some(
          ([key, value]) => known && known.attributes[key] !== value,
        );
        if (isOther)
          throw new AwsError(
            "QueueNameExists",
            "A queue already exists with the same name and a different value for an attribute.",
          );
        const url = known?.url ?? `${endpoint()}/${call.account}/${name}`;
        if (known === undefined) {
          byArn.set(arn, {
            arn,
            url,
            attributes,
            queue: emptyQueue(rulesOf(attributes)),
            createdAt: clock.now(),
          });
        }
        return { QueueUrl: url };
      },
      GetQueueUrl(input, call) {
        const account = input.QueueOwnerAWSAccountId ?? call.account;
        return { QueueUrl: heldBy(`/${account}/${input.QueueName}`, call).url };
      },
      ListQueues: (input, call) => ({
        QueueUrls: [...byArn.values()]
          .filter(({ arn }) => arn.startsWith(arnOf(call, input.QueueNamePrefix ?? "")))
          .map(({ url }) => url),
      }),
      GetQueueAttributes(input, call) {
        const held = heldBy(input.QueueUrl, call);
        const { visible, inFlight, delayed } = depthOf(held.queue, clock.now());
        const all: Record<string, string> = {
          ...held.attributes,
          QueueArn: held.arn,
          CreatedTimestamp: String(Math.floor(held.createdAt / 1000)),
          ApproximateNumberOfMessages: String(visible),
          ApproximateNumberOfMessagesNotVisible: String(inFlight),
          ApproximateNumberOfMessagesDelayed: String(delayed),
        };
        const names: readonly string[] = input.AttributeNames ?? [];
        const chosen = Object.entries(all).filter(([name]) => names.includes("All") || names.includes(name));
        return { Attributes: Object.fromEntries(chosen) };
      },
      SetQueueAttributes(input, call) {
        const held = heldBy(input.QueueUrl, call);
        const attributes = { ...held.attributes, ...(input.Attributes as Record<string, string>) };
        held.queue = { ...held.queue, rules: rulesOf(attributes) };
        held.attributes = attributes;
        return {};
      },
      SendMessage: (input, call) => keep(heldBy(input.QueueUrl, call), sendingOf(input)),
      SendMessageBatch(input, call) {
        const held = heldBy(input.QueueUrl, call);
        return batch(input.Entries, (entry) => keep(held, sendingOf(entry)));
      },
      ReceiveMessage(input, call) {
        const max = input.MaxNumberOfMessages ?? 1;
        if (max < 1 || max > 10) {
          throw new AwsError("InvalidParameterValue", "MaxNumberOfMessages must be between 1 and 10.");
        }
        const messages = take(heldBy(input.QueueUrl, call), max, input.VisibilityTimeout);
        return messages.length === 0 ? {} : { Messages: messages.map(shown) };
      },
      DeleteMessage: (input, call) => drop(heldBy(input.QueueUrl, call), input.ReceiptHandle),
      DeleteMessageBatch(input, call) {
        const held = heldBy(input.QueueUrl, call);
        return batch(input.Entries, (entry) => drop(held, entry.ReceiptHandle));
      },
      ChangeMessageVisibility: (input, call) =>
        hide(heldBy(input.QueueUrl, call), input.ReceiptHandle, input.VisibilityTimeout),
      DeleteQueue(input, call) {
        byArn.delete(heldBy(input.QueueUrl, call).arn);
        return {};
      },
    },
  };
};
