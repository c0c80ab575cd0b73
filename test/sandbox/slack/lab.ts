// A simulated workspace with the real client in it, in process and with no limits of rate unless they are asked for.
import { LogLevel, WebClient } from "@slack/web-api";
import { createClock } from "../../../sandbox/clock.ts";
import { createFaults } from "../../../sandbox/faults.ts";
import { createJournal } from "../../../sandbox/journal.ts";
import { createSlack, type SlackOptions } from "../../../sandbox/slack/service.ts";
import { defaultWorkspace } from "../../../sandbox/slack/workspace.ts";

const startAt = Date.parse("2026-11-20T13:00:00Z");
export const token = "xoxb-right";

const nothing = () => {};
/** The client says every refusal aloud; the tests read it from the answer. */
const silent = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  getLevel: () => LogLevel.ERROR,
  setName: nothing,
};

export const quietly = { retryConfig: { retries: 0 }, rejectRateLimitedCalls: true, logger: silent };

export const openSlack = (change: Partial<SlackOptions> = {}, bearer = token) => {
  const clock = createClock(startAt, 0);
  const faults = createFaults();
  const journal = createJournal(clock.now);
  const workspace = change.workspace ?? defaultWorkspace();
  const slack = createSlack({
    clock,
    journal,
    faults,
    workspace,
    botToken: token,
    limits: "none",
    ...change,
  });
  const client = new WebClient(bearer, { fetch: slack.fetch, ...quietly });
  return { clock, faults, journal, workspace, slack, client, channel: workspace.channel("backup-prod") };
};

interface SlackError {
  readonly data?: { readonly error?: string };
}

/** Slack's own word for why it refused; "taken" when it did not. */
export const refusalOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => "taken",
    (error: SlackError) => error.data?.error ?? String(error),
  );

export const section = (words: string) => ({
  type: "section" as const,
  text: { type: "mrkdwn" as const, text: words },
});
export const modal = {
  type: "modal" as const,
  title: { type: "plain_text" as const, text: "Title" },
  blocks: [{ type: "divider" as const }],
};
