// A message as Stillpoint posts it: a line and a colour bar, with a text that says the same for lock screens,
// screen readers and search.
import type { KnownBlock } from "@slack/types";

export interface Card {
  /** The whole gist in plain mrkdwn: what notifications show and screen readers read. */
  readonly text: string;
  /** Above the bar: the headline. */
  readonly blocks: readonly KnownBlock[];
  /** Beside the bar: why, what to do, facts, small print. */
  readonly body: readonly KnownBlock[];
  /** The bar, as #rrggbb. The words never lean on it. */
  readonly color: string;
  /** Readable by any app of the workspace, so nothing secret. */
  readonly metadata: {
    readonly event_type: string;
    readonly event_payload: Readonly<Record<string, string>>;
  };
}

/** Green, orange and red as Slack draws them in both themes; grey where nothing is known. */
export const barColors = {
  running: "#1264a3",
  good: "#2bac76",
  unknown: "#8d8d8d",
  warning: "#e8912d",
  failed: "#e01e5a",
  critical: "#8b0000",
  info: "#1264a3",
} as const;

/** The mark that stands before each headline, one for each severity. */
export const marks = {
  running: "🔵",
  good: "🟢",
  unknown: "⚪",
  warning: "🟠",
  failed: "🔴",
  critical: "🚨",
  info: "ℹ️",
} as const;
