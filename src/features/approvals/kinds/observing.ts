// Asking how far the job of a running step is. What AWS told by itself is believed where it says enough; otherwise AWS is
// asked, by the reader role, and nothing is ever called by which something would change.
import { parseArn, vaultNameOf } from "../../../backup/arn.ts";
import { isEnd, type JobFacts, type JobKey } from "../../../backup/job.ts";
import { Fault } from "../../../core/errors.ts";
import { type Instant, minuteMs } from "../../../core/time.ts";
import type { Operation } from "../../../ports/operation.ts";
import type { Place, World } from "../../../ports/world.ts";
import { jobOf } from "../../jobs/decide.ts";
import { readJob } from "../../jobs/flow.ts";
import type { Receipt } from "../model.ts";
import { endOf, type Running, type Seen } from "./observing-rule.ts";

type ObservingWorld = Pick<World, "catalog" | "store" | "log" | "now">;

/** What AWS told a moment ago need not be asked for. */
const freshMs = minuteMs;

/** The end is shown without the date rather than late: for so long is AWS asked for it. */
const pointPatienceMs = 5 * minuteMs;

interface Told {
  readonly state: string;
  readonly facts: JobFacts;
}

export const observe = async (
  job: JobKey,
  step: Running,
  operation: Operation,
  world: ObservingWorld,
): Promise<Seen> => {
  const heard = await readJob(job, world);
  const told = heard === undefined ? undefined : jobOf(heard.body);
  const now = world.now();
  try {
    if (told !== undefined && (isWhole(told) || (!isEnd(told.state) && now - told.at < freshMs)))
      return await seenOf(job, told, operation, world);
    // Keys fold the case of an id; AWS is asked for it as it wrote it.
    const described = await world.catalog.job({ ...job, id: step.receipt.jobId ?? job.id });
    return await seenOf(job, described, operation, world);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const isGone = error.code === "aws-not-found";
    // AWS forgets, and what it told is remembered here.
    if (isGone && told !== undefined && isEnd(told.state)) return { type: "job", ...told };
    world.log.info("approvals.unseen", { ...job, fault: error.code });
    return { type: isGone ? "gone" : "silent" };
  }
};

/** An end with all that the receipt says. */
const isWhole = ({ state, facts }: Told): boolean => {
  if (!isEnd(state)) return false;
  const { recoveryPointArn, bytes, message, completedAt } = facts;
  if (completedAt === undefined) return false;
  return state === "COMPLETED"
    ? recoveryPointArn !== undefined && bytes !== undefined
    : message !== undefined;
};

const seenOf = async (
  job: JobKey,
  { state, facts }: Told,
  operation: Operation,
  world: ObservingWorld,
): Promise<Seen> => {
  const seen = { type: "job", state, facts } as const;
  if (endOf(seen, operation) !== "succeeded") return seen;
  const keptUntil = await keptUntilOf(job, facts, world);
  return { ...seen, ...(keptUntil === undefined ? {} : { keptUntil }) };
};

/** Undefined where AWS does not say; throws while it may say it at the next tick. */
const keptUntilOf = async (
  job: JobKey,
  facts: JobFacts,
  world: ObservingWorld,
): Promise<Receipt["keptUntil"]> => {
  const vault = vaultOf(job, facts);
  if (vault === undefined || facts.recoveryPointArn === undefined) return undefined;
  try {
    const { expiry } = await world.catalog.point(vault.place, vault.name, facts.recoveryPointArn);
    if (expiry === "unknown") return undefined;
    return expiry === "never" ? "forever" : expiry.at;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    if (error.retryable && isYoung(facts, world.now())) throw error;
    return undefined;
  }
};

const isYoung = ({ completedAt }: JobFacts, now: Instant): boolean =>
  completedAt !== undefined && now - completedAt < pointPatienceMs;

/** Where the recovery point lies that the job made. */
const vaultOf = (
  { kind, account, region }: JobKey,
  { vaultName, destinationVaultArn }: JobFacts,
): { readonly place: Place; readonly name: string } | undefined => {
  switch (kind) {
    case "backup":
      return vaultName === undefined ? undefined : { place: { account, region }, name: vaultName };
    case "copy": {
      const arn = parseArn(destinationVaultArn ?? "");
      return arn === undefined || destinationVaultArn === undefined
        ? undefined
        : { place: { account: arn.account, region: arn.region }, name: vaultNameOf(destinationVaultArn) };
    }
    case "restore":
      return undefined;
  }
};
