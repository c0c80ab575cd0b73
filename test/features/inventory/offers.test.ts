import { describe, expect, it } from "vitest";
import { memoryStore } from "../../../sandbox/memory-store.ts";
import type { Environment } from "../../../src/config/config.ts";
import { instant, minuteMs } from "../../../src/core/time.ts";
import { createOffers } from "../../../src/features/inventory/ack.ts";
import type { Held } from "../../../src/features/inventory/model.ts";
import {
  inventoryKey,
  keepInventoryUntil,
  partKey,
  partsOf,
} from "../../../src/features/inventory/record.ts";
import { frontEn } from "../../../src/i18n/front-en.ts";
import { configIn } from "../alerts/cards.ts";

const builtAt = instant(Date.parse("2026-11-20T13:00:00Z"));
const environments = configIn("en").environments;
const [production, staging] = environments as [Environment, Environment];

const types = ["EC2", "EBS", "RDS", "EFS", "S3"] as const;

const resourcesOf = (environment: Environment, count: number): readonly Held[] =>
  Array.from({ length: count }, (_, index) => {
    const name = `${environment.name}-${String(index).padStart(5, "0")}`;
    const account = environment.accounts[0]?.id ?? "";
    return {
      arn: `arn:aws:rds:ap-northeast-1:${account}:db:${name}`,
      name,
      type: types[index % types.length] ?? "EC2",
      account,
      region: "ap-northeast-1",
      lastBackupAt: builtAt,
    };
  });

/** Two environments of five thousand resources each, and a store that counts how often it is asked. */
const filled = async () => {
  const store = memoryStore();
  const keepUntil = keepInventoryUntil(builtAt);
  for (const environment of environments) {
    const parts = partsOf(resourcesOf(environment, 5_000));
    for (const [part, body] of parts)
      await store.putIfAbsent({ key: partKey(environment.name, part), version: 1, body, keepUntil });
    const head = { builtAt, parts: [...parts.keys()], count: 5_000, silent: [] };
    await store.putIfAbsent({ key: inventoryKey(environment.name), version: 1, body: head, keepUntil });
  }
  let asked = 0;
  const counted: Pick<typeof store, "get" | "list"> = {
    get: (key) => {
      asked += 1;
      return store.get(key);
    },
    list: (...query) => store.list(...query),
  };
  return { offers: createOffers(counted), asked: () => asked };
};

const at = (minutes: number) => ({
  texts: frontEn,
  language: "en" as const,
  now: instant(builtAt + minutes * minuteMs),
});

describe("what a field offers out of ten thousand resources", () => {
  it("is at most a hundred, shared out among the environments", async () => {
    const { offers } = await filled();
    const groups = await offers("", environments, at(1));
    expect(groups.map(({ label }) => label)).toEqual(["production", "staging"]);
    expect(groups.map(({ options }) => options.length)).toEqual([50, 50]);
  });

  it("is only of environments that were asked for", async () => {
    const { offers } = await filled();
    const groups = await offers("0042", [staging], at(1));
    expect(groups).toHaveLength(1);
    expect(groups.flatMap(({ options }) => options).every(({ label }) => label.startsWith("staging-"))).toBe(
      true,
    );
    expect(await offers("staging-00042", [production], at(1))).toEqual([]);
  });

  it("fits every word, wherever it stands", async () => {
    const { offers } = await filled();
    const [group] = await offers("rds 04997", environments, at(1));
    expect(group?.options.map(({ label }) => label)).toEqual(["production-04997"]);
    expect(group?.options[0]?.description).toBe("RDS · shop-prod · ap-northeast-1");
  });

  it("says its age from half an hour on, and not before", async () => {
    const { offers } = await filled();
    expect((await offers("00001", [production], at(30)))[0]?.label).toBe("production");
    const later = await filled();
    expect((await later.offers("00001", [production], at(47)))[0]?.label).toBe(
      "production · list of 47 min ago",
    );
  });

  it("is read at most once a minute", async () => {
    const { offers, asked } = await filled();
    for (const typed of ["p", "pr", "pro"]) await offers(typed, [production], at(1));
    expect(asked()).toBe(1);
    await offers("prod", [production], at(2.1));
    expect(asked()).toBe(2);
  });

  it("is nothing while no list was built", async () => {
    expect(await createOffers(memoryStore())("", environments, at(0))).toEqual([]);
  });
});
