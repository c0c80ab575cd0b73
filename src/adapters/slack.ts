// The Slack Web API as the poster uses it: one message a second to a channel, refusals turned into faults.
import { setTimeout as wait } from "node:timers/promises";
import { ErrorCode, LogLevel, WebClient, type WebClientOptions } from "@slack/web-api";
import { Fault } from "../core/errors.ts";
import type { Messenger } from "../ports/world.ts";
import type { Card } from "../slack/card.ts";
import type { Secret } from "./secrets.ts";

export interface SlackOptions {
  readonly slackApiUrl?: string;
  readonly fetch?: NonNullable<WebClientOptions["fetch"]>;
  /** Between two messages to one channel; Slack allows one a second. https://docs.slack.dev/apis/web-api/rate-limits */
  readonly paceMs?: number;
}

const paceDefaultMs = 1_000;
const timeoutMs = 8_000;

export const slackMessenger = (token: Secret, options: SlackOptions): Messenger => {
  const paceMs = options.paceMs ?? paceDefaultMs;
  const spokeAt = new Map<string, number>();
  let held: { readonly token: string; readonly client: WebClient } | undefined;

  const clientFor = async (fresh: boolean): Promise<WebClient> => {
    const current = await token(fresh);
    if (held?.token !== current) {
      const client = new WebClient(current, {
        timeout: timeoutMs,
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

  /** One call, and once more with the token read anew when Slack does not take it: it may have been rotated. */
  const call = async <Answer>(ask: (client: WebClient) => Promise<Answer>): Promise<Answer> => {
    try {
      return await ask(await clientFor(false));
    } catch (error) {
      if (!isAuthRefusal(error)) throw slackFault(error);
    }
    return ask(await clientFor(true)).catch((error: unknown) => {
      throw slackFault(error);
    });
  };

  const pace = async (channel: string): Promise<void> => {
    const waitMs = (spokeAt.get(channel) ?? Number.NEGATIVE_INFINITY) + paceMs - performance.now();
    if (waitMs > 0) await wait(waitMs);
    spokeAt.set(channel, performance.now());
  };

  return {
    async post(channel, card) {
      await pace(channel);
      const answer = await call((client) => client.chat.postMessage({ channel, ...messageOf(card) }));
      if (answer.ts === undefined) throw new Error("chat.postMessage answered without ts");
      return answer.ts;
    },
    async update(channel, ts, card) {
      await pace(channel);
      await call((client) => client.chat.update({ channel, ts, ...messageOf(card) }));
    },
  };
};

/** The headline above the bar, the rest beside it; with no blocks the text is the message. */
const messageOf = (card: Card) => {
  const common = { text: card.text, metadata: card.metadata, unfurl_links: false, unfurl_media: false };
  const layout =
    card.blocks.length === 0
      ? { blocks: [], attachments: [] }
      : {
          blocks: [...card.blocks],
          attachments: [{ color: card.color, fallback: card.text, blocks: [...card.body] }],
        };
  return { ...common, ...layout };
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
  if (says(goneRefusals)) return new Fault("slack-message-gone", refusal, { retryable: false, cause: error });
  if (says(blockRefusals)) return new Fault("slack-blocks", message, { retryable: false, cause: error });
  return new Fault("slack-refused", message, { retryable: false, cause: error });
};
