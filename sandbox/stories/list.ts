// Every story, in the order in which the page offers them.
import { copyIsPrepared, looksAhead, stopIsPrepared } from "./asked.ts";
import { auditLog, auditVerify } from "./audit.ts";
import { backupNow, copyApproved, elsewhere, retryFromAlert, stopApproved } from "./backups.ts";
import { absencesWait, escalates, quietHours, twoChannels } from "./calls.ts";
import { hundredClicks } from "./clicks.ts";
import { answeredAtOnce, jobsTable, layoutRefused, menu, silentRegion, status } from "./commands.ts";
import {
  approveAgainstDeny,
  approved,
  denied,
  edited,
  expired,
  twoLeads,
  typedName,
  withdrawn,
} from "./decided.ts";
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
import { homeTab, outsiders, tooLate, twice, whoAreYou, workerDies } from "./doors.ts";
import { abortedBackup, partialEnds } from "./ends.ts";
import { closedMeanwhile, formComesBack, noteLost, notOpened, points, tableSilent } from "./forms.ts";
import {
  answerLost,
  throttled as callThrottled,
  frozen,
  frozenOut,
  glassBroken,
  killed,
  leadLeft,
  leadLeftAfter,
  lostForGood,
  nobodyCan,
  refusedByAws,
} from "./hindered.ts";
import { completedJob, copyAndRestore, expiredJob, failedJob, inconsistentJob } from "./jobs.ts";
import { allAbsences } from "./lists.ts";
import { night } from "./night.ts";
import { slackDownDay, slackDownHour } from "./outage.ts";
import { nothingOutside, outsideWithoutTrail, restoredOutside } from "./outside.ts";
import { ackAgainstResolve } from "./races.ts";
import { copyUnder, threeNights, vssNotGood } from "./rows.ts";
import { storm } from "./storm.ts";
import type { Story } from "./story.ts";
import { neverBackedUp, routedByTag } from "./tags.ts";
import { details, rawTaken, snoozed, taken, thingTaken } from "./taken.ts";
import { dataSync, deletedByHand, failedObjects, pipelines, threats } from "./things.ts";
import { acceptedMessage, contradiction, vssVerdicts } from "./understood.ts";
import { nobodyGranted, strangersEvents } from "./walls.ts";
import { missingBackup, neverDelivered } from "./watch.ts";
import { week } from "./week.ts";

export const stories: readonly Story[] = [
  night,
  failedJob,
  completedJob,
  expiredJob,
  abortedBackup,
  partialEnds,
  inconsistentJob,
  copyAndRestore,
  vssVerdicts,
  acceptedMessage,
  contradiction,
  duplicates,
  disorder,
  slackBusy,
  slackDownHour,
  slackDownDay,
  describeThrottled,
  pipelines,
  dataSync,
  threats,
  deletedByHand,
  failedObjects,
  unknownEvent,
  wrongChannel,
  crashed,
  hugeMessage,
  answeredAtOnce,
  menu,
  status,
  jobsTable,
  points,
  homeTab,
  formComesBack,
  closedMeanwhile,
  noteLost,
  notOpened,
  outsiders,
  workerDies,
  tooLate,
  twice,
  whoAreYou,
  silentRegion,
  layoutRefused,
  tableSilent,
  storm,
  threeNights,
  vssNotGood,
  copyUnder,
  taken,
  ackAgainstResolve,
  details,
  snoozed,
  approved,
  hundredClicks,
  twoLeads,
  typedName,
  approveAgainstDeny,
  denied,
  withdrawn,
  expired,
  edited,
  leadLeft,
  leadLeftAfter,
  frozen,
  frozenOut,
  nobodyCan,
  killed,
  answerLost,
  lostForGood,
  callThrottled,
  refusedByAws,
  glassBroken,
  nobodyGranted,
  strangersEvents,
  neverDelivered,
  missingBackup,
  neverBackedUp,
  routedByTag,
  allAbsences,
  thingTaken,
  rawTaken,
  twoChannels,
  escalates,
  quietHours,
  absencesWait,
  week,
  restoredOutside,
  outsideWithoutTrail,
  nothingOutside,
  looksAhead,
  stopIsPrepared,
  copyIsPrepared,
  auditLog,
  auditVerify,
  backupNow,
  elsewhere,
  copyApproved,
  stopApproved,
  retryFromAlert,
];
