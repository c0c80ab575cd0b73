// The features that hear and draw alerts, and the one that counts them: what the events function and the poster load,
// and no more.
import { alerts } from "../features/alerts/feature.ts";
import { ledger } from "../features/ledger/feature.ts";
import type { Feature } from "../ports/feature.ts";

export const listeners: readonly Feature[] = [alerts, ledger];
