// `npm run synth`: configuration → bundles → checked templates in cdk.out, with no account and no network. `npm run
// deploy` hands the same to CloudFormation.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { App, Validations } from "aws-cdk-lib";
import { Code } from "aws-cdk-lib/aws-lambda";
import { AwsSolutionsChecks } from "cdk-nag";
import { compileConfig } from "../src/config/compile.ts";
import { buildFunctions } from "./build.ts";
import { makeStacks } from "./stacks.ts";

const root = fileURLToPath(new URL("../", import.meta.url));

/** What somebody has to mend, in words; it is printed without a stack. */
class Refused extends Error {}

/** The CDK's own command runs this to deploy, and nobody wants to deploy an example. */
const isForCdk = process.env.CDK_OUTDIR !== undefined;

const configPath = (asked: unknown): string => {
  if (typeof asked === "string") return resolve(asked);
  const own = `${root}config.yaml`;
  return existsSync(own) || isForCdk ? own : `${root}config.example.yaml`;
};

const readConfig = (path: string) => {
  if (!existsSync(path))
    throw new Refused(`There is no ${path}. Copy config.example.yaml and change what is yours.`);
  const compiled = compileConfig(readFileSync(path, "utf8"));
  if (compiled.type === "sealed") return compiled;
  const problems = compiled.problems.map(
    ({ line, path: where, message }) => `  line ${line}, ${where || "the file"}: ${message}`,
  );
  throw new Refused(`${path} cannot be deployed:\n${problems.join("\n")}`);
};

/** What `/backup version` says; a copy without git says so. */
const commitOf = (): string => {
  try {
    const text = execFileSync("git", ["describe", "--always", "--dirty", "--abbrev=10"], {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    return text.trim();
  } catch {
    return "unknown";
  }
};

const synth = async (): Promise<void> => {
  const { values } = parseArgs({
    options: { config: { type: "string" }, out: { type: "string" } },
    strict: false,
  });
  const app = new App({
    analyticsReporting: false,
    ...(typeof values.out === "string" ? { outdir: values.out } : {}),
  });
  const path = configPath(values.config ?? app.node.tryGetContext("config"));
  const { sealed, deployment } = readConfig(path);
  const bundles = await buildFunctions(`${root}dist`, sealed);
  const { version } = JSON.parse(readFileSync(`${root}package.json`, "utf8")) as { version: string };
  const stacks = makeStacks(app, {
    config: sealed.config,
    deployment,
    codeOf: () => (name) => Code.fromAsset(`${root}dist/${name}`),
    version,
    commit: commitOf(),
  });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const assembly = app.synth();
  const say = (line: string) => process.stderr.write(`${line}\n`);
  say(`${relative(root, path)}, hash ${sealed.sha256.slice(0, 12)}, ${bundles.length} functions`);
  for (const { stackName, node, account, region } of stacks)
    say(`  ${node.id.padEnd(46)}${stackName} in ${account}, ${region}`);
  say(`Templates are in ${relative(root, assembly.directory) || assembly.directory}.`);
};

await synth().catch((error: unknown) => {
  const isOurs = error instanceof Refused;
  process.stderr.write(`${isOurs ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
  process.exitCode = 1;
});
