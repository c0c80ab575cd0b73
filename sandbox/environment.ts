// The environment variables that a deployed function would have, pointing at a sandbox: what lets the very bundle
// that is deployed run against it.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type SealedConfig, seal } from "../src/config/config.ts";
import {
  botTokenParameterName,
  signingSecretParameterName,
  stateTableName,
  variables,
} from "../src/config/names.ts";
import type { Sandbox } from "./server.ts";
import { hub } from "./settings.ts";
import { version } from "./version.ts";

export const functionEnvironment = (
  { url, world }: Sandbox,
  name: string,
): Readonly<Record<string, string>> => {
  const { queues } = world.installed;
  const { accessKeyId, secretAccessKey } = world.functionCredentials(name);
  const sealed: SealedConfig = seal(world.config);
  return {
    AWS_REGION: hub.region,
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    [variables.stateTable]: stateTableName,
    [variables.eventsQueue]: queues.events.url,
    [variables.workQueue]: queues.work.url,
    [variables.postsQueue]: queues.posts.url,
    [variables.config]: configFile(sealed),
    [variables.botTokenParameter]: botTokenParameterName,
    [variables.signingSecretParameter]: signingSecretParameterName,
    [variables.version]: version,
    [variables.commit]: "sandbox",
    [variables.slackApiUrl]: `${url}/api/`,
  };
};

/** A deployed function finds it beside its code. */
const configFile = (sealed: SealedConfig): string => {
  const path = join(mkdtempSync(join(tmpdir(), "stillpoint-config-")), "config.json");
  writeFileSync(path, JSON.stringify(sealed));
  return path;
};
