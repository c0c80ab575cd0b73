// `npm run templates`: the templates of the sandbox's own installation, kept beside the code. A review sees every change
// of what is deployed, and the sandbox is deployed from them.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { App, CfnParameter, type Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { Code } from "aws-cdk-lib/aws-lambda";
import { Bucket } from "aws-cdk-lib/aws-s3";
import { sandboxInstallation } from "../sandbox/settings.ts";
import { defaultWorkspace } from "../sandbox/slack/workspace.ts";
import { version } from "../sandbox/version.ts";
import type { CodeOf } from "./functions.ts";
import { makeStacks } from "./stacks.ts";

export const templatesFolder = fileURLToPath(new URL("./templates/", import.meta.url));

/** The code is wherever somebody put the bundles: a hash of it in here would change with every commit. */
const codeFromParameters = (stack: Stack): CodeOf => {
  const bucketName = new CfnParameter(stack, "CodeBucket", { description: "Where the bundles lie" });
  const prefix = new CfnParameter(stack, "CodePrefix", { description: "What their names begin with" });
  const bucket = Bucket.fromBucketName(stack, "Code", bucketName.valueAsString);
  return (name) => Code.fromBucket(bucket, `${prefix.valueAsString}${name}.zip`);
};

/** By file name, as JSON. */
export const sandboxTemplates = (): Readonly<Record<string, string>> => {
  const app = new App({ analyticsReporting: false });
  const { sealed, deployment } = sandboxInstallation("en", defaultWorkspace());
  const stacks = makeStacks(app, {
    config: sealed.config,
    deployment,
    codeOf: codeFromParameters,
    version,
    commit: "sandbox",
  });
  return Object.fromEntries(
    stacks.map((stack) => [
      `${stack.node.id}.json`,
      `${JSON.stringify(Template.fromStack(stack).toJSON(), null, 2)}\n`,
    ]),
  );
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const templates = sandboxTemplates();
  mkdirSync(templatesFolder, { recursive: true });
  for (const file of readdirSync(templatesFolder)) rmSync(`${templatesFolder}${file}`);
  for (const [file, text] of Object.entries(templates)) writeFileSync(`${templatesFolder}${file}`, text);
}
