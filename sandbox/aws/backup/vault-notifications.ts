// Which events of a vault go to which topic: one topic for each vault, and a new subscription replaces the old one.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-notifications.html
import * as backup from "@aws-sdk/client-backup";
import type { Handlers } from "../service.ts";
import { invalid, notFound, required } from "./errors.ts";
import { vaultNamed } from "./vaults.ts";
import type { World } from "./world.ts";

const eventNames: readonly string[] = Object.values(backup.BackupVaultEvent);

export const vaultNotificationHandlers = ({ state }: World): Handlers<typeof backup> => ({
  PutBackupVaultNotifications(input, call) {
    const vault = vaultNamed(state, call, input.BackupVaultName);
    const topicArn = required(input.SNSTopicArn, "SNSTopicArn");
    const events = required(input.BackupVaultEvents, "BackupVaultEvents");
    const unknown = events.find((name) => !eventNames.includes(name));
    if (events.length === 0 || unknown !== undefined) {
      throw invalid(`Invalid backup vault event: ${unknown ?? "none is given"}.`, "BackupVaultEvents");
    }
    // A topic of another account, or FIFO, is not supported.
    const [, account] = /^arn:aws[a-z-]*:sns:[a-z0-9-]+:(\d{12}):[\w-]{1,256}$/.exec(topicArn) ?? [];
    if (account !== call.account) throw invalid(`Invalid SNS topic ARN: ${topicArn}.`, "SNSTopicArn");
    state.vaults.set(vault.arn, { ...vault, notifications: { topicArn, events } });
    return {};
  },

  GetBackupVaultNotifications(input, call) {
    const vault = vaultNamed(state, call, input.BackupVaultName);
    if (vault.notifications === undefined) throw notFound("Notifications of backup vault", vault.name);
    const { topicArn, events } = vault.notifications;
    return {
      BackupVaultName: vault.name,
      BackupVaultArn: vault.arn,
      SNSTopicArn: topicArn,
      BackupVaultEvents: [...events],
    };
  },

  DeleteBackupVaultNotifications(input, call) {
    const { notifications: _, ...rest } = vaultNamed(state, call, input.BackupVaultName);
    state.vaults.set(rest.arn, rest);
    return {};
  },
});
