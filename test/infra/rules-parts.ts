// How queues, tables, logs and functions must be, each rule from templates to sentences.
import { deadLettersOf } from "./roads.ts";
import { statementsIn } from "./statement.ts";
import { allOf, at, type Found, listOf, textsOf } from "./template.ts";
import type { Rule } from "./walls.ts";

const fourteenDays = 14 * 86_400;

const said = (found: Found, what: string): string => `${found.stack.id}: ${found.name} ${what}`;

/** A rule that looks at each resource of one type by itself. */
const each =
  (type: string, what: string, isWell: (found: Found) => boolean): Rule =>
  (installation) =>
    allOf(installation, type)
      .filter((found) => !isWell(found))
      .map((found) => said(found, what));

const queue = "AWS::SQS::Queue";

export const queuesLayAside: Rule = (installation) => {
  const queues = allOf(installation, queue);
  const aside = new Set(deadLettersOf(installation));
  return queues
    .filter(({ arn, properties }) => {
      const target = at(properties, "RedrivePolicy", "deadLetterTargetArn");
      return target === undefined ? !aside.has(arn) : !queues.some((other) => other.arn === target);
    })
    .map((found) => said(found, "has no dead-letter queue and is none"));
};

/** Of a queue how long things wait in it, of a dead-letter queue that there is anything. */
export const queuesAreWatched: Rule = (installation) => {
  const alarms = allOf(installation, "AWS::CloudWatch::Alarm");
  return allOf(installation, queue)
    .filter(({ stack, name, properties }) => {
      const isWorked = at(properties, "RedrivePolicy") !== undefined;
      const metric = isWorked ? "ApproximateAgeOfOldestMessage" : "ApproximateNumberOfMessagesVisible";
      return !alarms.some(
        (alarm) =>
          alarm.stack === stack &&
          at(alarm.properties, "Namespace") === "AWS/SQS" &&
          at(alarm.properties, "MetricName") === metric &&
          at(alarm.properties, "Dimensions", 0, "Value") === name,
      );
    })
    .map((found) => said(found, "has no alarm"));
};

export const queuesKeepFourteenDays = each(
  queue,
  "keeps messages for less than fourteen days",
  ({ properties }) => at(properties, "MessageRetentionPeriod") === fourteenDays,
);

export const queuesAreEncrypted = each(
  queue,
  "is not encrypted",
  ({ properties }) => at(properties, "SqsManagedSseEnabled") === true,
);

/** Queues, topics and the audit bucket. */
export const nobodySpeaksInTheClear: Rule = (installation) => {
  const policies = [
    ...allOf(installation, "AWS::SQS::QueuePolicy"),
    ...allOf(installation, "AWS::SNS::TopicPolicy"),
    ...allOf(installation, "AWS::S3::BucketPolicy"),
  ];
  const guarded = [queue, "AWS::SNS::Topic", "AWS::S3::Bucket"].flatMap((type) => allOf(installation, type));
  return guarded
    .filter(
      ({ stack, arn, type }) =>
        !policies.some(
          (policy) =>
            policy.stack === stack &&
            statementsIn(at(policy.properties, "PolicyDocument")).some(
              ({ isAllow, actions, principals, resources, conditions }) =>
                !isAllow &&
                actions.includes(
                  { [queue]: "sqs:*", "AWS::SNS::Topic": "sns:Publish" }[type as typeof queue] ?? "s3:*",
                ) &&
                principals.includes("*") &&
                resources.includes(arn) &&
                String(conditions.Bool?.["aws:SecureTransport"]) === "false",
            ),
        ),
    )
    .map((found) => said(found, "is spoken to without TLS"));
};

export const tablesStay = each(
  "AWS::DynamoDB::Table",
  "can be lost",
  ({ properties, deletionPolicy }) =>
    at(properties, "PointInTimeRecoverySpecification", "PointInTimeRecoveryEnabled") === true &&
    at(properties, "DeletionProtectionEnabled") === true &&
    deletionPolicy === "Retain",
);

export const logsEnd = each(
  "AWS::Logs::LogGroup",
  "is kept for ever",
  ({ properties }) => Number(at(properties, "RetentionInDays")) > 0,
);

/** What is written into the template is a custom resource, and runs on whatever there is. */
const isInline = ({ properties }: Found): boolean => at(properties, "Code", "ZipFile") !== undefined;

const lambda = "AWS::Lambda::Function";

export const functionsRunOnWhatWeChose = each(
  lambda,
  "is not nodejs24.x on arm64",
  (found) =>
    at(found.properties, "Runtime") === "nodejs24.x" &&
    (isInline(found) || textsOf(at(found.properties, "Architectures")).join() === "arm64"),
);

export const functionsHaveTheirOwnLog: Rule = (installation) => {
  const groups = allOf(installation, "AWS::Logs::LogGroup");
  return allOf(installation, lambda)
    .filter(({ stack, name, properties }) => {
      const group = at(properties, "LoggingConfig", "LogGroup");
      const isThere = groups.some((found) => found.stack === stack && found.name === group);
      return !isThere || group !== `/aws/lambda/${name}`;
    })
    .map((found) => said(found, "has no log group of its own"));
};

export const functionsHaveTheirOwnRole: Rule = (installation) => {
  const functions = allOf(installation, lambda);
  const roles = allOf(installation, "AWS::IAM::Role");
  return functions
    .filter(({ stack, properties }) => {
      const role = at(properties, "Role");
      const sharers = functions.filter((other) => at(other.properties, "Role") === role);
      return sharers.length > 1 || !roles.some((found) => found.stack === stack && found.arn === role);
    })
    .map((found) => said(found, "has no role of its own"));
};

const mapping = "AWS::Lambda::EventSourceMapping";

/** One bad message comes back alone, and a storm does not take every other function's room. */
export const sourcesAreGentle = each(
  mapping,
  "takes a queue without partial failures or a limit",
  ({ properties }) =>
    textsOf(at(properties, "FunctionResponseTypes")).includes("ReportBatchItemFailures") &&
    Number(at(properties, "ScalingConfig", "MaximumConcurrency")) >= 2,
);

/** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
export const sourcesHaveTime: Rule = (installation) =>
  allOf(installation, mapping).flatMap((source) => {
    const from = allOf(installation, queue).find(
      ({ arn }) => arn === at(source.properties, "EventSourceArn"),
    );
    const to = allOf(installation, lambda).find(({ name, stack }) => {
      return stack === source.stack && name === at(source.properties, "FunctionName");
    });
    if (from === undefined || to === undefined) return [said(source, "goes from nowhere or to nowhere")];
    const visibleAfter = Number(at(from.properties, "VisibilityTimeout"));
    const receives = Number(at(from.properties, "RedrivePolicy", "maxReceiveCount"));
    const isFifo = at(from.properties, "FifoQueue") === true;
    return [
      ...(visibleAfter >= 6 * Number(at(to.properties, "Timeout"))
        ? []
        : [said(from, "shows too soon again")]),
      ...(receives >= 5 ? [] : [said(from, "gives up too soon")]),
      ...(isFifo && at(source.properties, "BatchSize") !== 1 ? [said(source, "takes several in order")] : []),
    ];
  });

/** What may stand in an access log: nothing that was said, no header, no cookie, nothing of the body. */
const loggedFields = [
  "$context.requestTime",
  "$context.requestId",
  "$context.identity.sourceIp",
  "$context.httpMethod",
  "$context.path",
  "$context.status",
  "$context.responseLength",
  "$context.responseLatency",
  "$context.integrationErrorMessage",
];

export const theDoorIsGuarded: Rule = (installation) => {
  const urls = allOf(installation, "AWS::Lambda::Url");
  const stages = allOf(installation, "AWS::ApiGatewayV2::Stage");
  if (urls.length + stages.length !== 1) return ["there is not one way in"];
  return [
    ...stages.flatMap(({ properties }) => {
      const format = String(at(properties, "AccessLogSettings", "Format"));
      const fields = format.match(/\$[\w.]+/g) ?? [];
      const strange = fields.filter((field) => !loggedFields.includes(field));
      return [
        ...(Number(at(properties, "DefaultRouteSettings", "ThrottlingRateLimit")) > 0 &&
        Number(at(properties, "DefaultRouteSettings", "ThrottlingBurstLimit")) > 0
          ? []
          : ["the API has no throttle"]),
        ...(at(properties, "AccessLogSettings", "DestinationArn") === undefined || fields.length === 0
          ? ["the API has no access log"]
          : []),
        ...strange.map((field) => `the access log holds ${field}`),
      ];
    }),
    ...urls.flatMap((url) => {
      const target = at(url.properties, "TargetFunctionArn");
      const front = allOf(installation, lambda).find(({ arn, name }) => arn === target || name === target);
      const allowed = allOf(installation, "AWS::Lambda::Permission")
        .filter(({ properties }) =>
          [front?.arn, front?.name].includes(String(at(properties, "FunctionName"))),
        )
        .map(({ properties }) => at(properties, "Action"));
      return [
        ...["lambda:InvokeFunctionUrl", "lambda:InvokeFunction"]
          .filter((action) => !allowed.includes(action))
          .map((action) => `nobody is allowed ${action}`),
        ...(Number(at(front?.properties, "ReservedConcurrentExecutions")) > 0
          ? []
          : ["the URL has no throttle"]),
      ];
    }),
    ...allOf(installation, "AWS::ApiGatewayV2::Route")
      .filter(({ properties }) => at(properties, "RouteKey") !== "POST /slack/events")
      .map((found) => said(found, "leads elsewhere")),
  ];
};

export const theAuditBucketHolds: Rule = (installation) => {
  const [bucket, ...others] = allOf(installation, "AWS::S3::Bucket");
  if (bucket === undefined || others.length > 0) return ["there is not one bucket"];
  const { properties, deletionPolicy, arn } = bucket;
  const lock = at(properties, "ObjectLockConfiguration", "Rule", "DefaultRetention");
  const isClosed = listOf(at(properties, "PublicAccessBlockConfiguration")).some((block) =>
    ["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"].every(
      (way) => at(block, way) === true,
    ),
  );
  const denials = allOf(installation, "AWS::S3::BucketPolicy")
    .flatMap((policy) => statementsIn(at(policy.properties, "PolicyDocument")))
    .filter(({ isAllow }) => !isAllow);
  const isNeverBypassed = denials.some(
    ({ actions, principals, resources, conditions }) =>
      actions.includes("s3:BypassGovernanceRetention") &&
      principals.includes("*") &&
      resources.includes(`${arn}/*`) &&
      Object.keys(conditions).length === 0,
  );
  return [
    ...(at(properties, "ObjectLockEnabled") === true && Number(at(lock, "Days")) > 0
      ? []
      : [said(bucket, "does not lock its objects")]),
    ...(at(properties, "VersioningConfiguration", "Status") === "Enabled"
      ? []
      : [said(bucket, "has one version")]),
    ...(isClosed ? [] : [said(bucket, "may be made public")]),
    ...(deletionPolicy === "Retain" ? [] : [said(bucket, "goes with its stack")]),
    ...(isNeverBypassed ? [] : [said(bucket, "lets its lock be bypassed")]),
  ];
};
