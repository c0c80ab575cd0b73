// What is said to one person: an answer that only they see, a page of a modal, a form.
import type { Block, KnownBlock, View } from "@slack/types";
import type { Safe } from "./mrkdwn.ts";

export interface Message {
  /** What it is about, short enough for the title of a modal. */
  readonly title: string;
  /** The whole gist: notifications, screen readers, and what is left when Slack refuses the layout. */
  readonly text: Safe;
  readonly blocks: readonly (KnownBlock | Block)[];
}

/** A modal as Slack takes it. https://docs.slack.dev/reference/views/modal-views */
export type Modal = Extract<View, { type: "modal" }>;

/** The Home tab as Slack takes it. https://docs.slack.dev/reference/views/home-tab-views */
export type Home = Extract<View, { type: "home" }>;
