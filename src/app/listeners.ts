// The features that speak in channels: what the poster loads, and no more.
import { alerts } from "../features/alerts/feature.ts";
import { approvals } from "../features/approvals/feature.ts";
import { audit } from "../features/audit/feature.ts";
import { ledger } from "../features/ledger/feature.ts";
import type { Feature } from "../ports/feature.ts";

export const listeners: readonly Feature[] = [alerts, approvals, audit, ledger];
