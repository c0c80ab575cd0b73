// The simulated SNS: topics, filtered subscriptions of queues, and messages on their way from the one to the other.
// A topic's policy is asked who may subscribe; who may publish it is not asked, AWS Backup included, only kept.
import type * as sns from "@aws-sdk/client-sns";
import type { WorldClock } from "../../clock.ts";
import type { Handlers } from "../service.ts";
import type { Sqs } from "../sqs/service.ts";
import { publishing } from "./publishing.ts";
import { createStore } from "./store.ts";
import { type MaySubscribe, subscriptionOperations } from "./subscriptions.ts";
import { topicOperations } from "./topics.ts";

interface Notice {
  readonly subject: string;
  readonly message: string;
  /** All of the type String. */
  readonly attributes: Readonly<Record<string, string>>;
}

export interface Sns {
  readonly handlers: Handlers<typeof sns>;
  /** A message from an AWS service; answers with its id, or with nothing when there is no such topic. */
  publishFrom(service: "backup", topicArn: string, notice: Notice): string | undefined;
  /** A message from AWS Backup. */
  publish(notice: Notice & { readonly topicArn: string }): void;
}

export const createSns = (clock: WorldClock, sqs: Sqs, maySubscribe: MaySubscribe = () => true): Sns => {
  const store = createStore();
  const { publish, handlers } = publishing(store, clock, sqs);

  const publishFrom: Sns["publishFrom"] = (_, topicArn, { subject, message, attributes }) => {
    const topic = store.topics.get(topicArn);
    if (topic === undefined) return undefined;
    const typed = Object.entries(attributes).map(([name, StringValue]) => [
      name,
      { DataType: "String", StringValue },
    ]);
    return publish(topic, {
      Subject: subject,
      Message: message,
      MessageAttributes: Object.fromEntries(typed),
    });
  };

  return {
    publishFrom,
    publish({ topicArn, ...notice }) {
      publishFrom("backup", topicArn, notice);
    },
    handlers: {
      ...topicOperations(store),
      ...subscriptionOperations({ store, clock, sqs, maySubscribe }),
      ...handlers,
    },
  };
};
