// Today at a glance: answers to `status`, and draws the Home tab.
import type { Feature } from "../../ports/feature.ts";
import { answerStatus, answerStatusButton, drawHome } from "./flow.ts";
import { homeIds } from "./model.ts";

export const home: Feature = {
  name: "home",
  commands: { status: answerStatus },
  actions: { [homeIds.status]: answerStatusButton },
  home: drawHome,
};
