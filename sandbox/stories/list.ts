// Every story, in the order in which the page offers them.
import {
  crashed,
  describeThrottled,
  disorder,
  duplicates,
  hugeMessage,
  slackBusy,
  unknownEvent,
  wrongChannel,
} from "./delivery.ts";
import { completedJob, copyAndRestore, expiredJob, failedJob, inconsistentJob } from "./jobs.ts";
import { night } from "./night.ts";
import type { Story } from "./story.ts";

export const stories: readonly Story[] = [
  night,
  failedJob,
  completedJob,
  expiredJob,
  inconsistentJob,
  copyAndRestore,
  duplicates,
  disorder,
  slackBusy,
  describeThrottled,
  unknownEvent,
  wrongChannel,
  crashed,
  hugeMessage,
];
