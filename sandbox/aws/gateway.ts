// The one way into the simulated AWS, for sockets and for in-process clients alike: who calls, may they, what goes
// wrong on demand, what was asked and answered.
import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { HttpResponse } from "@smithy/core/protocols";
import type { HttpRequest } from "@smithy/types";
import type { Fault, Faults } from "../faults.ts";
import type { Journal } from "../journal.ts";
import { listenOnLoopback } from "../listen.ts";
import { AwsError, type Call, type Handlers } from "./service.ts";
import { bytesOf, type WireRequest, type WireResponse } from "./wire/message.ts";
import { type Operation, readModule, type ServiceModule } from "./wire/module.ts";
import { operationFor, readInput } from "./wire/read.ts";
import { writeError, writeOutput } from "./wire/write.ts";

export interface Principal {
  readonly arn: string;
  /** Twelve digits. */
  readonly account: string;
}

/** Something that answers raw requests behind the same gate; DynamoDB by dynalite is one. */
export type RawHandler = (request: WireRequest, call: Call) => Promise<WireResponse>;

export interface GatewayOptions {
  readonly journal: Journal;
  readonly faults: Faults;
  /** The caller behind an access key, or undefined when AWS would not know it. */
  readonly authenticate: (accessKeyId: string) => Principal | undefined;
}

export interface Gateway {
  /** `module` is `import * as sqs from "@aws-sdk/client-sqs"`. */
  serve<Module extends object>(module: Module, handlers: Handlers<Module>): void;
  serveRaw(module: object, handler: RawHandler): void;
  handle(request: WireRequest): Promise<WireResponse>;
  listen(port: number): Promise<{ readonly endpoint: string; close(): Promise<void> }>;
  /** For an SDK client's `requestHandler`: the same way in, with no socket. */
  readonly requestHandler: object;
}

interface Served {
  readonly service: ServiceModule;
  readonly handlers: Readonly<Record<string, unknown>>;
  readonly raw?: RawHandler;
}

type Handler = (input: Record<string, unknown>, call: Call) => unknown;

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html and the quota pages of the others. */
const payloadMaxBytes: Readonly<Record<string, number>> = {
  sqs: 1_100_000,
  sns: 300_000,
  dynamodb: 16_777_216,
};
const payloadDefaultMaxBytes = 6_291_456;

export const createGateway = ({ journal, faults, authenticate }: GatewayOptions): Gateway => {
  const services = new Map<string, Served>();

  const handle = async (request: WireRequest): Promise<WireResponse> => {
    const requestId = randomUUID();
    const scope = scopeOf(request);
    const served = services.get(scope.service);
    if (served === undefined) return notServed(scope.service, requestId);
    const { service } = served;
    const operation = operationFor(service, request);
    const name = operation?.name ?? request.headers["x-amz-target"]?.split(".").at(-1) ?? "Unknown";
    const principal = authenticate(scope.accessKeyId);
    const call: Call = {
      service: scope.service,
      operation: name,
      principal: principal?.arn ?? "anonymous",
      account: principal?.account ?? "000000000000",
      region: scope.region,
      requestId,
    };
    const hits = faults.take(scope.service, name);
    await delayed(hits);
    if (hits.some(({ drop }) => drop === "before")) throw new Dropped();
    const answer = await answered(served, operation, request, call, principal, hits);
    if (hits.some(({ drop }) => drop === "after")) throw new Dropped();
    return answer;
  };

  const answered = async (
    served: Served,
    operation: Operation | undefined,
    request: WireRequest,
    call: Call,
    principal: Principal | undefined,
    hits: readonly Fault[],
  ): Promise<WireResponse> => {
    const { service } = served;
    let input: Record<string, unknown> = {};
    try {
      if (operation === undefined)
        throw new AwsError("UnknownOperationException", `no operation ${call.operation}`);
      if (principal === undefined) {
        throw new AwsError(
          "UnrecognizedClientException",
          "The security token included in the request is invalid.",
          403,
        );
      }
      const max = payloadMaxBytes[service.name] ?? payloadDefaultMaxBytes;
      if (request.body.byteLength > max)
        throw new AwsError("RequestEntityTooLarge", `more than ${max} bytes`, 413);
      input = await readInput(service, operation, request);
      const error = hits.find((hit) => hit.error !== undefined)?.error;
      if (error !== undefined) throw new AwsError(error, `${error}, on demand`, statusFor(error));
      if (served.raw !== undefined) {
        const answer = await served.raw(request, call);
        journal.add({ ...about(call), input, ...readRaw(answer) });
        return answer;
      }
      demandRequired(operation, input);
      const handler = served.handlers[operation.name] as Handler | undefined;
      if (handler === undefined)
        throw new AwsError("NotImplemented", `${operation.name} is not simulated`, 501);
      const output = (await handler(input, call)) as Record<string, unknown>;
      journal.add({ ...about(call), input, output });
      return await writeOutput(service, operation, output, call.requestId);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      journal.add({ ...about(call), input, error: { name: error.name, message: error.message } });
      return writeError(service, error, call.requestId);
    }
  };

  return {
    serve(module, handlers) {
      const service = readModule(module);
      services.set(service.name, { service, handlers: handlers as Readonly<Record<string, unknown>> });
    },
    serveRaw(module, raw) {
      const service = readModule(module);
      services.set(service.name, { service, handlers: {}, raw });
    },
    handle,
    async listen(port) {
      const server = await listenOnLoopback(port, handle);
      return { endpoint: `http://127.0.0.1:${server.port}`, close: server.close };
    },
    requestHandler: {
      metadata: { handlerProtocol: "http/1.1" },
      handle: async (request: HttpRequest) => ({
        response: new HttpResponse(inProcess(await handle(wired(request)))),
      }),
      updateHttpClientConfig: () => {},
      httpHandlerConfigs: () => ({}),
      destroy: () => {},
    },
  };
};

/** The request or its answer was lost on the way; the SDK sees a broken connection and may try again. */
export class Dropped extends Error {
  readonly code = "ECONNRESET";

  constructor() {
    super("the connection was lost, on demand");
  }
}

const inProcess = ({ status, headers, body }: WireResponse) => ({
  statusCode: status,
  headers: { ...headers },
  body,
});

const wired = (request: HttpRequest): WireRequest => {
  const query = Object.entries(request.query ?? {}).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map(
      (each) => `${encodeURIComponent(name)}${each === null ? "" : `=${encodeURIComponent(each)}`}`,
    ),
  );
  const headers = Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    method: request.method,
    path: query.length === 0 ? request.path : `${request.path}?${query.join("&")}`,
    headers: Object.fromEntries(headers),
    body: bytesOf(request.body),
  };
};

const scopeOf = ({ headers }: WireRequest) => {
  const found = /Credential=([^/]+)\/[^/]+\/([^/]+)\/([^/]+)\//.exec(headers.authorization ?? "");
  const [, accessKeyId = "", region = "us-east-1", service = "sts"] = found ?? [];
  return { accessKeyId, region, service };
};

const about = ({ service, operation, principal }: Call) => ({ service, operation, principal });

const delayed = async (hits: readonly Fault[]): Promise<void> => {
  for (const { latencyMs } of hits) if (latencyMs !== undefined) await wait(latencyMs);
};

const statusFor = (error: string): number => {
  if (/TooManyRequests/.test(error)) return 429;
  return /Internal|Unavailable/.test(error) ? 500 : /AccessDenied/.test(error) ? 403 : 400;
};

const demandRequired = ({ input }: Operation, given: Record<string, unknown>): void => {
  const schema = input.getSchema();
  const required = Array.isArray(schema) ? Number(schema[6] ?? 0) : 0;
  const names = [...input.structIterator()].slice(0, required).map(([name]) => name);
  const missing = names.filter((name) => given[name] === undefined);
  if (missing.length > 0)
    throw new AwsError("ValidationException", `Missing required: ${missing.join(", ")}`);
};

const readRaw = ({ status, body }: WireResponse) => {
  const text = Buffer.from(body).toString("utf8");
  const content: unknown = text === "" ? {} : JSON.parse(text);
  if (status < 400) return { output: content };
  const { __type: type = "", message = "" } = content as { __type?: string; message?: string };
  return { error: { name: type.split("#").at(-1) ?? "", message } };
};

const notServed = (service: string, requestId: string): WireResponse => ({
  status: 501,
  headers: {
    "content-type": "application/json",
    "x-amzn-errortype": "NotImplemented",
    "x-amzn-requestid": requestId,
  },
  body: bytesOf(JSON.stringify({ __type: "NotImplemented", message: `${service} is not simulated` })),
});
