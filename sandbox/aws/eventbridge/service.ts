// The simulated EventBridge, as far as AWS Backup's events need it: buses, rules with patterns, and queues or other
// buses as targets.
import { randomUUID } from "node:crypto";
import type * as eventbridge from "@aws-sdk/client-eventbridge";
import type { WorldClock } from "../../clock.ts";
import { AwsError, type Call, type Handlers, type MayDeliver } from "../service.ts";
import type { Sqs } from "../sqs/service.ts";
import { type Bus, busOperations, createBuses, defaultName } from "./buses.ts";
import { createRoute } from "./routing.ts";
import { type RuleStore, ruleOperations } from "./rules.ts";

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
  /** An event from an AWS service, on the default bus of its account and Region; answers with its id. */
  emit(event: EmittedEvent): string;
}

export const createEventBridge = (
  clock: WorldClock,
  sqs: Sqs,
  mayDeliver: MayDeliver = () => true,
): EventBridge => {
  const rules: RuleStore = new Map();
  const buses = createBuses();
  const route = createRoute({ buses, rules, sqs, mayDeliver });

  /** What was sent to a bus of another account came from another account, as what its rules send does. */
  const put = (emitted: EmittedEvent, bus: Bus | undefined): string => {
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
    if (bus === undefined) return id;
    const travelling = { event, isForwarded: bus.account !== account };
    if (delayMs > 0) clock.after(delayMs, () => route(travelling, bus));
    else route(travelling, bus);
    return id;
  };

  const putEntry = (
    entry: eventbridge.PutEventsRequestEntry,
    call: Call,
  ): eventbridge.PutEventsResultEntry => {
    const detail = detailOf(entry);
    if (!detail.isGood) return detail.failure;
    const { Source: source = "", DetailType: detailType = "", Resources: resources = [] } = entry;
    const bus = buses.seek(entry.EventBusName, call);
    // AWS refuses sources that begin with "aws." on any bus; here whoever holds the account's keys may play AWS's
    // part, on the bus that AWS uses.
    if (source.startsWith("aws.") && bus?.name !== defaultName) return notAuthorized;
    const { account, region } = call;
    const time = entry.Time === undefined ? {} : { time: toSecond(entry.Time) };
    // What is sent to a bus that is not there is taken and lost, without a word.
    return {
      EventId: put({ source, detailType, account, region, resources, detail: detail.value, ...time }, bus),
    };
  };

  return {
    emit: (event) => put(event, buses.defaultOf(event)),
    handlers: {
      ...busOperations(buses, (bus) => [...rules.values()].some((rule) => rule.bus === bus.arn)),
      ...ruleOperations(rules, buses),
      PutEvents(input, call) {
        const asked = input.Entries ?? [];
        demandEntries(asked);
        const Entries = asked.map((entry) => putEntry(entry, call));
        return {
          FailedEntryCount: Entries.filter(({ ErrorCode }) => ErrorCode !== undefined).length,
          Entries,
        };
      },
    },
  };
};

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsResultEntry.html */
const notAuthorized: eventbridge.PutEventsResultEntry = {
  ErrorCode: "NotAuthorizedForSourceException",
  ErrorMessage: "Not authorized for the source.",
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
