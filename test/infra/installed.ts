// Configurations made into templates, as they would be deployed: the example's, with whatever a test changes in it.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { Code } from "aws-cdk-lib/aws-lambda";
import { Bucket } from "aws-cdk-lib/aws-s3";
import { parse, stringify } from "yaml";
import { makeStacks } from "../../infra/stacks.ts";
import { compileConfig } from "../../src/config/compile.ts";
import { type Installation, readStack, type Template } from "./template.ts";

// CloudFormation's own validation takes seconds; `npm run synth` has it.
process.env.CDK_VALIDATION = "false";

/** What tests change of the example. */
interface Written {
  readonly hub: Readonly<Record<string, unknown>>;
  readonly sources?: readonly string[];
  readonly topics?: readonly string[];
  readonly environments: readonly Readonly<Record<string, unknown>>[];
}

const exampleText = readFileSync(new URL("../../config.example.yaml", import.meta.url), "utf8");

/** The example, with other members of `hub`, other sources and topics, and other environments, each upon the first of its own. */
export const installed = (changes: {
  readonly hub?: Written["hub"];
  readonly sources?: readonly string[];
  readonly topics?: readonly string[];
  readonly environments?: Written["environments"];
}): Installation => {
  const example = parse(exampleText) as Written;
  const [first] = example.environments;
  const text = stringify({
    ...example,
    hub: { ...example.hub, ...changes.hub },
    ...(changes.sources === undefined ? {} : { sources: changes.sources }),
    ...(changes.topics === undefined ? {} : { topics: changes.topics }),
    environments: changes.environments?.map((each) => ({ ...first, ...each })) ?? example.environments,
    routes: [],
  });
  const compiled = compileConfig(text);
  if (compiled.type === "refused") throw new Error(JSON.stringify(compiled.problems));
  const outdir = mkdtempSync(join(tmpdir(), "stillpoint-synth-"));
  try {
    // With what later features will use: it must hold then, too.
    const app = new App({ analyticsReporting: false, outdir, context: { ahead: true } });
    makeStacks(app, {
      config: compiled.sealed.config,
      deployment: compiled.deployment,
      codeOf: (stack) => {
        const bucket = Bucket.fromBucketName(stack, "Code", "stillpoint-bundles");
        return (name) => Code.fromBucket(bucket, `${name}.zip`);
      },
      version: "0.0.0",
      commit: "0000000000",
    });
    return app.synth().stacks.map(({ id, environment, templateFullPath }) => {
      const text = readFileSync(templateFullPath, "utf8");
      const { account, region } = environment;
      return readStack({ id, account, region, text }, JSON.parse(text) as Template);
    });
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
};

/** Twelve digits. */
export const accountNumbered = (index: number): { readonly id: string; readonly name: string } => ({
  id: String(100_000_000_000 + index),
  name: `account-${index}`,
});

export const theHub = { account: "333333333333", region: "ap-northeast-1" } as const;

/** What rules are held over: every road and both doors are in one of them. */
export const installations = (): Readonly<Record<string, Installation>> => ({
  "the example": installed({}),
  "a Function URL, and no organization": installed({
    hub: { door: "function-url", organization: undefined, audit: { keepDays: 30, lock: "compliance" } },
  }),
  "a hub that is backed up itself, and topics that were there before": installed({
    sources: [
      "arn:aws:sns:ap-northeast-1:111111111111:backup-events",
      "arn:aws:sns:us-west-2:444444444444:backup-events",
    ],
    environments: [
      {
        accounts: [
          { id: "111111111111", name: "shop-prod" },
          { id: theHub.account, name: "tools" },
        ],
        regions: ["ap-northeast-1", "us-west-2"],
      },
    ],
  }),
});
