// Alerts at the front door: what can be pressed on a card.
import type { Door } from "../../ports/door.ts";
import { opening, working } from "../../ports/replies.ts";
import { alertIds } from "./model.ts";

export const alertsDoor: Door = {
  actions: {
    [alertIds.acknowledge]: working,
    [alertIds.snooze]: working,
    [alertIds.details]: opening,
    [alertIds.list]: opening,
    [alertIds.page]: working,
    [alertIds.console]: () => ({ do: "nothing" }),
    [alertIds.file]: working,
  },
};
