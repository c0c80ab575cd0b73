// Whether somebody put an older state of a request back: the audit log, which is only ever added to, knows more of it than
// the record does.
import { dayMs, type Instant, instant, isoOf } from "../../../core/time.ts";
import type { World } from "../../../ports/world.ts";
import { chainOf } from "../../audit/flow.ts";
import type { Request } from "../model.ts";

type LogWorld = Pick<World, "audit" | "now">;

/** Each row that the log has of it must be one of its own, at its own place. Rows that were not sent yet are no lie. */
export const isRewound = async (request: Request, world: LogWorld): Promise<boolean> => {
  const logged = await chainOf(request.id, request.createdAt, world);
  return logged.some(({ number, hash }) => request.trail[number - 1]?.hash !== hash);
};
