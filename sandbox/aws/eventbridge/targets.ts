// What a rule sends to, and what EventBridge demands of it: queues of the rule's own Region, and event buses anywhere.
// Where a word of AWS's for a refusal is not known, the refusal is in ours.
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-cross-account.html
import type * as eventbridge from "@aws-sdk/client-eventbridge";
import { AwsError } from "../service.ts";
import { type Bus, isBusArn } from "./buses.ts";

export interface Target {
  readonly id: string;
  readonly kind: "queue" | "bus";
  readonly arn: string;
  /** Who delivers, in place of EventBridge itself. */
  readonly role?: string | undefined;
  readonly deadLetterArn?: string | undefined;
  /** For a FIFO queue. */
  readonly group?: string | undefined;
}

const queuePattern = /^arn:aws[\w-]*:sqs:[\w-]+:\d{12}:[\w.-]+$/;

/** A target for a rule on a bus; throws what EventBridge says of one that it does not take. */
export const targetOf = (asked: eventbridge.Target, bus: Bus): Target => {
  const { Id: id = "", Arn: arn = "", RoleArn: role, DeadLetterConfig, SqsParameters } = asked;
  const kind = isBusArn(arn) ? "bus" : "queue";
  if (kind === "queue" && !queuePattern.test(arn)) {
    throw invalid(`Target ${arn} is not simulated: only queues and event buses are.`);
  }
  if ((asked.Input ?? asked.InputPath ?? asked.InputTransformer) !== undefined) {
    throw invalid(`Target ${id} has an input of its own, which is not simulated.`);
  }
  demandReach(arn, kind, role, bus);
  demandDeadLetterQueue(DeadLetterConfig?.Arn, bus);
  const group = SqsParameters?.MessageGroupId;
  if (arn.endsWith(".fifo") && group === undefined) {
    throw invalid(
      `Parameter(s) SqsParameters must be specified for target: ${id}. Reason: the queue is a FIFO queue.`,
    );
  }
  return { id, kind, arn, role, deadLetterArn: DeadLetterConfig?.Arn, group };
};

/** The role has to be of the account of the bus, and without one nothing is sent to another account or Region. */
const demandReach = (arn: string, kind: Target["kind"], role: string | undefined, bus: Bus): void => {
  const { region, account } = placeOf(arn);
  if (kind === "queue" && region !== bus.region) {
    throw invalid(`Target ${arn} is not valid. Reason: the queue must be in the Region of the rule.`);
  }
  if (role === undefined && (account !== bus.account || region !== bus.region)) {
    throw invalid(`RoleArn is required for target ${arn}.`);
  }
  if (role !== undefined && placeOf(role).account !== bus.account) {
    throw invalid(`RoleArn ${role} is not valid. Reason: the role must be of the account of the event bus.`);
  }
};

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html: a standard queue, of any account. */
const demandDeadLetterQueue = (arn: string | undefined, bus: Bus): void => {
  if (arn === undefined) return;
  const isGood = queuePattern.test(arn) && !arn.endsWith(".fifo") && placeOf(arn).region === bus.region;
  if (isGood) return;
  throw invalid(
    `Dead-letter queue ${arn} is not valid. Reason: it must be a standard queue in the Region of the rule.`,
  );
};

const placeOf = (arn: string) => {
  const [, , , region = "", account = ""] = arn.split(":");
  return { region, account };
};

const invalid = (message: string) => new AwsError("ValidationException", message);

export const shownTarget = ({ id, arn, role, deadLetterArn, group }: Target): eventbridge.Target => ({
  Id: id,
  Arn: arn,
  ...(role === undefined ? {} : { RoleArn: role }),
  ...(deadLetterArn === undefined ? {} : { DeadLetterConfig: { Arn: deadLetterArn } }),
  ...(group === undefined ? {} : { SqsParameters: { MessageGroupId: group } }),
});
