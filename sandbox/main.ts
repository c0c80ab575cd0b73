// `npm start`: a workspace in which a night of backups has just gone wrong and right.
import { parseArgs } from "node:util";
import { buildBundles } from "./bundles.ts";
import { startSandbox } from "./server.ts";
import { night } from "./stories/night.ts";
import { playStory } from "./stories/play.ts";

const usage = "npm start -- [--port 4100] [--language en|ja] [--bundles] [--quiet]";
const portDefault = 4100;
const nightMs = 62 * 60_000;

const readArguments = () => {
  const { values } = parseArgs({
    options: {
      port: { type: "string" },
      language: { type: "string", default: "en" },
      quiet: { type: "boolean", default: false },
      bundles: { type: "boolean", default: false },
    },
  });
  const port = values.port === undefined ? portDefault : Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`--port takes a number from 0 to 65535; found ${values.port}`);
  }
  const { language } = values;
  if (language !== "en" && language !== "ja") throw new Error(`--language takes en or ja; found ${language}`);
  const { quiet, bundles } = values;
  return { port, isPortGiven: values.port !== undefined, language, quiet, bundles } as const;
};

/** Several sandboxes stand side by side: without --port the next free one is taken. */
const startOnFreePort = async (
  asked: ReturnType<typeof readArguments>,
  bundles: string | undefined,
  tries = 20,
): Promise<Awaited<ReturnType<typeof startSandbox>>> => {
  const { port, isPortGiven, language, quiet } = asked;
  const options = {
    language,
    // The night that it opens with takes an hour and ends about now.
    startAt: Date.now() - nightMs,
    speed: 1,
    pastNights: 4,
    limits: "real",
    ...(bundles === undefined ? {} : { bundles }),
    ...(quiet ? {} : { log: (line: string) => process.stderr.write(`${line}\n`) }),
  } as const;
  try {
    return await startSandbox(port, options);
  } catch (error) {
    const isTaken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
    if (isTaken && isPortGiven) throw new Error(`Port ${port} is taken. Choose another with --port.`);
    if (!isTaken || tries === 0) throw error;
    return startOnFreePort({ ...asked, port: port + 1 }, bundles, tries - 1);
  }
};

const main = async (): Promise<void> => {
  const asked = readArguments();
  const sandbox = await startOnFreePort(asked, asked.bundles ? buildBundles() : undefined);
  let isStopping = false;
  const stop = () => {
    if (isStopping) process.exit(1);
    isStopping = true;
    void sandbox.close().then(() => process.exit(0));
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  // Whoever reads the address may stop it at once, so it is said when it can be stopped.
  process.stdout.write(`Stillpoint sandbox: ${sandbox.url}\n`);
  // Whatever becomes of the night, the workspace stays open.
  await playStory(night, sandbox.world).catch((error: unknown) => {
    if (!isStopping) process.stderr.write(`The night was cut short: ${String(error)}\n`);
  });
};

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${usage}\n`);
  process.exit(2);
});
