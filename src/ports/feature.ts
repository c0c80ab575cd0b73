// What the outside may ask of a feature. A feature answers only to what it names here.
import type { Right } from "../config/rights.ts";
import type { CommandLine } from "../slack/command-line.ts";
import type { Home, Message, Modal } from "../slack/message.ts";
import type { ViewState } from "../slack/request.ts";
import type { Asker } from "./door.ts";
import type {
  CallNote,
  DrawNote,
  FileNote,
  RepeatNote,
  RequestCallNote,
  RequestCardNote,
  RequestNewsNote,
  RunNote,
  WeekNote,
} from "./note.ts";
import type { World } from "./world.ts";

/** What the events function lends: it may ask AWS and cannot speak to Slack. */
export type EventsWorld = Pick<
  World,
  "config" | "log" | "store" | "backup" | "tags" | "posts" | "later" | "now"
>;

/** What the poster lends: it alone speaks in channels, and it cannot ask AWS Backup anything. */
export type PosterWorld = Pick<World, "config" | "log" | "store" | "posts" | "slack" | "operations" | "now">;

/** The executor's own copy of the configuration: what leads and votes it demands, nobody hands to it. */
export type ExecutorWorld = Pick<
  World,
  | "config"
  | "log"
  | "store"
  | "audit"
  | "posts"
  | "people"
  | "catalog"
  | "operator"
  | "operations"
  | "secrets"
  | "now"
>;

/** What the worker lends to those who answer: reading AWS, Slack and the table. What they answer, the worker delivers. */
export type AnswerWorld = Pick<
  World,
  | "config"
  | "log"
  | "store"
  | "catalog"
  | "people"
  | "audit"
  | "posts"
  | "run"
  | "operations"
  | "region"
  | "now"
>;

/** What the worker has itself: it finds out who asks, and answers to them alone. */
export type WorkerWorld = AnswerWorld & Pick<World, "views" | "responder">;

/** What the clock lends, once a minute. */
export type ClockWorld = Pick<
  World,
  | "config"
  | "log"
  | "store"
  | "catalog"
  | "tags"
  | "audit"
  | "posts"
  | "later"
  | "run"
  | "operations"
  | "region"
  | "now"
>;

export type Answer =
  /** `"same"` takes the place of the message whose button was pressed. */
  | { readonly type: "message"; readonly message: Message; readonly place: "new" | "same" }
  /** What was pressed changed a card, and the card itself is the answer. `once` names the change. */
  | { readonly type: "draw"; readonly note: DrawNote | FileNote; readonly once: string }
  /** A form to fill in, or to correct: `gist` says it where no form can be shown any more. */
  | { readonly type: "form"; readonly form: Modal; readonly gist: Message };

/** One thing that can be asked for. Nobody without the right is heard. */
export interface Answerer<Asked> {
  readonly needs: Right;
  readonly answer: (asked: Asked, asker: Asker, world: AnswerWorld) => Promise<Answer>;
}

export interface Feature {
  readonly name: string;
  /** Takes notes of the posts queue, by the note's name. */
  readonly posts?: {
    readonly "alerts.draw"?: (note: DrawNote, world: PosterWorld) => Promise<string>;
    readonly "alerts.call"?: (note: CallNote, world: PosterWorld) => Promise<string>;
    readonly "alerts.repeat"?: (note: RepeatNote, world: PosterWorld) => Promise<string>;
    readonly "alerts.file"?: (note: FileNote, world: PosterWorld) => Promise<string>;
    readonly "approvals.draw"?: (note: RequestCardNote, world: PosterWorld) => Promise<string>;
    readonly "approvals.tell"?: (note: RequestNewsNote, world: PosterWorld) => Promise<string>;
    readonly "approvals.call"?: (note: RequestCallNote, world: PosterWorld) => Promise<string>;
    readonly "ledger.week"?: (note: WeekNote, world: PosterWorld) => Promise<string>;
  };
  readonly commands?: Readonly<Record<string, Answerer<CommandLine>>>;
  /** By action id; asked with the value of what was pressed or picked. */
  readonly actions?: Readonly<Record<string, Answerer<string>>>;
  /** By callback id. */
  readonly forms?: Readonly<Record<string, Answerer<ViewState>>>;
  /** Takes notes of the run queue: the one that acts on AWS. */
  readonly runs?: (note: RunNote, world: ExecutorWorld) => Promise<string>;
  /** The Home tab of a reader. */
  readonly home?: (asker: Asker, world: AnswerWorld) => Promise<Home>;
  /** Asked once a minute; answers with the name of what it did. */
  readonly ticks?: (world: ClockWorld) => Promise<string>;
}
