// What AWS's own runtime for Node does, in short: requires the handler, or imports it where the package is of modules;
// takes none that wants a callback; then asks for an event, calls, and says what was answered, for ever.
// https://github.com/aws/aws-lambda-nodejs-runtime-interface-client
// Plain JavaScript, because it is the first thing that runs in a process that knows of nothing else.
import { readFileSync } from "node:fs";
import { request } from "node:http";
import { createRequire } from "node:module";

const { AWS_LAMBDA_RUNTIME_API, LAMBDA_TASK_ROOT, _HANDLER, SANDBOX_NOW, SANDBOX_SPEED } = process.env;
const [host, port] = AWS_LAMBDA_RUNTIME_API.split(":");
delete process.env.SANDBOX_NOW;
delete process.env.SANDBOX_SPEED;

/** World time as it was said last, and when: real milliseconds since the process began, which run on while it is frozen. */
let said = { now: Number(SANDBOX_NOW), speed: Number(SANDBOX_SPEED), at: 0 };
const worldNow = () => Math.floor(said.now + (performance.now() - said.at) * said.speed);

// The sandbox's time is paused, hurried and pushed forward, and the handler must not know: what is deployed asks Date,
// and so must what is tried out. Only "now" is another; timers, performance and sockets are of the real world.
const RealDate = Date;
RealDate.now = worldNow;
globalThis.Date = new Proxy(RealDate, {
  construct: (target, given, asked) =>
    Reflect.construct(target, given.length === 0 ? [worldNow()] : given, asked),
  apply: () => new RealDate(worldNow()).toString(),
});
RealDate.prototype.constructor = globalThis.Date;

/** A connection for each call: one that is kept would be closed at the other end while this process is frozen. */
const call = (method, path, content) =>
  new Promise((resolve, reject) => {
    const options = { host, port, method, path: `/2018-06-01/runtime/${path}`, agent: false };
    const asked = request(options, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("error", reject);
      answer.on("end", () => resolve({ headers: answer.headers, body: Buffer.concat(parts).toString() }));
    });
    asked.on("error", reject);
    asked.end(content === undefined ? undefined : JSON.stringify(content));
  });

const load = async () => {
  const [file, name] = _HANDLER.split(".");
  const path = `${LAMBDA_TASK_ROOT}/${file}.js`;
  const { type } = JSON.parse(readFileSync(`${LAMBDA_TASK_ROOT}/package.json`, "utf8"));
  const loaded = type === "module" ? await import(path) : createRequire(path)(path);
  if (typeof loaded[name] !== "function" || loaded[name].length > 2) {
    throw new Error(`${_HANDLER} is not a function of at most two arguments`);
  }
  return loaded[name];
};

/** Says it in the log, where the stack is looked for, and to whoever invoked. */
const fail = (path, error) => {
  const isError = error instanceof Error;
  const told = {
    errorType: isError ? error.name : typeof error,
    errorMessage: isError ? error.message : String(error),
    stackTrace: isError ? String(error.stack).split("\n") : [],
  };
  const timestamp = new Date().toISOString();
  process.stderr.write(`${JSON.stringify({ timestamp, level: "ERROR", message: told })}\n`);
  return call("POST", path, told);
};

const handler = await load().catch(async (error) => {
  await fail("init/error", error);
  process.exit(1);
});

for (;;) {
  const { headers, body } = await call("GET", "invocation/next");
  const at = performance.now();
  said = { now: Number(headers["sandbox-now"]), speed: Number(headers["sandbox-speed"]), at };
  const awsRequestId = headers["lambda-runtime-aws-request-id"];
  // The deadline is in world time, as Date is; what remains is real, as the limit is: no speed makes it shorter.
  const givenMs = Number(headers["lambda-runtime-deadline-ms"]) - said.now;
  const getRemainingTimeInMillis = () => Math.max(0, Math.floor(givenMs - (performance.now() - at)));
  const path = `invocation/${awsRequestId}`;
  try {
    const answer = await handler(JSON.parse(body), { awsRequestId, getRemainingTimeInMillis });
    await call("POST", `${path}/response`, answer ?? null);
  } catch (error) {
    await fail(`${path}/error`, error);
  }
}
