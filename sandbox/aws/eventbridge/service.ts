// The simulated EventBridge, as far as AWS Backup's events need it: rules with patterns, queues as targets.
// AWS tries a target for a day before it gives up; here it gives up at once.
import { randomUUID } from "node:crypto";
import type * as eventbridge from "@aws-sdk/client-eventbridge";
import type { WorldClock } from "../../clock.ts";
import { AwsError, type Handlers } from "../service.ts";
import type { Sqs } from "../sqs/service.ts";
import { fitsPattern } from "./event-pattern.ts";
import { type Rule, type RuleStore, ruleArn, ruleOperations, type Target } from "./rules.ts";

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const entriesMax = 10;
const entriesMaxBytes = 262_144;

export interface EmittedEvent {
  readonly source: string;
  readonly detailType: string;
  readonly account: string;
  readonly region: string;
  /** ISO 8601; the moment of the event, in world time, when it is left out. */
  readonly time?: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
  /** How much later than its time it is delivered: AWS Backup tells of its events every five minutes. */
  readonly delayMs?: number;
}

export interface EventBridge {
  readonly handlers: Handlers<typeof eventbridge>;
  /** An event from an AWS service; answers with its id. */
  emit(event: EmittedEvent): string;
}

export const createEventBridge = (clock: WorldClock, sqs: Sqs): EventBridge => {
  const rules: RuleStore = new Map();

  const deliver = (event: unknown, rule: Rule, { arn, group, deadLetterArn }: Target): void => {
    const body = JSON.stringify(event);
    if (sqs.sendFrom("events", arn, body, {}, group) || deadLetterArn === undefined) return;
    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
    const why = {
      RULE_ARN: rule.arn,
      TARGET_ARN: arn,
      ERROR_CODE: "NO_RESOURCE",
      ERROR_MESSAGE: "The specified queue does not exist.",
      RETRY_ATTEMPTS: "0",
    };
    const attributes = Object.entries(why).map(([name, StringValue]) => [
      name,
      { DataType: "String", StringValue },
    ]);
    sqs.sendFrom("events", deadLetterArn, body, Object.fromEntries(attributes));
  };

  /** A rule sees the events of its own account and Region. */
  const route = (event: object, place: string): void => {
    for (const rule of rules.values()) {
      if (!rule.arn.startsWith(place) || !rule.isEnabled || !fitsPattern(rule.pattern, event)) continue;
      for (const target of rule.targets) deliver(event, rule, target);
    }
  };

  const emit = (emitted: EmittedEvent): string => {
    const { account, region, delayMs = 0 } = emitted;
    const id = randomUUID();
    const event = {
      version: "0",
      id,
      "detail-type": emitted.detailType,
      source: emitted.source,
      account,
      time: emitted.time ?? toSecond(new Date(clock.now())),
      region,
      resources: emitted.resources,
      detail: emitted.detail,
    };
    const place = ruleArn({ account, region });
    if (delayMs > 0) clock.after(delayMs, () => route(event, place));
    else route(event, place);
    return id;
  };

  return {
    emit,
    handlers: {
      ...ruleOperations(rules),
      PutEvents(input, { account, region }) {
        const asked = input.Entries ?? [];
        demandEntries(asked);
        const Entries = asked.map((entry): eventbridge.PutEventsResultEntry => {
          const detail = detailOf(entry);
          if (!detail.isGood) return detail.failure;
          const time = entry.Time === undefined ? {} : { time: toSecond(entry.Time) };
          const { Source: source = "", DetailType: detailType = "", Resources: resources = [] } = entry;
          // AWS refuses sources that begin with "aws."; here whoever holds the account's keys may play AWS's part.
          const event = { source, detailType, account, region, resources, detail: detail.value, ...time };
          return { EventId: emit(event) };
        });
        return {
          FailedEntryCount: Entries.filter(({ ErrorCode }) => ErrorCode !== undefined).length,
          Entries,
        };
      },
    },
  };
};

const toSecond = (time: Date): string => time.toISOString().replace(/\.\d{3}Z$/, "Z");

const demandEntries = (entries: readonly eventbridge.PutEventsRequestEntry[]): void => {
  if (entries.length === 0 || entries.length > entriesMax) {
    const size = entries.length === 0 ? "greater than or equal to 1" : `less than or equal to ${entriesMax}`;
    const message = `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length ${size}`;
    throw new AwsError("ValidationException", message);
  }
  const bytes = entries.reduce((sum, entry) => sum + bytesOf(entry), 0);
  if (bytes > entriesMaxBytes) {
    const message = `Total size of the entries in the request is over the limit.`;
    throw new AwsError("ValidationException", message);
  }
};

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html: a time counts 14 bytes. */
const bytesOf = ({
  Time,
  Source,
  DetailType,
  Detail,
  Resources,
}: eventbridge.PutEventsRequestEntry): number =>
  [Source, DetailType, Detail, ...(Resources ?? [])]
    .map((text) => Buffer.byteLength(text ?? ""))
    .reduce((sum, bytes) => sum + bytes, Time === undefined ? 0 : 14);

type Detail =
  | { readonly isGood: true; readonly value: object }
  | { readonly isGood: false; readonly failure: eventbridge.PutEventsResultEntry };

const detailOf = (entry: eventbridge.PutEventsRequestEntry): Detail => {
  const missing = (["Source", "DetailType", "Detail"] as const).find((name) => !entry[name]);
  if (missing !== undefined) {
    const ErrorMessage = `Parameter ${missing} is not valid. Reason: ${missing} is a required argument.`;
    return { isGood: false, failure: { ErrorCode: "InvalidArgument", ErrorMessage } };
  }
  try {
    const value: unknown = JSON.parse(entry.Detail ?? "");
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return { isGood: true, value };
  } catch {
    // Said below, in the same words as a detail that is JSON but no object.
  }
  return { isGood: false, failure: { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." } };
};
