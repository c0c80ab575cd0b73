// Alerts: what AWS Backup says becomes a card. The events function hears by its flow; here is what draws, answers and ticks.
import type { Feature } from "../../ports/feature.ts";
import { answerAcknowledge } from "./kinds/acknowledge.ts";
import { answerDetails } from "./kinds/details.ts";
import { draw } from "./kinds/drawing.ts";
import { answerList, answerPage } from "./kinds/listing.ts";
import { answerSnooze } from "./kinds/snooze.ts";
import { answerStormFile, putFile } from "./kinds/storm-file.ts";
import { call, repeat } from "./kinds/threading.ts";
import { tick } from "./kinds/tick.ts";
import { alertIds } from "./model.ts";

export const alerts: Feature = {
  name: "alerts",
  posts: {
    "alerts.draw": draw,
    "alerts.call": call,
    "alerts.repeat": repeat,
    "alerts.file": putFile,
  },
  actions: {
    [alertIds.acknowledge]: answerAcknowledge,
    [alertIds.snooze]: answerSnooze,
    [alertIds.details]: answerDetails,
    [alertIds.list]: answerList,
    [alertIds.page]: answerPage,
    [alertIds.file]: answerStormFile,
  },
  ticks: tick,
};
