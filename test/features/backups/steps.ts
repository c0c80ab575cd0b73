// Steps for tests: one that runs of each kind, and makers of any other.
import fc from "fast-check";
import { resources, roleIn, vaultFor } from "../../../sandbox/estate.ts";
import { accounts, regions } from "../../../sandbox/settings.ts";
import type { Environment } from "../../../src/config/config.ts";
import type { OperationName, Step, Subject } from "../../../src/ports/operation.ts";

const { ordersFs } = resources;
const { account, region } = ordersFs;
export const place = { account, region };
export const otherAccount = accounts[1].id;
export const otherRegion = regions[1];

export const subject: Subject = { arn: ordersFs.arn, name: ordersFs.name, type: ordersFs.type };

const point = `arn:aws:backup:${region}:${account}:recovery-point:1b2345b2-0000-4000-8000-000000000001`;

export const vaultArn = (name: string, at = place): string =>
  `arn:aws:backup:${at.region}:${at.account}:backup-vault:${name}`;

export const steps: Readonly<Record<OperationName, Step>> = {
  backup: {
    operation: "backup",
    place,
    input: {
      BackupVaultName: vaultFor(ordersFs),
      ResourceArn: ordersFs.arn,
      IamRoleArn: roleIn(account),
      Lifecycle: { DeleteAfterDays: 35 },
      StartWindowMinutes: 60,
    },
  },
  copy: {
    operation: "copy",
    place,
    input: {
      RecoveryPointArn: point,
      SourceBackupVaultName: "prod-daily",
      DestinationBackupVaultArn: vaultArn("prod-archive"),
      IamRoleArn: roleIn(account),
      Lifecycle: { DeleteAfterDays: 365, MoveToColdStorageAfterDays: 30 },
    },
  },
  stop: { operation: "stop", place, input: { BackupJobId: "1B2345B2-0000-4000-8000-000000000002" } },
};

/** The step with a field changed; undefined takes it away. */
export const changed = (step: Step, change: Readonly<Record<string, unknown>>): Step => ({
  ...step,
  input: Object.fromEntries(
    Object.entries({ ...step.input, ...change }).filter(([, value]) => value !== undefined),
  ) as Step["input"],
});

const nobody = { users: [] };

export const environment: Environment = {
  name: "production",
  labels: {},
  accounts: [{ id: account, name: "shop-prod" }],
  regions: [region],
  vaults: ["prod-*"],
  channel: "C0000000001",
  alertsFrom: "warning",
  readers: nobody,
  askers: nobody,
  leads: nobody,
  auditors: nobody,
  approvals: { votes: {}, expiresInMinutes: 60, runWithinMinutes: 60, freezes: [] },
  roles: { backup: ["service-role/AWSBackupDefaultServiceRole"], batch: [] },
  outside: "tell",
  expectedCallers: [],
};

const lifecycle = fc
  .record({ cold: fc.integer({ min: 1, max: 1_000 }), stays: fc.integer({ min: 90, max: 30_000 }) })
  .chain(({ cold, stays }) =>
    fc.constantFrom(
      {},
      { DeleteAfterDays: stays },
      { MoveToColdStorageAfterDays: cold },
      { DeleteAfterDays: cold + stays, MoveToColdStorageAfterDays: cold },
      { DeleteAfterDays: -1, MoveToColdStorageAfterDays: -1 },
      {
        DeleteAfterDays: cold + stays,
        MoveToColdStorageAfterDays: cold,
        OptInToArchiveForSupportedResources: true,
      },
    ),
  );

const text = fc.string({ minLength: 1, maxLength: 80 });

const inputs = {
  backup: fc.record(
    {
      BackupVaultName: text,
      ResourceArn: text,
      IamRoleArn: text,
      Lifecycle: lifecycle,
      StartWindowMinutes: fc.integer({ min: 60, max: 52_560_000 }),
      BackupOptions: fc.record({ WindowsVSS: fc.constantFrom("enabled", "disabled") }),
    },
    { requiredKeys: ["BackupVaultName", "ResourceArn", "IamRoleArn"] },
  ),
  copy: fc.record({
    RecoveryPointArn: text,
    SourceBackupVaultName: text,
    DestinationBackupVaultArn: text,
    IamRoleArn: text,
    Lifecycle: lifecycle,
  }),
  stop: fc.record({ BackupJobId: text }),
};

/** Any step of a kind that AWS could be asked for. */
export const anyStep = (operation: OperationName): fc.Arbitrary<Step> =>
  inputs[operation].map((input) => ({ operation, place, input: { ...input } }) as Step);
