// The simulated KMS, as far as the vaults of backups need it: which keys there are, whose they are, and whether they can
// be used. https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html
import { randomUUID } from "node:crypto";
import type * as kms from "@aws-sdk/client-kms";
import type { WorldClock } from "../clock.ts";
import { AwsError, type Handlers } from "./service.ts";

export interface Kms {
  readonly handlers: Handlers<typeof kms>;
  readonly keys: VaultKeys;
  /** Every key has the one that its account's console gives; of a key that is gone, the account hears that it is. */
  policyOf(arn: string): unknown;
}

/** What AWS Backup asks of the keys of its vaults. */
export interface VaultKeys {
  /** AWS's own key for backups, one for each account and Region, made when it is first needed. */
  ownKey(place: Place): string;
  isAwsManaged(arn: string): boolean;
  isUsable(arn: string): boolean;
}

interface Place {
  readonly account: string;
  readonly region: string;
}

interface Key extends Place {
  readonly arn: string;
  readonly id: string;
  readonly isAwsManaged: boolean;
  readonly createdAt: number;
  readonly isEnabled: boolean;
  /** When it goes, once its deletion is scheduled. */
  readonly goesAt?: number;
}

const dayMs = 86_400_000;
const waitingDays = { least: 7, most: 30 } as const;

/** https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html */
const defaultPolicy = (account: string) => ({
  Version: "2012-10-17",
  Statement: {
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: "kms:*",
    Resource: "*",
  },
});

export const createKms = (clock: WorldClock): Kms => {
  const known = new Map<string, Key>();
  const ownKeys = new Map<string, string>();

  const make = ({ account, region }: Place, isAwsManaged: boolean): Key => {
    const id = randomUUID();
    const arn = `arn:aws:kms:${region}:${account}:key/${id}`;
    const key = { account, region, arn, id, isAwsManaged, createdAt: clock.now(), isEnabled: true };
    known.set(arn, key);
    return key;
  };

  const find = (arn: string): Key | undefined => {
    const key = known.get(arn);
    return (key?.goesAt ?? Number.POSITIVE_INFINITY) > clock.now() ? key : undefined;
  };

  const named = (place: Place, name = ""): Key => {
    const arn = name.startsWith("arn:") ? name : `arn:aws:kms:${place.region}:${place.account}:key/${name}`;
    const key = arn.split(":")[3] === place.region ? find(arn) : undefined;
    if (key === undefined) throw new AwsError("NotFoundException", `Key '${arn}' does not exist`);
    return key;
  };

  /** A key of AWS's own, or one that is about to go, cannot be changed. */
  const change = (place: Place, name: string | undefined, to: Partial<Key>): Record<string, never> => {
    const key = named(place, name);
    if (key.isAwsManaged) throw new AwsError("AccessDeniedException", `${key.arn} is managed by AWS.`);
    if (key.goesAt !== undefined) {
      throw new AwsError("KMSInvalidStateException", `${key.arn} is pending deletion.`);
    }
    known.set(key.arn, { ...key, ...to });
    return {};
  };

  return {
    keys: {
      ownKey(place) {
        const name = `${place.account}/${place.region}`;
        const arn = ownKeys.get(name) ?? make(place, true).arn;
        ownKeys.set(name, arn);
        return arn;
      },
      isAwsManaged: (arn) => find(arn)?.isAwsManaged === true,
      isUsable: (arn) => {
        const key = find(arn);
        return key?.isEnabled === true && key.goesAt === undefined;
      },
    },
    policyOf: (arn) => defaultPolicy(arn.split(":")[4] ?? ""),
    handlers: {
      CreateKey: (_, call) => ({ KeyMetadata: shown(make(call, false)) }),
      DescribeKey: (input, call) => ({ KeyMetadata: shown(named(call, input.KeyId)) }),
      DisableKey: (input, call) => change(call, input.KeyId, { isEnabled: false }),
      EnableKey: (input, call) => change(call, input.KeyId, { isEnabled: true }),
      ScheduleKeyDeletion(input, call) {
        const days = input.PendingWindowInDays ?? waitingDays.most;
        if (days < waitingDays.least || days > waitingDays.most) {
          throw new AwsError("ValidationException", "PendingWindowInDays must be between 7 and 30.");
        }
        const goesAt = clock.now() + days * dayMs;
        change(call, input.KeyId, { goesAt });
        return {
          KeyId: named(call, input.KeyId).arn,
          KeyState: "PendingDeletion",
          DeletionDate: new Date(goesAt),
        };
      },
    },
  };
};

const shown = (key: Key): kms.KeyMetadata => ({
  AWSAccountId: key.account,
  KeyId: key.id,
  Arn: key.arn,
  CreationDate: new Date(key.createdAt),
  Enabled: key.isEnabled && key.goesAt === undefined,
  KeyManager: key.isAwsManaged ? "AWS" : "CUSTOMER",
  KeyState: key.goesAt !== undefined ? "PendingDeletion" : key.isEnabled ? "Enabled" : "Disabled",
  ...(key.goesAt === undefined ? {} : { DeletionDate: new Date(key.goesAt) }),
});
