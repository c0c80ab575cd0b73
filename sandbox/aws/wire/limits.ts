// How much AWS takes: the size of a request, and calls per second, in world time.
import type { WorldClock } from "../../clock.ts";
import { AwsError, type Call } from "../service.ts";
import { textOf, type WireRequest } from "./message.ts";
import type { ServiceModule } from "./module.ts";
import { formOf } from "./route.ts";

/** Calls per second by "backup.StartBackupJob", or "backup.*" for each operation that has no number of its own. */
export type Limits = Readonly<Record<string, number>>;

/** The largest request of a service. */
const payloadMaxBytes: Readonly<Record<string, number>> = {
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
  sqs: 1_048_576,
  // https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
  sns: 262_144,
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html
  dynamodb: 16_777_216,
};

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html gives 6 MB; most services say nothing. */
const payloadDefaultMaxBytes = 6_291_456;

/** What surrounds a message that is itself as large as it may be: names, the queue's address, attributes. */
const envelopeBytes = 16_384;

/**
 * Refuses a body that no message within the limit could have made; the models measure messages themselves. In a form
 * one byte may be three, in JSON an escaped one six, so the values are measured and not the bytes on the wire.
 */
export const demandSize = (service: ServiceModule, request: WireRequest): void => {
  const max = payloadMaxBytes[service.name] ?? payloadDefaultMaxBytes;
  const allowed = service.name === "sqs" || service.name === "sns" ? max + envelopeBytes : max;
  if (request.body.byteLength <= allowed || measured(service, request) <= allowed) return;
  throw new AwsError(
    service.name === "dynamodb" ? "SerializationException" : "RequestEntityTooLargeException",
    `The request is larger than ${max} bytes.`,
    413,
  );
};

const measured = (service: ServiceModule, request: WireRequest): number => {
  if (service.kind === "query") {
    return [...formOf(request).values()].reduce((sum, value) => sum + Buffer.byteLength(value), 0);
  }
  if (service.name !== "sqs") return request.body.byteLength;
  const text = textOf(request.body);
  const escapes = /\\u[0-9a-fA-F]{4}|\\./g;
  return Buffer.byteLength(text.replace(escapes, "."));
};

interface Bucket {
  readonly tokens: number;
  readonly at: number;
}

/** Most services say ThrottlingException. */
const throttled: Readonly<Record<string, string>> = { tagging: "ThrottledException" };

export interface Throttle {
  /** Throws ThrottlingException, or the service's own word for it, when the caller's account has made too many calls in this second of world time. */
  demandRate(call: Call): void;
}

/** One bucket for each operation, account and Region, which holds a second's worth of calls. */
export const createThrottle = (clock: WorldClock, limits: Limits): Throttle => {
  const buckets = new Map<string, Bucket>();
  return {
    demandRate({ service, operation, account, region }) {
      const perSecond = limits[`${service}.${operation}`] ?? limits[`${service}.*`];
      if (perSecond === undefined) return;
      const name = `${service}.${operation}/${account}/${region}`;
      const now = clock.now();
      const before = buckets.get(name) ?? { tokens: Math.max(1, perSecond), at: now };
      const refilled = before.tokens + ((now - before.at) / 1_000) * perSecond;
      const tokens = Math.min(Math.max(1, perSecond), refilled);
      buckets.set(name, { tokens: tokens < 1 ? tokens : tokens - 1, at: now });
      if (tokens < 1) throw new AwsError(throttled[service] ?? "ThrottlingException", "Rate exceeded");
    },
  };
};
