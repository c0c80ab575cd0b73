// The rules of EventBridge by which AWS's events come in, and where they go.
import { CfnRule } from "aws-cdk-lib/aws-events";
import type { Construct } from "constructs";

/** Their names tell what they let through; a queue's policy names them too. */
const feedRules = {
  // Also the calls that CloudTrail tells of where an account has a trail: EventBridge hands on those that change something,
  // and a rule of its own for them would have each told twice.
  // https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html
  // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
  "stillpoint-backup": { source: ["aws.backup"] },
  // S3 Batch Operations tells by CloudTrail alone.
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/batch-ops-examples-event-bridge-cloud-trail.html
  "stillpoint-batch": {
    source: ["aws.s3"],
    "detail-type": ["AWS Service Event via CloudTrail"],
    detail: { eventSource: ["s3.amazonaws.com"], eventName: ["JobCreated", "JobStatusChanged"] },
  },
  // https://docs.aws.amazon.com/datasync/latest/userguide/monitor-datasync.html
  "stillpoint-datasync": {
    source: ["aws.datasync"],
    "detail-type": ["DataSync Task Execution State Change"],
    detail: { State: ["SUCCESS", "ERROR"] },
  },
} as const;

export const feedRuleNames = Object.keys(feedRules) as readonly (keyof typeof feedRules)[];

export interface Way {
  /** A queue's or a bus's ARN. */
  readonly to: string;
  /** Needed when it goes to another account or Region. */
  readonly roleArn?: string;
  /** A queue's ARN. */
  readonly undelivered: string;
}

/** A day of tries, as EventBridge does by itself: said, so that nobody shortens it unseen. */
const retryPolicy = { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 };

export const makeFeedRules = (scope: Construct, { to, roleArn, undelivered }: Way): void => {
  for (const name of feedRuleNames) {
    const id = name.replace(/(?:^stillpoint)?-(.)/g, (_, letter: string) => letter.toUpperCase());
    new CfnRule(scope, `${id}Rule`, {
      name,
      description: "Hands events on to Stillpoint",
      eventPattern: feedRules[name],
      targets: [
        {
          id: "stillpoint",
          arn: to,
          ...(roleArn === undefined ? {} : { roleArn }),
          deadLetterConfig: { arn: undelivered },
          retryPolicy,
        },
      ],
    });
  }
};
