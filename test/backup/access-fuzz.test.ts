// Thousands of random policy sets, each decided by ours and by another evaluator, which must agree. POLICY_SEED
// repeats a run, POLICY_RUNS makes it longer.
import { runSimulation } from "@cloud-copilot/iam-simulate";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decideAccess, type Policies } from "../../src/backup/access.ts";
import { type Policy, readPolicy } from "../../src/backup/policy.ts";
import type { Json } from "./condition-makers.ts";
import { type PolicyCase, policyCase } from "./policy-makers.ts";

const seed = Number(process.env.POLICY_SEED ?? Math.floor(Math.random() * 2 ** 31));
const numRuns = Number(process.env.POLICY_RUNS ?? 10_000);

type Evaluator = (made: PolicyCase) => string;

const same = (policy: Policy): Policy => policy;

const read = (name: string, document: unknown): Policy => {
  const found = readPolicy(name, document);
  if (found.type === "refused") throw new Error(found.why);
  return found.policy;
};

/** Ours, which may be made a faulty one by an edit of every policy. */
const decide = (made: PolicyCase, edit = same): string => {
  const all = (documents: readonly (Json | undefined)[]): readonly Policy[] =>
    documents.flatMap((each, index) => (each === undefined ? [] : [edit(read(`policy ${index}`, each))]));
  const policies: Policies = {
    identity: all(made.identity),
    boundary: all([made.boundary]),
    session: all([made.session]),
    scps: all(made.scps),
    rcps: all(made.rcps),
    resource: { account: made.owner, policy: all([made.attached])[0] },
  };
  const access = decideAccess(made, policies);
  if (access.type === "allowed") return "Allowed";
  return access.reason === "explicit-deny" ? "ExplicitlyDenied" : "ImplicitlyDenied";
};

const levels = (documents: readonly Json[]) =>
  documents.map((policy, index) => ({
    orgIdentifier: `level ${index}`,
    policies: [{ name: `policy ${index}`, policy }],
  }));

/** The other evaluator fills in nothing about the caller, and wants no policies of a service. */
const simulate = async (made: PolicyCase) => {
  const { caller, boundary, session, attached } = made;
  const isService = caller.type === "service";
  const own = isService
    ? {}
    : {
        "aws:PrincipalArn": caller.type === "session" ? caller.role : caller.arn,
        "aws:PrincipalAccount": caller.account,
      };
  const context = Object.entries({ ...own, ...made.context }).map(
    ([key, value]): [string, string | string[]] => [key, typeof value === "string" ? value : [...value]],
  );
  return runSimulation(
    {
      request: {
        principal: isService ? caller.name : caller.arn,
        action: made.action,
        resource: { resource: made.resource, accountId: made.owner },
        contextVariables: Object.fromEntries(context),
      },
      identityPolicies: isService
        ? []
        : made.identity.map((policy, index) => ({ name: `policy ${index}`, policy })),
      serviceControlPolicies: isService ? [] : levels(made.scps),
      resourceControlPolicies: levels(made.rcps),
      ...(attached === undefined ? {} : { resourcePolicy: attached }),
      ...(session === undefined ? {} : { sessionPolicy: session }),
      ...(isService || boundary === undefined
        ? {}
        : { permissionBoundaryPolicies: [{ name: "boundary", policy: boundary }] }),
    },
    {},
  );
};

/** Runs until they first disagree, and counts what was met. */
const compare = async (evaluator: Evaluator, runs: number) => {
  const met = { Allowed: 0, ExplicitlyDenied: 0, ImplicitlyDenied: 0, error: 0 };
  const result = await fc.check(
    fc.asyncProperty(policyCase, async (made) => {
      const answer = await simulate(made);
      if (answer.resultType === "error") {
        met.error += 1;
        return;
      }
      met[answer.overallResult] += 1;
      expect(evaluator(made)).toBe(answer.overallResult);
    }),
    { numRuns: runs, seed },
  );
  return { met, result };
};

describe(`random policy sets (POLICY_SEED=${seed})`, () => {
  it("are decided as another evaluator decides them", async () => {
    const { met, result } = await compare((made) => decide(made), numRuns);
    expect([fc.defaultReportMessage(result), result.errorInstance]).toEqual([undefined, null]);
    expect(met.error).toBeLessThan(numRuns / 50);
    const { Allowed, ExplicitlyDenied, ImplicitlyDenied } = met;
    expect(Math.min(Allowed, ExplicitlyDenied, ImplicitlyDenied)).toBeGreaterThan(numRuns / 6);
  }, 300_000);

  const faulty: readonly (readonly [string, Evaluator])[] = [
    [
      "forgets that statements can deny",
      (made) =>
        decide(made, ({ name, statements }) => ({
          name,
          statements: statements.filter(({ effect }) => effect === "Allow"),
        })),
    ],
    ["forgets the boundary", (made) => decide({ ...made, boundary: undefined })],
    [
      "takes ForAllValues for ForAnyValue",
      (made) => decide(JSON.parse(JSON.stringify(made).replaceAll("ForAllValues:", "ForAnyValue:"))),
    ],
  ];

  it.each(faulty)("find out an evaluator that %s", async (_, evaluator) => {
    const { result } = await compare(evaluator, 2000);
    expect(String(result.errorInstance)).toMatch(/expected '\w+' to be '\w+'/);
  });
});
