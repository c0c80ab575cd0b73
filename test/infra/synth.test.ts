// `npm run synth`, as somebody runs it on a fresh clone: without an account, and with CloudFormation's own validation.
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "stillpoint-cdk-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const synth = (options: readonly string[], env: NodeJS.ProcessEnv = {}) =>
  new Promise<{ readonly code: number | null; readonly said: string }>((resolve) => {
    const { CDK_VALIDATION: _, ...own } = process.env;
    const child = spawn(process.execPath, ["--import", "tsx", "infra/app.ts", ...options], {
      cwd: root,
      env: { ...own, AWS_EC2_METADATA_DISABLED: "true", ...env },
    });
    let said = "";
    child.stderr.on("data", (chunk) => {
      said += chunk;
    });
    child.on("exit", (code) => resolve({ code, said }));
  });

it("makes templates that pass CloudFormation's checks and cdk-nag's, and functions with their configuration", async () => {
  const out = join(folder, "out");
  const { code, said } = await synth(["--config", "config.example.yaml", "--out", out]);
  expect(said).toContain("6 functions");
  expect(code).toBe(0);
  expect(readdirSync(out).filter((name) => name.endsWith(".template.json"))).toHaveLength(8);
  const assets = readdirSync(out).filter((name) => name.startsWith("asset."));
  expect(assets).toHaveLength(6);
  const [asset = ""] = assets;
  const sealed = JSON.parse(readFileSync(join(out, asset, "config.json"), "utf8"));
  expect(Object.keys(sealed)).toEqual(["sha256", "config"]);
  // What only the deployment reads, and whom it wakes, no function carries.
  expect(JSON.stringify(sealed)).not.toContain("@example.com");
}, 120_000);

it("tells what is wrong with a configuration, where, and what was expected", async () => {
  const path = join(folder, "wrong.yaml");
  const example = readFileSync(join(root, "config.example.yaml"), "utf8");
  writeFileSync(path, example.replace('account: "333333333333"', "account: 333"));
  const { code, said } = await synth(["--config", path]);
  expect(code).toBe(1);
  expect(said).toMatch(/line \d+, hub\.account: Expected /);
  expect(said).not.toContain("    at ");
}, 60_000);

it("deploys no example", async () => {
  const { code, said } = await synth([], { CDK_OUTDIR: join(folder, "none") });
  expect(code).toBe(1);
  expect(said).toContain("Copy config.example.yaml");
}, 60_000);
