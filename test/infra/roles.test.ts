// The roles are what the functions need, and no more: every story is played under them, what was used is written down,
// and each permission is taken away once, to see a story fail for it.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Permission } from "../../infra/permission.ts";
import { functionPermissions, operatorPermissions } from "../../infra/permissions.ts";
import { hub } from "../../sandbox/settings.ts";
import { stories } from "../../sandbox/stories/list.ts";
import { checkStory } from "../../sandbox/stories/play.ts";
import type { Story } from "../../sandbox/stories/story.ts";
import { createWorld, type SandboxWorld, type WorldOptions } from "../../sandbox/world.ts";
import { type Atom, allAtoms, nameOf, usedBy, without } from "./atoms.ts";

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

/** What the table says that only a later feature will use: by role and statement, as far as the table tells. */
const awaited = (): readonly Permission[] => {
  const facts = { hub, accounts: ["111111111111", "222222222222"], secretsKeyArn: "" };
  const passed = {
    backup: ["arn:aws:iam::111111111111:role/service-role/AWSBackupDefaultServiceRole"],
    batch: [],
  };
  return [
    ...functionPermissions(facts).executor,
    ...operatorPermissions({ account: "111111111111", region: hub.region }, passed),
  ].filter(({ awaits }) => awaits !== undefined);
};

const isAwaited = ({ role, action }: Atom): boolean =>
  ["stillpoint-executor", "stillpoint-operator"].includes(role) &&
  awaited().some(({ may }) => may.includes(action));

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
  it("have nothing that no story uses, but for what the table says a later feature will", () => {
    const unused = atoms.filter((atom) => !usage.has(nameOf(atom)));
    expect(unused.filter((atom) => !isAwaited(atom)).map(nameOf)).toEqual([]);
    // What is used awaits nobody any more.
    expect(atoms.filter((atom) => usage.has(nameOf(atom)) && isAwaited(atom)).map(nameOf)).toEqual([]);
  });

  it("are known to need every permission but those: taken away alone, a story fails for each", async () => {
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
