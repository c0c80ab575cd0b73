// The very files that are deployed, run as processes of their own against the sandbox.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Bundle, buildFunctions } from "../../infra/build.ts";
import { functionEnvironment } from "../../sandbox/environment.ts";
import { type Sandbox, startSandbox } from "../../sandbox/server.ts";
import { settle } from "../../sandbox/settle.ts";
import type { FunctionName } from "../../src/config/names.ts";

const folder = mkdtempSync(join(tmpdir(), "stillpoint-build-"));
let sandbox: Sandbox;
let bundles: readonly Bundle[];

beforeAll(async () => {
  bundles = await buildFunctions(folder);
  const startAt = Date.parse("2026-11-20T13:00:00Z");
  sandbox = await startSandbox(0, { language: "en", startAt, speed: 0, limits: "none" });
});

afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Gives the function one record, as Lambda would; answers with what it returned. */
const invoke = (name: FunctionName, body: string): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const bundle = bundles.find((each) => each.name === name);
    const runner = join(folder, `run-${name}.cjs`);
    writeFileSync(
      runner,
      `const { handler } = require(${JSON.stringify(bundle?.path)});
handler(JSON.parse(process.argv[2])).then((answer) => process.stdout.write("answer:" + JSON.stringify(answer)));\n`,
    );
    const record = {
      messageId: "m-1",
      receiptHandle: "r-1",
      body,
      attributes: { SentTimestamp: "1795180380000", ApproximateReceiveCount: "1" },
      messageAttributes: {},
    };
    const env = { ...process.env, ...functionEnvironment(sandbox, name) };
    const child = spawn(process.execPath, [runner, JSON.stringify({ Records: [record] })], { env });
    let printed = "";
    child.stdout.on("data", (chunk) => {
      printed += chunk;
    });
    child.on("error", reject);
    child.on("exit", () => resolve(JSON.parse(/answer:(.*)$/.exec(printed)?.[1] ?? "null")));
  });

describe("the functions as they are deployed", () => {
  const event = JSON.stringify({
    id: "e-1",
    source: "aws.backup",
    "detail-type": "Backup Job State Change",
    account: "111111111111",
    region: "ap-northeast-1",
    time: "2026-11-20T13:13:00Z",
    resources: [],
    detail: { backupJobId: "J-1", state: "FAILED", statusMessage: '"An internal error occurred."' },
  });

  it("carry an event to a card, and draw it again without a word", async () => {
    expect(await invoke("events", event)).toEqual({ batchItemFailures: [] });
    await settle(sandbox.world);
    const [card, ...others] = sandbox.world.slack.messages();
    expect(others).toEqual([]);
    expect(card?.text).toContain("Backup failed");
    const incident = "111111111111/ap-northeast-1/backup/j-1";
    const note = JSON.stringify({ note: "alerts.draw", incident, channel: card?.channel });
    expect(await invoke("poster", note)).toEqual({ batchItemFailures: [] });
    expect(sandbox.world.slack.messages()).toEqual([card]);
  });

  it("carry nothing that is only needed to configure, test or listen", () => {
    // What the front door carries has a test of its own: it alone has Bolt.
    for (const { name, metafile } of bundles.filter((bundle) => bundle.name !== "slack")) {
      const inputs = Object.keys(metafile.inputs).join("\n");
      for (const heavy of [
        "yaml",
        "node_modules/express/",
        "undici",
        "@slack/bolt",
        "config/schema.ts",
        "sandbox/",
      ]) {
        expect(inputs, `${name} carries ${heavy}`).not.toContain(heavy);
      }
    }
  });

  it("hear AWS with nothing of Slack's client, of requests or of the audit log", () => {
    const events = bundles.find(({ name }) => name === "events");
    const inputs = Object.keys(events?.metafile.inputs ?? {});
    expect(inputs).toContain("src/features/alerts/flow.ts");
    const others = /node_modules\/@slack\/web-api\/|^src\/features\/(?:approvals|audit|backups)\//;
    expect(inputs.filter((input) => others.test(input))).toEqual([]);
  });
});
