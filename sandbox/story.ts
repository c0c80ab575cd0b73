// `npm run story -- <name>`: plays one story headless in a fresh world and says what came of it. With --bundles the
// functions run as they are deployed, in processes of their own; else from their sources, in this one.
import { parseArgs } from "node:util";
import { buildBundles } from "./bundles.ts";
import { startSandbox } from "./server.ts";
import { stories } from "./stories/list.ts";
import { checkStory } from "./stories/play.ts";
import type { Story } from "./stories/story.ts";
import { createWorld, type SandboxWorld } from "./world.ts";

const usage = "npm run story -- <name> | --list | --all [--language ja] [--bundles]";
/** A winter evening in Tokyo: every story begins at the same moment. */
const startAt = Date.parse("2026-11-20T13:00:00Z");

interface Played {
  readonly language: "en" | "ja";
  /** The folder of the built bundles. */
  readonly bundles?: string;
}

const worldFor = async (
  played: Played,
): Promise<{ readonly world: SandboxWorld; close(): Promise<void> }> => {
  const options = { ...played, startAt, speed: 0, limits: "none" } as const;
  if (played.bundles !== undefined) return startSandbox(0, options);
  const world = await createWorld(options, {});
  return { world, close: () => world.close() };
};

const playAlone = async (story: Story, played: Played): Promise<string | undefined> => {
  const { world, close } = await worldFor(played);
  try {
    await checkStory(story, world);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await close();
  }
};

const main = async (): Promise<number> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      list: { type: "boolean", default: false },
      all: { type: "boolean", default: false },
      bundles: { type: "boolean", default: false },
      language: { type: "string", default: "en" },
    },
  });
  const say = (line: string) => process.stdout.write(`${line}\n`);
  if (values.list) {
    for (const { name, description } of stories) say(`${name.padEnd(28)}${description.en}`);
    return 0;
  }
  const unknown = positionals.filter((name) => !stories.some((story) => story.name === name));
  const chosen = values.all ? stories : stories.filter(({ name }) => positionals.includes(name));
  if (unknown.length > 0 || chosen.length === 0) {
    say(unknown.length > 0 ? `There is no story called ${unknown.join(", ")}. --list names them.` : usage);
    return 2;
  }
  const played: Played = {
    language: values.language === "ja" ? "ja" : "en",
    ...(values.bundles ? { bundles: buildBundles() } : {}),
  };
  let failed = 0;
  for (const story of chosen) {
    const problem = await playAlone(story, played);
    if (problem !== undefined) failed += 1;
    say(
      `${problem === undefined ? "held  " : "FAILED"}  ${story.name}${problem === undefined ? "" : `\n${problem}`}`,
    );
  }
  say(`${chosen.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
};

process.exitCode = await main();
