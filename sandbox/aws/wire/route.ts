// Which operation a request asks for: by target, by the form's action, or by method, path and query; and what of its
// input travels in the path and the query.
import { FromStringShapeDeserializer } from "@smithy/core/protocols";
import type { NormalizedSchema } from "@smithy/core/schema";
import { textOf, type WireRequest } from "./message.ts";
import type { Operation, ServiceModule } from "./module.ts";

export interface Route {
  readonly operation: Operation;
  /** What the path and the query say of the input. */
  readonly members: Readonly<Record<string, unknown>>;
}

/** Undefined when the service has no such operation. */
export const routeFor = (service: ServiceModule, request: WireRequest): Route | undefined => {
  switch (service.kind) {
    case "json":
      return plain(service.operations.get(targetOf(request)));
    case "query":
    case "ec2":
      return plain(service.operations.get(formOf(request).get("Action") ?? ""));
    case "restJson":
    case "restXml":
      return service.name === "s3" ? bucketRoute(service, request) : restRoute(service, request);
  }
};

/** S3's paths begin with the bucket, and its patterns do not: a client may put it into the host instead. */
const bucketRoute = (service: ServiceModule, request: WireRequest): Route | undefined => {
  const [, bucket = "", rest = ""] = /^\/([^/?]*)\/?(.*)$/s.exec(request.path) ?? [];
  const route = restRoute(service, { ...request, path: `/${rest}` });
  if (route === undefined || bucket === "") return route;
  return { ...route, members: { ...route.members, Bucket: decodeURIComponent(bucket) } };
};

const plain = (operation: Operation | undefined): Route | undefined =>
  operation === undefined ? undefined : { operation, members: {} };

/** `DynamoDB_20120810.PutItem` asks for PutItem. */
export const targetOf = ({ headers }: WireRequest): string =>
  headers["x-amz-target"]?.split(".").at(-1) ?? "";

export const formOf = ({ body }: WireRequest): URLSearchParams => new URLSearchParams(textOf(body));

interface PathTraits {
  readonly httpLabel?: unknown;
  readonly httpQuery?: string;
  readonly httpQueryParams?: unknown;
}

const traitsOf = (member: NormalizedSchema): PathTraits => member.getMergedTraits() as PathTraits;

export const isInPath = (member: NormalizedSchema): boolean => {
  const { httpLabel, httpQuery, httpQueryParams } = traitsOf(member);
  return httpLabel !== undefined || httpQuery !== undefined || httpQueryParams !== undefined;
};

interface Pattern {
  readonly operation: Operation;
  readonly path: RegExp;
  readonly labels: readonly string[];
  /** The fixed query, which tells apart operations of one path: `?versioning`. */
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly inPath: readonly (readonly [name: string, member: NormalizedSchema])[];
  /** How much of it is literal: the most literal pattern that fits is the one. */
  readonly weight: number;
}

const patternsCache = new WeakMap<ServiceModule, ReadonlyMap<string, readonly Pattern[]>>();

/** By method, the most literal first. */
const patternsOf = (service: ServiceModule): ReadonlyMap<string, readonly Pattern[]> => {
  const cached = patternsCache.get(service);
  if (cached !== undefined) return cached;
  const sorted = [...service.operations.values()]
    .map(patternOf)
    .sort((left, right) => right.weight - left.weight);
  const byMethod = new Map<string, Pattern[]>();
  for (const pattern of sorted) {
    byMethod.set(pattern.operation.method, [...(byMethod.get(pattern.operation.method) ?? []), pattern]);
  }
  patternsCache.set(service, byMethod);
  return byMethod;
};

const patternOf = (operation: Operation): Pattern => {
  const { path, query } = cut(operation.uri);
  const labels: string[] = [];
  const segments = path.split("/").map((segment) => {
    const label = /^\{([^+}]+)(\+)?\}$/.exec(segment);
    if (label === null) return segment.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    labels.push(label[1] ?? "");
    return label[2] === undefined ? "([^/]+)" : "(.+)";
  });
  return {
    operation,
    path: new RegExp(`^${segments.join("/")}/?$`),
    labels,
    query: [...query],
    inPath: [...operation.input.structIterator()].filter(([, member]) => isInPath(member)),
    weight: path.replace(/\{[^}]*\}/g, "").length * 10 + [...query].length,
  };
};

const cut = (whole: string) => {
  const at = whole.indexOf("?");
  if (at < 0) return { path: whole, query: new URLSearchParams() };
  return { path: whole.slice(0, at), query: new URLSearchParams(whole.slice(at + 1)) };
};

const restRoute = (service: ServiceModule, request: WireRequest): Route | undefined => {
  const { path, query } = cut(request.path);
  for (const pattern of patternsOf(service).get(request.method) ?? []) {
    const found = pattern.path.exec(path);
    if (found === null || !pattern.query.every(([name, value]) => query.get(name) === value)) continue;
    return { operation: pattern.operation, members: membersOf(pattern, found, query) };
  }
  return undefined;
};

const membersOf = (pattern: Pattern, found: RegExpExecArray, query: URLSearchParams) => {
  const members: Record<string, unknown> = {};
  const named = new Set(pattern.query.map(([name]) => name));
  for (const [, member] of pattern.inPath) named.add(traitsOf(member).httpQuery ?? "");
  for (const [name, member] of pattern.inPath) {
    const { httpQuery, httpQueryParams } = traitsOf(member);
    const label = pattern.labels.indexOf(name);
    if (label >= 0) members[name] = fromString.read(member, decodeURIComponent(found[label + 1] ?? ""));
    if (httpQuery !== undefined && query.has(httpQuery)) members[name] = queryValue(member, query, httpQuery);
    if (httpQueryParams === undefined) continue;
    const rest = [...new Set(query.keys())].filter((key) => !named.has(key));
    const value = member.getValueSchema();
    if (rest.length > 0) {
      members[name] = Object.fromEntries(rest.map((key) => [key, queryValue(value, query, key)]));
    }
  }
  return members;
};

const fromString = new FromStringShapeDeserializer({
  timestampFormat: { useTrait: true, default: 5 },
  httpBindings: true,
});

const queryValue = (member: NormalizedSchema, query: URLSearchParams, name: string): unknown => {
  if (!member.isListSchema()) return fromString.read(member, query.get(name) ?? "");
  return query.getAll(name).map((value) => fromString.read(member.getValueSchema(), value));
};
