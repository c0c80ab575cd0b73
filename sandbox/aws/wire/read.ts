// A request → the operation and its typed input. The client's own protocol does the reading: a request body has the
// same form as a response body, so the input schema is read as if it were an answer.
import { FromStringShapeDeserializer, HttpResponse } from "@smithy/core/protocols";
import type { NormalizedSchema } from "@smithy/core/schema";
import { readForm } from "./form.ts";
import type { WireRequest } from "./message.ts";
import type { Operation, ServiceModule } from "./module.ts";

/** Which operation a request asks for, or undefined when the service has none such. */
export const operationFor = (service: ServiceModule, request: WireRequest): Operation | undefined => {
  switch (service.kind) {
    case "json":
      return service.operations.get(request.headers["x-amz-target"]?.split(".").at(-1) ?? "");
    case "query":
      return service.operations.get(new URLSearchParams(textOf(request.body)).get("Action") ?? "");
    case "restJson":
    case "restXml":
      return bestMatch(service, request);
  }
};

export const readInput = async (
  service: ServiceModule,
  operation: Operation,
  request: WireRequest,
): Promise<Record<string, unknown>> => {
  if (service.kind === "query") return readForm(operation.input, new URLSearchParams(textOf(request.body)));
  const response = new HttpResponse({ statusCode: 200, headers: { ...request.headers }, body: request.body });
  const isRest = service.kind !== "json";
  const shape = isRest ? withoutPath(operation.input) : operation.input.getSchema();
  const body = await service.protocol.deserializeResponse(
    asOperation(operation.name, shape),
    service.protocol.serdeContext ?? {},
    response,
  );
  const { $metadata: _, ...members } = body;
  return isRest ? { ...members, ...pathMembers(operation, request) } : members;
};

/** An operation as the protocol wants to see it, with one shape on either side. */
export const asOperation = (name: string, shape: unknown) => ({
  namespace: "simulated",
  name,
  traits: { http: ["POST", "/", 200] },
  input: shape,
  output: shape,
});

const textOf = (body: Uint8Array): string => Buffer.from(body).toString("utf8");

interface PathTraits {
  readonly httpLabel?: unknown;
  readonly httpQuery?: string;
  readonly httpQueryParams?: unknown;
}

const traitsOf = (member: NormalizedSchema): PathTraits => member.getMergedTraits() as PathTraits;

const isInPath = (member: NormalizedSchema): boolean => {
  const traits = traitsOf(member);
  return (
    traits.httpLabel !== undefined || traits.httpQuery !== undefined || traits.httpQueryParams !== undefined
  );
};

const withoutPathCache = new WeakMap<NormalizedSchema, unknown>();

/** The input's shape without the members that travel in the path and query, which no response has. */
const withoutPath = (input: NormalizedSchema): unknown => {
  const cached = withoutPathCache.get(input);
  if (cached !== undefined) return cached;
  const schema = input.getSchema();
  if (!Array.isArray(schema)) return schema;
  const stays = [...input.structIterator()].map(([, member]) => !isInPath(member));
  const [kind, namespace, name, traits, names, schemas] = schema as [
    number,
    string,
    string,
    unknown,
    string[],
    unknown[],
  ];
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

interface Pattern {
  readonly operation: Operation;
  readonly path: RegExp;
  readonly labels: readonly string[];
  readonly query: URLSearchParams;
  /** How much of it is literal: the most literal pattern that fits is the one. */
  readonly weight: number;
}

const patternCache = new WeakMap<Operation, Pattern>();

const patternOf = (operation: Operation): Pattern => {
  const cached = patternCache.get(operation);
  if (cached !== undefined) return cached;
  const [path = "/", query = ""] = operation.uri.split("?");
  const labels: string[] = [];
  const source = path
    .split("/")
    .map((segment) => {
      const label = /^\{([^+}]+)(\+)?\}$/.exec(segment);
      if (label === null) return segment.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
      labels.push(label[1] ?? "");
      return label[2] === undefined ? "([^/]*)" : "(.*)";
    })
    .join("/");
  const pattern: Pattern = {
    operation,
    path: new RegExp(`^${source}/?$`),
    labels,
    query: new URLSearchParams(query),
    weight: path.replace(/\{[^}]*\}/g, "").length * 10 + [...new URLSearchParams(query)].length,
  };
  patternCache.set(operation, pattern);
  return pattern;
};

const splitPath = (request: WireRequest) => {
  const [path = "/", query = ""] = request.path.split("?");
  return { path, query: new URLSearchParams(query) };
};

const bestMatch = (service: ServiceModule, request: WireRequest): Operation | undefined => {
  const { path, query } = splitPath(request);
  const fitting = [...service.operations.values()]
    .map(patternOf)
    .filter(({ operation, path: pattern }) => operation.method === request.method && pattern.test(path))
    .filter((pattern) => [...pattern.query].every(([name, value]) => query.get(name) === value));
  return fitting.sort((left, right) => right.weight - left.weight)[0]?.operation;
};

const pathMembers = (operation: Operation, request: WireRequest): Record<string, unknown> => {
  const { path, query } = splitPath(request);
  const pattern = patternOf(operation);
  const found = pattern.path.exec(path);
  const members: Record<string, unknown> = {};
  const named = new Set<string>();
  for (const [name, member] of operation.input.structIterator()) {
    const traits = traitsOf(member);
    const label = pattern.labels.indexOf(name);
    if (label >= 0) members[name] = scalar(member, decodeURIComponent(found?.[label + 1] ?? ""));
    if (traits.httpQuery === undefined) continue;
    named.add(traits.httpQuery);
    const values = query.getAll(traits.httpQuery);
    if (values.length === 0) continue;
    members[name] = member.isListSchema()
      ? values.map((value) => scalar(member.getValueSchema(), value))
      : scalar(member, values[0] ?? "");
  }
  for (const [name, member] of operation.input.structIterator()) {
    if (traitsOf(member).httpQueryParams === undefined) continue;
    const fixed = [...pattern.query.keys()];
    const rest = [...query].filter(([key]) => !named.has(key) && !fixed.includes(key));
    if (rest.length > 0) members[name] = Object.fromEntries(rest);
  }
  return members;
};

const fromString = new FromStringShapeDeserializer({
  timestampFormat: { useTrait: true, default: 5 },
  httpBindings: true,
});

const scalar = (schema: NormalizedSchema, text: string): unknown => fromString.read(schema, text);
