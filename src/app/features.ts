// Every feature, once. What is not on this list answers to nothing.
import { alerts } from "../features/alerts/feature.ts";
import { approvals } from "../features/approvals/feature.ts";
import { audit } from "../features/audit/feature.ts";
import { backups } from "../features/backups/feature.ts";
import { home } from "../features/home/feature.ts";
import { inventory } from "../features/inventory/feature.ts";
import { jobs } from "../features/jobs/feature.ts";
import { ledger } from "../features/ledger/feature.ts";
import { watch } from "../features/watch/feature.ts";
import type { Feature } from "../ports/feature.ts";

export const features: readonly Feature[] = [
  alerts,
  approvals,
  audit,
  backups,
  home,
  inventory,
  jobs,
  ledger,
  watch,
];
