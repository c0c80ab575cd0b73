// Finds a browser and starts it: CHROME_PATH, a Chromium of the system, or the one that comes as a package.
// A machine without any of them is told so in one sentence; a test that looks at nothing must not pass.

import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
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

interface Chrome {
  readonly executablePath: string;
  readonly args: readonly string[];
}

export const launchBrowser = async (): Promise<Browser> => {
  const chrome = await findChrome();
  return chromium.launch({
    executablePath: chrome.executablePath,
    args: [...chrome.args, ...quietArgs],
    headless: true,
  });
};

const findChrome = async (): Promise<Chrome> => {
  const named = process.env.CHROME_PATH;
  if (named !== undefined && named !== "") {
    if (!isExecutable(named)) throw new Error(`CHROME_PATH is ${named}, and no program is there.`);
    return { executablePath: named, args: [] };
  }
  const installed = onPath();
  if (installed !== undefined) return { executablePath: installed, args: [] };
  if (process.platform === "linux" && process.arch === "x64") return packagedChrome();
  throw new Error(
    "No browser was found for the page's tests: set CHROME_PATH, or put chromium or google-chrome on the PATH.",
  );
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
 * The package takes itself for a guest of Lambda, and unpacks the libraries that a bare machine lacks only
 * when it reads this name at import (https://github.com/Sparticuz/chromium).
 */
const packagedChrome = async (): Promise<Chrome> => {
  process.env.AWS_LAMBDA_JS_RUNTIME ??= "nodejs22.x";
  const { default: packaged } = await import("@sparticuz/chromium");
  return { executablePath: await packaged.executablePath(), args: packaged.args };
};
