// DataSync task executions. The thing is the task: its next good execution turns the card green.
// https://docs.aws.amazon.com/datasync/latest/userguide/monitor-datasync.html
import { parseArn } from "./arn.ts";
import { textOf } from "./members.ts";
import type { ThingNotification } from "./notification.ts";
import { type ThingEvent, tellOf } from "./telling.ts";
import { worstOf } from "./thing.ts";

const execution = /^task\/([\w-]{1,64})\/execution\/([\w-]{1,64})$/;

export const readDataSync = (event: ThingEvent): ThingNotification | undefined => {
  const { detail } = event;
  const found = execution.exec(parseArn(textOf(event.resources[0]) ?? "")?.resource ?? "");
  const said = worstOf("datasync", [textOf(detail.State), textOf(detail.state)]);
  if (found === null || said === undefined) return undefined;
  const [, task, run] = found;
  return tellOf({
    feed: "eventbridge",
    kind: "datasync",
    account: event.account,
    region: event.region,
    id: task,
    name: task,
    ...said,
    at: event.at,
    facts: { execution: run },
  });
};
