// What the outside may ask of a feature. A feature answers only to what it names here.
import type { Right } from "../config/rights.ts";
import type { CommandLine } from "../slack/command-line.ts";
import type { Home, Message, Modal } from "../slack/message.ts";
import type { ViewState } from "../slack/request.ts";
import type { Asker } from "./door.ts";
import type {
  AuditFileNote,
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
import type { OperationName, Plan } from "./operation.ts";
import type { World } from "./world.ts";

/** What the events function lends: it may ask AWS and cannot speak to Slack. */
export type EventsWorld = Pick<
  World,
  "config" | "log" | "store" | "backup" | "tags" | "posts" | "later" | "now"
>;

/** What the poster lends: it alone speaks in channels, and it cannot ask AWS Backup anything. */
export type PosterWorld = Pick<
  World,
  "config" | "log" | "store" | "audit" | "posts" | "slack" | "operations" | "now"
>;

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

/** What the worker lends to those who answer: reading AWS, Slack, the table and the log. What they answer, the worker delivers. */
export type AnswerWorld = Pick<
  World,
  | "config"
  | "log"
  | "store"
  | "catalog"
  | "keys"
  | "people"
  | "audit"
  | "heads"
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
  | "heads"
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
  /** The answer is a card that changes, or a file that comes. `once` names the change. */
  | { readonly type: "draw"; readonly note: DrawNote | FileNote | AuditFileNote; readonly once: string }
  /** The same, and whoever decided has had the card drawn. */
  | { readonly type: "shown" }
  /** A form to fill in, or to correct: `gist` says it where no form can be shown any more. */
  | { readonly type: "form"; readonly form: Modal; readonly gist: Message }
  /** The form that a plan came from, to be changed: the feature that its kind belongs to fills it. */
  | { readonly type: "edit"; readonly plan: Plan };

/** Why somebody is not heard: what they are, that they lack the right, or that it took too long to know. */
export type Bar = "deactivated" | "bot" | "guest" | "stranger" | "no-right" | "too-old" | "not-known";

/** Somebody whose press counts for nothing. */
export interface TurnedAway extends Pick<Asker, "at" | "packed"> {
  readonly user: string;
  readonly why: Bar;
}

/** One thing that can be asked for. Nobody without the right is heard. */
export interface Answerer<Asked> {
  readonly needs: Right;
  /** Whoever asks is looked up after their press: what Slack said a minute ago decides nothing. */
  readonly isLive?: true;
  readonly answer: (asked: Asked, asker: Asker, world: AnswerWorld) => Promise<Answer>;
  /** Where the common words are not enough, or somebody must know that it was tried. */
  readonly turnAway?: (
    asked: Asked,
    turned: TurnedAway,
    world: AnswerWorld,
  ) => Promise<Exclude<Answer, { readonly type: "edit" }>>;
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
    readonly "audit.file"?: (note: AuditFileNote, world: PosterWorld) => Promise<string>;
    readonly "ledger.week"?: (note: WeekNote, world: PosterWorld) => Promise<string>;
  };
  readonly commands?: Readonly<Record<string, Answerer<CommandLine>>>;
  /** By action id; asked with the value of what was pressed or picked. */
  readonly actions?: Readonly<Record<string, Answerer<string>>>;
  /** By callback id. */
  readonly forms?: Readonly<Record<string, Answerer<ViewState>>>;
  /** Fills the form that a plan came from, so that its requester can change it. */
  readonly edits?: {
    readonly [Kind in OperationName]?: (plan: Plan, asker: Asker, world: AnswerWorld) => Promise<Answer>;
  };
  /** Takes notes of the run queue: the one that acts on AWS. */
  readonly runs?: (note: RunNote, world: ExecutorWorld) => Promise<string>;
  /** The Home tab of a reader. */
  readonly home?: (asker: Asker, world: AnswerWorld) => Promise<Home>;
  /** Asked once a minute; answers with the name of what it did. */
  readonly ticks?: (world: ClockWorld) => Promise<string>;
}
