// Every feature's part at the front door, once. Only these are loaded where an answer is due in three seconds.
import { alertsDoor } from "../features/alerts/ack.ts";
import { approvalsDoor } from "../features/approvals/ack.ts";
import { auditDoor } from "../features/audit/ack.ts";
import { backupsDoor } from "../features/backups/ack.ts";
import { homeDoor } from "../features/home/ack.ts";
import { inventoryDoor } from "../features/inventory/ack.ts";
import { jobsDoor } from "../features/jobs/ack.ts";
import type { Door } from "../ports/door.ts";

export const doors: readonly Door[] = [
  homeDoor,
  jobsDoor,
  inventoryDoor,
  alertsDoor,
  approvalsDoor,
  backupsDoor,
  auditDoor,
];
