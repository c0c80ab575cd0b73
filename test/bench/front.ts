// The front door as it is deployed, from cold: its start against the stock Lambda app of Bolt bundled the plain way, its
// first answer against a bare Node, and a field that looks among ten thousand resources. Every sample is a fresh
// process, and what is compared is taken in turn.
import { spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { buildEntry } from "../../infra/build.ts";
import { functionEnvironment } from "../../sandbox/environment.ts";
import { resources } from "../../sandbox/estate.ts";
import { type Sandbox, startSandbox } from "../../sandbox/server.ts";
import { accounts, regions } from "../../sandbox/settings.ts";
import { settle } from "../../sandbox/settle.ts";
import { suggestionPayload } from "../../sandbox/slack/payloads.ts";
import { variables } from "../../src/config/names.ts";

const samples = 15;
const warmups = 2;
const eachAccountHas = 5_000;

/** An app with one command, as Bolt's documentation shows it for Lambda. */
const stockApp = `
import bolt from ${JSON.stringify(createRequire(import.meta.url).resolve("@slack/bolt"))};
const receiver = new bolt.AwsLambdaReceiver({ signingSecret: process.env.${variables.signingSecret} });
const app = new bolt.App({ token: "xoxb-stock", botId: "B1", botUserId: "U1", receiver });
app.command("/backup", async ({ ack }) => ack("help"));
const started = receiver.start();
export const handler = async (event) => (await started)(event, {}, () => {});
`;

/** Loads a module, gives its handler one event, and says how long that took, in milliseconds. */
const runnerOf = (handler: string): string => `
const startedAt = performance.now();
const { handler } = await import(${JSON.stringify(handler)});
const answer = await handler(JSON.parse(process.argv[2]));
process.stdout.write(JSON.stringify({ ms: performance.now() - startedAt, status: answer.statusCode, body: answer.body }));
process.exit(0);
`;

interface Run {
  readonly wallMs: number;
  readonly ms: number;
  readonly status?: number;
  readonly body?: string;
}

const run = (arguments_: readonly string[], env: NodeJS.ProcessEnv): Promise<Run> =>
  new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const child = spawn(process.execPath, arguments_, { env, stdio: ["ignore", "pipe", "inherit"] });
    let printed = "";
    child.stdout.on("data", (part) => {
      printed += part;
    });
    child.on("error", reject);
    child.on("exit", (code) => {
      const wallMs = performance.now() - startedAt;
      if (code !== 0) reject(new Error(`the function ended with ${code}`));
      else
        resolve({ wallMs, ...(printed === "" ? { ms: 0 } : (JSON.parse(printed) as Omit<Run, "wallMs">)) });
    });
  });

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((left, right) => left - right)[Math.floor(numbers.length / 2)] ?? Number.NaN;

const eventOf = (body: string, secret: string): string => {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const digest = createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex");
  const headers = {
    "content-type": "application/x-www-form-urlencoded",
    "x-slack-request-timestamp": timestamp,
    "x-slack-signature": `v0=${digest}`,
  };
  return JSON.stringify({ version: "2.0", headers, body, isBase64Encoded: false });
};

/** Ten thousand resources in two accounts, listed by the clock, and somebody who has a form open. */
const fill = async ({ world }: Sandbox): Promise<string> => {
  for (const { id: account, name } of accounts)
    for (let index = 0; index < eachAccountHas; index += 1) {
      const region = regions[index % regions.length] ?? regions[0];
      const id = `${name}-${String(index).padStart(5, "0")}`;
      const arn = `arn:aws:rds:${region}:${account}:db:${id}`;
      world.backup.protect({ ...resources.ordersDb, account, region, arn, name: id }, "prod-daily");
    }
  world.clock.advance(60_000);
  await settle(world);
  const user = world.workspace.user("oncall");
  await world.act({
    user,
    do: "command",
    channel: world.workspace.channel("backup-prod"),
    text: "/backup points",
  });
  await settle(world);
  const person = world.workspace.users.find(({ id }) => id === user);
  const view = world.slack.views(user).modal;
  if (person === undefined || view === undefined) throw new Error("there is no form to type into");
  const envelope = { workspace: world.workspace, person, triggerId: "", now: Date.now() };
  const payload = suggestionPayload(envelope, { view }, { actionId: "inventory.resource" }, "stg-04242");
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
};

const buildStock = async (folder: string): Promise<string> => {
  const entry = join(folder, "stock.mjs");
  const outfile = join(folder, "stock.cjs");
  writeFileSync(entry, stockApp);
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    minify: true,
    logLevel: "error",
  });
  return outfile;
};

export const measureFront = async () => {
  const folder = mkdtempSync(join(tmpdir(), "stillpoint-bench-"));
  const sandbox = await startSandbox(0, { language: "en", startAt: Date.now(), speed: 1, limits: "none" });
  try {
    const ours = await buildEntry("slack", "src/lambda/slack.ts", folder);
    const scripts = { ours: join(folder, "ours.mjs"), stock: join(folder, "stock-run.mjs") };
    writeFileSync(scripts.ours, runnerOf(ours.path));
    writeFileSync(scripts.stock, runnerOf(await buildStock(folder)));
    const suggestion = await fill(sandbox);
    const secret = sandbox.world.signingSecret;
    const fromTables = { ...process.env, ...functionEnvironment(sandbox, "slack") };
    const env = { ...fromTables, [variables.signingSecret]: secret, [variables.botToken]: "xoxb-bench" };
    // Slack's look at the certificate: everything is loaded and made, and nothing is done.
    const knock = JSON.stringify({
      version: "2.0",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "ssl_check=1",
    });
    const help = "command=%2Fbackup&text=help&user_id=U0ONCALL01&team_id=T0SANDBOX1";
    const rounds: {
      readonly init: number;
      readonly ownInit: number;
      readonly first: number;
      readonly firstMs: number;
      readonly type: number;
    }[] = [];
    for (let round = 0; round < samples + warmups; round += 1) {
      const mine = await run([scripts.ours, knock], env);
      const stock = await run([scripts.stock, knock], env);
      const first = await run([scripts.ours, eventOf(help, secret)], env);
      const bare = await run(["-e", "0"], env);
      const typed = await run([scripts.ours, eventOf(suggestion, secret)], fromTables);
      if (first.status !== 200 || !first.body?.includes("/backup status"))
        throw new Error("help was not answered");
      if (!typed.body?.includes("shop-stg-04242")) throw new Error("nothing was offered");
      if (round >= warmups)
        rounds.push({
          init: mine.ms / stock.ms,
          ownInit: mine.ms,
          first: first.wallMs / bare.wallMs,
          firstMs: first.wallMs,
          type: typed.wallMs,
        });
    }
    const of = (pick: (round: (typeof rounds)[number]) => number) => median(rounds.map(pick));
    return {
      "frontDoor.initRatio": Number(of(({ init }) => init).toFixed(2)),
      "frontDoor.initMs": Math.round(of(({ ownInit }) => ownInit)),
      "frontDoor.firstAnswerRatio": Number(of(({ first }) => first).toFixed(2)),
      "frontDoor.firstAnswerMs": Math.round(of(({ firstMs }) => firstMs)),
      "frontDoor.bundleKB": Math.round(ours.startBytes / 1024),
      "frontDoor.typeaheadColdMs": Math.round(of(({ type }) => type)),
    };
  } finally {
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  }
};
