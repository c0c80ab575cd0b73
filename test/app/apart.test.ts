// Environments kept apart: one that does not answer hides no other and is not taken for a bad night, and two that share
// an account by their vaults show each only its own.
import { expect, it } from "vitest";
import { memoryStore } from "../../sandbox/memory-store.ts";
import type { Config, Environment } from "../../src/config/config.ts";
import { Fault } from "../../src/core/errors.ts";
import { instant } from "../../src/core/time.ts";
import { answerStatus } from "../../src/features/home/flow.ts";
import { answerPoints, keepInventory } from "../../src/features/inventory/flow.ts";
import type { AnswerWorld } from "../../src/ports/feature.ts";
import { configIn } from "../features/alerts/cards.ts";
import { idle } from "../idle.ts";

const now = instant(Date.parse("2026-11-20T13:00:00Z"));
const arn = "arn:aws:rds:ap-northeast-1:111111111111:db:orders-db";
const denied = new Fault("aws-denied", "no", { retryable: false });

const worldOf = (config: Config, silentAccount?: string): AnswerWorld => {
  const unless = <Answer>(account: string, answer: Answer): Promise<Answer> =>
    account === silentAccount ? Promise.reject(denied) : Promise.resolve(answer);
  const point = (vaultName: string) => ({
    arn: `point-of-${vaultName}`,
    vaultName,
    status: "COMPLETED",
    expiry: "never" as const,
  });
  const refuse = () => Promise.reject(new Error("not asked for here"));
  return {
    config,
    ...idle,
    posts: { send: refuse },
    people: { find: refuse, live: refuse, leads: refuse },
    log: { info: () => {}, warn: () => {}, error: () => {} },
    store: memoryStore(),
    region: "ap-northeast-1",
    now: () => now,
    catalog: {
      jobs: ({ account }) => unless(account, { items: [], isCut: false }),
      job: refuse,
      resources: ({ account, region }) =>
        unless(account, {
          items:
            region === "ap-northeast-1" && account === "111111111111"
              ? [{ arn, name: "orders-db", type: "RDS" }]
              : [],
          isCut: false,
        }),
      points: ({ account }) =>
        unless(account, { items: [point("shop-daily"), point("payroll-daily")], isCut: false }),
      point: (_, vaultName) => Promise.resolve(point(vaultName)),
      vaults: refuse,
      vault: refuse,
      unfinished: refuse,
    },
  };
};

const askerOf = (environments: readonly Environment[]) => ({
  person: {
    id: "U1",
    teams: [],
    groups: [],
    isDeleted: false,
    isBot: false,
    isGuest: false,
    isStranger: false,
  },
  environments,
  at: now,
  packed: "",
});

const shownIn = async (answer: ReturnType<typeof answerStatus.answer>): Promise<string> => {
  const told = await answer;
  if (told.type !== "message") throw new Error("it was not answered");
  return `${told.message.text.mrkdwn} ${JSON.stringify(told.message.blocks)}`;
};

it("status says of an environment that did not answer that nothing is known, and shows the others", async () => {
  const config = configIn("en");
  const line = { words: ["status"], flags: {} };
  const shown = await shownIn(
    answerStatus.answer(line, askerOf(config.environments), worldOf(config, "111111111111")),
  );
  expect(shown).toContain("AWS did not answer for all of it");
  expect(shown).toContain("Not all answered: shop-prod");
  // Staging did answer: for it the night is told as it was.
  expect(shown.match(/No good backup since yesterday/g)).toHaveLength(1);
  expect(shown).not.toContain("Nothing is open");
});

it("status claims that nothing is open only when everybody answered", async () => {
  const config = configIn("en");
  const line = { words: ["status"], flags: {} };
  const shown = await shownIn(answerStatus.answer(line, askerOf(config.environments), worldOf(config)));
  expect(shown).toContain("Nothing is open");
});

it("points of a vault of another environment in the same account are not shown", async () => {
  const config = configIn("en");
  const [first] = config.environments as [Environment];
  const shop = { ...first, name: "shop", vaults: ["shop-*"] };
  const payroll = { ...first, name: "payroll", vaults: ["payroll-*"] };
  const world = worldOf({ ...config, environments: [shop, payroll] });
  const line = { words: ["points", "orders-db"], flags: {} };
  const shown = await shownIn(answerPoints.answer(line, askerOf([shop]), world));
  expect(shown).toContain("shop-daily");
  expect(shown).not.toContain("payroll-daily");
});

it("a name is looked for where there is an answer, though another environment gives none", async () => {
  const config = configIn("en");
  const line = { words: ["points", "nobody"], flags: {} };
  const shown = await shownIn(
    answerPoints.answer(line, askerOf(config.environments), worldOf(config, "222222222222")),
  );
  expect(shown).toContain("nobody");
});

it("the clock builds every list that it can before it tells of the one that it cannot", async () => {
  const config = configIn("en");
  const world = worldOf(config, "111111111111");
  await expect(keepInventory(world)).rejects.toThrow("no");
  expect(await world.store.get({ partition: "inventory#staging", sort: "head" })).toBeDefined();
});
