// The environment variables that a deployed function would have, pointing at a sandbox: what lets the very bundle
// that is deployed run against it.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { seal } from "../src/config/config.ts";
import type { FunctionName } from "../src/config/names.ts";
import { variablesFor } from "./runtime/variables.ts";
import type { Sandbox } from "./server.ts";

/** For a bundle that is run by hand. */
export const functionEnvironment = (
  { url, world }: Sandbox,
  name: FunctionName,
): Readonly<Record<string, string>> => {
  const configFile = join(mkdtempSync(join(tmpdir(), "stillpoint-config-")), "config.json");
  writeFileSync(configFile, JSON.stringify(seal(world.config)));
  return variablesFor(world.installed.functions[name], world.awsFor(name), `${url}/api/`, configFile);
};
