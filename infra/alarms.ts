// Who is woken, and by what. Each alarm names its heading in docs/runbook.md, and none goes through Slack: it tells of
// trouble with what speaks there.
import { Duration, type Stack } from "aws-cdk-lib";
import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Stats,
  TreatMissingData,
} from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { Effect, PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { FilterPattern, type ILogGroup, MetricFilter } from "aws-cdk-lib/aws-logs";
import { type ITopic, Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { Hub } from "../src/config/deployment.ts";
import type { FunctionName } from "../src/config/names.ts";
import type { QueueName, Queues } from "./queues.ts";

const minute = Duration.minutes(1);

/** By e-mail, and by whatever else is subscribed to it by hand. */
export const makeAlarmTopic = (scope: Stack, emails: readonly string[]): Topic => {
  const topic = new Topic(scope, "Alarms", { topicName: "stillpoint-alarms", enforceSSL: true });
  // A policy of our own takes the place of SNS's, which would have let CloudWatch in.
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
  topic.addToResourcePolicy(
    new PolicyStatement({
      sid: "FromAlarms",
      effect: Effect.ALLOW,
      principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
      actions: ["sns:Publish"],
      resources: [topic.topicArn],
      conditions: { StringEquals: { "aws:SourceAccount": scope.account } },
    }),
  );
  for (const email of emails) topic.addSubscription(new EmailSubscription(email));
  return topic;
};

interface Ring {
  /** Behind `stillpoint-`. */
  readonly name: string;
  /** Its heading in the runbook. */
  readonly heading: string;
  readonly metric: IMetric;
  /** It rings from here on. */
  readonly from: number;
  readonly below?: boolean;
  readonly minutes?: number;
}

/** A heading as GitHub links to it. */
export const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\w\s-]/g, "")
    .replace(/\s+/g, "-");

export type RingOf = (ring: Ring) => Alarm;

export const bell =
  (scope: Stack, topic: ITopic, runbook: string): RingOf =>
  ({ name, heading, metric, from, below = false, minutes = 1 }) => {
    const id = name.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase());
    const alarm = new Alarm(scope, `${id}Alarm`, {
      alarmName: `stillpoint-${name}`,
      alarmDescription: `${heading}. ${runbook}#${anchorOf(heading)}`,
      metric,
      threshold: from,
      comparisonOperator: below
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: minutes,
      treatMissingData: below ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(topic));
    alarm.addOkAction(new SnsAction(topic));
    return alarm;
  };

export const ringForUndelivered = (ring: RingOf, queue: Queue): void => {
  ring({
    name: "undelivered",
    heading: "Undelivered queue is not empty",
    metric: waiting(queue),
    from: 1,
  });
};

const waiting = (queue: Queue) =>
  queue.metricApproximateNumberOfMessagesVisible({ period: minute, statistic: Stats.MAXIMUM });

const titles: Readonly<Record<QueueName, string>> = {
  events: "Events",
  work: "Work",
  run: "Run",
  posts: "Posts",
};

/**
 * How long something may wait, in seconds. A note that asks AWS again for a reason waits in the events queue for up to a
 * quarter of an hour on purpose, and posts are held by Slack's own limits for a while.
 */
const waits: Readonly<Record<QueueName, { readonly heading: string; readonly seconds: number }>> = {
  events: { heading: "Events are waiting", seconds: 1_200 },
  work: { heading: "Questions are waiting", seconds: 300 },
  run: { heading: "Granted operations are waiting", seconds: 300 },
  posts: { heading: "Cards are waiting", seconds: 900 },
};

const errors: Readonly<Record<FunctionName, string>> = {
  slack: "Front door errors",
  worker: "Worker errors",
  executor: "Executor errors",
  events: "Events errors",
  poster: "Poster errors",
  clock: "Clock errors",
};

/** What the executor says when it meets what should not be: each is looked at by a person. */
const executorVerbs = [
  { name: "run-refused", counter: "RunRefused", heading: "A run was refused", verb: "run.refused" },
  { name: "run-unknown", counter: "RunUnknown", heading: "Nobody knows whether it ran", verb: "run.unknown" },
  {
    name: "view-mismatch",
    counter: "ViewMismatch",
    heading: "A lead was shown something else",
    verb: "view.mismatch",
  },
] as const;

export interface Watched {
  readonly hub: Hub;
  readonly queues: Queues;
  readonly functions: Readonly<Record<FunctionName, LambdaFunction>>;
  readonly api: HttpApi | undefined;
}

const queueNamesInOrder = ["events", "work", "run", "posts"] as const;
const functionNamesInOrder = ["slack", "worker", "executor", "events", "poster", "clock"] as const;

export const ringForHub = (scope: Stack, ring: RingOf, { queues, functions, api }: Watched): void => {
  for (const name of queueNamesInOrder) {
    const { heading, seconds } = waits[name];
    ring({
      name: `${name}-dlq`,
      heading: `${titles[name]} dead-letter queue is not empty`,
      metric: waiting(queues.dead[name]),
      from: 1,
    });
    const age = queues.queue[name].metricApproximateAgeOfOldestMessage({
      period: minute,
      statistic: Stats.MAXIMUM,
    });
    ring({ name: `${name}-age`, heading, metric: age, from: seconds, minutes: 3 });
  }
  for (const name of functionNamesInOrder) {
    const metric = functions[name].metricErrors({ period: minute, statistic: Stats.SUM });
    ring({ name: `${name}-errors`, heading: errors[name], metric, from: 1 });
  }
  // The front door never fails: what went wrong there, and how Slack refused the poster, only their logs tell.
  const log = lineCounter(scope);
  ring({
    name: "slack-error-lines",
    heading: errors.slack,
    metric: log("SlackErrorLines", functions.slack.logGroup, '{ $.level = "ERROR" }'),
    from: 1,
  });
  ring({
    name: "poster-error-lines",
    heading: errors.poster,
    metric: log(
      "PosterErrorLines",
      functions.poster.logGroup,
      '{ ($.level = "ERROR") && ($.message != "alert.rerouted") }',
    ),
    from: 1,
  });
  // A message that comes back often leaves the metric of ages, so a token that Slack refuses is looked for by name.
  ring({
    name: "slack-refuses",
    heading: waits.posts.heading,
    metric: log(
      "SlackRefuses",
      functions.poster.logGroup,
      '{ ($.message = "post.held") && ($.fault = "slack-refused") }',
    ),
    from: 1,
  });
  // The watch ends no tick when it cannot see. It looks every quarter of an hour: a shorter period would ring each time.
  ring({
    name: "clock-error-lines",
    heading: errors.clock,
    metric: log("ClockErrorLines", functions.clock.logGroup, '{ $.level = "ERROR" }', Duration.minutes(30)),
    from: 1,
  });
  ring({
    name: "rerouted",
    heading: "A card was rerouted",
    metric: log("Rerouted", functions.poster.logGroup, '{ $.message = "alert.rerouted" }'),
    from: 1,
  });
  for (const { name, counter, heading, verb } of executorVerbs) {
    const metric = log(counter, functions.executor.logGroup, `{ $.message = "${verb}" }`);
    ring({ name, heading, metric, from: 1 });
  }
  if (api !== undefined) {
    const metric = api.metricServerError({ period: minute, statistic: Stats.SUM });
    ring({ name: "slack-server-errors", heading: errors.slack, metric, from: 1 });
  }
  const throttles = new MathExpression({
    // A function that is idle has no datapoints, and a sum with a gap may be none.
    expression: functionNamesInOrder.map((name) => `FILL(${name}, 0)`).join(" + "),
    usingMetrics: Object.fromEntries(
      functionNamesInOrder.map((name) => [
        name,
        functions[name].metricThrottles({ period: minute, statistic: Stats.SUM }),
      ]),
    ),
    period: minute,
    label: "Throttles",
  });
  ring({ name: "throttles", heading: "Functions are throttled", metric: throttles, from: 1, minutes: 3 });
  ring({
    name: "heartbeat",
    heading: "Heartbeat is missing",
    metric: functions.clock.metricInvocations({ period: Duration.minutes(5), statistic: Stats.SUM }),
    from: 1,
    below: true,
    minutes: 2,
  });
};

/** Counts lines of a log that fit a pattern. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html */
const lineCounter =
  (scope: Stack) =>
  (name: string, logGroup: ILogGroup, pattern: string, period: Duration = minute): IMetric =>
    new MetricFilter(scope, name, {
      logGroup,
      metricNamespace: "Stillpoint",
      metricName: name,
      metricValue: "1",
      filterPattern: FilterPattern.literal(pattern),
    }).metric({ period, statistic: Stats.SUM });
