// The roles are what the functions need, and no more: every story is played under them, what was used is written down,
// and each permission is taken away once, to see a story fail for it.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stories } from "../../sandbox/stories/list.ts";
import { checkStory } from "../../sandbox/stories/play.ts";
import type { Story } from "../../sandbox/stories/story.ts";
import { createWorld, type SandboxWorld, type WorldOptions } from "../../sandbox/world.ts";
import { allAtoms, nameOf, usedBy, without } from "./atoms.ts";

const startAt = Date.parse("2026-11-20T13:00:00Z");
const options = { language: "en", startAt, speed: 0, limits: "none" } as const;

/** Stillpoint comes, something happens, and Stillpoint is taken down again: its vaults tell nobody any more. */
const playUnder = async (story: Story, more: Partial<WorldOptions> = {}): Promise<SandboxWorld> => {
  const world = await createWorld({ ...options, ...more }, {});
  try {
    await checkStory(story, world);
    return world;
  } finally {
    await world.close();
  }
};

const leave: Story = {
  name: "stillpoint-leaves",
  title: { en: "", ja: "" },
  description: { en: "", ja: "" },
  play: ({ world }) => world.installed.notify("Delete"),
  check: async () => {},
};

const atoms = allAtoms();
/** The quickest story that used it. */
const usage = new Map<string, { readonly story: Story; readonly ms: number }>();

beforeAll(async () => {
  for (const story of [...stories, leave]) {
    const startedAt = performance.now();
    const world = await playUnder(story);
    const ms = performance.now() - startedAt;
    for (const decision of world.iam.decisions()) {
      const atom = usedBy(decision, atoms);
      if (atom === undefined) continue;
      const known = usage.get(nameOf(atom));
      if (known === undefined || known.ms > ms) usage.set(nameOf(atom), { story, ms });
    }
  }
}, 300_000);

describe("the roles", () => {
  it("have nothing that no story uses: what a later feature will use is in no role yet", () => {
    expect(atoms.filter((atom) => !usage.has(nameOf(atom))).map(nameOf)).toEqual([]);
  });

  it("need every permission: taken away alone, a story fails for each", async () => {
    const needless: string[] = [];
    for (const atom of atoms) {
      const used = usage.get(nameOf(atom));
      if (used === undefined) continue;
      const failed = await playUnder(used.story, { change: without(atom) }).then(
        () => undefined,
        (error: unknown) => error,
      );
      if (failed === undefined) needless.push(`${nameOf(atom)}: ${used.story.name} holds without it`);
    }
    expect(needless).toEqual([]);
  }, 600_000);
});

afterAll(() => {
  process.stdout.write(
    `${usage.size} of ${atoms.length} permissions are used by ${stories.length} stories\n`,
  );
});
