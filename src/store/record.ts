// How a thing lies in the table: a key of two parts, a version that every write raises, and a body of JSON.
import type { Instant } from "../core/time.ts";

/** All items of one thing share `partition`; `sort` tells them apart and can be listed by its beginning. */
export interface Key {
  readonly partition: string;
  readonly sort: string;
}

export interface Stored<Body> {
  readonly key: Key;
  /** 1 for a new item, one more with each write. */
  readonly version: number;
  readonly body: Body;
  /** When the table may forget it. Only cleaning: nothing is decided by it. */
  readonly keepUntil: Instant;
}
