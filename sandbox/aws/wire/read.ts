// A request → its typed input. The client's own protocol does the reading: a request body has the same form as a
// response body, so the input schema is read as if it were an answer.
import { Readable } from "node:stream";
import { HttpResponse } from "@smithy/core/protocols";
import type { NormalizedSchema } from "@smithy/core/schema";
import { readForm } from "./form.ts";
import type { WireRequest } from "./message.ts";
import type { Operation, ServiceModule } from "./module.ts";
import { formOf, isInPath, type Route } from "./route.ts";

/** Throws what the protocol throws when the bytes are not of the shape. */
export const readInput = async (
  service: ServiceModule,
  { operation, members }: Route,
  request: WireRequest,
): Promise<Record<string, unknown>> => {
  switch (service.kind) {
    case "query":
    case "ec2":
      return readForm(operation.input, formOf(request), service.kind);
    case "json":
      return readBody(service, operation, request, operation.input.getSchema());
    case "restJson":
    case "restXml":
      return { ...(await readBody(service, operation, request, withoutPath(operation.input))), ...members };
  }
};

const readBody = async (
  service: ServiceModule,
  operation: Operation,
  request: WireRequest,
  shape: unknown,
): Promise<Record<string, unknown>> => {
  const streamed = streamedIn(operation.input);
  const body = streamed === undefined ? request.body : Readable.from([request.body]);
  const response = new HttpResponse({ statusCode: 200, headers: { ...request.headers }, body });
  const { $metadata: _, ...members } = await service.protocol.deserializeResponse(
    asOperation(operation.name, shape),
    service.protocol.serdeContext ?? {},
    response,
  );
  // The protocol hands a stream over as it comes; here all of it has come.
  return streamed === undefined ? members : { ...members, [streamed]: request.body };
};

/** The member whose bytes are the whole body and may be a stream: an object of S3. */
const streamedIn = (input: NormalizedSchema): string | undefined =>
  [...input.structIterator()].find(([, member]) => {
    const { httpPayload, streaming } = member.getMergedTraits() as { httpPayload?: 1; streaming?: 1 };
    return httpPayload !== undefined && streaming !== undefined;
  })?.[0];

/** An operation as the protocol wants to see it, with one shape on either side. */
export const asOperation = (name: string, shape: unknown) => ({
  namespace: "simulated",
  name,
  traits: { http: ["POST", "/", 200] },
  input: shape,
  output: shape,
});

type StructSchema = [
  kind: number,
  namespace: string,
  name: string,
  traits: unknown,
  names: string[],
  schemas: unknown[],
];

const withoutPathCache = new WeakMap<NormalizedSchema, unknown>();

/** The input's shape without the members that travel in the path and query, which no response has. */
const withoutPath = (input: NormalizedSchema): unknown => {
  const cached = withoutPathCache.get(input);
  if (cached !== undefined) return cached;
  const schema = input.getSchema();
  if (!Array.isArray(schema)) return schema;
  const stays = [...input.structIterator()].map(([, member]) => !isInPath(member));
  const [kind, namespace, name, traits, names, schemas] = schema as unknown as StructSchema;
  const stripped = [
    kind,
    namespace,
    name,
    traits,
    names.filter((_, index) => stays[index]),
    schemas.filter((_, index) => stays[index]),
    0,
  ];
  withoutPathCache.set(input, stripped);
  return stripped;
};

/** The required members that an input lacks; a schema lists the required ones first and says how many they are. */
export const missingIn = ({ input }: Operation, given: Readonly<Record<string, unknown>>): string[] => {
  const schema: unknown = input.getSchema();
  const required = Array.isArray(schema) ? Number(schema[6] ?? 0) : 0;
  if (required === 0) return [];
  const names = Object.keys(input.getMemberSchemas()).slice(0, required);
  return names.filter((name) => given[name] === undefined || given[name] === null);
};
