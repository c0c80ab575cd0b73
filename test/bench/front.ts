// The front door as it is deployed, from cold: its start against the stock Lambda app of Bolt bundled the plain way, its
// first answer against a bare Node, and a field that looks among ten thousand resources. Every sample is a fresh
// process, and what is compared is taken in turn.
import { spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { build } from "esbuild";
import { buildEntry } from "../../infra/build.ts";
import { functionEnvironment } from "../../sandbox/environment.ts";
import { type Sandbox, startSandbox } from "../../sandbox/server.ts";
import { settle } from "../../sandbox/settle.ts";
import { suggestionPayload } from "../../sandbox/slack/payloads.ts";
import { variables } from "../../src/config/names.ts";
import { protectTenThousand } from "./many.ts";

const samples = 15;
const warmups = 2;

/** An app with one command, as Bolt's documentation shows it for Lambda. Its ids are given, so it asks Slack nothing. */
const stockApp = `
import bolt from ${JSON.stringify(createRequire(import.meta.url).resolve("@slack/bolt"))};
const receiver = new bolt.AwsLambdaReceiver({ signingSecret: process.env.${variables.signingSecret} });
const app = new bolt.App({ token: "xoxb-stock", botId: "B1", botUserId: "U1", receiver });
app.command("/backup", async ({ command, ack }) => ack(command.text === "help" ? "There is help." : ""));
const started = receiver.start();
export const handler = async (event) => (await started)(event, {}, () => {});
`;

/** Requires a module, as Lambda's own runtime does, and hands its handler one event after the other. */
const runnerOf = (handler: string): string => `
const startedAt = performance.now();
const { handler } = require(${JSON.stringify(handler)});
(async () => {
  for (const event of JSON.parse(process.argv[2])) {
    const { statusCode: status, body } = await handler(event);
    process.stdout.write(JSON.stringify({ ms: performance.now() - startedAt, status, body }) + "\\n");
  }
  process.exit(0);
})();
`;

interface Answered {
  /** Since the process was started. */
  readonly wallMs: number;
  /** Since the module was asked for. */
  readonly ms: number;
  readonly status: number;
  readonly body: string;
}

interface Run {
  readonly wallMs: number;
  readonly answers: readonly Answered[];
}

const run = (arguments_: readonly string[], env: NodeJS.ProcessEnv): Promise<Run> =>
  new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const child = spawn(process.execPath, arguments_, { env, stdio: ["ignore", "pipe", "inherit"] });
    const answers: Answered[] = [];
    createInterface(child.stdout).on("line", (line) => {
      answers.push({ wallMs: performance.now() - startedAt, ...JSON.parse(line) });
    });
    child.on("error", reject);
    child.on("close", (code) => {
      if (code !== 0) reject(new Error(`the function ended with ${code}`));
      else resolve({ wallMs: performance.now() - startedAt, answers });
    });
  });

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((left, right) => left - right)[Math.floor(numbers.length / 2)] ?? Number.NaN;

const eventOf = (body: string, secret: string) => {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const digest = createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex");
  const headers = {
    "content-type": "application/x-www-form-urlencoded",
    "x-slack-request-timestamp": timestamp,
    "x-slack-signature": `v0=${digest}`,
  };
  return { version: "2.0", headers, body, isBase64Encoded: false };
};

/** Slack's look at the certificate: everything is loaded and made, and nothing is done. */
const knock = {
  version: "2.0",
  headers: { "content-type": "application/x-www-form-urlencoded" },
  body: "ssl_check=1",
};

/**
 * Ten thousand resources, listed by the clock as in every quarter of an hour, and somebody who has a form open:
 * what Slack sends while they type.
 */
const fill = async ({ world }: Sandbox): Promise<(typed: string) => string> => {
  protectTenThousand(world);
  world.clock.advance(60_000);
  await settle(world);
  const user = world.workspace.user("oncall");
  const channel = world.workspace.channel("backup-prod");
  await world.act({ user, do: "command", channel, text: "/backup points" });
  await settle(world);
  const person = world.workspace.users.find(({ id }) => id === user);
  const view = world.slack.views(user).modal;
  if (person === undefined || view === undefined) throw new Error("there is no form to type into");
  const envelope = { workspace: world.workspace, person, triggerId: "", now: Date.now() };
  return (typed) => {
    const payload = suggestionPayload(envelope, { view }, { actionId: "inventory.resource" }, typed);
    return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  };
};

/** The plain way: no aliases, no choice of main fields, one file. */
const buildStock = async (folder: string): Promise<string> => {
  const entry = join(folder, "stock.mjs");
  const outfile = join(folder, "stock.cjs");
  writeFileSync(entry, stockApp);
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "node",
    minify: true,
    logLevel: "error",
  });
  return outfile;
};

/** The answer that was expected, or the bench stops: what does not answer is not fast. */
const answered = ({ answers }: Run, index: number, says: string): Answered => {
  const answer = answers[index];
  if (answer?.status === 200 && answer.body.includes(says)) return answer;
  throw new Error(`"${says}" was not answered, but ${answer?.status} ${answer?.body}`);
};

export const measureFront = async () => {
  const folder = mkdtempSync(join(tmpdir(), "stillpoint-bench-"));
  const sandbox = await startSandbox(0, { language: "en", startAt: Date.now(), speed: 1, limits: "none" });
  try {
    const bundle = await buildEntry("slack", "src/lambda/slack.ts", folder);
    const scripts = { ours: join(folder, "ours.cjs"), stock: join(folder, "theirs.cjs") };
    writeFileSync(scripts.ours, runnerOf(bundle.path));
    writeFileSync(scripts.stock, runnerOf(await buildStock(folder)));
    const typing = await fill(sandbox);
    const secret = sandbox.world.signingSecret;
    const deployed = { ...process.env, ...functionEnvironment(sandbox, "slack") };
    const given = { ...deployed, [variables.signingSecret]: secret, [variables.botToken]: "xoxb-bench" };
    const help = "command=%2Fbackup&text=help&user_id=U0ONCALL01&team_id=T0SANDBOX1";
    const start = (script: string, env: NodeJS.ProcessEnv, ...events: readonly object[]) =>
      run([script, JSON.stringify(events)], env);

    const round = async () => {
      const init = answered(await start(scripts.ours, given, knock), 0, "").ms;
      const stockInit = answered(await start(scripts.stock, given, knock), 0, "").ms;
      const first = await start(scripts.ours, given, eventOf(help, secret));
      answered(first, 0, "/backup status");
      const bare = await run(["-e", "0"], given);
      const typed = ["stg-04242", "prod-0123"].map((text) => eventOf(typing(text), secret));
      const offers = await start(scripts.ours, deployed, ...typed);
      const cold = answered(offers, 0, "shop-stg-04242");
      const warm = answered(offers, 1, "shop-prod-01239").ms - cold.ms;
      return { init, stockInit, first: first.wallMs, bare: bare.wallMs, cold: cold.wallMs, warm };
    };
    const rounds: Awaited<ReturnType<typeof round>>[] = [];
    for (let count = 0; count < samples + warmups; count += 1) {
      const taken = await round();
      if (count >= warmups) rounds.push(taken);
    }
    const of = (pick: (taken: (typeof rounds)[number]) => number, digits = 0) =>
      Number(median(rounds.map(pick)).toFixed(digits));
    return {
      "frontDoor.initRatio": of(({ init, stockInit }) => init / stockInit, 3),
      "frontDoor.initMs": of(({ init }) => init),
      "frontDoor.stockInitMs": of(({ stockInit }) => stockInit),
      "frontDoor.firstAnswerRatio": of(({ first, bare }) => first / bare, 2),
      "frontDoor.firstAnswerMs": of(({ first }) => first),
      "frontDoor.bareMs": of(({ bare }) => bare),
      "frontDoor.bundleKB": Math.ceil(bundle.startBytes / 1024),
      "frontDoor.typeaheadColdMs": of(({ cold }) => cold),
      "frontDoor.typeaheadWarmMs": of(({ warm }) => warm),
    };
  } finally {
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  }
};
