// Faulty ways to approve and to run, each put in through a port or in the place of one rule. What a mutant's executor
// should see in what people pressed it reads there by signing it anew: only the rule under test is faulty.
import { Fault } from "../../src/core/errors.ts";
import { dayMs, instant } from "../../src/core/time.ts";
import { prove } from "../../src/features/approvals/kinds/proof.ts";
import { decideRun, type RunFacts } from "../../src/features/approvals/kinds/run-rule.ts";
import { namedIn, type Press, type Request } from "../../src/features/approvals/model.ts";
import { evidenceOf } from "../../src/features/approvals/record.ts";
import type { ExecutorWorld } from "../../src/ports/feature.ts";
import type { Operator, OperatorCall } from "../../src/ports/operator.ts";
import type { People, Store } from "../../src/ports/world.ts";
import { packRequest, unpackRequest } from "../../src/slack/pack.ts";
import type { Stored } from "../../src/store/record.ts";
import { signatureOf } from "../slack/signing.ts";
import { signingSecret } from "./approvals-people.ts";
import { pressRules } from "./approvals-pressing.ts";
import type { Change } from "./approvals-world.ts";

type Facts = Parameters<typeof prove>[0];

const rules = { prove, decideRun };

/** Each call of AWS as a mutant would make it. */
const calling = (
  change: (
    call: OperatorCall,
    request: string,
    peek: Parameters<NonNullable<Change["executor"]>>[1],
  ) => OperatorCall,
): Change => ({
  executor: (world, peek) => {
    const operator: Operator = {
      call: (place, call, as) => world.operator.call(place, change(call, as.request, peek), as),
    };
    return { ...world, operator };
  },
});

const withInput = (call: OperatorCall, input: object): OperatorCall =>
  ({ ...call, input: { ...call.input, ...input } }) as OperatorCall;

const withStore = (change: (store: Store) => Partial<Store>): Change => ({
  world: (world) => ({ ...world, store: { ...world.store, ...change(world.store) } }),
});

/** Writes over whatever lies there. */
const blindly = (store: Store): Partial<Store> => {
  const write = async (item: Stored<unknown>): Promise<boolean> => {
    for (;;) {
      const known = await store.get(item.key);
      const isDone =
        known === undefined
          ? await store.putIfAbsent({ ...item, version: 1 })
          : await store.put({ ...item, version: known.version + 1 });
      if (isDone) return true;
    }
  };
  return { put: write, putIfAbsent: write };
};

/** The claim is written with AWS's answer, and not before the call. */
const afterwards = (world: ExecutorWorld): ExecutorWorld => {
  const isClaim = ({ key }: Stored<unknown>): boolean => key.partition.startsWith("claim#");
  let isHeld = false;
  const store: Store = {
    ...world.store,
    putIfAbsent: async (item) => {
      if (!isClaim(item)) return world.store.putIfAbsent(item);
      isHeld = true;
      return true;
    },
    put: (item) =>
      isHeld && isClaim(item) ? world.store.putIfAbsent({ ...item, version: 1 }) : world.store.put(item),
  };
  return { ...world, store };
};

/** Whoever was a lead once is one for ever. */
const remembered = (people: People, memory: Map<string, unknown>): People => ({
  ...people,
  live: async (user, since) => {
    const person = memory.get(user) ?? (await people.live(user, since));
    memory.set(user, person);
    return person as Awaited<ReturnType<People["live"]>>;
  },
});

/** As if so many votes fewer were needed. */
const needingFewer = (facts: Facts, votes: readonly Press[]): Facts => {
  const fewer = facts.request.votes.length - votes.length;
  const { plan, policy } = facts;
  const less = (needed: number): number => Math.max(0, needed - fewer);
  return {
    ...facts,
    request: { ...facts.request, votes },
    plan: { ...plan, terms: { ...plan.terms, votes: less(plan.terms.votes) } },
    policy: { ...policy, votes: less(policy.votes) },
  };
};

/** As if each vote had named what stands in the record, after it was asked for. */
const restated = (facts: Facts): Facts => {
  const { request } = facts;
  const exhibits = new Map(facts.exhibits);
  const votes = request.votes.map((vote): Press => {
    const packed = facts.exhibits.get(vote.evidence);
    if (packed === undefined) return vote;
    const raw = unpackRequest(packed);
    const named = namedIn({ request: request.id, revision: request.revision, hash: request.hash });
    const text = decodeURIComponent(Buffer.from(raw.body).toString()).replace(
      /req\d+ \d+ [0-9a-f]{64}/,
      named,
    );
    const body = Buffer.from(`payload=${encodeURIComponent(text.slice("payload=".length))}`);
    const timestamp = String(Math.max(Number(raw.timestamp), Math.ceil(request.asked.at / 1000)));
    const signature = signatureOf(signingSecret, timestamp, body);
    const again = packRequest({ ...raw, body, timestamp, signature }) ?? "";
    exhibits.set(evidenceOf(again), again);
    return { ...vote, evidence: evidenceOf(again) };
  });
  return { ...facts, request: { ...request, votes }, exhibits };
};

const firstOfEach = ({ votes }: Request): readonly Press[] => [
  ...new Map(votes.toReversed().map((vote) => [vote.user, vote])).values(),
];

const aliased = (request: Request): Request => ({
  ...request,
  votes: request.votes.map((vote, index) => ({ ...vote, user: `${vote.user}#${index}` })),
});

const unaliased = (request: Request): Request => ({
  ...request,
  votes: request.votes.map((vote) => ({ ...vote, user: vote.user.replace(/#.*/, "") })),
});

/** The window of a year. */
const endless = (facts: RunFacts): RunFacts => {
  const { plan, policy } = facts;
  const runWithinMs = 365 * dayMs;
  const notAfter = instant(plan.notAfter + runWithinMs);
  return {
    ...facts,
    plan: { ...plan, notAfter, terms: { ...plan.terms, runWithinMs } },
    policy: { ...policy, runWithinMs },
  };
};

export const mutants: Readonly<Record<string, Change>> = {
  "writes over what it read before": withStore(blindly),
  "calls before it claims": { executor: afterwards },
  "makes up a token for each call": calling((call, _, { random }) =>
    withInput(call, { IdempotencyToken: String(random()) }),
  ),
  "makes its token of the content": calling((call) =>
    withInput(call, {
      IdempotencyToken: JSON.stringify(call.input)
        .replace(/[-\d]+"/g, '"')
        .slice(0, 60),
    }),
  ),
  "runs what was shown last": calling((call, request, { newestPlan }) => {
    const shown = newestPlan(request)?.steps[/-2"/.test(JSON.stringify(call.input)) ? 1 : 0];
    const isAlike = shown?.operation === (call.operation === "StopBackupJob" ? "stop" : "backup");
    return isAlike ? withInput(call, shown.input) : call;
  }),
  "lets whoever asked approve": {
    press: {
      ...pressRules,
      decideVote: (request, ...rest) => {
        const decision = pressRules.decideVote(request && { ...request, requester: "nobody" }, ...rest);
        if (decision.type === "refused" || request === undefined) return decision;
        return { ...decision, request: { ...decision.request, requester: request.requester } };
      },
    },
    run: {
      ...rules,
      prove: (facts) =>
        prove(
          needingFewer(
            facts,
            facts.request.votes.filter(({ user }) => user !== facts.plan.requester),
          ),
        ),
    },
  },
  "counts somebody twice": {
    press: {
      ...pressRules,
      decideVote: (request, ...rest) => {
        const decision = pressRules.decideVote(request && aliased(request), ...rest);
        return decision.type === "refused" ? decision : { ...decision, request: unaliased(decision.request) };
      },
    },
    run: { ...rules, prove: (facts) => prove(needingFewer(facts, firstOfEach(facts.request))) },
  },
  "takes a vote on an old card": {
    press: {
      ...pressRules,
      decideVote: (request, vote, ...rest) => {
        const named = request === undefined ? vote.named : { ...request, request: request.id };
        return pressRules.decideVote(request, { ...vote, named }, ...rest);
      },
    },
    run: { ...rules, prove: (facts) => prove(restated(facts)) },
  },
  "remembers who is a lead": {
    world: (world, { memory }) => ({ ...world, people: remembered(world.people, memory) }),
  },
  "lets anybody deny": {
    press: {
      ...pressRules,
      decideDeny: (request, deny) => pressRules.decideDeny(request, { ...deny, isLead: true }),
    },
  },
  "keeps votes over an edit": {
    press: {
      ...pressRules,
      decideAsk: (facts) => {
        const decision = pressRules.decideAsk(facts);
        const { before } = facts;
        if (decision.type === "refused" || before === undefined || decision.request === before)
          return decision;
        return { ...decision, request: { ...decision.request, votes: before.votes } };
      },
    },
    run: { ...rules, prove: (facts) => prove(restated(facts)) },
  },
  "knows no window": { run: { ...rules, decideRun: (facts) => decideRun(endless(facts)) } },
  "takes a lost answer for a refusal": {
    executor: (world) => ({
      ...world,
      operator: {
        call: (...given) =>
          world.operator.call(...given).catch((error: unknown) => {
            if (!(error instanceof Fault) || error.code !== "aws-unknown") throw error;
            throw new Fault("aws-refused", error.message, { retryable: false });
          }),
      },
    }),
  },
  "calls again whatever AWS has forgotten": {
    run: {
      ...rules,
      decideRun: (facts) => {
        const decision = decideRun(facts);
        return decision.act === "reconcile" ? { act: "call", step: decision.step } : decision;
      },
    },
  },
  "believes the record": {
    run: {
      ...rules,
      prove: ({ request }) => ({
        type: "proven",
        grantedAt: request.votes.at(-1)?.at ?? request.asked.at,
        by: [],
        shown: [],
      }),
    },
  },
  "forgets what it owes": withStore((store) => {
    const paid = <Body>(item: Stored<Body>): Stored<Body> =>
      item.key.partition.startsWith("request#") ? { ...item, body: { ...item.body, outbox: [] } } : item;
    return { put: (item) => store.put(paid(item)), putIfAbsent: (item) => store.putIfAbsent(paid(item)) };
  }),
};
