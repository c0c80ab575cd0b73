// What AWS takes no more of, each limit with where it is written.
import { type Guarded, guardedOf } from "./statement.ts";
import { allOf, at, type Installation, type Json, listOf } from "./template.ts";
import type { Rule } from "./walls.ts";

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const template = { bytes: 1_000_000, resources: 500 };

/** Spaces are not counted. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const iam = { managed: 6_144, inline: 10_240, trust: 2_048 };

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html */
const sqs = { bytes: 8_192, statements: 20, principals: 50, conditions: 10, actions: 7 };

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const busPolicy = 10_240;

interface Measured {
  readonly what: string;
  readonly size: number;
  readonly most: number;
}

const lengthOf = (document: Json | undefined): number => JSON.stringify(document ?? "").length;

const stacksOf = (installation: Installation): readonly Measured[] =>
  installation.flatMap(({ id, text, resources }) => [
    { what: `bytes of ${id}`, size: Buffer.byteLength(text), most: template.bytes },
    { what: `resources in ${id}`, size: Object.keys(resources).length, most: template.resources },
  ]);

const iamOf = (installation: Installation): readonly Measured[] => [
  ...allOf(installation, "AWS::IAM::ManagedPolicy").map(({ stack, name, properties }) => ({
    what: `characters of ${name} in ${stack.id}`,
    size: lengthOf(at(properties, "PolicyDocument")),
    most: iam.managed,
  })),
  ...allOf(installation, "AWS::IAM::Role").flatMap(({ stack, name, properties }) => [
    {
      what: `characters of what ${name} may in ${stack.id}`,
      size: listOf(at(properties, "Policies")).reduce<number>(
        (sum, policy) => sum + lengthOf(at(policy, "PolicyDocument")),
        0,
      ),
      most: iam.inline,
    },
    {
      what: `characters of whom ${name} trusts in ${stack.id}`,
      size: lengthOf(at(properties, "AssumeRolePolicyDocument")),
      most: iam.trust,
    },
  ]),
];

const queuesOf = (installation: Installation): readonly Measured[] =>
  guardedOf(installation)
    .filter(({ found }) => found.type === "AWS::SQS::QueuePolicy")
    .flatMap((policy) => {
      const { name, found, statements } = policy;
      const many = (what: string, size: number, most: number): Measured => ({
        what: `${what} of the policy of ${name} in ${found.stack.id}`,
        size,
        most,
      });
      return [
        many("bytes", lengthOf(at(found.properties, "PolicyDocument")), sqs.bytes),
        many("statements", statements.length, sqs.statements),
        many("principals", statements.flatMap(({ principals }) => principals).length, sqs.principals),
        many("conditions", conditionsOf(policy), sqs.conditions),
        many("actions", Math.max(...statements.map(({ actions }) => actions.length)), sqs.actions),
      ];
    });

const conditionsOf = ({ statements }: Guarded): number =>
  statements.flatMap(({ conditions }) => Object.values(conditions).flatMap((keys) => Object.keys(keys)))
    .length;

const busesOf = (installation: Installation): readonly Measured[] =>
  allOf(installation, "AWS::Events::EventBusPolicy").map(({ stack, properties }) => ({
    what: `characters of the bus policy in ${stack.id}`,
    size: lengthOf(at(properties, "Statement")),
    most: busPolicy,
  }));

const measure = (installation: Installation): readonly Measured[] => [
  ...stacksOf(installation),
  ...iamOf(installation),
  ...queuesOf(installation),
  ...busesOf(installation),
];

export const nothingIsTooLarge: Rule = (installation) =>
  measure(installation)
    .filter(({ size, most }) => size > most)
    .map(({ what, size, most }) => `${size} ${what}, where AWS takes ${most}`);
