// An SDK package seen as the description of a service: its operations and shapes, and the protocol that its own
// client speaks. https://github.com/smithy-lang/smithy-typescript (schemas are exported from the package root)
import { NormalizedSchema } from "@smithy/core/schema";
import type { HandlerExecutionContext, StaticOperationSchema } from "@smithy/types";

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

export type ProtocolKind = "json" | "restJson" | "restXml" | "query";

export interface Operation {
  readonly name: string;
  readonly method: string;
  /** The path pattern of REST protocols, with its query: `/vaults/{Name}?list`. */
  readonly uri: string;
  readonly status: number;
  readonly input: NormalizedSchema;
  readonly output: NormalizedSchema;
  readonly schema: StaticOperationSchema;
}

export interface ServiceModule {
  /** The name that requests are signed with, which tells services apart: "backup", "sqs" … */
  readonly name: string;
  readonly kind: ProtocolKind;
  readonly protocol: Protocol;
  readonly version: string;
  readonly operations: ReadonlyMap<string, Operation>;
}

interface Client {
  readonly config: {
    readonly protocol: Protocol;
    readonly serdeContext?: unknown;
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
};

/** Reads a client package, given as `import * as sqs from "@aws-sdk/client-sqs"`. */
export const readModule = (module: object): ServiceModule => {
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
  const operations = entries
    .filter(([name, value]) => name.endsWith("$") && Array.isArray(value) && value[0] === 9)
    .map(([, value]) => operationOf(value as StaticOperationSchema));
  return {
    name: config.defaultSigningName ?? config.serviceId.toLowerCase(),
    kind,
    protocol: config.protocol,
    version: config.apiVersion,
    operations: new Map(operations.map((operation) => [operation.name, operation])),
  };
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
    schema,
  };
};
