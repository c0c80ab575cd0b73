// What a cold front door must load before it can answer, read from the bundler's own account of it.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Bundle, buildEntry, startOf } from "../../infra/build.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "stillpoint-front-"));
let bundle: Bundle;

beforeAll(async () => {
  bundle = await buildEntry("slack", "src/lambda/slack.ts", folder);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const heavy = [
  "express",
  "undici",
  "iconv-lite",
  "jsonwebtoken",
  "yaml",
  "zod",
  "@aws-sdk/",
  "@smithy/",
  "@aws-lambda-powertools/",
];

/** The inputs that are loaded at the start of a bundle. */
const loadedBy = ({ metafile }: Bundle): readonly string[] =>
  startOf(metafile).flatMap((file) => Object.keys(metafile.outputs[file]?.inputs ?? {}));

const heavyIn = (inputs: readonly string[]): readonly string[] =>
  heavy.filter((name) => inputs.some((input) => input.includes(`node_modules/${name}`)));

it("carries no server, no validation and no AWS client into the start", () => {
  const inputs = loadedBy(bundle);
  expect(inputs.some((input) => input.includes("@slack/bolt"))).toBe(true);
  expect(heavyIn(inputs)).toEqual([]);
});

it("loads no flow, no view and neither language before it knows which", () => {
  const ours = loadedBy(bundle).filter((input) => input.startsWith("src/"));
  expect(ours).toContain("src/app/front.ts");
  expect(
    ours.filter((path) =>
      /^src\/features\/\w+\/(?:flow|views|feature)\.ts$|i18n\/(?:en|ja|front-en|front-ja|answers)/.test(path),
    ),
  ).toEqual([]);
});

it("starts with at most 180 KB", () => {
  expect(bundle.startBytes).toBeLessThanOrEqual(180 * 1024);
  expect(bundle.bytes).toBeGreaterThan(bundle.startBytes);
});

it("would be seen to carry what it should not", async () => {
  const entry = join(root, "dist", `planted-${process.pid}.ts`);
  mkdirSync(join(root, "dist"), { recursive: true });
  writeFileSync(
    entry,
    'import "zod";\nimport { SQSClient } from "@aws-sdk/client-sqs";\nconsole.log(SQSClient);\n',
  );
  try {
    const planted = await buildEntry("planted", entry, folder);
    expect(heavyIn(loadedBy(planted))).toEqual(expect.arrayContaining(["@aws-sdk/", "@smithy/"]));
    expect(planted.startBytes).toBeGreaterThan(180 * 1024);
  } finally {
    rmSync(entry);
  }
});
