// The hub: everything of Stillpoint that is there once.

import type { App } from "aws-cdk-lib";
import { CfnOutput, Stack } from "aws-cdk-lib";
import { CfnEventBusPolicy, CfnRule, EventBus } from "aws-cdk-lib/aws-events";
import type { Deployment } from "../src/config/deployment.ts";
import { botTokenParameterName, busName, signingSecretParameterName } from "../src/config/names.ts";
import { bell, makeAlarmTopic, ringForHub, ringForUndelivered } from "./alarms.ts";
import { accountArn, busArn, queueArn, ruleArn } from "./arns.ts";
import { hubBoundary } from "./boundary.ts";
import { makeDoor } from "./door.ts";
import { feedRuleNames } from "./feed-rules.ts";
import { type CodeOf, makeFunctions, makeSchedule } from "./functions.ts";
import type { Member } from "./places.ts";
import { letEventsIn, makeQueues, makeUndelivered, sendersOnly } from "./queues.ts";
import { boundaryOf } from "./roles.ts";
import { makeAuditBucket, makeAuditTable, makeSecretsKey, makeStateTable } from "./storage.ts";

export interface HubOptions {
  readonly deployment: Deployment;
  readonly members: readonly Member[];
  /** ARNs of every topic that the hub hears. */
  readonly topics: readonly string[];
  readonly codeOf: (stack: Stack) => CodeOf;
  readonly version: string;
  readonly commit: string;
}

/** A rule of the hub's own bus, by which the events of other Regions reach the queue. */
const fromElsewhere = "stillpoint-from-elsewhere";

export class HubStack extends Stack {
  constructor(app: App, options: HubOptions) {
    const { deployment, members, topics } = options;
    const { hub } = deployment;
    const env = { account: hub.account, region: hub.region };
    super(app, "stillpoint-hub", { env, description: "Stillpoint: AWS Backup, run from Slack" });

    const queues = makeQueues(this);
    makeStateTable(this);
    makeAuditTable(this);
    const audit = makeAuditBucket(this, hub.audit);
    const key = makeSecretsKey(this, hub);

    const busRule = ruleArn(hub, `${busName}/${fromElsewhere}`);
    const ownRules = members.some((member) => isAt(member, hub))
      ? feedRuleNames.map((name) => ruleArn(hub, name))
      : [];
    const besides = members.filter((member) => !isAt(member, hub));
    letEventsIn(
      queues.queue.events,
      {
        rules: [busRule, ...ownRules],
        topics,
        senders: besides.filter(({ region }) => region === hub.region),
      },
      hub.organization,
    );
    const near = topics.filter((arn) => arn.split(":")[3] === hub.region);
    const rules = [busRule, ...ownRules];
    const undelivered = makeUndelivered(this, { rules, topics: near }, hub.organization);
    this.makeBus(
      besides.filter(({ region }) => region !== hub.region),
      deployment,
      undelivered.queueArn,
    );

    const facts = {
      hub,
      accounts: [...new Set(members.map(({ account }) => account))],
      secretsKeyArn: key.keyArn,
      auditBucketArn: audit.bucketArn,
    };
    const boundary = boundaryOf(this, "stillpoint-boundary", hubBoundary(facts));
    const { version, commit } = options;
    const codeOf = options.codeOf(this);
    const auditBucket = audit.bucketName;
    const parts = { hub, facts, queues, auditBucket, boundary, codeOf, version, commit };
    const functions = makeFunctions(this, parts);
    makeSchedule(this, parts);
    const door = makeDoor(this, functions.slack, hub);

    const topic = makeAlarmTopic(this, hub.alarmEmails);
    const ring = bell(this, topic, hub.runbook ?? "docs/runbook.md");
    ringForHub(this, ring, { hub, queues, functions, api: door.api });
    ringForUndelivered(ring, undelivered);

    new CfnOutput(this, "RequestUrl", { value: door.url, description: "For manifest.yml" });
    new CfnOutput(this, "AuditHeadsBucket", { value: audit.bucketName });
    new CfnOutput(this, "Secrets", {
      value: `${botTokenParameterName} ${signingSecretParameterName}`,
      description: "SecureString parameters, encrypted with alias/stillpoint, to be put by hand",
    });
  }

  /** EventBridge reaches a queue in its own Region only, so other Regions' events come over a bus. */
  private makeBus(senders: readonly Member[], { hub }: Deployment, undelivered: string): void {
    const bus = new EventBus(this, "Bus", {
      eventBusName: busName,
      description: "Backup events of other Regions",
    });
    if (senders.length > 0) {
      const policy = new CfnEventBusPolicy(this, "BusPolicy", {
        eventBusName: busName,
        statementId: "FromSenders",
        statement: {
          Sid: "FromSenders",
          Effect: "Allow",
          Principal: { AWS: [...new Set(senders.map(accountArn))] },
          Action: "events:PutEvents",
          Resource: busArn(hub),
          Condition: sendersOnly(senders, hub.organization),
        },
      });
      policy.node.addDependency(bus);
    }
    const rule = new CfnRule(this, "FromElsewhere", {
      name: fromElsewhere,
      description: "Hands on whatever the members' rules let through",
      eventBusName: busName,
      eventPattern: { source: [{ prefix: "aws." }] },
      targets: [{ id: "stillpoint", arn: queueArn(hub, "events"), deadLetterConfig: { arn: undelivered } }],
    });
    rule.node.addDependency(bus);
  }
}

const isAt = (
  left: { readonly account: string; readonly region: string },
  right: { readonly account: string; readonly region: string },
): boolean => left.account === right.account && left.region === right.region;
