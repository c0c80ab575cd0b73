// Alerts: what AWS Backup says becomes a card. Hears the events queue; draws when the poster is told to.
import type { Feature } from "../../ports/feature.ts";
import { draw, receive } from "./flow.ts";

export const alerts: Feature = {
  name: "alerts",
  hears: receive,
  posts: { "alerts.draw": draw },
};
