// The one way into the simulated AWS, for sockets and for in-process clients alike: who calls, may they, what goes
// wrong on demand, what was asked and answered.
import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { HttpHandler } from "@smithy/core/protocols";
import type { WorldClock } from "../clock.ts";
import type { Fault, Faults } from "../faults.ts";
import type { Journal, JournalEntry } from "../journal.ts";
import { listenOnLoopback } from "../listen.ts";
import { AwsError, type Call, type Handlers } from "./service.ts";
import { missingMembers, statusOf, unknownCaller, writeError, writeLost } from "./wire/errors.ts";
import { inProcess } from "./wire/in-process.ts";
import { createThrottle, demandSize, type Limits, type Throttle } from "./wire/limits.ts";
import { textOf, type WireRequest, type WireResponse } from "./wire/message.ts";
import { readModule, type ServiceModule } from "./wire/module.ts";
import { missingIn, readInput } from "./wire/read.ts";
import { formOf, type Route, routeFor, targetOf } from "./wire/route.ts";
import { writeOutput } from "./wire/write.ts";

export interface Principal {
  readonly arn: string;
  /** Twelve digits. */
  readonly account: string;
  /** The person behind a session, as whoever assumed the role said. */
  readonly sourceIdentity?: string;
}

/** Something that answers raw requests behind the same gate; DynamoDB by dynalite is one. */
export type RawHandler = (request: WireRequest, call: Call) => Promise<WireResponse>;

export interface GatewayOptions {
  readonly journal: Journal;
  readonly faults: Faults;
  /** The caller behind an access key, or undefined when AWS would not know it. */
  readonly authenticate: (accessKeyId: string) => Principal | undefined;
  /** Throws an AwsError, AccessDenied or as the service calls it, when the caller may not. */
  readonly authorize?: (call: Call, input: unknown) => void;
  /** Calls per second, in the clock's time; without them, as many as one likes. */
  readonly limits?: Limits;
  readonly clock?: WorldClock;
}

export interface Gateway {
  /** `module` is `import * as sqs from "@aws-sdk/client-sqs"`. */
  serve<Module extends object>(module: Module, handlers: Handlers<Module>): void;
  serveRaw(module: object, handler: RawHandler): void;
  handle(request: WireRequest): Promise<WireResponse>;
  /** On 127.0.0.1 only; port 0 takes any that is free. */
  listen(port: number): Promise<{ readonly endpoint: string; close(): Promise<void> }>;
  /** For an SDK client's `requestHandler`: the same way in, with no socket. */
  readonly requestHandler: HttpHandler;
}

/** The request or its answer was lost on the way; the SDK sees a broken connection and may try again. */
class Dropped extends Error {
  readonly code = "ECONNRESET";

  constructor() {
    super("the connection was lost, on demand");
  }
}

type Handler = (input: Record<string, unknown>, call: Call) => unknown;

interface Served {
  readonly service: ServiceModule;
  readonly handlers: Readonly<Record<string, Handler | undefined>>;
  readonly raw?: RawHandler;
}

/** One request on its way through the gate. */
interface Visit {
  readonly served: Served;
  readonly route: Route | undefined;
  readonly request: WireRequest;
  readonly call: Call;
  readonly hits: readonly Fault[];
}

/** They bring a token of their own instead of a signature. */
const unsignedOperations = new Set(["AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"]);
const anonymous: Principal = { arn: "anonymous", account: "000000000000" };

export const createGateway = (options: GatewayOptions): Gateway => {
  const { journal, faults, authenticate, authorize } = options;
  const services = new Map<string, Served>();
  const throttle = throttleOf(options);

  const handle = async (request: WireRequest): Promise<WireResponse> => {
    const requestId = randomUUID();
    const scope = scopeOf(request);
    const name = scope === undefined ? unsignedService(request) : serviceName(scope.service, request.path);
    if (name === undefined) {
      const error = new AwsError(
        "MissingAuthenticationToken",
        "Request is missing Authentication Token",
        403,
      );
      return writeLost(error, request, requestId);
    }
    const served = services.get(name);
    if (served === undefined) {
      return writeLost(new AwsError("NotImplemented", `${name} is not simulated`, 501), request, requestId);
    }
    const { service } = served;
    const route = routeFor(service, request);
    const operation = route?.operation.name ?? (targetOf(request) || "Unknown");
    const principal = scope === undefined ? anonymous : authenticate(scope.accessKeyId);
    const call: Call = {
      service: name,
      operation,
      principal: principal?.arn ?? anonymous.arn,
      account: principal?.account ?? anonymous.account,
      region: scope?.region ?? "us-east-1",
      requestId,
      ...(principal?.sourceIdentity === undefined ? {} : { sourceIdentity: principal.sourceIdentity }),
    };
    if (principal === undefined)
      return refuse({ served, route, request, call, hits: [] }, unknownCaller(service));
    const hits = faults.take(name, operation);
    for (const { latencyMs } of hits) if (latencyMs !== undefined) await wait(latencyMs);
    if (hits.some(({ drop }) => drop === "before")) throw new Dropped();
    const answer = await pass({ served, route, request, call, hits });
    if (hits.some(({ drop }) => drop === "after")) throw new Dropped();
    return answer;
  };

  const refuse = (visit: Visit, error: AwsError, input: unknown = {}): Promise<WireResponse> => {
    const { call, request, served } = visit;
    journal.add({ ...about(call), input, error: { name: error.name, message: error.message } });
    return writeError(served.service, error, request, call.requestId);
  };

  const pass = async (visit: Visit): Promise<WireResponse> => {
    const { served, route, request, call, hits } = visit;
    const { service } = served;
    let input: Record<string, unknown> = {};
    try {
      if (route === undefined)
        throw new AwsError("UnknownOperationException", `no operation ${call.operation}`);
      demandSize(service, request);
      input = await readInput(service, route, request).catch((cause: unknown) => {
        throw new AwsError("SerializationException", `The request cannot be read: ${cause}`);
      });
      const asked = hits.find(({ error }) => error !== undefined)?.error;
      if (asked !== undefined) throw new AwsError(asked, `${asked}, on demand`, statusOf(service, asked));
      throttle?.demandRate(call);
      authorize?.(call, input);
      if (served.raw !== undefined) {
        const answer = await served.raw(request, call);
        journal.add({ ...about(call), input, ...readRaw(answer) });
        return answer;
      }
      const { operation } = route;
      const missing = missingIn(operation, input);
      if (missing.length > 0) throw missingMembers(service, missing);
      const handler = served.handlers[operation.name];
      if (handler === undefined)
        throw new AwsError("NotImplemented", `${operation.name} is not simulated`, 501);
      const output = ((await handler(input, call)) ?? {}) as Record<string, unknown>;
      const answer = await writeOutput(service, operation, output, call.requestId);
      journal.add({ ...about(call), input, output });
      return answer;
    } catch (error) {
      if (error instanceof AwsError) return refuse(visit, error, input);
      // A bug of the model: the journal shows it, and the caller in process gets it as it is.
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      journal.add({ ...about(call), input, error: { name, message } });
      throw error;
    }
  };

  const overSocket = (request: WireRequest): Promise<WireResponse> =>
    handle(request).catch((error: unknown) => {
      if (error instanceof Dropped) throw error;
      console.error(error);
      return writeLost(new AwsError("InternalFailure", String(error), 500), request, randomUUID());
    });

  return {
    serve(module, handlers) {
      const service = readModule(module);
      services.set(service.name, { service, handlers: handlers as Served["handlers"] });
    },
    serveRaw(module, raw) {
      const service = readModule(module);
      services.set(service.name, { service, handlers: {}, raw });
    },
    handle,
    async listen(port) {
      const server = await listenOnLoopback(port, overSocket);
      return { endpoint: `http://127.0.0.1:${server.port}`, close: server.close };
    },
    requestHandler: inProcess(handle),
  };
};

const throttleOf = ({ clock, limits }: GatewayOptions): Throttle | undefined => {
  if (limits === undefined) return undefined;
  if (clock === undefined) throw new Error("limits are calls per second of a clock, and none was given");
  return createThrottle(clock, limits);
};

interface Scope {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
const scopeOf = ({ headers }: WireRequest): Scope | undefined => {
  const found = /Credential=([^/]+)\/[^/]+\/([^/]+)\/([^/]+)\//.exec(headers.authorization ?? "");
  const [, accessKeyId, region, service] = found ?? [];
  if (accessKeyId === undefined || region === undefined || service === undefined) return undefined;
  return { accessKeyId, region, service };
};

/** S3 Control signs as S3, its Outposts or its directory buckets do; the version in its paths tells it from them. */
const serviceName = (signedAs: string, path: string): string =>
  signedAs.startsWith("s3") && path.startsWith("/v20180820/") ? "s3control" : signedAs;

const unsignedService = (request: WireRequest): string | undefined =>
  unsignedOperations.has(formOf(request).get("Action") ?? "") ? "sts" : undefined;

const about = ({ service, operation, principal, sourceIdentity }: Call) => ({
  service,
  operation,
  principal,
  ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
});

const readRaw = ({ status, body }: WireResponse): Pick<JournalEntry, "output" | "error"> => {
  const text = textOf(body);
  const content: unknown = text === "" ? {} : JSON.parse(text);
  if (status < 400) return { output: content };
  const { __type: type = "", message = "" } = content as { __type?: string; message?: string };
  return { error: { name: type.split("#").at(-1) ?? "", message } };
};
