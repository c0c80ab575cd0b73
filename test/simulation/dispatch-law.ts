// Nights with a bad Slack, and what must hold of each of them: the conservation law of alerts.
import fc from "fast-check";
import { expect } from "vitest";
import type { Incident } from "../../src/features/alerts/model.ts";
import { incidentKey } from "../../src/features/alerts/record.ts";
import type { Taken } from "./dispatch-slack.ts";
import { type Change, type Deed, type Played, playDispatch, type Sky } from "./dispatch-world.ts";

/** One resource: how its backups end, one after the other, so many minutes apart. */
export interface Story {
  readonly ends: readonly ("FAILED" | "COMPLETED")[];
  readonly apart: number;
  readonly from: number;
  /** After which of its ends somebody takes the card. */
  readonly taken: number | undefined;
  /** A good job from before all of them is told after all of them. */
  readonly hasLate: boolean;
}

export interface Night {
  readonly stories: readonly Story[];
  readonly deletions: readonly number[];
  readonly repeats: readonly { readonly minute: number; readonly which: number }[];
  readonly sky: Sky;
}

const day = 24 * 60;
const calls = (max: number) => fc.uniqueArray(fc.nat(40), { maxLength: max });
const cutAt = fc.tuple(fc.nat(150), fc.constantFrom<"before" | "after">("before", "after"));

const story: fc.Arbitrary<Story> = fc.record({
  ends: fc.array(fc.constantFrom("FAILED", "COMPLETED"), { minLength: 1, maxLength: 4 }),
  apart: fc.constantFrom(1, 7, 90),
  from: fc.nat(30),
  taken: fc.option(fc.nat(3), { nil: undefined }),
  hasLate: fc.boolean(),
});

const down = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Sky["down"]>([]) },
  { weight: 1, arbitrary: fc.nat(40).map((from) => [[from, from + 60]] as const) },
  { weight: 1, arbitrary: fc.nat(40).map((from) => [[from, from + day]] as const) },
);

export const night: fc.Arbitrary<Night> = fc.record({
  stories: fc.array(story, { minLength: 1, maxLength: 4 }),
  deletions: fc.array(fc.nat(120), { maxLength: 1 }),
  repeats: fc.array(fc.record({ minute: fc.nat(200), which: fc.nat(20) }), { maxLength: 4 }),
  sky: fc.record({
    seed: fc.nat(2 ** 31),
    down,
    limited: fc
      .array(fc.tuple(fc.nat(40), fc.integer({ min: 1, max: 90 })), { maxLength: 4 })
      .map((pairs) => new Map(pairs)),
    broken: calls(4).map((list) => new Set(list)),
    unanswered: calls(3).map((list) => new Set(list)),
    layoutRefused: fc.option(fc.constant("db-0"), { nil: undefined }),
    archivedAt: fc.option(fc.nat(60), { nil: undefined, freq: 3 }),
    cuts: fc.array(cutAt, { maxLength: 4 }).map((pairs) => new Map(pairs)),
  }),
});

const at = (minute: number): string =>
  new Date(Date.parse("2026-11-20T13:00:00Z") + minute * 60_000).toISOString();

const jobOf = (resource: number, run: number): string => `job-${resource}-${run}`;
const incidentOf = (resource: number, run: number): string =>
  `111111111111/ap-northeast-1/backup/${jobOf(resource, run)}`;

const news = (resource: number, run: number, state: string, bornAt: number): string =>
  JSON.stringify({
    id: `${resource}-${run}`,
    source: "aws.backup",
    "detail-type": "Backup Job State Change",
    account: "111111111111",
    region: "ap-northeast-1",
    time: at(bornAt),
    resources: [],
    detail: {
      backupJobId: jobOf(resource, run).toUpperCase(),
      backupVaultName: "prod-daily",
      resourceArn: `arn:aws:rds:ap-northeast-1:111111111111:db:db-${resource}`,
      creationDate: at(bornAt),
      state,
      // Each has a cause of its own: many of one cause are a storm, which has a simulation of its own.
      ...(state === "FAILED" ? { statusMessage: `It ran out of ${"abcdefgh"[resource]}.` } : {}),
    },
  });

/** The run that is told last and was the first. */
const late = 9;

const newsOf = ({ ends, apart, from, taken, hasLate }: Story, resource: number): readonly Deed[] => {
  const told = ends.flatMap((state, run): readonly Deed[] => {
    const minute = from + run * apart;
    const hear: Deed = { minute, deed: "hear", body: news(resource, run, state, minute) };
    const incident = incidentOf(resource, rowOf(ends, run));
    return taken === run ? [hear, { minute: minute + 0.01, deed: "acknowledge", incident }] : [hear];
  });
  const body = news(resource, late, "COMPLETED", from - 30);
  return hasLate ? [...told, { minute: from + ends.length * apart, deed: "hear", body }] : told;
};

/** The first failure of the row that a run belongs to: its card is the row's. */
const rowOf = (ends: Story["ends"], run: number): number => {
  let first = run;
  while (first > 0 && ends[first] === "FAILED" && ends[first - 1] === "FAILED") first -= 1;
  return first;
};

export interface Expected {
  readonly incident: string;
  readonly state: string;
  readonly severity: string;
}

/** One card for each row of failures, green when a good job ended it; one for each good job that ended none. */
export const expectedOf = (stories: readonly Story[]): readonly Expected[] =>
  stories.flatMap(({ ends, hasLate }, resource) => [
    ...(hasLate ? [{ incident: incidentOf(resource, late), state: "COMPLETED", severity: "good" }] : []),
    ...ends.flatMap((state, run): readonly Expected[] => {
      const incident = incidentOf(resource, run);
      if (state === "COMPLETED")
        return run > 0 && ends[run - 1] === "FAILED" ? [] : [{ incident, state, severity: "good" }];
      if (rowOf(ends, run) !== run) return [];
      const isOver = ends.slice(run).includes("COMPLETED");
      return [
        isOver
          ? { incident, state: "COMPLETED", severity: "good" }
          : { incident, state: "FAILED", severity: "failed" },
      ];
    }),
  ]);

export const play = ({ stories, deletions, repeats, sky }: Night, change: Change = {}): Promise<Played> =>
  playDispatch(
    [
      ...stories.flatMap(newsOf),
      ...deletions.map((minute): Deed => ({ minute, deed: "delete" })),
      ...repeats.map((each): Deed => ({ ...each, deed: "repeat-note" })),
    ],
    sky,
    change,
  );

/** Everything that has to be seen is seen, as it is now; nothing else is; and Slack was treated as it asks to be. */
export const demandLaw = async (made: Night, played: Played): Promise<void> => {
  const { messages, queue, store, acknowledged, deleted } = played;
  expect({ dead: queue.dead, expired: queue.expired }).toEqual({ dead: [], expired: [] });
  const roots = messages.filter(({ thread }) => thread === undefined);
  const expected = expectedOf(made.stories);
  for (const { incident, state, severity } of expected) {
    const head = await store.get<Incident>(incidentKey(incident));
    const { shown, channel, recovered } = head?.body ?? {};
    expect(shown, `${incident} was shown`).toBeDefined();
    if (deleted.includes(shown?.ts ?? "")) continue;
    const message = roots.find((each) => each.ts === shown?.ts && each.channel === channel);
    expect(message?.card.metadata.event_payload, incident).toMatchObject({ incident, state, severity });
    const isOpenlyTaken = acknowledged.includes(incident) && severity === "failed" && recovered === undefined;
    if (isOpenlyTaken && message?.card.blocks.length !== 0)
      expect(JSON.stringify(message?.card), `${incident} shows who took it`).toContain("U0ONCALL001");
  }
  const known = new Set(expected.map(({ incident }) => incident));
  expect(roots.filter(({ card }) => !known.has(String(card.metadata.event_payload.incident)))).toEqual([]);
  // A twin only where an answer was lost, a container was cut off, or a channel was given up.
  const doubts = played.met().doubtful + played.cut() + (made.sky.archivedAt === undefined ? 0 : known.size);
  expect(roots.length).toBeLessThanOrEqual(known.size + doubts);
  expect(played.impatient).toEqual([]);
  for (const channel of new Set(played.taken.map((each) => each.channel)))
    demandPace(played.taken.filter((each) => each.channel === channel));
};

const demandPace = (spoken: readonly Taken[]): void => {
  for (const [index, { at: moment, channel }] of spoken.entries()) {
    const gap = moment - (spoken[index - 1]?.at ?? Number.NEGATIVE_INFINITY);
    expect(gap, `between two messages to ${channel}`).toBeGreaterThanOrEqual(1_000);
  }
};
