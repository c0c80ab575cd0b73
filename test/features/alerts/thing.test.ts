import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sensesOf, severityOfThing } from "../../../src/backup/thing.ts";
import { instant } from "../../../src/core/time.ts";
import {
  type HeardThing,
  hearThing,
  type ThingRecord,
  thingOf,
} from "../../../src/features/alerts/kinds/thing.ts";
import { plainCard } from "../../../src/features/alerts/views.ts";
import { checkBlocks } from "../../../src/slack/block-check.ts";
import { limits } from "../../../src/slack/limits.ts";
import { configIn } from "./cards.ts";
import { hostile, textsOf } from "./hostile-text.ts";
import { thingCardIn, thingIn } from "./thing-cards.ts";

const thing = {
  kind: "recovery-point",
  account: "111111111111",
  region: "ap-northeast-1",
  id: "arn:aws:backup:x",
} as const;

const heardAt = (sense: string, at: number, more: Partial<HeardThing> = {}): HeardThing => ({
  feed: "eventbridge",
  state: sense.toUpperCase(),
  sense,
  severity: severityOfThing("recovery-point", sense),
  at: instant(at),
  facts: [],
  ...more,
});

const recordOf = (all: readonly HeardThing[]): ThingRecord => ({
  thing,
  heard: all.reduce<readonly HeardThing[]>((known, heard) => hearThing(known, heard), []),
  owes: "nothing",
});

const telling = fc
  .record({
    sense: fc.constantFrom(...sensesOf("recovery-point"), "unknown"),
    feed: fc.constantFrom("sns" as const, "eventbridge" as const),
    at: fc.integer({ min: 0, max: 4 }),
    name: fc.constantFrom("one", "two"),
    objects: fc.subarray(["a", "b", "c"]),
    value: fc.constantFrom("x", "y"),
  })
  .map(({ sense, feed, at, name, objects, value }) =>
    heardAt(sense, at, {
      feed,
      name,
      ...(objects.length === 0 ? {} : { objects }),
      facts: [
        { label: "vault", value },
        { label: "by", value },
      ],
    }),
  );

describe("a thing as it is now", () => {
  it("is the same whatever order and however often it was told", () => {
    const tellings = fc.array(telling, { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(tellings, fc.array(fc.nat(), { maxLength: 12 }), (all, picks) => {
        const doubled = [...all, ...picks.map((pick) => all[pick % all.length] ?? all[0])].filter(
          (x) => x !== undefined,
        );
        const shuffled = doubled.toReversed();
        expect(thingOf(recordOf(shuffled))).toEqual(thingOf(recordOf(all)));
        expect(recordOf(shuffled).heard).toEqual(recordOf(all).heard);
      }),
      { numRuns: 1_000 },
    );
  });

  it("is what was told last", () => {
    expect(thingOf(recordOf([heardAt("expired", 2), heardAt("completed", 1)])).sense).toBe("expired");
    expect(thingOf(recordOf([heardAt("completed", 3), heardAt("expired", 2)])).sense).toBe("completed");
  });

  it("is the worse of what was told of one moment", () => {
    expect(thingOf(recordOf([heardAt("partial", 1), heardAt("completed", 1)])).sense).toBe("partial");
  });

  it("stays deleted by hand when another feed only says that it is gone", () => {
    const who = heardAt("deleted-by-hand", 1, { facts: [{ label: "by", value: "mallory" }] });
    const now = thingOf(recordOf([heardAt("deleted", 2), who]));
    expect(now).toMatchObject({ sense: "deleted-by-hand", facts: [{ label: "by", value: "mallory" }] });
  });

  it("keeps every object that was named, each once", () => {
    const one = heardAt("partial", 1, { objects: ["b"] });
    const two = heardAt("partial", 2, { objects: ["a"] });
    expect(thingOf(recordOf([one, two, one])).objects).toEqual(["a", "b"]);
  });
});

describe("text from outside", () => {
  const own = /<!date\^\d+\^[^|<>]*\|[^<>]*>/g;

  it("never pings or links on a thing's card, and never makes one that Slack refuses", () => {
    const kinds = fc.constantFrom(
      "scan" as const,
      "eks-object" as const,
      "pipeline" as const,
      "vault" as const,
    );
    const senses = fc.constantFrom(
      "failed",
      "failure",
      "threats-found",
      "backup-failed",
      "deleted",
      "unknown",
      "__proto__",
    );
    fc.assert(
      fc.property(hostile, hostile, kinds, senses, (one, two, kind, sense) => {
        const whole = thingIn(kind, sense);
        const odd = {
          ...whole,
          key: { ...whole.key, account: one, region: two, id: one, name: two },
          state: one,
          message: two,
          facts: whole.facts.map(({ label }) => ({ label, value: one })),
          objects: Array.from({ length: 100 }, (_, index) => `${index}${two}`),
        };
        const config = configIn("ja");
        for (const card of [thingCardIn(odd, config), plainCard(thingCardIn(odd, config), config)]) {
          expect([...checkBlocks(card.blocks, "message"), ...checkBlocks(card.body, "message")]).toEqual([]);
          expect(card.text.length).toBeLessThanOrEqual(limits.updateText);
          for (const text of textsOf([card.text, card.blocks, card.body]))
            expect(text.replace(own, "")).not.toMatch(/[<>]/);
        }
      }),
      { numRuns: 300 },
    );
  });
});
