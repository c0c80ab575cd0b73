// Redrive: what a dead-letter queue holds goes back to where it came from. A task is done as soon as it is started;
// its rate is not simulated.
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
import { randomUUID } from "node:crypto";
import type * as sqs from "@aws-sdk/client-sqs";
import { AwsError, type Handlers } from "../service.ts";
import { drain, type Message, send } from "./queue.ts";
import { redriveOf } from "./rules.ts";
import type { Held, QueueStore } from "./store.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListMessageMoveTasks.html */
const tasksListedMax = 10;

export const moveTasks = (store: QueueStore): Handlers<typeof sqs> => {
  const { clock } = store;
  const tasks: sqs.ListMessageMoveTasksResultEntry[] = [];

  const demandQueue = (arn: string | undefined): Held => {
    const held = store.find(arn ?? "");
    if (held !== undefined) return held;
    throw new AwsError(
      "ResourceNotFoundException",
      "The resource that you specified for the SourceArn parameter doesn't exist.",
      404,
    );
  };

  const isDeadLetterQueue = ({ arn }: Held): boolean =>
    store.all().some(({ attributes }) => redriveOf(attributes.RedrivePolicy)?.target === arn);

  /** As AWS has it, a redriven message is a new one: another id, another age, no receives. */
  const moveTo = (held: Held, { body, attributes, group, deduplication, senderId }: Message): void => {
    const sending = {
      id: randomUUID(),
      body,
      attributes,
      ...(group === undefined ? {} : { group }),
      ...(senderId === undefined ? {} : { senderId }),
    };
    const sent = send(held.queue, sending, clock.now());
    // The deduplication id is carried along without being asked: within five minutes it would lose the message.
    const messages = sent.queue.messages.map((message) =>
      message.id === sending.id && deduplication !== undefined ? { ...message, deduplication } : message,
    );
    store.keep(held, { ...sent.queue, messages }, true);
  };

  return {
    StartMessageMoveTask(input) {
      const source = demandQueue(input.SourceArn);
      if (!isDeadLetterQueue(source)) {
        throw new AwsError(
          "InvalidParameterValue",
          "Source queue must be configured as a Dead Letter Queue.",
        );
      }
      const destination = input.DestinationArn === undefined ? undefined : demandQueue(input.DestinationArn);
      const { queue, drained } = drain(source.queue, clock.now());
      const homeOf = ({ sourceArn }: Message) => destination ?? store.find(sourceArn ?? "");
      const lost = drained.filter((message) => homeOf(message) === undefined);
      const kept = [...lost, ...queue.messages].sort((left, right) => left.sequence - right.sequence);
      store.keep(source, { ...queue, messages: kept }, false);
      for (const message of drained) {
        const home = homeOf(message);
        if (home !== undefined) moveTo(home, message);
      }
      const TaskHandle = Buffer.from(JSON.stringify({ taskId: randomUUID(), sourceArn: source.arn }));
      tasks.unshift({
        Status: lost.length === 0 ? "COMPLETED" : "FAILED",
        SourceArn: source.arn,
        ...(destination === undefined ? {} : { DestinationArn: destination.arn }),
        ApproximateNumberOfMessagesToMove: drained.length,
        ApproximateNumberOfMessagesMoved: drained.length - lost.length,
        ...(lost.length === 0 ? {} : { FailureReason: "CouldNotDetermineMessageSource" }),
        StartedTimestamp: clock.now(),
      });
      return { TaskHandle: TaskHandle.toString("base64") };
    },

    ListMessageMoveTasks(input) {
      const { arn } = demandQueue(input.SourceArn);
      const max = Math.min(input.MaxResults ?? 1, tasksListedMax);
      return { Results: tasks.filter(({ SourceArn }) => SourceArn === arn).slice(0, max) };
    },
  };
};
