// The environment variables of a function that runs as it is deployed.
import type { AwsOptions } from "../../src/adapters/aws.ts";
import { variables } from "../../src/config/names.ts";
import type { Deployed } from "../deploy/deploy.ts";

/** What the template gives the function, what Lambda adds, and where the sandbox is. */
export const variablesFor = (
  deployed: Deployed,
  { region, endpoint, credentials }: AwsOptions,
  slackApiUrl: string,
  configFile: string,
): Readonly<Record<string, string>> => ({
  ...deployed.variables,
  AWS_REGION: region,
  AWS_ENDPOINT_URL: endpoint ?? "",
  AWS_ACCESS_KEY_ID: credentials?.accessKeyId ?? "",
  AWS_SECRET_ACCESS_KEY: credentials?.secretAccessKey ?? "",
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  [variables.slackApiUrl]: slackApiUrl,
  [variables.config]: configFile,
});
