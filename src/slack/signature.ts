// Whether a request was signed by Slack: from the raw bytes, before anything reads them.
// https://docs.slack.dev/authentication/verifying-requests-from-slack
import { createHmac, timingSafeEqual } from "node:crypto";
import { type Instant, minuteMs } from "../core/time.ts";

export interface SignedBytes {
  readonly body: Uint8Array;
  /** `X-Slack-Signature`, as it came. */
  readonly signature: string | undefined;
  /** `X-Slack-Request-Timestamp`, in seconds, as it came. */
  readonly timestamp: string | undefined;
}

/** Why a request is not taken; never said to whoever sent it. */
export type SignatureVerdict = "valid" | "unsigned" | "malformed" | "out-of-time" | "mismatch";

/** How far Slack's clock and ours may be apart, either way. */
const clockSlackMs = 5 * minuteMs;

/** `secrets`: the one in force and, while it is being changed, the one before it. None at all refuses everything. */
export const verifySignature = (
  { body, signature, timestamp }: SignedBytes,
  secrets: readonly string[],
  now: Instant,
): SignatureVerdict => {
  if (signature === undefined || timestamp === undefined) return "unsigned";
  if (!/^v0=[0-9a-f]{64}$/.test(signature) || !/^\d{1,12}$/.test(timestamp)) return "malformed";
  if (Math.abs(now - Number(timestamp) * 1000) > clockSlackMs) return "out-of-time";
  const given = Buffer.from(signature.slice("v0=".length), "hex");
  const isRight = secrets.some((secret) => timingSafeEqual(signed(secret, timestamp, body), given));
  return isRight ? "valid" : "mismatch";
};

const signed = (secret: string, timestamp: string, body: Uint8Array): Buffer =>
  createHmac("sha256", secret).update(`v0:${timestamp}:`).update(body).digest();

/** A parameter holds the secret in force and, after a space, the one before it. Nothing shorter can be a secret. */
export const secretsOf = (parameter: string): readonly string[] =>
  parameter.split(/\s+/).filter((secret) => secret.length >= secretLengthMin);

/** Slack's are 32 characters; an empty or cut one must never open the door. */
const secretLengthMin = 16;
