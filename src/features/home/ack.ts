// Today at the front door: `status` takes the name of one environment, or nothing.
import type { Door } from "../../ports/door.ts";
import { atMostOne, showing } from "../../ports/replies.ts";
import { homeIds } from "./model.ts";

export const homeDoor: Door = {
  commands: { status: { flags: [], ack: atMostOne("status") } },
  actions: { [homeIds.status]: showing },
};
