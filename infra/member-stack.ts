// What stands in each account and Region that is backed up: the rules and the topic by which its events leave and, in
// the account's first Region, the roles by which Stillpoint reads and acts there.
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
import { partitionOf } from "../src/backup/arn.ts";
import type { Deployment } from "../src/config/deployment.ts";
import {
  functionNames,
  operatorRoleName,
  readerRoleName,
  senderRoleName,
  vaultEvents,
  vaultTopicName,
} from "../src/config/names.ts";
import { bell, makeAlarmTopic, ringForUndelivered } from "./alarms.ts";
import { accountArn, busArn, queueArn, roleArn, ruleArn, senderArn, undeliveredArn } from "./arns.ts";
import { feedRuleNames, makeFeedRules } from "./feed-rules.ts";
import {
  notifierPermissions,
  operatorPermissions,
  readerPermissions,
  senderPermissions,
} from "./permissions.ts";
import type { Member } from "./places.ts";
import { makeUndelivered, tlsOnly } from "./queues.ts";
import { boundaryOf, makeRole } from "./roles.ts";
import { withoutAssets } from "./synthesizer.ts";

const boundaryName = "stillpoint-member-boundary";

/** Who reads; the executor as well, to prove what it is about to do. */
const readers = ["worker", "events", "clock", "executor"] as const;

export interface MemberOptions {
  readonly member: Member;
  readonly deployment: Deployment;
  /** Said by whoever assumes a role here. */
  readonly installId: string;
  /** Every Region in which this account is a member. */
  readonly regions: readonly string[];
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
    const boundary = member.hasRoles ? this.makeRoles() : this.knownBoundary();

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
    if (!member.isTopicTheirs) this.makeTopic(boundary);
  }

  private makeRoles(): IManagedPolicy {
    const { member, deployment, installId, regions } = this.options;
    const { region } = member;
    const { hub } = deployment;
    const passed = {
      backup: member.passed.backup.map((name) => roleArn(member, name)),
      batch: member.passed.batch.map((name) => roleArn(member, name)),
    };
    const operator = operatorPermissions(member, passed);
    const sender = senderPermissions(hub, regions);
    // One row for all Regions: a managed policy takes 6 144 characters.
    const everywhere = { account: member.account, region: "*" };
    const notifier = notifierPermissions(everywhere, notifierGroup, partitionOf(region));
    const boundary = boundaryOf(this, boundaryName, [
      ...readerPermissions,
      ...operator,
      ...sender,
      ...notifier,
    ]);
    const trusts = (who: readonly (keyof typeof functionNames)[]) =>
      new ArnPrincipal(accountArn(hub)).withConditions({
        ArnEquals: { "aws:PrincipalArn": who.map((name) => roleArn(hub, functionNames[name])) },
        StringEquals: {
          "sts:ExternalId": installId,
          ...(hub.organization === undefined ? {} : { "aws:PrincipalOrgID": hub.organization }),
        },
      });
    makeRole(this, "Reader", {
      name: readerRoleName,
      description: "Reads jobs, vaults and recovery points for Stillpoint",
      trusts: trusts(readers),
      boundary,
      permissions: readerPermissions,
      denies: false,
    });
    const acting = makeRole(this, "Operator", {
      name: operatorRoleName,
      description: "Backs up and restores for Stillpoint, as leads approved",
      trusts: trusts(["executor"]),
      boundary,
      permissions: operator,
      denies: true,
    });
    // CloudTrail then tells which person asked. Setting it takes leave of its own, under the same conditions.
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
    acting.assumeRolePolicy?.addStatements(
      new PolicyStatement({
        effect: Effect.ALLOW,
        principals: [trusts(["executor"])],
        actions: ["sts:SetSourceIdentity"],
      }),
    );
    if (sender.length > 0) {
      makeRole(this, "Sender", {
        name: senderRoleName,
        description: "Hands events on to Stillpoint",
        trusts: new ServicePrincipal("events.amazonaws.com", {
          conditions: { StringEquals: { "aws:SourceAccount": member.account } },
        }),
        boundary,
        permissions: sender,
        denies: false,
      });
    }
    return boundary;
  }

  private knownBoundary(): IManagedPolicy {
    return ManagedPolicy.fromManagedPolicyArn(
      this,
      "Boundary",
      roleArn(this.options.member, boundaryName).replace(":role/", ":policy/"),
    );
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
        conditions: { StringEquals: { "aws:SourceAccount": member.account } },
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

const notifierName = "stillpoint-vault-notifications";
const notifierGroup = `/aws/lambda/${notifierName}`;

/** Inline code takes 4 096 characters, so it is made small; then a member needs no bucket for its code. */
const notifierCode = (): string => {
  const text = readFileSync(new URL("./vault-notifications.js", import.meta.url), "utf8");
  return transformSync(text, { minify: true, platform: "node", target: "node24", format: "cjs" }).code;
};
