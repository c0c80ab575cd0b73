// The world's faults, by a short list of codes. A refusal is a value and a bug is an assertion; neither is here.

export type FaultCode =
  | "aws-throttled"
  | "aws-denied"
  | "aws-unavailable"
  | "aws-not-found"
  | "aws-refused"
  | "aws-unknown"
  | "slack-rate-limited"
  | "slack-unavailable"
  | "slack-channel"
  | "slack-blocks"
  | "slack-message-gone"
  | "slack-refused"
  | "slack-view-gone"
  | "slack-response-over"
  | "store-contended";

export interface FaultOptions {
  /** Whether the same call may succeed later with nothing changed. */
  readonly retryable: boolean;
  /** How long the other side asked us to wait. */
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
}

/** Thrown when the world did not answer as it should; caught once, at the edge of a function. */
export class Fault extends Error {
  override readonly name = "Fault";
  readonly code: FaultCode;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(code: FaultCode, message: string, options: FaultOptions) {
    super(message, { cause: options.cause });
    this.code = code;
    this.retryable = options.retryable;
    this.retryAfterMs = options.retryAfterMs;
  }
}
