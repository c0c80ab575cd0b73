// Today at a glance: what `status` and the Home tab show.
import type { Environment } from "../../config/config.ts";
import type { Instant } from "../../core/time.ts";
import type { SilentPlace } from "../../ports/places.ts";
import type { ListedJob } from "../../ports/world.ts";
import type { Request, ShownCard } from "../approvals/model.ts";

/** What its buttons are called in Slack. */
export const homeIds = { status: "home.status" } as const;

/** One environment's day. */
export interface DayStatus {
  readonly environment: Environment;
  /** When the day began in the team's zone. */
  readonly since: Instant;
  /** Jobs that ended since then, by what they came to. */
  readonly good: number;
  readonly warned: number;
  readonly failed: number;
  readonly unknown: number;
  readonly running: number;
  /** What went wrong last for a resource and has not gone right since, the worst and longest first. */
  readonly open: readonly OpenTrouble[];
  /** The newest good backup since the day before. */
  readonly lastGoodAt?: Instant;
  readonly silent: readonly SilentPlace[];
  /** How many jobs of a place were looked at, where there were more. */
  readonly cutAt?: number;
}

export interface OpenTrouble {
  /** The newest job that was not good. */
  readonly job: ListedJob;
  /** When the first job of the run of bad ones ended, as far as was looked. */
  readonly since: Instant;
}

/** Why somebody should look at a request, the most urgent first. */
export const places = ["awaiting", "mine", "open"] as const;

/** A request that is not over. */
export interface OpenRequest {
  readonly request: Request;
  readonly place: (typeof places)[number];
  /** Where it is decided; nothing is decided on the Home tab. */
  readonly card?: ShownCard;
}
