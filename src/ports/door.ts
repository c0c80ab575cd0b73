// What the front door may do with a request within three seconds. An `ack.ts` answers with a `Reply`, out of plain
// data; the front door does it. Flows never run here.
import type { Config, Environment } from "../config/config.ts";
import type { Person, Right } from "../config/rights.ts";
import type { Instant } from "../core/time.ts";
import type { FrontTexts } from "../i18n/front-en.ts";
import type { CommandLine } from "../slack/command-line.ts";
import type { Message, Modal } from "../slack/message.ts";
import type { PressRequest, SubmitRequest } from "../slack/request.ts";

export type Reply =
  /** A link was followed: Slack tells of it, and there is nothing to do. */
  | { readonly do: "nothing" }
  /** Said at once; nothing else is done. */
  | { readonly do: "answer"; readonly message: Message }
  /** Taken: the worker answers where it was asked. */
  | { readonly do: "work" }
  /** A skeleton opens at once, over what is open; the worker fills it. */
  | { readonly do: "open"; readonly view: Modal }
  /** What was typed has not the right form: said under the fields, by their block id. */
  | { readonly do: "errors"; readonly errors: Readonly<Record<string, string>> }
  /** The form gives way to this view while the worker looks at what was sent. */
  | { readonly do: "check"; readonly view: Modal };

/** What an `ack.ts` is told beside the request. */
export interface Porch {
  readonly config: Config;
  readonly texts: FrontTexts;
}

export interface CommandDoor {
  /** The flags that it knows, without dashes; each takes a value. */
  readonly flags: readonly string[];
  readonly ack: (line: CommandLine, porch: Porch) => Reply;
}

/** One feature at the front door, by the ids that its views carry. */
export interface Door {
  readonly commands?: Readonly<Record<string, CommandDoor>>;
  readonly actions?: Readonly<Record<string, (press: PressRequest, porch: Porch) => Reply>>;
  readonly forms?: Readonly<Record<string, (submit: SubmitRequest, porch: Porch) => Reply>>;
  /** Fields that offer resources while somebody types: the right that decides which. */
  readonly resourceFields?: Readonly<Record<string, Right>>;
}

/** Whoever asks, as far as they were looked up. */
export interface Asker {
  readonly person: Person;
  /** Where they have the right that what they ask for needs; never empty. */
  readonly environments: readonly Environment[];
  /** When they asked, as Slack signed it. */
  readonly at: Instant;
  /** The bytes that Slack signed, packed: what proves a press later. */
  readonly packed: string;
}
