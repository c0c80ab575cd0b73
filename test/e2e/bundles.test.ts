// Every story with the functions as they are deployed: the very bundles, each in processes of its own under a small
// Lambda, frozen as soon as it has answered, under the roles that the templates give it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildFunctions } from "../../infra/build.ts";
import { startSandbox } from "../../sandbox/server.ts";
import { stories } from "../../sandbox/stories/list.ts";
import { checkStory } from "../../sandbox/stories/play.ts";

const startAt = Date.parse("2026-11-20T13:00:00Z");
const folder = mkdtempSync(join(tmpdir(), "stillpoint-bundles-"));
const other = mkdtempSync(join(tmpdir(), "stillpoint-again-"));
let hashes: readonly string[];

beforeAll(async () => {
  hashes = (await buildFunctions(folder)).map(({ name, sha256 }) => `${name} ${sha256}`);
});

afterAll(() => {
  for (const made of [folder, other]) rmSync(made, { recursive: true, force: true });
});

it("two builds of one source are the same to the last byte", async () => {
  const again = await buildFunctions(other);
  expect(again.map(({ name, sha256 }) => `${name} ${sha256}`)).toEqual(hashes);
  expect(new Set(hashes).size).toBe(again.length);
});

// Mostly they wait, for the poster's pace is real here.
describe.concurrent("as it is deployed, the story", () => {
  it.each(stories.map((story) => [story.name, story] as const))(
    "%s holds",
    async (_, story) => {
      const options = { language: "en", startAt, speed: 0, limits: "none", bundles: folder } as const;
      const { world, close } = await startSandbox(0, options);
      try {
        await checkStory(story, world);
      } finally {
        await close();
      }
    },
    // Their minutes pass in processes of their own: on a busy machine that takes long.
    600_000,
  );
});
