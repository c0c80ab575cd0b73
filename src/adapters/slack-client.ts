// The Slack Web API client: short timeouts, no waiting of its own, refusals turned into faults. What waits, waits in
// a queue.
import { ErrorCode, LogLevel, WebClient, type WebClientOptions } from "@slack/web-api";
import { Fault } from "../core/errors.ts";
import type { Secret } from "./secrets.ts";

export interface SlackOptions {
  readonly slackApiUrl?: string;
  readonly fetch?: NonNullable<WebClientOptions["fetch"]>;
  /** How long one call may take. */
  readonly timeoutMs?: number;
}

/** One call with a client that holds the token of the moment. Throws a `Fault`. */
export type SlackCall = <Answer>(ask: (client: WebClient) => Promise<Answer>) => Promise<Answer>;

const timeoutDefaultMs = 8_000;

export const slackCaller = (token: Secret, options: SlackOptions): SlackCall => {
  let held: { readonly token: string; readonly client: WebClient } | undefined;

  const clientFor = async (fresh: boolean): Promise<WebClient> => {
    const current = await token(fresh);
    if (held?.token !== current) {
      const client = new WebClient(current, {
        timeout: options.timeoutMs ?? timeoutDefaultMs,
        retryConfig: { retries: 0 },
        rejectRateLimitedCalls: true,
        logLevel: LogLevel.ERROR,
        ...(options.slackApiUrl === undefined ? {} : { slackApiUrl: options.slackApiUrl }),
        ...(options.fetch === undefined ? {} : { fetch: options.fetch }),
      });
      held = { token: current, client };
    }
    return held.client;
  };

  /** Once more with the token read anew when Slack does not take it: it may have been rotated. */
  return async (ask) => {
    try {
      return await ask(await clientFor(false));
    } catch (error) {
      if (!isAuthRefusal(error)) throw slackFault(error);
    }
    return ask(await clientFor(true)).catch((error: unknown) => {
      throw slackFault(error);
    });
  };
};

interface SlackError {
  readonly code?: string;
  readonly retryAfter?: number;
  readonly statusCode?: number;
  readonly data?: {
    readonly error?: string;
    readonly response_metadata?: { readonly messages?: readonly string[] };
  };
}

const isSlackError = (error: unknown): error is SlackError & Error => error instanceof Error;

const isAuthRefusal = (error: unknown): boolean =>
  isSlackError(error) && ["invalid_auth", "token_expired", "token_revoked"].includes(error.data?.error ?? "");

const channelRefusals = ["channel_not_found", "not_in_channel", "is_archived", "restricted_action"];
/** A view that is closed, or that was changed since its hash was read. */
const viewRefusals = ["not_found", "hash_conflict"];
const goneRefusals = ["message_not_found", "cant_update_message", "edit_window_closed", "block_mismatch"];
/** Refusals of this one message: it must not hold back its channel for ever, so it goes out as plain text. */
const blockRefusals = [
  "invalid_blocks",
  "invalid_blocks_format",
  "invalid_attachments",
  "too_many_attachments",
  "metadata_too_large",
  "msg_blocks_too_long",
  "msg_too_long",
];
const passing = ["internal_error", "fatal_error", "service_unavailable", "request_timeout", "ratelimited"];

/** What Slack's refusal, or its silence, means to us. */
const slackFault = (error: unknown): Fault => {
  if (!isSlackError(error)) return new Fault("slack-unavailable", String(error), { retryable: true });
  if (error instanceof Fault) return error;
  const { code, data, retryAfter } = error;
  if (code === ErrorCode.RateLimitedError) {
    const retryAfterMs = (retryAfter ?? 1) * 1000;
    return new Fault("slack-rate-limited", "ratelimited", { retryable: true, retryAfterMs, cause: error });
  }
  if (code !== ErrorCode.PlatformError) {
    return new Fault("slack-unavailable", error.message, { retryable: true, cause: error });
  }
  const refusal = data?.error ?? "unknown";
  const details = data?.response_metadata?.messages?.join("; ") ?? "";
  const says = (list: readonly string[]) => list.includes(refusal);
  const message = details === "" ? refusal : `${refusal}: ${details}`;
  if (says(passing)) return new Fault("slack-unavailable", message, { retryable: true, cause: error });
  if (says(channelRefusals)) return new Fault("slack-channel", refusal, { retryable: false, cause: error });
  if (says(viewRefusals)) return new Fault("slack-view-gone", refusal, { retryable: false, cause: error });
  if (says(goneRefusals)) return new Fault("slack-message-gone", refusal, { retryable: false, cause: error });
  if (says(blockRefusals)) return new Fault("slack-blocks", message, { retryable: false, cause: error });
  return new Fault("slack-refused", message, { retryable: false, cause: error });
};
