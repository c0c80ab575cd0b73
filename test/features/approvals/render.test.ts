// What people see of a plan: nothing of it is left out, and nothing in it acts in Slack.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instant } from "../../../src/core/time.ts";
import { tokenOf } from "../../../src/features/approvals/kinds/claims.ts";
import { everythingMessage } from "../../../src/features/approvals/kinds/everything.ts";
import { shortHash } from "../../../src/features/approvals/kinds/plan-parts.ts";
import type { Phase, Request, StepState } from "../../../src/features/approvals/model.ts";
import { plainCard, requestCard, withCall } from "../../../src/features/approvals/views.ts";
import type { Input, Json, Plan } from "../../../src/ports/operation.ts";
import { checkBlocks } from "../../../src/slack/block-check.ts";
import type { Card } from "../../../src/slack/card.ts";
import { limits } from "../../../src/slack/limits.ts";
import { configIn } from "../alerts/cards.ts";
import { hostile, textsOf } from "../alerts/hostile-text.ts";
import { bytesMax, bytesOf, factsIn } from "./cards.ts";
import { askedAt, plan, requestWith } from "./plans.ts";

const config = configIn("en");

/** All that a card and the modal behind it say, without what is only a fingerprint of the plan. */
const saidOf = (of: Plan): string => {
  const request = requestWith({}, of);
  const facts = factsIn(config, request, of);
  const { blocks, body, text } = requestCard(facts);
  const everything = everythingMessage(facts);
  let said = JSON.stringify([text, textsOf([blocks, body]), textsOf(everything.blocks)]);
  const tokens = of.steps.map((_, index) => tokenOf(request, index));
  for (const print of [request.hash, shortHash(request.hash), ...tokens]) said = said.replaceAll(print, "");
  return said;
};

type Path = readonly (string | number)[];

const leavesOf = (value: unknown, path: Path = []): readonly Path[] =>
  typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([name, each]) =>
        leavesOf(each, [...path, Array.isArray(value) ? Number(name) : name]),
      )
    : [path];

const changed = (value: unknown, [first, ...rest]: Path, how: (leaf: unknown) => unknown): unknown => {
  if (first === undefined) return how(value);
  if (Array.isArray(value)) return value.map((each, at) => (at === first ? changed(each, rest, how) : each));
  const thing = value as Readonly<Record<string, unknown>>;
  return { ...thing, [first]: changed(thing[first], rest, how) };
};

/** Another value of the same type, and as like the old one as can be. */
const nudged = (leaf: unknown): unknown => {
  if (typeof leaf === "string") return `${leaf}x`;
  if (typeof leaf === "number") return leaf + 1;
  return typeof leaf === "boolean" ? !leaf : "something";
};

/** What names a kind must stay one. */
const isKind = (path: Path): boolean => path.at(-1) === "kind" || path.at(-1) === "operation";

const everyLeaf = leavesOf(plan).filter((path) => !isKind(path));

describe("a plan's every field", () => {
  it.each(everyLeaf.map((path) => [path.join("."), path] as const))("%s is seen", (_, path) => {
    const other = changed(plan, path, nudged) as Plan;
    expect(saidOf(other)).not.toBe(saidOf(plan));
  });

  it.each(["copy", "stop"] as const)("its kind is seen: %s", (kind) => {
    expect(saidOf({ ...plan, kind })).not.toBe(saidOf(plan));
    const steps = plan.steps.map((step) => ({ ...step, operation: kind }));
    expect(saidOf({ ...plan, steps })).not.toBe(saidOf(plan));
  });

  const json: fc.Arbitrary<Json> = fc.letrec<{ readonly value: Json }>((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      fc.string({ unit: "binary", maxLength: 12 }),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie("value"), { minLength: 1, maxLength: 3 }),
      fc.dictionary(fc.string({ maxLength: 6 }), tie("value"), { minKeys: 1, maxKeys: 3 }),
    ),
  })).value;

  it("is seen whatever the call is made of, however alike the values are", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ minLength: 1, maxLength: 8 }), json, { minKeys: 1, maxKeys: 5 }),
        fc.nat(),
        fc.constantFrom(
          nudged,
          (leaf: unknown) => (typeof leaf === "string" ? leaf.replaceAll("`", "'") : nudged(leaf)),
          (leaf: unknown) => (typeof leaf === "string" ? `${leaf} ` : nudged(leaf)),
          (leaf: unknown) => (typeof leaf === "string" ? `${leaf}\u200b` : nudged(leaf)),
          (leaf: unknown) => (typeof leaf === "string" ? "\\u{200b}" : nudged(leaf)),
          (leaf: unknown) => (typeof leaf === "number" ? String(leaf) : nudged(leaf)),
        ),
        (input, which, how) => {
          const withInput = (now: Input): Plan => ({
            ...plan,
            steps: plan.steps.map((step) => ({ ...step, input: now })),
          });
          const paths = leavesOf(input);
          const path = paths[which % paths.length] ?? [];
          const other = changed(input, path, how) as Input;
          fc.pre(JSON.stringify(other) !== JSON.stringify(input));
          expect(saidOf(withInput(other))).not.toBe(saidOf(withInput(input)));
        },
      ),
      { numRuns: 150 },
    );
  });
});

/** An independent look at what Slack would act on: anything in angle brackets, by its first characters. */
const tokensIn = (mrkdwn: string): readonly string[] => {
  const found: string[] = [];
  let open = -1;
  for (let at = 0; at < mrkdwn.length; at += 1) {
    if (mrkdwn[at] === "<") open = at;
    if (mrkdwn[at] === ">") {
      if (open >= 0) found.push(mrkdwn.slice(open + 1, at));
      else found.push(">");
      open = -1;
    }
  }
  return open >= 0 ? [...found, mrkdwn.slice(open)] : found;
};

const ownTokens =
  /^(?:@(?:U0ASKER001|U0LEAD0001|U0ONCALL01)|!subteam\^S0123456789|!date\^\d+\^\{date_short_pretty\} \{time\}\|[\d: UTC-]+|#C0FALLBACK01|https:\/\/ap-northeast-1\.console\.aws\.amazon\.com\/backup\/home\?[\w=#/-]+\|[\w-]+)$/;

/** A text of mrkdwn that Slack would look through for names and addresses. */
const looseTexts = (value: unknown): readonly unknown[] => {
  if (typeof value !== "object" || value === null) return [];
  const { type, verbatim } = value as { readonly type?: unknown; readonly verbatim?: unknown };
  const own = type === "mrkdwn" && verbatim !== true ? [value] : [];
  return [...own, ...Object.values(value).flatMap(looseTexts)];
};

describe("text from outside on a request", () => {
  const by = "U0LEAD0001";
  const at = instant(askedAt + 600_000);

  const phasesWith = (text: string): readonly Phase[] => [
    { state: "open" },
    { state: "granted", at },
    { state: "running", at },
    { state: "succeeded", at },
    { state: "failed", at, reason: "job-failed", says: text },
    { state: "unknown", at },
    { state: "denied", at, by, why: text },
    { state: "withdrawn", at, by },
    { state: "expired", at, was: "open" },
    { state: "void", at, reason: "drifted" },
  ];

  const stepIn = ({ state }: Phase, text: string): StepState => {
    const receipt = { jobId: text, recoveryPointArn: text, says: text, state: text, bytes: 1 };
    switch (state) {
      case "running":
        return { state, at, receipt, progress: { percent: 50, state: text, at } };
      case "succeeded":
      case "failed":
        return { state, at, receipt };
      case "unknown":
        return { state, at };
      default:
        return { state: "waiting" };
    }
  };

  const inSlack = ({ blocks, body, text }: Card) => {
    expect([...checkBlocks(blocks, "message"), ...checkBlocks(body, "message")]).toEqual([]);
    expect(text.length).toBeLessThanOrEqual(limits.updateText);
    const found = textsOf([text, blocks, body]).flatMap(tokensIn);
    expect(found.filter((token) => !ownTokens.test(token))).toEqual([]);
    expect(looseTexts([blocks, body])).toEqual([]);
  };

  it("never pings, links or breaks out, and no card grows beyond what is allowed", () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, fc.constantFrom("en", "ja"), (one, two, three, language) => {
        const [first] = plan.steps;
        if (first === undefined) throw new Error("a plan without steps");
        const odd: Plan = {
          ...plan,
          why: one,
          environment: plan.environment,
          subject: { arn: three, name: two, type: one },
          terms: { ...plan.terms, isTyped: true },
          steps: [
            first,
            { ...first, place: { account: two, region: three }, input: { BackupVaultName: one } },
          ],
        };
        for (const phase of phasesWith(two)) {
          const step = stepIn(phase, three);
          const request: Request = requestWith(
            {
              phase,
              steps: [step, step],
              votes: [{ user: by, at, evidence: two }],
              findings: [one, two, three].map((value) => ({
                level: "know",
                name: value,
                values: [value, one],
              })),
              ...(phase.state === "running" || phase.state === "succeeded"
                ? { glass: { press: { user: "U0ONCALL01", at, evidence: one }, why: three } }
                : {}),
            },
            odd,
          );
          const facts = {
            ...factsIn(configIn(language), request, odd),
            refusedBy: { channel: one, refusal: two },
          };
          const card = withCall(requestCard(facts), facts);
          inSlack(card);
          inSlack(plainCard(facts));
          expect(bytesOf(card)).toBeLessThanOrEqual(bytesMax);
          const { blocks } = everythingMessage(facts);
          expect(checkBlocks(blocks, "modal")).toEqual([]);
          expect(Buffer.byteLength(JSON.stringify(blocks))).toBeLessThan(limits.viewBytes - 5_000);
          expect(blocks.length).toBeLessThanOrEqual(limits.viewBlocks);
          expect(
            textsOf(blocks)
              .flatMap(tokensIn)
              .filter((token) => !ownTokens.test(token)),
          ).toEqual([]);
        }
      }),
      { numRuns: 20 },
    );
  });
});
