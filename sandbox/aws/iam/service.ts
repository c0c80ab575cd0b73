// The simulated IAM: the roles there are, and whether a caller may do something, by the policies of both sides. It
// remembers what was refused and by which statement each call was allowed, so that tests can ask for both.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
import { type Access, type Caller, decideAccess } from "../../../src/backup/access.ts";
import { type Policy, readPolicy } from "../../../src/backup/policy.ts";
import type { Delivering } from "../service.ts";
import type { Subscribing } from "../sns/subscriptions.ts";

export interface Role {
  readonly arn: string;
  /** Who may assume it, as a policy document. */
  readonly trust: unknown;
  readonly policies: Readonly<Record<string, unknown>>;
  /** The ARN of a managed policy. */
  readonly boundary?: string;
}

/** One thing that somebody wants to do. */
export interface Asking {
  /** The caller's ARN: a user's, a session's, or the name of a service such as `events.amazonaws.com`. */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
  /** Of the resource: whose it is, and its policy as it was set. */
  readonly owner?: { readonly account: string; readonly policy: unknown };
}

export interface Decision {
  readonly asking: Asking;
  /** The ARN of the role behind the caller, when there is one. */
  readonly role: string | undefined;
  readonly access: Access;
}

export interface Iam {
  putRole(role: Role): void;
  putPolicy(arn: string, document: unknown): void;
  /** The role of a session's or a role's own ARN. */
  roleOf(arn: string): Role | undefined;
  decide(asking: Asking): Decision;
  mayDeliver(delivering: Delivering): boolean;
  maySubscribe(subscribing: Subscribing): boolean;
  /** Whether a service, such as `lambda.amazonaws.com`, may act in a role's name. */
  mayAssume(service: string, roleArn: string): boolean;
  /** What was asked by roles and services, in order. */
  decisions(): readonly Decision[];
  /** Hears of each decision from now on. Returns what stops it. */
  hear(listener: (decision: Decision) => void): () => void;
}

/** Every account of the sandbox is in one organization. */
const organizationId = "o-sandbox0001";

export const administratorName = ":user/sandbox-administrator";

const nothingAllowed = { Version: "2012-10-17", Statement: { Effect: "Deny", Action: "*", Resource: "*" } };

const administrator = { Version: "2012-10-17", Statement: { Effect: "Allow", Action: "*", Resource: "*" } };

export const createIam = (): Iam => {
  const roles = new Map<string, Role>();
  const managed = new Map<string, unknown>();
  const decisions: Decision[] = [];
  const listeners = new Set<(decision: Decision) => void>();
  /** The same is asked every minute of a day, and answered the same until a policy is put. */
  const known = new Map<string, Decision>();
  const read = reader();

  const roleOf = (arn: string): Role | undefined => {
    const [, account, name] = /^arn:[^:]+:sts::(\d{12}):assumed-role\/([^/]+)\//.exec(arn) ?? [];
    if (name === undefined) return roles.get(arn);
    return [...roles.values()].find(
      (role) => role.arn.includes(`::${account}:role/`) && role.arn.endsWith(`/${name}`),
    );
  };

  const callerOf = (principal: string, role: Role | undefined): Caller => {
    if (!principal.startsWith("arn:")) return { type: "service", name: principal };
    const account = principal.split(":")[4] ?? "";
    if (role === undefined) return { type: "user", arn: principal, account };
    const isSession = principal.includes(":sts:");
    const arn = isSession
      ? principal
      : `${role.arn.replace(":iam:", ":sts:").replace(":role/", ":assumed-role/")}/service`;
    return { type: "session", role: role.arn, arn, account };
  };

  const decide = (asking: Asking): Decision => {
    const name = JSON.stringify(asking);
    const decision = known.get(name) ?? judge(asking);
    known.set(name, decision);
    if (decision.role === undefined && asking.principal.startsWith("arn:")) return decision;
    decisions.push(decision);
    for (const listener of listeners) listener(decision);
    return decision;
  };

  const judge = (asking: Asking): Decision => {
    const role = roleOf(asking.principal);
    const caller = callerOf(asking.principal, role);
    const identity =
      role === undefined
        ? caller.type === "user" && caller.arn.endsWith(administratorName)
          ? [read("AdministratorAccess", administrator)]
          : []
        : Object.entries(role.policies).map(([name, document]) => read(name, document));
    const limit = role?.boundary === undefined ? undefined : managed.get(role.boundary);
    // A boundary that is named and not there allows nothing.
    const boundary = role?.boundary === undefined ? [] : [read("boundary", limit ?? nothingAllowed)];
    const { owner } = asking;
    const access = decideAccess(
      {
        action: asking.action,
        resource: asking.resource,
        caller,
        context: {
          "aws:SecureTransport": "true",
          ...(caller.type === "service" ? {} : { "aws:PrincipalOrgID": organizationId }),
          ...asking.context,
        },
      },
      {
        identity,
        ...(boundary.length === 0 ? {} : { boundary }),
        ...(owner === undefined
          ? {}
          : {
              resource: {
                account: owner.account,
                policy: owner.policy === undefined ? undefined : read("resource", owner.policy),
              },
            }),
      },
    );
    return { asking, role: role?.arn, access };
  };

  const mayAssume = (service: string, roleArn: string): boolean => {
    const role = roles.get(roleArn);
    if (role === undefined) return false;
    const account = roleArn.split(":")[4] ?? "";
    const asking: Asking = {
      principal: service,
      action: "sts:AssumeRole",
      resource: roleArn,
      context: { "aws:SourceAccount": account },
      owner: { account, policy: role.trust },
    };
    return decide(asking).access.type === "allowed";
  };

  return {
    putRole(role) {
      // What cannot be read would allow or deny who knows what: AWS refuses it when it is put.
      for (const document of [role.trust, ...Object.values(role.policies)]) read(role.arn, document);
      roles.set(role.arn, role);
      known.clear();
    },
    putPolicy(arn, document) {
      read(arn, document);
      managed.set(arn, document);
      known.clear();
    },
    roleOf,
    decide,
    mayDeliver({ service, action, resource, policy, source, sourceAccount, role }) {
      const account = resource.split(":")[4] ?? "";
      const asking: Asking = {
        principal: role ?? `${service}.amazonaws.com`,
        action,
        resource,
        context: role === undefined ? { "aws:SourceArn": source, "aws:SourceAccount": sourceAccount } : {},
        owner: { account, policy },
      };
      if (role !== undefined && !mayAssume(`${service}.amazonaws.com`, role)) return false;
      return decide(asking).access.type === "allowed";
    },
    maySubscribe({ topic, policy, principal, protocol, endpoint }) {
      const asking: Asking = {
        principal,
        action: "sns:Subscribe",
        resource: topic,
        context: { "sns:Protocol": protocol, "sns:Endpoint": endpoint },
        owner: { account: topic.split(":")[4] ?? "", policy },
      };
      return decide(asking).access.type === "allowed";
    },
    mayAssume,
    decisions: () => decisions,
    hear(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};

/** Policies are asked of thousands of times and read once: by the object, or by the text. */
const reader = () => {
  const byText = new Map<string, Policy>();
  const byObject = new WeakMap<object, Policy>();
  return (name: string, document: unknown): Policy => {
    const isObject = typeof document === "object" && document !== null;
    const known = isObject ? byObject.get(document) : byText.get(`${document}`);
    if (known !== undefined) return known;
    const answer = readPolicy(name, document);
    if (answer.type === "refused") throw new Error(`${name}: ${answer.why}`);
    if (isObject) byObject.set(document, answer.policy);
    else byText.set(`${document}`, answer.policy);
    return answer.policy;
  };
};
