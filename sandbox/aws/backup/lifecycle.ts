// How long a recovery point is kept: what AWS accepts, and when a point moves and goes.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/API_Lifecycle.html
import type { CalculatedLifecycle, Lifecycle } from "@aws-sdk/client-backup";
import { invalid } from "./errors.ts";
import type { VaultLock } from "./state.ts";

const dayMs = 86_400_000;
const coldStayMinDays = 90;
const retentionMaxDays = 36_500;

/** -1 stands for ever. */
const isDays = (days: number): boolean =>
  Number.isInteger(days) && (days === -1 || (days >= 1 && days <= retentionMaxDays));

export const checkLifecycle = (lifecycle: Lifecycle | undefined): void => {
  const deleteAfter = lifecycle?.DeleteAfterDays ?? -1;
  const moveAfter = lifecycle?.MoveToColdStorageAfterDays ?? -1;
  if (!isDays(deleteAfter) || (moveAfter !== 0 && !isDays(moveAfter))) {
    throw invalid("Invalid lifecycle. Days must be between 1 and 36500, or -1.", "Lifecycle");
  }
  if (deleteAfter !== -1 && moveAfter !== -1 && deleteAfter < moveAfter + coldStayMinDays) {
    const message = "Invalid lifecycle. DeleteAfterDays cannot be less than 90 days apart from";
    throw invalid(`${message} MoveToColdStorageAfterDays.`, "Lifecycle");
  }
};

export const calculated = (
  createdAt: number,
  lifecycle: Lifecycle | undefined,
): { readonly moveAt?: number; readonly deleteAt?: number } => {
  const { MoveToColdStorageAfterDays: move = -1, DeleteAfterDays: remove = -1 } = lifecycle ?? {};
  return {
    ...(move === -1 ? {} : { moveAt: createdAt + move * dayMs }),
    ...(remove === -1 ? {} : { deleteAt: createdAt + remove * dayMs }),
  };
};

export const calculatedLifecycle = (
  createdAt: number,
  lifecycle: Lifecycle | undefined,
): CalculatedLifecycle | undefined => {
  const { moveAt, deleteAt } = calculated(createdAt, lifecycle);
  if (moveAt === undefined && deleteAt === undefined) return undefined;
  return {
    ...(moveAt === undefined ? {} : { MoveToColdStorageAt: new Date(moveAt) }),
    ...(deleteAt === undefined ? {} : { DeleteAt: new Date(deleteAt) }),
  };
};

/** A locked vault takes nothing that it would keep shorter or longer than its lock says. */
export const isWithinLock = (lock: VaultLock | undefined, lifecycle: Lifecycle | undefined): boolean => {
  const kept = lifecycle?.DeleteAfterDays ?? -1;
  const days = kept === -1 ? Number.POSITIVE_INFINITY : kept;
  return days >= (lock?.minDays ?? 0) && days <= (lock?.maxDays ?? Number.POSITIVE_INFINITY);
};
