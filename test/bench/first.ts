// From the start of a process to the first message handed on: the events function as it is deployed, given one
// failure, against a bare Node that does nothing. Every sample is a fresh process; the two are taken in turn.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildFunctions } from "../../infra/build.ts";
import { functionEnvironment } from "../../sandbox/environment.ts";
import { startSandbox } from "../../sandbox/server.ts";

const samples = 15;
const warmups = 2;

const event = (round: number, at: number) => ({
  Records: [
    {
      messageId: `m-${round}`,
      receiptHandle: "r",
      body: JSON.stringify({
        id: `e-${round}`,
        source: "aws.backup",
        "detail-type": "Backup Job State Change",
        account: "111111111111",
        region: "ap-northeast-1",
        time: new Date(at).toISOString(),
        resources: [],
        detail: {
          backupJobId: `J-${round}`,
          state: "FAILED",
          statusMessage: '"An internal error occurred."',
        },
      }),
      attributes: { SentTimestamp: String(at), ApproximateReceiveCount: "1" },
      messageAttributes: {},
    },
  ],
});

const run = (arguments_: readonly string[], env: NodeJS.ProcessEnv): Promise<number> =>
  new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const child = spawn(process.execPath, arguments_, { env, stdio: ["ignore", "ignore", "inherit"] });
    child.on("error", reject);
    child.on("exit", (code) => {
      if (code === 0) resolve(performance.now() - startedAt);
      else reject(new Error(`the function ended with ${code}`));
    });
  });

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((left, right) => left - right)[Math.floor(numbers.length / 2)] ?? Number.NaN;

export const measureFirst = async () => {
  const folder = mkdtempSync(join(tmpdir(), "stillpoint-bench-"));
  // The SDK takes an error from a clock that is not its own for a wrong clock, waits up to 100 ms and tries again.
  const startAt = Date.now();
  const options = { language: "en", startAt, speed: 0, limits: "none" } as const;
  const sandbox = await startSandbox(0, options);
  try {
    // What comes after the first message is the poster's, which has a machine of its own.
    await sandbox.world.functions.stop();
    const bundles = await buildFunctions(folder);
    const bundle = bundles.find(({ name }) => name === "events");
    if (bundle === undefined) throw new Error("the events function was not built");
    const runner = join(folder, "run.cjs");
    writeFileSync(
      runner,
      `const { handler } = require(${JSON.stringify(bundle.path)});
handler(JSON.parse(process.argv[2])).then(({ batchItemFailures }) => process.exit(batchItemFailures.length));\n`,
    );
    const env = { ...process.env, ...functionEnvironment(sandbox, "events") };
    const times: { readonly ours: number; readonly bare: number }[] = [];
    for (let round = 0; round < samples + warmups; round += 1) {
      const ours = await run([runner, JSON.stringify(event(round, startAt))], env);
      const bare = await run(["-e", "0"], env);
      if (round >= warmups) times.push({ ours, bare });
    }
    const { visible } = sandbox.world.sqs.depth(sandbox.world.installed.queues.posts.arn);
    if (visible < samples + warmups) throw new Error("a message was not handed on");
    return {
      "events.firstMs": Math.round(median(times.map(({ ours }) => ours))),
      "events.bareMs": Math.round(median(times.map(({ bare }) => bare))),
      "events.firstRatio": Number(median(times.map(({ ours, bare }) => ours / bare)).toFixed(2)),
      "events.bundleKB": Math.round(bundle.bytes / 1024),
    };
  } finally {
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  }
};
