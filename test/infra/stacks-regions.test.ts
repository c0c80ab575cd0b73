// Other partitions, Regions that have to be turned on, and many accounts: what is right in one place is right there.
import { describe, expect, it } from "vitest";
import { accountNumbered, installed } from "./installed.ts";
import { nothingIsTooLarge } from "./rules-limits.ts";
import * as rules from "./rules-permissions.ts";
import * as roads from "./rules-roads.ts";
import { guardedOf, valuesOf } from "./statement.ts";
import { allOf, type Installation } from "./template.ts";
import { holdWalls, type Rule, type Wall } from "./walls.ts";

const inRegions = (regions: readonly string[]): Installation =>
  installed({ hub: { region: regions[0] }, environments: [{ regions }] });

const china = inRegions(["cn-north-1", "cn-northwest-1"]);
const government = inRegions(["us-gov-west-1", "us-gov-east-1"]);
const malaysia = inRegions(["ap-northeast-1", "ap-southeast-5"]);

/** No ARN of another partition stands anywhere, in whatever place of a template. */
const partitionIs =
  (partition: string): Rule =>
  (installation) =>
    installation.flatMap(({ id, text, resources }) =>
      [...(`${text}${JSON.stringify(resources)}`.match(/arn:aws[\w-]*:[\w-]*/g) ?? [])]
        .filter((found) => !found.startsWith(`arn:${partition}:`))
        .map((found) => `${id}: ${found} is not of ${partition}`),
    );

describe.each([
  ["China", "aws-cn", china],
  ["the government's Regions", "aws-us-gov", government],
] as const)("in %s", (_, partition, installation) => {
  it("every ARN is of its own partition", () => {
    expect(installation.length).toBeGreaterThan(2);
    expect(partitionIs(partition)(installation)).toEqual([]);
  });

  it("an ARN of another would be found", () => {
    expect(partitionIs("aws")(installation)).not.toEqual([]);
  });
});

const everywhere: readonly Wall[] = [
  { says: "what a rule hands on is let in", rule: roads.rulesArrive, faults: [] },
  {
    says: "what a topic hands on is let in, under the name that its Region has",
    rule: roads.topicsArrive,
    faults: [],
  },
  { says: "what does not arrive is kept", rule: roads.whatDoesNotArriveIsKept, faults: [] },
  { says: "only the named may send", rule: roads.onlyTheNamedSend, faults: [] },
  { says: "only two know the signing secret", rule: rules.theSigningSecretIsForTwo, faults: [] },
  { says: "every role has its boundary", rule: rules.everyRoleIsBounded, faults: [] },
  { says: "roles are assumed by those who are named", rule: rules.rolesAreAssumedByTheNamed, faults: [] },
];

holdWalls(everywhere, { China: china, "the government's Regions": government, Malaysia: malaysia });

describe("a Region that has to be turned on", () => {
  const topic = "arn:aws:sns:ap-southeast-5:111111111111:stillpoint-vault-events";
  const letIn = (name: string, region: string) =>
    guardedOf(malaysia)
      .filter((each) => each.name === name && each.found.stack.region === region)
      .flatMap(({ statements }) =>
        statements.filter((each) => valuesOf(each, "aws:SourceArn").includes(topic)),
      )
      .flatMap(({ principals }) => principals)
      .sort();
  const both = ["Service:sns.amazonaws.com", "Service:sns.ap-southeast-5.amazonaws.com"];

  it("delivers into the events queue under its own name too", () => {
    expect(letIn("stillpoint-events", "ap-northeast-1")).toEqual(both);
  });

  it("is let in by its name when the hub is there and the topic is not", () => {
    const hub = { account: "333333333333", region: "ap-east-1" };
    const far = guardedOf(installed({ hub }))
      .filter(({ name }) => name === "stillpoint-events")
      .flatMap(({ statements }) => statements)
      .filter((each) => valuesOf(each, "aws:SourceArn").some((arn) => arn.includes(":sns:us-west-2:")));
    expect(far.flatMap(({ principals }) => principals).sort()).toEqual([
      "Service:sns.amazonaws.com",
      "Service:sns.ap-east-1.amazonaws.com",
    ]);
  });

  it("keeps there what it could not deliver", () => {
    expect(letIn("stillpoint-undelivered", "ap-southeast-5")).toEqual(both);
  });
});

describe("twenty accounts in four Regions", () => {
  const many = installed({
    environments: [
      {
        accounts: Array.from({ length: 20 }, (_, index) => accountNumbered(index)),
        regions: ["ap-northeast-1", "us-west-2", "ap-southeast-1", "eu-central-1"],
      },
    ],
  });

  const size: readonly Wall[] = [
    {
      says: "nothing is larger than AWS takes",
      rule: nothingIsTooLarge,
      faults: [
        {
          in: "AWS::SQS::QueuePolicy",
          named: "EventsQueuePolicy",
          set: "PolicyDocument.Statement.0.Sid",
          to: "x".repeat(8_192),
        },
        {
          in: "AWS::IAM::ManagedPolicy",
          named: "stillpoint-member-boundary",
          set: "PolicyDocument.Statement.0.Sid",
          to: "x".repeat(6_144),
        },
        {
          in: "AWS::IAM::Role",
          named: "stillpoint-executor",
          set: "AssumeRolePolicyDocument.Statement.0.Sid",
          to: "x".repeat(2_048),
        },
      ],
    },
  ];
  holdWalls(size, { "all of it": many });

  it("are one hub, roles for each account, a member in each Region, and one stack of ears in each Region", () => {
    expect(many).toHaveLength(1 + 20 + 20 * 4 + 4);
    expect(allOf(many, "AWS::IAM::Role").filter(({ name }) => name === "stillpoint-reader")).toHaveLength(20);
    expect(roads.nothingStandsTwice(many)).toEqual([]);
    expect(roads.rulesArrive(many)).toEqual([]);
  });
});

describe("sixty accounts in four Regions, too many to name in a queue's policy", () => {
  const accounts = Array.from({ length: 60 }, (_, index) => accountNumbered(index));
  const regions = ["ap-northeast-1", "us-west-2", "ap-southeast-1", "ap-southeast-5"];
  const environments = [{ accounts, regions }];

  it("let in what bears our names in the organization, and nothing is too large", () => {
    const many = installed({ environments });
    expect(nothingIsTooLarge(many)).toEqual([]);
    const [policy] = guardedOf(many).filter(({ name }) => name === "stillpoint-events");
    const allowed = (policy?.statements ?? []).filter(({ isAllow }) => isAllow);
    const open = allowed.filter((each) => valuesOf(each, "aws:SourceArn").some((arn) => arn.includes("*")));
    expect(open.map((each) => valuesOf(each, "aws:SourceOrgID"))).toEqual([["o-a1b2c3d4e5"]]);
    const senders = allowed.filter((each) => valuesOf(each, "aws:PrincipalArn").length > 0);
    expect(senders.map((each) => valuesOf(each, "aws:PrincipalOrgID"))).toEqual([["o-a1b2c3d4e5"]]);
  });

  it("cannot be let in without an organization, and that is said before anything is deployed", () => {
    expect(() => installed({ environments, hub: { organization: undefined } })).toThrow(
      /Set hub\.organization/,
    );
  });
});
