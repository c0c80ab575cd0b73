// What AWS tells of many databases, night after night: one key is disabled, and later enabled again.
import type { Delivery } from "../../src/backup/notification.ts";
import { instant } from "../../src/core/time.ts";

const message = "KMS key is either disabled or pending deletion or access to KMS key is denied";

/** `night` counts from 0; each database ends a second after the one before. */
export const told = (resource: number, state: "FAILED" | "COMPLETED", night: number): Delivery => {
  const at = new Date(Date.parse("2026-11-20T13:00:00Z") + night * 86_400_000 + resource * 1_000);
  return {
    body: JSON.stringify({
      id: `${resource}-${night}`,
      source: "aws.backup",
      "detail-type": "Backup Job State Change",
      account: "111111111111",
      region: "ap-northeast-1",
      time: at.toISOString(),
      resources: [],
      detail: {
        backupJobId: `JOB-${resource}-${night}`,
        state,
        creationDate: at.toISOString(),
        resourceArn: `arn:aws:rds:ap-northeast-1:111111111111:db:db-${resource}`,
        ...(state === "FAILED" ? { statusMessage: message } : {}),
      },
    }),
    messageId: `${resource}-${night}`,
    sentAt: instant(at.getTime()),
    attributes: {},
  };
};
