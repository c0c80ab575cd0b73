// CloudWatch alarms, by EventBridge and by SNS: one alarm is one thing, whichever way it comes.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
import { type Instant, parseInstant } from "../core/time.ts";
import { parseArn } from "./arn.ts";
import { listOf, type Members, membersOf, textOf } from "./members.ts";
import type { Delivery, ThingNotification } from "./notification.ts";
import { type ThingEvent, tellOf } from "./telling.ts";
import { worstOf } from "./thing.ts";

export const readAlarm = (event: ThingEvent): ThingNotification | undefined => {
  const { detail } = event;
  const state = membersOf(detail.state);
  const [metric] = listOf(membersOf(detail.configuration).metrics);
  const { namespace, name } = membersOf(membersOf(membersOf(metric).metricStat).metric);
  return read({
    feed: "eventbridge",
    account: event.account,
    region: event.region,
    name: textOf(detail.alarmName),
    value: textOf(state.value),
    reason: textOf(state.reason),
    metric: [textOf(namespace), textOf(name)],
    at: parseInstant(textOf(state.timestamp)) ?? event.at,
  });
};

/** The JSON that an alarm publishes, or undefined when the content is something else. */
export const readAlarmMessage = (
  content: Members,
  topicArn: string | undefined,
  delivery: Delivery,
): ThingNotification | undefined => {
  const own = parseArn(textOf(content.AlarmArn) ?? "");
  const topic = parseArn(topicArn ?? "");
  const trigger = membersOf(content.Trigger);
  return read({
    feed: "sns",
    account: textOf(content.AWSAccountId) ?? own?.account ?? topic?.account,
    // `Region` is a name for people; the Region itself stands in the ARNs.
    region: own?.region ?? topic?.region,
    name: textOf(content.AlarmName),
    value: textOf(content.NewStateValue),
    reason: textOf(content.NewStateReason),
    metric: [textOf(trigger.Namespace), textOf(trigger.MetricName)],
    at: parseInstant(textOf(content.StateChangeTime)) ?? delivery.sentAt,
  });
};

const read = (alarm: {
  readonly feed: ThingNotification["feed"];
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly name: string | undefined;
  readonly value: string | undefined;
  readonly reason: string | undefined;
  readonly metric: readonly (string | undefined)[];
  readonly at: Instant;
}): ThingNotification | undefined => {
  const { feed, account, region, name, at } = alarm;
  const said = worstOf("cloudwatch-alarm", [alarm.value]);
  if (said === undefined) return undefined;
  const metric = alarm.metric.filter((word) => word !== undefined).join(" · ");
  return tellOf({
    feed,
    kind: "cloudwatch-alarm",
    account,
    region,
    id: name,
    name,
    ...said,
    at,
    facts: { metric: metric === "" ? undefined : metric },
    message: alarm.reason,
  });
};
