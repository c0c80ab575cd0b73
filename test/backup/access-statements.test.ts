import { describe, expect, it } from "vitest";
import type { AccessRequest, Policies } from "../../src/backup/access.ts";
import {
  abroad,
  allow,
  asEvents,
  decide,
  deny,
  home,
  identity,
  nothing,
  on,
  policyOf,
  queue,
  role,
  session,
} from "./access-rig.ts";

type Row = readonly [rule: string, parts: Partial<AccessRequest>, policies: Policies, decision: string];

const actions: readonly Row[] = [
  [
    "has no case",
    { action: "SQS:sendMESSAGE" },
    identity({ ...allow, Action: "sqs:SendMessage" }),
    "allowed by identity",
  ],
  ["fits wildcards", {}, identity({ ...allow, Action: "sqs:S?nd*" }), "allowed by identity"],
  ["is not just its beginning", {}, identity({ ...allow, Action: "sqs:Send" }), "lacks identity"],
  [
    "may be all but some",
    {},
    identity({ Effect: "Allow", NotAction: ["s3:*", "sqs:Delete*"], Resource: "*" }),
    "allowed by identity",
  ],
  [
    "may be one of these",
    {},
    identity({ Effect: "Allow", NotAction: ["s3:*", "sqs:Send*"], Resource: "*" }),
    "lacks identity",
  ],
];

const resources: readonly (readonly [pattern: string, asked: string, fits: boolean])[] = [
  ["*", queue, true],
  ["*", "*", true],
  ["arn:*", "*", false],
  [queue, queue.replace("jobs", "Jobs"), false],
  ["arn:aws:sqs:*:*:j?bs", queue, true],
  ["arn:aws:sqs:eu-*-1:111111111111:jobs", queue, true],
  ["arn:aws:sqs:eu*1:jobs", queue, false],
  ["arn:aws:sqs:eu-west-1?111111111111:jobs", queue, false],
  ["arn:aws:sqs:eu-*", queue, true],
  ["arn:aws:sqs", queue, true],
  ["arn:aws:sns", queue, false],
  ["arn:aws:backup", "arn:aws:backup:eu-west-1:111111111111:backup-vault:prod", true],
  ["arn:aws:backup:*:*:backup-vault:*", "arn:aws:backup:eu-west-1:111111111111:backup-vault:prod", true],
  ["arn:aws:backup:*:*:backup*d", "arn:aws:backup:eu-west-1:111111111111:backup-vault:prod", true],
  ["arn:aws:ec2:*::snapshot/*", "arn:aws:ec2:eu-west-1::snapshot/snap-1", true],
  [`arn:aws:s3:::home/\${aws:username}/*`, "arn:aws:s3:::home/bob/x", true],
  [`arn:aws:s3:::home/\${aws:username}/*`, "arn:aws:s3:::home/eve/x", false],
  [`arn:aws:s3:::home/\${aws:PrincipalTag/team}`, "arn:aws:s3:::home/red", false],
  [`arn:aws:s3:::home/\${aws:PrincipalTag/team, 'red'}`, "arn:aws:s3:::home/red", true],
  [`arn:aws:s3:::home/\${*}`, "arn:aws:s3:::home/red", false],
];

const context = { "aws:username": "bob" };

describe("an action", () => {
  it.each(actions)("%s", (_rule, parts, policies, decision) => {
    expect(decide(parts, policies)).toBe(decision);
  });
});

describe("a resource", () => {
  it.each(resources)("%s and %s: %s", (pattern, resource, fits) => {
    const policies = identity({ ...allow, Resource: ["arn:aws:s3:::else", pattern] });
    expect(decide({ resource, context }, policies)).toBe(fits ? "allowed by identity" : "lacks identity");
  });

  it("may be all but some", () => {
    const all = { Effect: "Allow", Action: "*" };
    expect(decide({}, identity({ ...all, NotResource: "arn:aws:s3:::*" }))).toBe("allowed by identity");
    expect(decide({}, identity({ ...all, NotResource: ["arn:aws:s3:::*", queue] }))).toBe("lacks identity");
  });

  it("has a variable without a value, and then the statement says nothing", () => {
    const NotResource = ["arn:aws:s3:::*", `arn:aws:s3:::home/\${aws:username}`];
    const lost = { Effect: "Deny", Action: "*", NotResource };
    expect(decide({}, identity(allow, lost))).toBe("allowed by identity");
    expect(decide({ context }, identity(allow, lost))).toBe("denied by identity");
  });

  it("has no variables before 2012-10-17", () => {
    const resource = `arn:aws:s3:::home/\${aws:username}`;
    const old = policyOf("2008-10-17", "identity", [{ ...allow, Resource: resource }]);
    expect(decide({ resource, context }, { identity: [old] })).toBe("allowed by identity");
  });
});

describe("a statement in the wrong place", () => {
  it("allows nothing, and denies all that it can", () => {
    const named = { ...allow, Principal: "*" };
    const bare = { Effect: "Allow", Action: "*" };
    expect(decide({}, identity(named))).toBe("lacks identity");
    expect(decide({}, identity(bare))).toBe("lacks identity");
    expect(decide({}, { ...nothing, ...on(home, allow) })).toBe("lacks identity");
    expect(decide({}, identity(allow, { ...named, Effect: "Deny" }))).toBe("denied by identity");
    expect(decide({}, identity(allow, { ...bare, Effect: "Deny" }))).toBe("denied by identity");
    expect(decide({}, { ...identity(allow), ...on(home, deny) })).toBe("denied by resource");
  });
});

describe("what is said of the caller", () => {
  const only = (condition: object) => identity({ ...allow, Condition: condition });

  it("is the role's ARN, not the session's, and the account", () => {
    expect(decide({}, only({ ArnEquals: { "aws:PrincipalArn": role } }))).toBe("allowed by identity");
    expect(decide({}, only({ ArnEquals: { "aws:PrincipalArn": session } }))).toBe("lacks identity");
    expect(decide({}, only({ StringEquals: { "aws:principalaccount": home } }))).toBe("allowed by identity");
  });

  it("gives way to what the request says", () => {
    const given = { context: { "AWS:PrincipalAccount": abroad } };
    expect(decide(given, only({ StringEquals: { "aws:PrincipalAccount": abroad } }))).toBe(
      "allowed by identity",
    );
  });

  it("is nothing of a service", () => {
    const open = { ...allow, Principal: "*", Condition: { Null: { "aws:PrincipalArn": "true" } } };
    expect(decide({ caller: asEvents }, { ...nothing, ...on(home, open) })).toBe("allowed by resource");
  });
});
