// From what stands in the fields to what AWS is sent, and back.
import { type Lifecycle, needsArchive } from "../../../backup/lifecycle.ts";
import { backupTextsFor } from "../../../i18n/backups.ts";
import { readDays, readRetention } from "../ack.ts";
import type { Typed } from "../model.ts";
import { type LifecycleInput, never } from "./inputs.ts";

/** Undefined when what was typed says no days. */
export const lifecycleTyped = ({ retention = "", cold = "" }: Typed): Lifecycle | undefined => {
  const deleted = readRetention(retention);
  const coldAfterDays = cold.trim() === "" ? undefined : readDays(cold);
  if (deleted === undefined || (cold.trim() !== "" && coldAfterDays === undefined)) return undefined;
  return {
    ...(deleted === "forever" ? {} : { deleteAfterDays: deleted }),
    ...(coldAfterDays === undefined ? {} : { coldAfterDays }),
  };
};

/** Undefined for ever and without cold storage: there is nothing to say then. */
export const lifecycleInput = (
  { deleteAfterDays, coldAfterDays }: Lifecycle,
  type: string,
): LifecycleInput | undefined => {
  if (deleteAfterDays === undefined && coldAfterDays === undefined) return undefined;
  return {
    ...(deleteAfterDays === undefined ? {} : { DeleteAfterDays: deleteAfterDays }),
    ...(coldAfterDays === undefined ? {} : { MoveToColdStorageAfterDays: coldAfterDays }),
    ...(coldAfterDays !== undefined && needsArchive(type)
      ? { OptInToArchiveForSupportedResources: true }
      : {}),
  };
};

/** A copy's is always said. */
export const copyLifecycle = (lifecycle: Lifecycle, type: string): LifecycleInput =>
  lifecycleInput(lifecycle, type) ?? { DeleteAfterDays: never, MoveToColdStorageAfterDays: never };

/** As somebody would type it. */
export const typedOf = (
  { deleteAfterDays, coldAfterDays }: Lifecycle,
  language: "en" | "ja",
): Pick<Typed, "retention" | "cold"> => ({
  retention: deleteAfterDays === undefined ? backupTextsFor(language).form.forever : `${deleteAfterDays}d`,
  ...(coldAfterDays === undefined ? {} : { cold: `${coldAfterDays}d` }),
});
