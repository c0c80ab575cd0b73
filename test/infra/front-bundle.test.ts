// What a cold front door must load before it can answer, read from the bundler's own account of it.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Bundle, buildEntry, startOf } from "../../infra/build.ts";

const folder = mkdtempSync(join(tmpdir(), "stillpoint-front-"));
/** Within the project, so that packages are found. */
const garden = fileURLToPath(new URL(`../../dist/planted-${process.pid}/`, import.meta.url));
let bundle: Bundle;

beforeAll(async () => {
  mkdirSync(garden, { recursive: true });
  bundle = await buildEntry("slack", "src/lambda/slack.ts", folder);
});

afterAll(() => {
  for (const each of [folder, garden]) rmSync(each, { recursive: true, force: true });
});

const startMax = 180 * 1024;

const heavy = [
  "express/",
  "undici/",
  "iconv-lite/",
  "jsonwebtoken/",
  "yaml/",
  "zod/",
  "@aws-sdk/",
  "@smithy/",
  "@aws-lambda-powertools/",
];

/** The inputs that are loaded at the start of a bundle. */
const loadedBy = ({ metafile }: Bundle): readonly string[] =>
  startOf(metafile).flatMap((file) => Object.keys(metafile.outputs[file]?.inputs ?? {}));

const heavyIn = (inputs: readonly string[]): readonly string[] =>
  heavy.filter((name) => inputs.some((input) => input.includes(`node_modules/${name}`)));

const plant = (name: string, text: string): Promise<Bundle> => {
  const entry = join(garden, `${name}.ts`);
  writeFileSync(entry, text);
  return buildEntry(name, entry, folder);
};

describe("the front door's start", () => {
  it("carries no server, no validation and no AWS client", () => {
    const inputs = loadedBy(bundle);
    expect(inputs.some((input) => input.includes("@slack/bolt"))).toBe(true);
    expect(heavyIn(inputs)).toEqual([]);
  });

  it("carries no flow, no view and neither language before it knows which", () => {
    const ours = loadedBy(bundle).filter((input) => input.startsWith("src/"));
    expect(ours).toContain("src/app/front.ts");
    const others = /^src\/(?:features\/\w+\/(?:(?:flow|views|feature)\.ts$|kinds\/)|i18n\/(?!front\.ts$))/;
    expect(ours.filter((path) => others.test(path))).toEqual([]);
  });

  it("is at most 180 KB, and the rest waits", () => {
    expect(bundle.startBytes).toBeLessThanOrEqual(startMax);
    expect(bundle.bytes).toBeGreaterThan(2 * bundle.startBytes);
  });
});

describe("a front door that carries what it should not", () => {
  const packages = ["express", "undici", "iconv-lite", "jsonwebtoken", "yaml", "zod", "@aws-sdk/client-sqs"];

  it.each(packages)("is seen to carry %s", async (name) => {
    const text = `export { handler } from "../../src/lambda/slack.ts";
import * as planted from "${name}";
export { planted };
`;
    const carrying = await plant(name.replace(/\W/g, "-"), text);
    const found = heavyIn(loadedBy(carrying));
    expect(found).toContain(name.startsWith("@aws-sdk/") ? "@smithy/" : `${name}/`);
    expect(carrying.startBytes).toBeGreaterThan(bundle.startBytes);
  });

  it("is seen to be too heavy", async () => {
    const text = `export { handler } from "../../src/lambda/slack.ts";
export * from "@aws-sdk/client-sqs";
`;
    expect((await plant("too-heavy", text)).startBytes).toBeGreaterThan(startMax);
  });

  it("may carry it behind an import() as well as it likes", async () => {
    const text = `export { handler } from "../../src/lambda/slack.ts";
export const late = () => import("zod");
`;
    const late = await plant("late", text);
    expect(heavyIn(loadedBy(late))).toEqual([]);
    expect(heavyIn(Object.keys(late.metafile.inputs))).toContain("zod/");
  });

  it("is seen to carry the other language", async () => {
    const text = `export { handler } from "../../src/lambda/slack.ts";
export { frontJa } from "../../src/i18n/front-ja.ts";
`;
    expect(loadedBy(await plant("other-language", text))).toContain("src/i18n/front-ja.ts");
  });
});
