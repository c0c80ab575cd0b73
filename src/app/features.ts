// Every feature, once. What is not on this list answers to nothing.
import { alerts } from "../features/alerts/feature.ts";
import type { Feature } from "../ports/feature.ts";

export const features: readonly Feature[] = [alerts];
