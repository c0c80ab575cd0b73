// One caller, one queue, and the policies around them, for saying a rule in a line.
import { type AccessRequest, type Caller, decideAccess, type Policies } from "../../src/backup/access.ts";
import { type Policy, readPolicy } from "../../src/backup/policy.ts";

export const home = "111111111111";
export const abroad = "222222222222";
export const queue = `arn:aws:sqs:eu-west-1:${home}:jobs`;
export const role = `arn:aws:iam::${home}:role/team/app`;
export const session = `arn:aws:sts::${home}:assumed-role/app/night`;
export const user = `arn:aws:iam::${home}:user/bob`;

export const asSession = { type: "session", role, arn: session, account: home } satisfies Caller;
export const asUser = { type: "user", arn: user, account: home } satisfies Caller;
export const asEvents = { type: "service", name: "events.amazonaws.com" } satisfies Caller;

export const policy = (name: string, ...statements: readonly object[]): Policy =>
  policyOf("2012-10-17", name, statements);

export const policyOf = (Version: string, name: string, Statement: readonly object[]): Policy => {
  const found = readPolicy(name, { Version, Statement });
  if (found.type === "refused") throw new Error(found.why);
  return found.policy;
};

export const allow = { Effect: "Allow", Action: "*", Resource: "*" };
export const deny = { Effect: "Deny", Action: "*", Resource: "*" };
export const other = { Effect: "Allow", Action: "s3:*", Resource: "*" };

export const identity = (...statements: readonly object[]) => ({
  identity: [policy("identity", ...statements)],
});
export const nothing: Policies = { identity: [] };
export const boundary = (...statements: readonly object[]) => ({
  boundary: [policy("boundary", ...statements)],
});
export const limits = (...statements: readonly object[]) => ({ session: [policy("session", ...statements)] });
export const on = (account: string, ...statements: readonly object[]) => ({
  resource: { account, policy: policy("queue", ...statements) },
});
export const grant = (Principal: unknown, account = home) => on(account, { ...allow, Principal });

export const decide = (parts: Partial<AccessRequest>, policies: Policies): string => {
  const request = { action: "sqs:SendMessage", resource: queue, caller: asSession, context: {}, ...parts };
  const access = decideAccess(request, policies);
  if (access.type === "allowed") return `allowed by ${access.by.map(({ layer }) => layer).join(", ")}`;
  return access.reason === "explicit-deny"
    ? `denied by ${access.by.layer}`
    : `lacks ${access.missing.join(", ")}`;
};
