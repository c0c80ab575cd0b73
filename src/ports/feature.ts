// What the outside may ask of a feature. A feature answers only to what it names here.
import type { Delivery } from "../backup/notification.ts";
import type { DrawNote } from "./note.ts";
import type { World } from "./world.ts";

/** What the events function lends: it may ask AWS and cannot speak to Slack. */
export type EventsWorld = Pick<World, "config" | "log" | "store" | "backup" | "posts" | "later" | "now">;

/** What the poster lends: it alone speaks in channels, and it cannot ask AWS Backup anything. */
export type PosterWorld = Pick<World, "config" | "log" | "store" | "posts" | "slack" | "now">;

export interface Feature {
  readonly name: string;
  /** Takes a message of the events queue; answers with the name of what became of it. */
  readonly hears?: (delivery: Delivery, world: EventsWorld) => Promise<string>;
  /** Takes notes of the posts queue, by the note's name. */
  readonly posts?: {
    readonly [Name in DrawNote["note"]]?: (note: DrawNote, world: PosterWorld) => Promise<string>;
  };
}
