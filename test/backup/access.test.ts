import { describe, expect, it } from "vitest";
import type { AccessRequest, Policies } from "../../src/backup/access.ts";
import {
  abroad,
  allow,
  asEvents,
  asSession,
  asUser,
  boundary,
  decide,
  deny,
  grant,
  home,
  identity,
  limits,
  nothing,
  on,
  other,
  policy,
  role,
  session,
  user,
} from "./access-rig.ts";

type Row = readonly [rule: string, parts: Partial<AccessRequest>, policies: Policies, decision: string];

const table: Readonly<Record<string, readonly Row[]>> = {
  "within an account": [
    ["nothing is allowed by itself", {}, nothing, "lacks identity"],
    ["the caller's policy is enough", {}, identity(allow), "allowed by identity"],
    ["a policy about other actions is none", {}, identity(other), "lacks identity"],
    ["one denial outweighs every grant", {}, identity(allow, deny), "denied by identity"],
    ["the boundary has to allow it too", {}, { ...identity(allow), ...boundary(other) }, "lacks boundary"],
    ["the boundary alone allows nothing", {}, { ...nothing, ...boundary(allow) }, "lacks identity"],
    ["a boundary can deny", {}, { ...identity(allow), ...boundary(deny) }, "denied by boundary"],
    ["the session policy has to allow it too", {}, { ...identity(allow), ...limits(other) }, "lacks session"],
    [
      "any of the session policies will do",
      {},
      { ...identity(allow), session: [policy("one", other), policy("two", allow)] },
      "allowed by identity, session",
    ],
    ["an empty boundary is none", {}, { ...identity(allow), boundary: [] }, "allowed by identity"],
    [
      "every level of the organisation has to allow it",
      {},
      { ...identity(allow), scps: [policy("root", allow), policy("account", other)] },
      "lacks scp",
    ],
    [
      "the organisation can deny before all others",
      {},
      { ...identity(deny), scps: [policy("root", deny)] },
      "denied by scp",
    ],
    [
      "an organisation's word on resources only denies",
      {},
      { ...identity(allow), rcps: [policy("rcp", { ...other, Principal: "*" })] },
      "allowed by identity",
    ],
    [
      "an organisation's word on resources does deny",
      {},
      { ...identity(allow), rcps: [policy("rcp", { ...deny, Principal: "*" })] },
      "denied by rcp",
    ],
    [
      "service-linked roles stand outside the organisation's word",
      { caller: { ...asSession, role: `arn:aws:iam::${home}:role/aws-service-role/backup.amazonaws.com/x` } },
      {
        ...identity(allow),
        scps: [policy("root", deny)],
        rcps: [policy("rcp", { ...deny, Principal: "*" })],
      },
      "allowed by identity",
    ],
  ],
  "a grant by the resource": [
    ["to the session is enough", {}, { ...nothing, ...grant({ AWS: session }) }, "allowed by resource"],
    ["to the role is enough", {}, { ...nothing, ...grant({ AWS: role }) }, "allowed by resource"],
    ["to another role is none", {}, { ...nothing, ...grant({ AWS: `${role}2` }) }, "lacks identity"],
    [
      "to the user is enough",
      { caller: asUser },
      { ...nothing, ...grant({ AWS: user }) },
      "allowed by resource",
    ],
    ["to everyone is enough", {}, { ...nothing, ...grant("*") }, "allowed by resource"],
    ["to the account only delegates", {}, { ...nothing, ...grant({ AWS: home }) }, "lacks identity"],
    [
      "to the session passes the boundary and the session policy",
      {},
      { ...nothing, ...boundary(other), ...limits(other), ...grant({ AWS: session }) },
      "allowed by resource",
    ],
    [
      "to everyone passes them too",
      {},
      { ...nothing, ...boundary(other), ...limits(other), ...grant({ AWS: "*" }) },
      "allowed by resource",
    ],
    [
      "to the user passes the boundary",
      { caller: asUser },
      { ...nothing, ...boundary(other), ...grant({ AWS: user }) },
      "allowed by resource",
    ],
    [
      "to the user does not pass a session policy",
      { caller: asUser },
      { ...nothing, ...limits(other), ...grant({ AWS: user }) },
      "lacks session",
    ],
    [
      "to the role does not pass the boundary",
      {},
      { ...nothing, ...boundary(other), ...grant({ AWS: role }) },
      "lacks boundary",
    ],
    [
      "to the role does not pass the session policy",
      {},
      { ...nothing, ...limits(other), ...grant({ AWS: role }) },
      "lacks session",
    ],
    [
      "does not pass the organisation",
      {},
      { ...nothing, scps: [policy("root", other)], ...grant({ AWS: session }) },
      "lacks scp",
    ],
    [
      "does not pass a denial of the caller's own",
      {},
      { ...identity(deny), ...grant({ AWS: session }) },
      "denied by identity",
    ],
    [
      "to a service is none to others",
      {},
      { ...nothing, ...grant({ Service: asEvents.name }) },
      "lacks identity",
    ],
    [
      "to a provider or to a deleted role is nobody's",
      {},
      { ...nothing, ...grant({ Federated: "accounts.google.com", AWS: "AROAIIAV7EXAMPLE12345" }) },
      "lacks identity",
    ],
  ],
  "across accounts": [
    [
      "the caller's policy alone is not enough",
      {},
      { ...identity(allow), ...on(abroad, other) },
      "lacks resource",
    ],
    [
      "the resource's policy alone is not enough",
      {},
      { ...nothing, ...grant("*", abroad) },
      "lacks identity",
    ],
    [
      "both are",
      {},
      { ...identity(allow), ...grant({ AWS: home }, abroad) },
      "allowed by resource, identity",
    ],
    [
      "a resource without a policy is closed",
      {},
      { ...identity(allow), resource: { account: abroad, policy: undefined } },
      "lacks resource",
    ],
    [
      "the boundary holds whoever is named",
      {},
      { ...identity(allow), ...boundary(other), ...grant({ AWS: session }, abroad) },
      "lacks boundary",
    ],
  ],
};

describe.each(Object.entries(table))("%s", (_, rows) => {
  it.each(rows)("%s", (_rule, parts, policies, decision) => {
    expect(decide(parts, policies)).toBe(decision);
  });
});
