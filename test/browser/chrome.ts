// Finds a browser and starts it: CHROME_PATH, a Chromium of the system, or the one that comes as a package.
// A machine without any of them is told so in one sentence; a test that looks at nothing must not pass.
import { accessSync, constants } from "node:fs";
import { mkdir, rm, rmdir, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Browser, chromium } from "playwright-core";

const systemNames = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The page must do without the network, and so must the browser. */
const quietArgs = [
  "--no-sandbox",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
  "--no-first-run",
];

/** How long one process may take to unpack the package before another takes over. */
const unpackMaxMs = 120_000;

export const launchBrowser = async (): Promise<Browser> =>
  chromium.launch({ executablePath: await findChrome(), args: quietArgs, headless: true });

const findChrome = async (): Promise<string> => {
  const named = process.env.CHROME_PATH;
  if (named !== undefined && named !== "") {
    if (!isExecutable(named)) throw new Error(`CHROME_PATH is ${named}, and no program is there.`);
    return named;
  }
  const installed = onPath();
  if (installed !== undefined) return installed;
  if (process.platform === "linux" && process.arch === "x64") return packagedChrome();
  throw new Error("No browser was found: set CHROME_PATH, or put chromium or google-chrome on the PATH.");
};

const onPath = (): string | undefined =>
  (process.env.PATH ?? "")
    .split(delimiter)
    .flatMap((folder) => systemNames.map((name) => join(folder, name)))
    .find(isExecutable);

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/**
 * The package takes itself for a guest of Lambda, and brings the libraries that a bare machine lacks only when
 * it reads this name at import (https://github.com/Sparticuz/chromium). It unpacks into the temporary folder
 * and takes half a file for a whole one, so it gets a folder of its own and one process at a time.
 */
const packagedChrome = async (): Promise<string> => {
  const folder = join(tmpdir(), "stillpoint-chromium");
  await mkdir(folder, { recursive: true });
  return oneAtATime(`${folder}.lock`, async () => {
    const whole = join(folder, "whole");
    if (!(await exists(whole))) await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    process.env.AWS_LAMBDA_JS_RUNTIME ??= "nodejs22.x";
    process.env.FONTCONFIG_FILE ??= await fontsOf(folder);
    const outerTemp = process.env.TMPDIR;
    process.env.TMPDIR = folder;
    try {
      const { default: packaged } = await import("@sparticuz/chromium");
      const path = await packaged.executablePath();
      await writeFile(whole, "");
      return path;
    } finally {
      if (outerTemp === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = outerTemp;
    }
  });
};

/** The package's one font has no fixed width: the machine's own fonts are offered as well. */
const fontsOf = async (folder: string): Promise<string> => {
  const path = join(folder, "own-fonts.conf");
  const folders = ["/usr/share/fonts", "/usr/local/share/fonts", join(folder, "fonts")];
  await writeFile(
    path,
    `<?xml version="1.0"?><fontconfig>${folders.map((dir) => `<dir>${dir}</dir>`).join("")}<cachedir>${join(folder, "font-cache")}</cachedir></fontconfig>`,
  );
  return path;
};

const oneAtATime = async <T>(lock: string, work: () => Promise<T>): Promise<T> => {
  while (!(await taken(lock))) {
    const age = Date.now() - (await stat(lock).catch(() => ({ mtimeMs: Date.now() }))).mtimeMs;
    if (age > unpackMaxMs) await rmdir(lock).catch(() => {});
    await sleep(200);
  }
  try {
    return await work();
  } finally {
    await rmdir(lock).catch(() => {});
  }
};

const taken = (lock: string): Promise<boolean> =>
  mkdir(lock).then(
    () => true,
    () => false,
  );

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
