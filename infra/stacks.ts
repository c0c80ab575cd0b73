// A configuration made into stacks: the hub, each account's roles, a member in each of its Regions, the hub's ears.
import type { App, Stack } from "aws-cdk-lib";
import type { Config } from "../src/config/config.ts";
import type { Deployment } from "../src/config/deployment.ts";
import { AccessStack } from "./access-stack.ts";
import { ruleArn } from "./arns.ts";
import { feedRuleNames } from "./feed-rules.ts";
import { FeedsStack } from "./feeds-stack.ts";
import type { CodeOf } from "./functions.ts";
import { HubStack } from "./hub-stack.ts";
import { MemberStack } from "./member-stack.ts";
import { membersOf, passedIn, topicsOf } from "./places.ts";

export interface StacksOptions {
  readonly config: Config;
  readonly deployment: Deployment;
  readonly codeOf: (stack: Stack) => CodeOf;
  readonly version: string;
  readonly commit: string;
}

/** They are deployed in this order: a rule takes a role that is there, and a topic is there before it is heard. */
export const makeStacks = (app: App, { config, deployment, ...rest }: StacksOptions): readonly Stack[] => {
  const members = membersOf(config, deployment);
  const topics = topicsOf(members, deployment);
  const { hub } = deployment;
  const hubStack = new HubStack(app, { deployment, members, topics, ...rest });
  const accounts = [...new Set(members.map(({ account }) => account))];
  const accessStacks = accounts.map((account) => {
    const regions = members.filter((member) => member.account === account).map(({ region }) => region);
    const passed = passedIn(config, account);
    const stack = new AccessStack(app, { account, regions, passed, deployment, installId: config.installId });
    stack.addStackDependency(hubStack);
    return stack;
  });
  const memberStacks = members.map((member) => {
    const stack = new MemberStack(app, { member, deployment });
    stack.addStackDependency(accessStacks[accounts.indexOf(member.account)] ?? hubStack);
    return stack;
  });
  const regions = [...new Set(topics.map((arn) => arn.split(":")[3] ?? ""))];
  const feeds = regions.map((region) => {
    const own = members.some((member) => member.account === hub.account && member.region === region);
    const stack = new FeedsStack(app, region, deployment, {
      topics: topics.filter((arn) => arn.split(":")[3] === region),
      rules: own ? feedRuleNames.map((name) => ruleArn({ account: hub.account, region }, name)) : [],
    });
    for (const member of memberStacks) stack.addStackDependency(member);
    return stack;
  });
  for (const stack of [hubStack, ...accessStacks, ...memberStacks, ...feeds])
    stack.templateOptions.metadata = { Stillpoint: { account: stack.account, region: stack.region } };
  return [hubStack, ...accessStacks, ...memberStacks, ...feeds];
};
