// What the two accounts own: things to back up, vaults, and a nightly plan.
import {
  BackupClient,
  CreateBackupPlanCommand,
  CreateBackupSelectionCommand,
  CreateBackupVaultCommand,
  StartBackupJobCommand,
} from "@aws-sdk/client-backup";
import { CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { CreateTopicCommand, SNSClient } from "@aws-sdk/client-sns";
import type { AwsOptions } from "../src/adapters/aws.ts";
import { accounts, hub, pipelinesTopic, regions } from "./settings.ts";

export interface OwnedResource {
  readonly account: string;
  readonly region: string;
  readonly arn: string;
  readonly name: string;
  readonly type: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly windows?: boolean;
  readonly sizeBytes: number;
}

const [production, staging] = accounts;
const [home, far] = regions;
const gb = 1_000_000_000;

const own = (
  account: string,
  region: string,
  service: string,
  path: string,
  rest: Pick<OwnedResource, "name" | "type" | "sizeBytes"> & Partial<OwnedResource>,
): OwnedResource => ({
  account,
  region,
  arn: service === "s3" ? `arn:aws:s3:::${path}` : `arn:aws:${service}:${region}:${account}:${path}`,
  tags: { backup: "daily" },
  ...rest,
});

/** By the name that stories call them. */
export const resources = {
  ordersDb: own(production.id, home, "rds", "db:orders-db", {
    name: "orders-db",
    type: "RDS",
    sizeBytes: 212 * gb,
  }),
  web: own(production.id, home, "ec2", "instance/i-0a1b2c3d4e5f60718", {
    name: "web-01",
    type: "EC2",
    sizeBytes: 64 * gb,
    windows: true,
  }),
  ordersFs: own(production.id, home, "elasticfilesystem", "file-system/fs-0123456789abcdef0", {
    name: "orders-fs",
    type: "EFS",
    sizeBytes: 1_340 * gb,
  }),
  reports: own(production.id, home, "s3", "shop-prod-reports", {
    name: "shop-prod-reports",
    type: "S3",
    sizeBytes: 87 * gb,
  }),
  carts: own(production.id, far, "dynamodb", "table/carts", {
    name: "carts",
    type: "DynamoDB",
    sizeBytes: 9 * gb,
  }),
  stagingDb: own(staging.id, home, "rds", "db:orders-db-stg", {
    name: "orders-db-stg",
    type: "RDS",
    sizeBytes: 20 * gb,
  }),
  stagingVolume: own(staging.id, home, "ec2", "volume/vol-012f345df6789012e", {
    name: "build-cache",
    type: "EBS",
    sizeBytes: 100 * gb,
  }),
} as const satisfies Readonly<Record<string, OwnedResource>>;

/** What nobody has told AWS Backup of: no plan selects it, and it is there only where a story adds it. */
export const paymentsDb: OwnedResource = own(production.id, home, "rds", "db:payments-db", {
  name: "payments-db",
  type: "RDS",
  sizeBytes: 48 * gb,
  tags: { protection: "gold", team: "payments" },
});

/** The vault that a resource's nightly backup goes to. */
export const vaultFor = ({ account }: { readonly account: string }): string =>
  account === production.id ? "prod-daily" : "stg-daily";

const vaultNames = { [production.id]: ["prod-daily", "prod-archive"], [staging.id]: ["stg-daily"] } as const;

export const roleIn = (account: string): string =>
  `arn:aws:iam::${account}:role/service-role/AWSBackupDefaultServiceRole`;

export interface Estate {
  readonly vaults: readonly string[];
  /** Plan ids by account and Region, as `111111111111/ap-northeast-1`. */
  readonly plans: Readonly<Record<string, string>>;
}

/** Makes vaults, a plan and a topic of old pipelines by the calls that anybody would make. */
export const buildEstate = async (
  awsIn: (account: string, region: string) => AwsOptions,
): Promise<Estate> => {
  const plans: Record<string, string> = {};
  for (const { id: account } of accounts) {
    for (const region of regions) {
      const client = new BackupClient(awsIn(account, region));
      const key = account === production.id ? await makeKey(awsIn(account, region)) : {};
      for (const BackupVaultName of vaultNames[account]) {
        await client.send(new CreateBackupVaultCommand({ BackupVaultName, ...key }));
      }
      plans[`${account}/${region}`] = await makePlan(client, account);
    }
  }
  await makePipelinesTopic(new SNSClient(awsIn(production.id, home)));
  return { vaults: [...new Set(Object.values(vaultNames).flat())], plans };
};

/** Production's vaults have a key of their own; staging's have the one that AWS keeps for backups. */
const makeKey = async (aws: AwsOptions): Promise<{ readonly EncryptionKeyArn?: string }> => {
  const { KeyMetadata } = await new KMSClient(aws).send(new CreateKeyCommand({ Description: "backups" }));
  return KeyMetadata?.Arn === undefined ? {} : { EncryptionKeyArn: KeyMetadata.Arn };
};

/** Its owner lets the hub subscribe, as the configuration's example says. */
const makePipelinesTopic = async (client: SNSClient): Promise<void> => {
  const mayBeHeard = {
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${hub.account}:root` },
    Action: ["sns:Subscribe", "sns:GetTopicAttributes"],
    Resource: pipelinesTopic,
  };
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [mayBeHeard] });
  await client.send(new CreateTopicCommand({ Name: "pipelines", Attributes: { Policy } }));
};

const makePlan = async (client: BackupClient, account: string): Promise<string> => {
  const made = await client.send(
    new CreateBackupPlanCommand({
      BackupPlan: {
        BackupPlanName: "daily-35d",
        AdvancedBackupSettings: [{ ResourceType: "EC2", BackupOptions: { WindowsVSS: "enabled" } }],
        Rules: [
          {
            RuleName: "nightly",
            TargetBackupVaultName: vaultFor({ account }),
            ScheduleExpression: "cron(0 13 * * ? *)",
            StartWindowMinutes: 60,
            CompletionWindowMinutes: 480,
            Lifecycle: { DeleteAfterDays: 35 },
          },
        ],
      },
    }),
  );
  const BackupPlanId = made.BackupPlanId ?? "";
  await client.send(
    new CreateBackupSelectionCommand({
      BackupPlanId,
      BackupSelection: {
        SelectionName: "by-tag",
        IamRoleArn: roleIn(account),
        ListOfTags: [{ ConditionType: "STRINGEQUALS", ConditionKey: "backup", ConditionValue: "daily" }],
      },
    }),
  );
  return BackupPlanId;
};

/** One on-demand backup of everything, as an account had them before anybody watched. */
export const backUpAll = async (awsIn: (account: string, region: string) => AwsOptions): Promise<void> => {
  for (const resource of Object.values(resources) as readonly OwnedResource[]) {
    await new BackupClient(awsIn(resource.account, resource.region)).send(
      new StartBackupJobCommand({
        BackupVaultName: vaultFor(resource),
        ResourceArn: resource.arn,
        IamRoleArn: roleIn(resource.account),
        Lifecycle: { DeleteAfterDays: 35 },
        ...(resource.windows === true ? { BackupOptions: { WindowsVSS: "enabled" } } : {}),
      }),
    );
  }
};
