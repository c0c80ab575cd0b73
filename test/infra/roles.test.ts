// The roles are what the functions need, and no more: every story is played under them in English (in Japanese it is
// beside the others), what was used is written down, and each permission is taken away once, to see a story fail for it.
import { afterAll, describe, expect, it } from "vitest";
import { stories } from "../../sandbox/stories/list.ts";
import { checkStory } from "../../sandbox/stories/play.ts";
import type { Story } from "../../sandbox/stories/story.ts";
import { createWorld, type SandboxWorld, type WorldOptions } from "../../sandbox/world.ts";
import { allAtoms, nameOf, usedBy, without } from "./atoms.ts";

const startAt = Date.parse("2026-11-20T13:00:00Z");
const options = { language: "en", startAt, speed: 0, limits: "none" } as const;

const playUnder = async (story: Story, more: Partial<WorldOptions> = {}): Promise<SandboxWorld> => {
  const world = await createWorld({ ...options, ...more }, {});
  try {
    await checkStory(story, world);
    return world;
  } finally {
    await world.close();
  }
};

/** Stillpoint comes, something happens, and Stillpoint is taken down again: its vaults tell nobody any more. */
const leave: Story = {
  name: "stillpoint-leaves",
  title: { en: "", ja: "" },
  description: { en: "", ja: "" },
  play: ({ world }) => world.installed.notify("Delete"),
  check: async () => {},
};

const atoms = allAtoms();
const played = [...stories, leave];

/** How many decisions came before the first one that a permission allowed, by its name. */
type Uses = ReadonlyMap<string, number>;

const usesIn = (world: SandboxWorld): Uses => {
  const uses = new Map<string, number>();
  for (const [before, decision] of world.iam.decisions().entries()) {
    const atom = usedBy(decision, atoms);
    if (atom !== undefined && !uses.has(nameOf(atom))) uses.set(nameOf(atom), before);
  }
  return uses;
};

const kept = new Map<string, Promise<Uses>>();

/** Each story is played once, by whichever test asks first. */
const usesOf = (story: Story): Promise<Uses> => {
  const uses = kept.get(story.name) ?? playUnder(story).then(usesIn);
  kept.set(story.name, uses);
  return uses;
};

interface Use {
  readonly story: Story;
  readonly before: number;
}

/** By a permission's name, the story that comes to use it soonest: without it, it ends there. */
const soonest = async (): Promise<ReadonlyMap<string, Use>> => {
  const found = new Map<string, Use>();
  for (const story of played) {
    for (const [name, before] of await usesOf(story)) {
      if (before < (found.get(name)?.before ?? Number.POSITIVE_INFINITY)) found.set(name, { story, before });
    }
  }
  return found;
};

describe("told in en, the story", () => {
  it.each(played.map((story) => [story.name, story] as const))(
    "%s holds",
    async (_, story) => {
      await usesOf(story);
    },
    240_000,
  );
});

describe("the roles", () => {
  it("have nothing that no story uses: what a later feature will use is in no role yet", async () => {
    const used = await soonest();
    expect(atoms.filter((atom) => !used.has(nameOf(atom))).map(nameOf)).toEqual([]);
  }, 1_800_000);

  it("need every permission: taken away alone, a story fails for want of it", async () => {
    const used = await soonest();
    const needless: string[] = [];
    for (const atom of atoms) {
      const story = used.get(nameOf(atom))?.story;
      if (story === undefined) continue;
      const said = await playUnder(story, { change: without(atom) }).then(() => "it holds", String);
      if (!said.includes(atom.action)) needless.push(`${nameOf(atom)}: ${story.name} without it: ${said}`);
    }
    expect(needless).toEqual([]);
  }, 1_800_000);
});

afterAll(async () => {
  const used = await soonest().catch(() => undefined);
  process.stdout.write(
    `${used?.size ?? "not all"} of ${atoms.length} permissions are used by ${stories.length} stories\n`,
  );
});
