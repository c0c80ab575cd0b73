// Storms, shuffled, doubled and cut off at random: at most two cards of their own, one for the storm, and every failure
// is a member of it, counted once; good jobs end it, one by one.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stormEndPrefix, stormPrefix } from "../../src/features/alerts/record.ts";
import { configIn } from "../features/alerts/cards.ts";
import { type Cut, createAlertWorld } from "./alert-world.ts";
import { told } from "./storm-events.ts";

const seed = Number(process.env.SIM_SEED ?? Math.floor(Math.random() * 2 ** 31));

const storms = fc.integer({ min: 3, max: 9 }).chain((count) =>
  fc.record({
    count: fc.constant(count),
    order: fc.shuffledSubarray(
      Array.from({ length: 2 * count }, (_, index) => index % count),
      { minLength: count },
    ),
    good: fc.shuffledSubarray(Array.from({ length: count }, (_, index) => index)),
    cuts: fc.uniqueArray(
      fc.record({ call: fc.nat(300), when: fc.constantFrom<Cut["when"]>("before", "after", "lost") }),
      { maxLength: 6, selector: ({ call }) => call },
    ),
  }),
);

type World = ReturnType<typeof createAlertWorld>;

const rest = async (world: World): Promise<void> => {
  await world.post();
  await world.putOff();
  await world.post();
};

const stormOf = ({ messages }: World) => {
  const cards = messages.filter(
    ({ card, thread }) =>
      thread === undefined && String(card.metadata.event_payload.incident).startsWith("storm/"),
  );
  return { cards, id: String(cards[0]?.card.metadata.event_payload.incident) };
};

describe(`a storm (SIM_SEED=${seed})`, () => {
  it("is one card that counts every failure once, and ends with the last good job", async () => {
    await fc.assert(
      fc.asyncProperty(storms, async ({ count, order, good, cuts }) => {
        const all = [...order, ...Array.from({ length: count }, (_, each) => each)];
        const world = createAlertWorld(undefined, cuts);
        for (const resource of all) await world.deliver(told(resource, "FAILED", 0));
        await rest(world);
        const { cards, id } = stormOf(world);
        const partition = `incident#${id}`;
        expect(await world.store.count(partition, stormPrefix)).toBe(count);
        expect(cards.length).toBeGreaterThanOrEqual(1);
        expect(world.roots().length).toBeLessThanOrEqual(3 + cuts.length);
        expect(JSON.stringify(cards.at(-1))).toContain(`${count} resources`);
        for (const resource of good) await world.deliver(told(resource, "FAILED", 1));
        await rest(world);
        expect(await world.store.count(partition, stormPrefix)).toBe(count);
        for (const resource of good) await world.deliver(told(resource, "COMPLETED", 2));
        await rest(world);
        expect(await world.store.count(partition, stormEndPrefix)).toBe(good.length);
        const newest = stormOf(world).cards.at(-1)?.card;
        expect(newest?.metadata.event_payload.severity).toBe(good.length === count ? "good" : "failed");
        if (good.length > 0 && good.length < count)
          expect(JSON.stringify(newest)).toContain(`${good.length} of ${count}`);
      }),
      { numRuns: 200, seed },
    );
  }, 120_000);

  it("of ten thousand posts three cards, and counts them all", async () => {
    const world = createAlertWorld(undefined, [], { stepMs: 1 });
    for (let resource = 0; resource < 10_000; resource += 1) {
      await world.deliver(told(resource, "FAILED", 0));
      // The poster is quick at first, so that the first two are seen before there is a storm.
      if (resource < 3 || resource % 1_000 === 0) await rest(world);
    }
    await rest(world);
    expect(world.messages).toHaveLength(3);
    expect(await world.store.count(`incident#${stormOf(world).id}`, stormPrefix)).toBe(10_000);
    expect(JSON.stringify(stormOf(world).cards.at(-1))).toContain("10000 resources");
  }, 120_000);

  it("in quiet hours hands nothing back, however many come at once, and is one card in the morning", async () => {
    const quiet = { from: "20:00", to: "07:00", holds: "failed" } as const;
    const world = createAlertWorld(undefined, [], { stepMs: 1, config: { ...configIn("en"), quiet } });
    for (let batch = 0; batch < 6; batch += 1) {
      const fifty = Array.from({ length: 50 }, (_, each) => told(50 * batch + each, "FAILED", 0));
      const heard = await Promise.all(fifty.map((each) => world.isHeard(each, 1)));
      expect(heard.every((isHeard) => isHeard)).toBe(true);
      await rest(world);
    }
    expect(world.messages).toEqual([]);
    await world.tick(15 * 60);
    await rest(world);
    expect(JSON.stringify(stormOf(world).cards)).toContain("300 resources");
    expect(world.roots()).toHaveLength(1);
  }, 120_000);

  it("that is over does not turn red again: what fails then is told anew", async () => {
    const world = createAlertWorld(undefined, []);
    const failAll = async (from: number, night: number) => {
      for (let each = from; each < from + 4; each += 1) {
        await world.deliver(told(each, "FAILED", night));
        await rest(world);
      }
    };
    await failAll(0, 0);
    for (let each = 0; each < 4; each += 1) await world.deliver(told(each, "COMPLETED", 1));
    await rest(world);
    const before = world.roots().length;
    await failAll(10, 2);
    expect(world.roots().length).toBeGreaterThan(before);
    const storms = new Set(stormOf(world).cards.map(({ card }) => card.metadata.event_payload.incident));
    expect(storms.size).toBe(2);
  });
});
