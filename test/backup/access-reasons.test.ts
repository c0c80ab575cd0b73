import { describe, expect, it } from "vitest";
import { decideAccess } from "../../src/backup/access.ts";
import {
  abroad,
  allow,
  asSession,
  boundary,
  deny,
  grant,
  home,
  identity,
  other,
  policy,
  queue,
  user,
} from "./access-rig.ts";

const target = `arn:aws:iam::${home}:role/restorer`;

describe("the reasons", () => {
  const request = {
    action: "iam:PassRole",
    resource: target,
    caller: asSession,
    context: { "iam:PassedToService": "ec2.amazonaws.com" },
  };
  const pass = { Effect: "Allow", Action: "iam:PassRole", Resource: target };

  it("of a denial are the statement, by its layer, policy, name and place", () => {
    const vault = policy(
      "vault",
      { ...allow, Principal: "*" },
      { ...deny, Principal: "*", Sid: "NoRestore" },
    );
    const access = decideAccess(request, { identity: [], resource: { account: home, policy: vault } });
    expect(access).toEqual({
      type: "refused",
      reason: "explicit-deny",
      by: { layer: "resource", policy: "vault", sid: "NoRestore", index: 1 },
    });
  });

  it("of a grant are a statement of every layer that had to allow it", () => {
    const access = decideAccess(request, { ...identity(other, pass), ...boundary(allow) });
    expect(access).toEqual({
      type: "allowed",
      by: [
        { layer: "identity", policy: "identity", index: 1 },
        { layer: "boundary", policy: "boundary", index: 0 },
      ],
    });
  });

  it("of a lack are what is missing, and the statements that came nearest", () => {
    const to = (service: string) => ({ StringEquals: { "iam:PassedToService": service } });
    const statements = [
      { ...pass, Resource: "arn:aws:iam::111111111111:role/else" },
      { ...pass, Condition: { ...to("backup.amazonaws.com"), Bool: { "aws:SecureTransport": "true" } } },
      { ...pass, Sid: "ToBackup", Condition: to("backup.amazonaws.com") },
      { ...pass, Resource: "arn:aws:iam::111111111111:role/else", Condition: to("backup.amazonaws.com") },
      { ...pass, Resource: "arn:aws:iam::111111111111:role/more" },
      other,
    ];
    const passed = {
      kind: "condition",
      operator: "StringEquals",
      key: "iam:PassedToService",
      expected: ["backup.amazonaws.com"],
      actual: ["ec2.amazonaws.com"],
    };
    expect(decideAccess(request, identity(...statements))).toEqual({
      type: "refused",
      reason: "not-allowed",
      missing: ["identity"],
      nearest: [
        { layer: "identity", policy: "identity", sid: "ToBackup", index: 2, failed: [passed] },
        { layer: "identity", policy: "identity", index: 0, failed: [{ kind: "resource" }] },
        { layer: "identity", policy: "identity", index: 4, failed: [{ kind: "resource" }] },
      ],
    });
    expect(decideAccess(request, identity(...statements.slice(1, 2)))).toMatchObject({
      nearest: [{ failed: [passed, { key: "aws:SecureTransport", expected: ["true"], actual: undefined }] }],
    });
  });

  it("of a lack leave out what was far, and what did allow it", () => {
    const far = { ...pass, Resource: queue, Condition: { Bool: { "aws:SecureTransport": "true" } } };
    const near = { ...allow, Condition: { Bool: { "aws:SecureTransport": "true" } } };
    const scps = [policy("root", allow), policy("account", near)];
    expect(decideAccess(request, identity(far))).toMatchObject({ missing: ["identity"], nearest: [] });
    expect(decideAccess(request, { ...identity(pass), scps })).toMatchObject({
      missing: ["scp"],
      nearest: [{ policy: "account" }],
    });
  });

  it("of a lack are told of the layers that lack, and name whom a resource's policy meant", () => {
    const access = decideAccess(
      { ...request, action: "sqs:SendMessage", resource: queue },
      { ...identity(allow), ...grant({ AWS: user }, abroad) },
    );
    expect(access).toMatchObject({
      missing: ["resource"],
      nearest: [{ layer: "resource", failed: [{ kind: "principal" }] }],
    });
  });
});
