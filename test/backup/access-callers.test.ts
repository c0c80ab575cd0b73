import { describe, expect, it } from "vitest";
import type { AccessRequest, Policies } from "../../src/backup/access.ts";
import {
  abroad,
  allow,
  asEvents,
  asUser,
  boundary,
  decide,
  deny,
  grant,
  home,
  identity,
  nothing,
  on,
  other,
  policy,
  role,
  session,
  user,
} from "./access-rig.ts";

type Row = readonly [rule: string, parts: Partial<AccessRequest>, policies: Policies, decision: string];

const target = `arn:aws:iam::${home}:role/restorer`;
const assume = { action: "sts:AssumeRole", resource: target };
const trust = (Principal: unknown, account = home) =>
  on(account, { Effect: "Allow", Action: "sts:AssumeRole", Principal });
const decrypt = {
  action: "kms:Decrypt",
  resource: `arn:aws:kms:eu-west-1:${home}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
};
const except = (Effect: string, ...AWS: readonly string[]) =>
  on(home, { Effect, Action: "*", Resource: "*", NotPrincipal: { AWS } });

const table: Readonly<Record<string, readonly Row[]>> = {
  "a role is assumed": [
    ["not without its trust", assume, identity(allow), "lacks resource"],
    ["by whom it trusts by name", assume, { ...nothing, ...trust({ AWS: role }) }, "allowed by resource"],
    [
      "by nobody through its account alone",
      assume,
      { ...nothing, ...trust({ AWS: home }) },
      "lacks identity",
    ],
    [
      "through its account, by whom the account allows it",
      assume,
      { ...identity(allow), ...trust({ AWS: home }) },
      "allowed by resource, identity",
    ],
    [
      "from abroad only with a policy there",
      { ...assume, resource: target.replace(home, abroad) },
      { ...nothing, ...trust({ AWS: role }, abroad) },
      "lacks identity",
    ],
    [
      "from abroad with both",
      { ...assume, resource: target.replace(home, abroad) },
      { ...identity(allow), ...trust({ AWS: role }, abroad) },
      "allowed by resource, identity",
    ],
    [
      "within the boundary of whom it trusts",
      assume,
      { ...nothing, ...boundary(other), ...trust({ AWS: role }) },
      "lacks boundary",
    ],
    [
      "by a service that it trusts",
      { ...assume, caller: asEvents },
      { ...nothing, ...trust({ Service: asEvents.name }) },
      "allowed by resource",
    ],
    [
      "and passed on without its trust",
      { ...assume, action: "iam:PassRole" },
      identity(allow),
      "allowed by identity",
    ],
  ],
  "a key is used": [
    ["not without its own policy", decrypt, identity(allow), "lacks resource"],
    [
      "through its account, by whom the account allows it",
      decrypt,
      { ...identity(allow), ...grant({ AWS: home }) },
      "allowed by resource, identity",
    ],
    [
      "by whom it names",
      decrypt,
      { ...nothing, ...grant({ AWS: user, Service: asEvents.name }) },
      "lacks resource",
    ],
  ],
  "a service": [
    [
      "needs nothing but the resource's word",
      { caller: asEvents },
      { ...nothing, ...grant({ Service: asEvents.name }) },
      "allowed by resource",
    ],
    [
      "is among everyone",
      { caller: asEvents },
      { ...nothing, ...grant({ AWS: "*" }, abroad) },
      "allowed by resource",
    ],
    [
      "is no other service",
      { caller: asEvents },
      { ...nothing, ...grant({ Service: "sns.amazonaws.com" }) },
      "lacks resource",
    ],
    ["is no account", { caller: asEvents }, { ...nothing, ...grant({ AWS: home }) }, "lacks resource"],
    [
      "has no policies of its own",
      { caller: asEvents },
      { ...identity(deny), ...boundary(deny), session: [policy("session", deny)] },
      "lacks resource",
    ],
    [
      "is not in the organisation",
      { caller: asEvents },
      { ...nothing, scps: [policy("root", deny)], ...grant("*") },
      "allowed by resource",
    ],
  ],
  NotPrincipal: [
    [
      "denies whom it does not name",
      {},
      { ...identity(allow), ...except("Deny", user, home) },
      "denied by resource",
    ],
    [
      "spares whom it names with the account",
      {},
      { ...identity(allow), ...except("Deny", role, home) },
      "allowed by identity",
    ],
    [
      "spares nobody by the account alone",
      {},
      { ...identity(allow), ...except("Deny", home) },
      "denied by resource",
    ],
    [
      "spares nobody without the account",
      {},
      { ...identity(allow), ...except("Deny", role, session) },
      "denied by resource",
    ],
    [
      "spares a user named with the account",
      { caller: asUser },
      { ...identity(allow), ...except("Deny", user, home) },
      "allowed by identity",
    ],
    [
      "spares nobody who has a boundary",
      {},
      { ...identity(allow), ...boundary(allow), ...except("Deny", role, session, home) },
      "denied by resource",
    ],
    ["allows whom it does not name", {}, { ...nothing, ...except("Allow", user) }, "allowed by resource"],
    [
      "allows nobody whom it names in any way",
      {},
      { ...nothing, ...except("Allow", user, home) },
      "lacks identity",
    ],
    [
      "names nobody here by a service or a provider",
      {},
      {
        ...nothing,
        ...on(home, {
          ...allow,
          Principal: undefined,
          NotPrincipal: { Service: asEvents.name, Federated: "x" },
        }),
      },
      "allowed by resource",
    ],
  ],
};

describe.each(Object.entries(table))("%s", (_, rows) => {
  it.each(rows)("%s", (_rule, parts, policies, decision) => {
    expect(decide(parts, policies)).toBe(decision);
  });
});
