// Whether what lies in the table as a plan is one: whoever can write there can write what no preflight ever made, and a
// member that is missing would make every comparison with it come out as it likes.
import * as z from "zod/mini";
import { canonicalJson, digestOf } from "../../../core/ids.ts";
import type { Operations, Plan } from "../../../ports/operation.ts";
import { planOf } from "../decide.ts";
import type { Request } from "../model.ts";

const moment = z.int().check(z.gte(0), z.lte(8.64e15));
const length = z.number().check(z.gte(0), z.lte(8.64e15));

const plan = z.strictObject({
  request: z.string(),
  revision: z.int().check(z.gte(1)),
  requester: z.string(),
  team: z.string(),
  environment: z.string(),
  kind: z.string(),
  why: z.string(),
  subject: z.strictObject({ arn: z.string(), name: z.string(), type: z.string() }),
  notBefore: moment,
  notAfter: moment,
  terms: z.strictObject({
    votes: z.int().check(z.gte(0)),
    isTyped: z.boolean(),
    expiresInMs: length,
    runWithinMs: length,
  }),
  steps: z.array(
    z.strictObject({
      operation: z.string(),
      place: z.strictObject({ account: z.string(), region: z.string() }),
      input: z.record(z.string(), z.unknown()),
    }),
  ),
});

type Flaw = "no-plan" | "plan-changed" | "plan-of-another" | "other-operation" | "other-subject";

/** What is wrong with the plan of a record before anybody's press is looked at. */
export const flawIn = (request: Request, operations: Operations): Flaw | undefined => {
  const read = plan.safeParse(parsed(request.plan));
  if (!read.success) return "no-plan";
  const { data } = read;
  if (digestOf(request.plan) !== request.hash || canonicalJson(data) !== request.plan) return "plan-changed";
  if (data.request !== request.id || data.revision !== request.revision) return "plan-of-another";
  if (data.environment !== request.environment || data.kind !== request.kind) return "plan-of-another";
  if (data.steps.length !== request.steps.length) return "plan-of-another";
  // The policy is asked for the plan's kind: a step of another kind would have another one.
  if (data.steps.some(({ operation }) => operation !== data.kind)) return "other-operation";
  return isAbout(planOf(request), operations) ? undefined : "other-subject";
};

/** People read of the subject, and AWS is called with the input. A kind that is not known here is barred later. */
const isAbout = ({ steps, subject }: Plan, operations: Operations): boolean =>
  steps.every(
    (step) => !Object.hasOwn(operations, step.operation) || operations[step.operation].isAbout(step, subject),
  );

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
