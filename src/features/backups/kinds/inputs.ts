// What the calls of AWS are made of, by their names there: no field that is not here ever reaches AWS. The executor reads
// a step by the same schemas as whoever asked, so a step that does not fit is never called.
import * as z from "zod/mini";
import { type Lifecycle, lifecycleTrouble, startWindow } from "../../../backup/lifecycle.ts";
import type { Step } from "../../../ports/operation.ts";

const text = z.string().check(z.minLength(1), z.maxLength(2_048));

const lifecycle = z
  .strictObject({
    DeleteAfterDays: z.optional(z.int()),
    MoveToColdStorageAfterDays: z.optional(z.int()),
    OptInToArchiveForSupportedResources: z.optional(z.boolean()),
  })
  .check(z.refine((told) => lifecycleTrouble(lifecycleOf(told)) === undefined));

const backup = z.strictObject({
  BackupVaultName: text,
  ResourceArn: text,
  IamRoleArn: text,
  Lifecycle: z.optional(lifecycle),
  StartWindowMinutes: z.optional(z.int().check(z.gte(startWindow.min), z.lte(startWindow.max))),
  /** Of Windows instances alone. */
  BackupOptions: z.optional(z.strictObject({ WindowsVSS: z.enum(["enabled", "disabled"]) })),
});

const copy = z.strictObject({
  RecoveryPointArn: text,
  SourceBackupVaultName: text,
  DestinationBackupVaultArn: text,
  IamRoleArn: text,
  /** Always said: what AWS does with a copy that has none is not written anywhere. */
  Lifecycle: lifecycle,
});

const stop = z.strictObject({ BackupJobId: text });

export type BackupInput = z.output<typeof backup>;
export type CopyInput = z.output<typeof copy>;
type StopInput = z.output<typeof stop>;
export type LifecycleInput = z.output<typeof lifecycle>;

const read = <Schema extends z.ZodMiniType>(
  schema: Schema,
  { input }: Step,
): z.output<Schema> | undefined => {
  const checked = schema.safeParse(input);
  return checked.success ? checked.data : undefined;
};

export const backupIn = (step: Step): BackupInput | undefined => read(backup, step);
export const copyIn = (step: Step): CopyInput | undefined => read(copy, step);
export const stopIn = (step: Step): StopInput | undefined => read(stop, step);

/** Nobody calls what has not the form: the bar stood before it. */
export const fitting = <Fit>(fit: Fit | undefined, { operation }: Step): Fit => {
  if (fit === undefined) throw new Error(`a step that is no ${operation}`);
  return fit;
};

/** AWS's -1 and no word at all both mean: never. */
export const lifecycleOf = (told: LifecycleInput | undefined): Lifecycle => {
  const { DeleteAfterDays: deleted = never, MoveToColdStorageAfterDays: cold = never } = told ?? {};
  return {
    ...(deleted === never ? {} : { deleteAfterDays: deleted }),
    ...(cold === never ? {} : { coldAfterDays: cold }),
  };
};

export const never = -1;
