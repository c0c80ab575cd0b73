// What stands in each account and Region that is backed up: the rules and the topic by which its events leave.
import { readFileSync } from "node:fs";
import { type App, CustomResource, Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import {
  ArnPrincipal,
  Effect,
  type IManagedPolicy,
  ManagedPolicy,
  PolicyStatement,
  ServicePrincipal,
} from "aws-cdk-lib/aws-iam";
import { Code, Function as LambdaFunction, Runtime } from "aws-cdk-lib/aws-lambda";
import { LogGroup, type RetentionDays } from "aws-cdk-lib/aws-logs";
import { Topic } from "aws-cdk-lib/aws-sns";
import { transformSync } from "esbuild";
import type { Deployment } from "../src/config/deployment.ts";
import { vaultEvents, vaultTopicName } from "../src/config/names.ts";
import { bell, makeAlarmTopic, ringForUndelivered } from "./alarms.ts";
import { accountArn, busArn, queueArn, roleArn, ruleArn, senderArn, undeliveredArn } from "./arns.ts";
import { feedRuleNames, makeFeedRules } from "./feed-rules.ts";
import { memberBoundaryName, notifierGroup, notifierName } from "./member-names.ts";
import { notifierPermissions } from "./permissions.ts";
import type { Member } from "./places.ts";
import { makeUndelivered, tlsOnly } from "./queues.ts";
import { makeRole } from "./roles.ts";
import { withoutAssets } from "./synthesizer.ts";

export interface MemberOptions {
  readonly member: Member;
  readonly deployment: Deployment;
}

export class MemberStack extends Stack {
  private readonly options: MemberOptions;

  constructor(app: App, options: MemberOptions) {
    const { member, deployment } = options;
    const { hub } = deployment;
    const { account, region } = member;
    super(app, `stillpoint-member-${account}-${region}`, {
      env: { account, region },
      stackName: "stillpoint-member",
      description: "Stillpoint: what it needs in this account and Region",
      synthesizer: withoutAssets(),
    });
    this.options = options;

    // In the hub's own account the queue for what is not delivered is there already.
    if (account !== hub.account) {
      const rules = feedRuleNames.map((name) => ruleArn(member, name));
      const undelivered = makeUndelivered(this, { rules, topics: [] }, hub.organization);
      const topic = makeAlarmTopic(this, hub.alarmEmails);
      ringForUndelivered(bell(this, topic, hub.runbook ?? "docs/runbook.md"), undelivered);
    }
    const isNear = region === hub.region;
    const isHome = isNear && account === hub.account;
    makeFeedRules(this, {
      to: isNear ? queueArn(hub, "events") : busArn(hub),
      ...(isHome ? {} : { roleArn: senderArn(member) }),
      undelivered: undeliveredArn(member),
    });
    if (!member.isTopicTheirs) this.makeTopic(this.boundary());
  }

  /** Of the account's own stack, which is deployed before. */
  private boundary(): IManagedPolicy {
    const arn = roleArn(this.options.member, memberBoundaryName).replace(":role/", ":policy/");
    return ManagedPolicy.fromManagedPolicyArn(this, "Boundary", arn);
  }

  /** The topic that vaults tell: only AWS Backup publishes, only the hub's queue may be subscribed. */
  private makeTopic(boundary: IManagedPolicy): void {
    const { member, deployment } = this.options;
    const { hub } = deployment;
    const topic = new Topic(this, "VaultTopic", { topicName: vaultTopicName });
    topic.addToResourcePolicy(
      new PolicyStatement({
        sid: "FromBackup",
        effect: Effect.ALLOW,
        principals: [new ServicePrincipal("backup.amazonaws.com")],
        actions: ["sns:Publish"],
        resources: [topic.topicArn],
        // No condition: nowhere does AWS say that AWS Backup tells its account, and it takes no topic of another one.
      }),
    );
    // CloudFormation looks at the topic before it subscribes.
    topic.addToResourcePolicy(
      new PolicyStatement({
        sid: "SeenByTheHub",
        effect: Effect.ALLOW,
        principals: [new ArnPrincipal(accountArn(hub))],
        actions: ["sns:GetTopicAttributes"],
        resources: [topic.topicArn],
      }),
    );
    topic.addToResourcePolicy(
      new PolicyStatement({
        sid: "ToTheHub",
        effect: Effect.ALLOW,
        principals: [new ArnPrincipal(accountArn(hub))],
        actions: ["sns:Subscribe"],
        resources: [topic.topicArn],
        conditions: {
          StringEquals: { "sns:Protocol": "sqs", "sns:Endpoint": queueArn(hub, "events") },
        },
      }),
    );
    topic.addToResourcePolicy(tlsOnly(["sns:Publish"], topic.topicArn));
    const notifier = this.makeNotifier(boundary);
    const told = new CustomResource(this, "VaultNotifications", {
      resourceType: "Custom::VaultNotifications",
      serviceToken: notifier.functionArn,
      properties: { TopicArn: topic.topicArn, Vaults: member.vaults, Events: vaultEvents },
    });
    // A vault takes a topic only when AWS Backup may already publish to it.
    told.node.addDependency(topic);
  }

  private makeNotifier(boundary: IManagedPolicy): LambdaFunction {
    const { member, deployment } = this.options;
    const role = makeRole(this, "NotifierRole", {
      name: `${notifierName}-${member.region}`,
      description: "Has vaults tell the topic",
      trusts: new ServicePrincipal("lambda.amazonaws.com"),
      boundary,
      permissions: notifierPermissions(member, notifierGroup),
      denies: false,
    });
    return new LambdaFunction(this, "Notifier", {
      functionName: notifierName,
      description: "Has vaults tell the topic, as it is deployed",
      code: Code.fromInline(notifierCode()),
      handler: "index.handler",
      runtime: Runtime.NODEJS_24_X,
      timeout: Duration.minutes(5),
      role: role.withoutPolicyUpdates(),
      logGroup: new LogGroup(this, "NotifierLog", {
        logGroupName: notifierGroup,
        retention: deployment.hub.logDays as RetentionDays,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
    });
  }
}

/** Inline code takes 4 096 characters, so it is made small; then a member needs no bucket for its code. */
const notifierCode = (): string => {
  const text = readFileSync(new URL("./vault-notifications.js", import.meta.url), "utf8");
  return transformSync(text, { minify: true, platform: "node", target: "node24", format: "cjs" }).code;
};
