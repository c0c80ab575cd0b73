// The operations of SQS on queues themselves: making, finding, describing, changing, emptying and deleting them.
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html
import type * as sqs from "@aws-sdk/client-sqs";
import { AwsError, type Call, type Handlers } from "../service.ts";
import { depthOf, emptyQueue, purge } from "./queue.ts";
import { type Attributes, demandAttributes, demandName, difference, effective, rulesOf } from "./rules.ts";
import { type Held, type QueueStore, queueArn } from "./store.ts";

/** A name is free again, and a queue may be purged again, after this long. */
const pauseMs = 60_000;
/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueues.html */
const listMax = 1_000;

const readable = ["CreatedTimestamp", "LastModifiedTimestamp", "QueueArn"];
const optional = ["FifoQueue", "RedrivePolicy", "RedriveAllowPolicy", "Policy", "KmsMasterKeyId"];

export const queueOperations = (store: QueueStore, endpoint: () => string): Handlers<typeof sqs> => {
  const { clock } = store;
  const isQueue = (arn: string) => store.find(arn) !== undefined;

  const make = (name: string, attributes: Attributes, call: Call): Held => {
    const arn = queueArn(call, name);
    const deletedAt = store.deletedAt.get(arn) ?? Number.NEGATIVE_INFINITY;
    const now = clock.now();
    if (now - deletedAt < pauseMs) {
      const message =
        "You must wait 60 seconds after deleting a queue before you can create another with the same name.";
      throw new AwsError("QueueDeletedRecently", message);
    }
    const url = `${endpoint()}/${call.account}/${name}`;
    const queue = emptyQueue(rulesOf(attributes));
    return { arn, name, url, attributes, queue, createdAt: now, modifiedAt: now };
  };

  return {
    CreateQueue(input, call) {
      const name = input.QueueName ?? "";
      const attributes = givenOf(input.Attributes);
      demandName(name, attributes);
      demandAttributes(attributes, isQueue);
      const known = store.find(queueArn(call, name));
      const other = known === undefined ? undefined : difference(effective(known.attributes), attributes);
      if (other !== undefined) {
        const message = `A queue already exists with the same name and a different value for attribute ${other}`;
        throw new AwsError("QueueNameExists", message);
      }
      const held = known ?? make(name, attributes, call);
      store.add(held);
      return { QueueUrl: held.url };
    },

    GetQueueUrl(input, call) {
      const account = input.QueueOwnerAWSAccountId ?? call.account;
      return { QueueUrl: store.at(`/${account}/${input.QueueName}`, call).url };
    },

    ListQueues(input, call) {
      const start = Number(input.NextToken ?? 0);
      const end = start + (input.MaxResults ?? listMax);
      const prefix = queueArn(call, input.QueueNamePrefix ?? "");
      const urls = store.all().flatMap(({ arn, url }) => (arn.startsWith(prefix) ? [url] : []));
      const isMore = input.MaxResults !== undefined && end < urls.length;
      return { QueueUrls: urls.slice(start, end), ...(isMore ? { NextToken: String(end) } : {}) };
    },

    GetQueueAttributes(input, call) {
      const held = store.at(input.QueueUrl, call);
      const all = describe(held, clock.now());
      const names: readonly string[] = input.AttributeNames ?? [];
      const unknown = names.find((name) => name !== "All" && !(name in all) && !optional.includes(name));
      if (unknown !== undefined) {
        throw new AwsError("InvalidAttributeName", `Unknown Attribute ${unknown}.`);
      }
      const chosen = Object.entries(all).filter(([name]) => names.includes("All") || names.includes(name));
      return chosen.length === 0 ? {} : { Attributes: Object.fromEntries(chosen) };
    },

    SetQueueAttributes(input, call) {
      const held = store.at(input.QueueUrl, call);
      const given = givenOf(input.Attributes);
      const fixed = [...readable, "FifoQueue"].find((name) => name in given);
      if (fixed !== undefined) throw new AwsError("InvalidAttributeName", `Unknown Attribute ${fixed}.`);
      const attributes = { ...held.attributes, ...given };
      demandAttributes(attributes, isQueue);
      held.attributes = attributes;
      held.modifiedAt = clock.now();
      store.keep(held, { ...held.queue, rules: rulesOf(attributes) }, false);
      return {};
    },

    PurgeQueue(input, call) {
      const held = store.at(input.QueueUrl, call);
      const now = clock.now();
      if (held.purgedAt !== undefined && now - held.purgedAt < pauseMs) {
        const message = `Only one PurgeQueue operation on ${held.name} is allowed every 60 seconds.`;
        throw new AwsError("PurgeQueueInProgress", message, 403);
      }
      held.purgedAt = now;
      store.keep(held, purge(held.queue), false);
      return {};
    },

    DeleteQueue(input, call) {
      store.drop(store.at(input.QueueUrl, call));
      return {};
    },
  };
};

const givenOf = (attributes: Readonly<Record<string, string | undefined>> = {}): Attributes =>
  Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );

const describe = (held: Held, now: number): Attributes => {
  const { visible, inFlight, delayed } = depthOf(held.queue, now);
  return {
    ...effective(held.attributes),
    QueueArn: held.arn,
    CreatedTimestamp: String(Math.floor(held.createdAt / 1000)),
    LastModifiedTimestamp: String(Math.floor(held.modifiedAt / 1000)),
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
  };
};
