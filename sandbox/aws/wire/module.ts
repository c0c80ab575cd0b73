// An SDK package seen as the description of a service: its operations, errors and shapes, and the protocol that its
// own client speaks. https://github.com/smithy-lang/smithy-typescript (schemas are exported from the package root)
import { NormalizedSchema } from "@smithy/core/schema";
import type { HandlerExecutionContext, StaticErrorSchema, StaticOperationSchema } from "@smithy/types";

/** What is used of a protocol object; the SDK types each one apart. */
export interface Protocol {
  deserializeResponse(
    operation: unknown,
    context: unknown,
    response: unknown,
  ): Promise<Record<string, unknown>>;
  serializeRequest(
    operation: unknown,
    input: unknown,
    context: HandlerExecutionContext | object,
  ): Promise<{ readonly body?: unknown; readonly headers: Record<string, string> }>;
  serdeContext?: unknown;
  getShapeId(): string;
}

export type ProtocolKind = "json" | "restJson" | "restXml" | "query" | "ec2";

export interface Operation {
  readonly name: string;
  readonly method: string;
  /** The path pattern of REST protocols, with its query: `/vaults/{Name}?list`. */
  readonly uri: string;
  readonly status: number;
  readonly input: NormalizedSchema;
  readonly output: NormalizedSchema;
}

/** An error that the service's model knows. */
export interface ErrorShape {
  readonly name: string;
  /** What the query protocols call it, which is often not its name: `AWS.SimpleQueueService.NonExistentQueue`. */
  readonly code: string;
  readonly status: number;
  /** `message` or `Message`: services spell it either way. */
  readonly messageMember: string | undefined;
  readonly shape: NormalizedSchema;
}

export interface ServiceModule {
  /** The name that requests are signed with, in lower case: "backup", "sqs" … S3 Control, which signs as S3, is "s3control". */
  readonly name: string;
  readonly kind: ProtocolKind;
  readonly protocol: Protocol;
  readonly version: string;
  readonly operations: ReadonlyMap<string, Operation>;
  /** By name and by code. */
  readonly errors: ReadonlyMap<string, ErrorShape>;
}

interface Client {
  readonly config: {
    readonly protocol: Protocol;
    readonly serviceId: string;
    readonly defaultSigningName?: string;
    readonly apiVersion: string;
  };
}

type ClientClass = new (options: object) => Client;

const kinds: Readonly<Record<string, ProtocolKind>> = {
  "aws.protocols#awsJson1_0": "json",
  "aws.protocols#awsJson1_1": "json",
  "aws.protocols#restJson1": "restJson",
  "aws.protocols#restXml": "restXml",
  "aws.protocols#awsQuery": "query",
  "aws.protocols#ec2Query": "ec2",
};

/** The first item of a schema says what it describes. https://github.com/smithy-lang/smithy-typescript/blob/main/packages/types/src/schema/static-schemas.ts */
const operationId = 9;
const errorId = -3;
/** Each client has one error class that all its others extend; nobody sends it. */
const baseErrors = "smithy.ts.sdk.synthetic";

const moduleCache = new WeakMap<object, ServiceModule>();

/** Reads a client package, given as `import * as sqs from "@aws-sdk/client-sqs"`. */
export const readModule = (module: object): ServiceModule => {
  const cached = moduleCache.get(module);
  if (cached !== undefined) return cached;
  const entries = Object.entries(module);
  // A bundle's namespace also has `__Client`, the class that all clients extend.
  const found = entries.find(([name]) => /^[A-Z]\w*Client$/.test(name));
  if (found === undefined) throw new Error("this is not an SDK client package");
  const Client = found[1] as ClientClass;
  const { config } = new Client({
    region: "us-east-1",
    credentials: { accessKeyId: "-", secretAccessKey: "-" },
  });
  const kind = kinds[config.protocol.getShapeId()];
  if (kind === undefined) throw new Error(`no wire for the protocol ${config.protocol.getShapeId()}`);
  const schemas = entries.filter(([name, value]) => name.endsWith("$") && Array.isArray(value));
  const operations = schemas
    .filter(([, value]) => value[0] === operationId)
    .map(([, value]) => operationOf(value as StaticOperationSchema));
  const errors = schemas
    .filter(([, value]) => value[0] === errorId && !value[1].startsWith(baseErrors))
    .map(([, value]) => errorOf(value as StaticErrorSchema));
  const signingName = (config.defaultSigningName ?? config.serviceId).toLowerCase();
  const service: ServiceModule = {
    name: config.serviceId === "S3 Control" ? "s3control" : signingName,
    kind,
    protocol: config.protocol,
    version: config.apiVersion,
    operations: new Map(operations.map((operation) => [operation.name, operation])),
    errors: new Map(errors.flatMap((error) => [[error.code, error] as const, [error.name, error] as const])),
  };
  moduleCache.set(module, service);
  return service;
};

const operationOf = (schema: StaticOperationSchema): Operation => {
  const [, , name, traits, input, output] = schema;
  const http = typeof traits === "object" ? (traits as { http?: [string, string, number] }).http : undefined;
  const [method, uri, status] = http ?? ["POST", "/", 200];
  return {
    name,
    method,
    uri,
    status,
    input: NormalizedSchema.of(input),
    output: NormalizedSchema.of(output),
  };
};

interface ErrorTraits {
  readonly awsQueryError?: readonly [code: string, status: number];
  readonly httpError?: number;
  readonly error?: "client" | "server";
}

const errorOf = (schema: StaticErrorSchema): ErrorShape => {
  const [, , name] = schema;
  const shape = NormalizedSchema.of(schema);
  const traits = shape.getMergedTraits() as ErrorTraits;
  const usual = traits.error === "server" ? 500 : 400;
  return {
    name,
    code: traits.awsQueryError?.[0] ?? name,
    status: traits.awsQueryError?.[1] ?? traits.httpError ?? usual,
    messageMember: Object.keys(shape.getMemberSchemas()).find((member) => member.toLowerCase() === "message"),
    shape,
  };
};
