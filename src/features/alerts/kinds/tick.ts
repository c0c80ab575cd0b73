// What alerts do once a minute: whatever is due.
import { type Doers, type DueWorld, doDue } from "./due.ts";
import { escalate } from "./escalation.ts";
import { release } from "./quiet-end.ts";
import { wake } from "./snooze.ts";

const doers: Doers = { "snooze-ends": wake, "quiet-ends": release, escalates: escalate };

export const tick = (world: DueWorld): Promise<string> => doDue(doers, world);
