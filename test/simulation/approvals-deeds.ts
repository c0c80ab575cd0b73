// What may happen around requests, one deed after the other, and the policy that changes meanwhile.
import fc from "fast-check";
import type { Config, Environment, Freeze } from "../../src/config/config.ts";
import { hourMs, type Instant, instant, isoOf, minuteMs } from "../../src/core/time.ts";
import { configIn } from "../features/alerts/cards.ts";
import { asker, type RoleChange, users } from "./approvals-people.ts";
import type { Sky } from "./approvals-sky.ts";

export interface PolicyNow {
  readonly votes: number;
  readonly isTyped: boolean;
  readonly expiresInMinutes: number;
  readonly runWithinMinutes: number;
  readonly freeze?: Freeze;
}

export const policyFirst: PolicyNow = {
  votes: 1,
  isTyped: false,
  expiresInMinutes: 60,
  runWithinMinutes: 120,
};

export const breaker = "U0LEAD00003";
export const environmentName = "production";

const base = configIn("en");

/** The configuration as it is deployed while a policy holds. */
export const configUnder = ({ freeze, isTyped, ...policy }: PolicyNow): Config => {
  const environments = base.environments.map((environment): Environment => {
    if (environment.name !== environmentName) return environment;
    const { votes, expiresInMinutes, runWithinMinutes } = policy;
    return {
      ...environment,
      approvals: {
        votes: { default: votes },
        expiresInMinutes,
        runWithinMinutes,
        typed: isTyped,
        freezes: freeze === undefined ? [] : [freeze],
        breakGlass: { users: [breaker] },
      },
    };
  });
  return { ...base, environments };
};

export type PolicyChange =
  | { readonly votes: number }
  | { readonly isTyped: boolean }
  | { readonly expiresInMinutes: number }
  | { readonly runWithinMinutes: number }
  | { readonly freezeMinutes: number; readonly granted: "waits" | "void" };

export const policyAfter = (policy: PolicyNow, change: PolicyChange, now: Instant): PolicyNow => {
  if (!("freezeMinutes" in change)) return { ...policy, ...change };
  const { freeze: _, ...open } = policy;
  const { freezeMinutes, granted } = change;
  if (freezeMinutes === 0) return open;
  const to = isoOf(instant(now + freezeMinutes * minuteMs));
  return { ...open, freeze: { from: isoOf(now), to, why: "year end", granted } };
};

type Card = "current" | "old";

export type Deed = { readonly afterMs: number } & (
  | {
      readonly do: "ask";
      readonly request: number;
      readonly shape: "one" | "two" | "stop";
      readonly user: string;
    }
  | {
      readonly do: "approve";
      readonly request: number;
      readonly user: string;
      readonly card: Card;
      readonly isTyped: boolean;
    }
  | {
      readonly do: "deny" | "withdraw" | "glass" | "review";
      readonly request: number;
      readonly user: string;
      readonly card: Card;
    }
  | { readonly do: "policy"; readonly change: PolicyChange }
  | { readonly do: "role"; readonly user: string; readonly change: RoleChange }
  | { readonly do: "tick" }
  /** A message that was sent once comes again. */
  | { readonly do: "again"; readonly which: number }
  | { readonly do: "jobs-end"; readonly state: "COMPLETED" | "FAILED" }
  | { readonly do: "aws-refuses" }
);

export interface History {
  readonly deeds: readonly Deed[];
  readonly sky: Sky;
}

const request = fc.constantFrom(0, 0, 0, 1);
const user = fc.constantFrom(...users);
const lead = fc.constantFrom(...users.filter((each) => each.startsWith("U0LEAD")));
const presser = fc.oneof(
  { weight: 6, arbitrary: lead },
  { weight: 1, arbitrary: user },
  { weight: 1, arbitrary: fc.constant<(typeof users)[number]>(asker) },
);
const requester = fc.oneof({ weight: 8, arbitrary: fc.constant(asker) }, { weight: 1, arbitrary: user });
const card = fc.constantFrom<Card>("current", "current", "current", "current", "old");
const rarely = fc.constantFrom(false, false, false, false, false, true);

const policyChange: fc.Arbitrary<PolicyChange> = fc.oneof(
  fc.record({ votes: fc.constantFrom(0, 1, 2, 2) }),
  fc.record({ isTyped: rarely }),
  fc.record({ expiresInMinutes: fc.constantFrom(20, 60, 240) }),
  fc.record({ runWithinMinutes: fc.constantFrom(20, 120, 600) }),
  fc.record({ freezeMinutes: fc.constantFrom(0, 30, 200), granted: fc.constantFrom("waits", "void") }),
);

const roleChange = fc.constantFrom<RoleChange>(
  "lead",
  "not-lead",
  "not-lead",
  "guest",
  "member",
  "deactivated",
  "active",
);

type Bare<Each> = Each extends unknown ? Omit<Each, "afterMs"> : never;

const bare: fc.Arbitrary<Bare<Deed>> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("ask" as const),
      request,
      shape: fc.constantFrom("one", "one", "two", "stop"),
      user: requester,
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("approve" as const),
      request,
      user: presser,
      card,
      isTyped: rarely,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("deny" as const), request, user: presser, card }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("withdraw" as const), request, user: requester, card }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom("glass" as const, "review" as const),
      request,
      user: fc.oneof(fc.constant(breaker), user),
      card,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("policy" as const), change: policyChange }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("role" as const), user: presser, change: roleChange }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant("tick" as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("again" as const), which: fc.nat(50) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("jobs-end" as const),
      state: fc.constantFrom("COMPLETED", "FAILED"),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("aws-refuses" as const) }) },
);

/** At once, within what a flow takes, minutes later, and past every window. */
const gap = fc.constantFrom(
  0,
  0,
  100,
  400,
  1_000,
  5_000,
  minuteMs,
  3 * minuteMs,
  10 * minuteMs,
  50 * minuteMs,
  2.5 * hourMs,
);

const deed = fc.tuple(bare, gap).map(([each, afterMs]) => ({ ...each, afterMs }) as Deed);

const sky: fc.Arbitrary<Sky> = fc.record({
  seed: fc.nat(2 ** 31 - 1),
  badness: fc.constantFrom(0, 1, 3, 8, 20),
});

/** What makes the rules meet each other more often than chance would. */
const openings: Deed[] = [
  { do: "role", user: asker, change: "lead", afterMs: 0 },
  { do: "policy", change: { votes: 2 }, afterMs: 0 },
  { do: "policy", change: { runWithinMinutes: 20 }, afterMs: 0 },
  { do: "policy", change: { freezeMinutes: 30, granted: "waits" }, afterMs: 0 },
];

/** Begins with somebody who asks: a history without a request says nothing. */
export const history: fc.Arbitrary<History> = fc.record({
  deeds: fc
    .tuple(
      fc.record({
        do: fc.constant("ask" as const),
        request: fc.constant(0),
        shape: fc.constantFrom<"one" | "two" | "stop">("one", "two", "stop"),
        user: fc.constant(asker),
        afterMs: fc.constant(0),
      }),
      fc.subarray(openings),
      fc.array(deed, { minLength: 1, maxLength: 22 }),
    )
    .map(([first, before, rest]): readonly Deed[] => [...before, first, ...rest]),
  sky,
});
