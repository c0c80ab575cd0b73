// The hub account's ear in one Region: its subscriptions to the topics that vaults and others tell. The owner of the queue
// subscribes, so nothing has to be confirmed; and a subscription's dead-letter queue lies in the topic's Region.
// https://docs.aws.amazon.com/sns/latest/dg/sns-send-message-to-sqs-cross-account.html
import { type App, Stack } from "aws-cdk-lib";
import { CfnSubscription } from "aws-cdk-lib/aws-sns";
import type { Deployment } from "../src/config/deployment.ts";
import { vaultTopicFilter } from "../src/config/names.ts";
import { bell, makeAlarmTopic, ringForUndelivered } from "./alarms.ts";
import { queueArn, undeliveredArn } from "./arns.ts";
import { makeUndelivered } from "./queues.ts";
import { withoutAssets } from "./synthesizer.ts";

export class FeedsStack extends Stack {
  /** `rules` are the hub account's own in this Region. */
  constructor(
    app: App,
    region: string,
    { hub, topics: plain }: Deployment,
    { topics, rules }: { readonly topics: readonly string[]; readonly rules: readonly string[] },
  ) {
    const env = { account: hub.account, region };
    super(app, `stillpoint-feeds-${region}`, {
      env,
      stackName: "stillpoint-feeds",
      description: "Stillpoint: what it hears in this Region",
      synthesizer: withoutAssets(),
    });
    const isElsewhere = region !== hub.region;
    if (isElsewhere) {
      const undelivered = makeUndelivered(this, { rules, topics }, hub.organization);
      const topic = makeAlarmTopic(this, hub.alarmEmails);
      ringForUndelivered(bell(this, topic, hub.runbook ?? "docs/runbook.md"), undelivered);
    }
    for (const topicArn of topics) {
      // By the topic's own name: a number would move on when a topic comes before it, and CloudFormation would take
      // one subscription off in place of another.
      new CfnSubscription(this, `Feed${topicArn.replace(/\W+/g, "")}`, {
        topicArn,
        protocol: "sqs",
        endpoint: queueArn(hub, "events"),
        // A filter takes no message without attributes, and only AWS Backup writes them.
        ...(plain.includes(topicArn) ? {} : { filterPolicy: vaultTopicFilter }),
        redrivePolicy: { deadLetterTargetArn: undeliveredArn({ account: hub.account, region }) },
      });
    }
  }
}
