// The form of the query protocols → a typed input: `Attributes.entry.1.key=…`, `TopicArns.member.2=…`.
import { FromStringShapeDeserializer } from "@smithy/core/protocols";
import type { NormalizedSchema } from "@smithy/core/schema";

const fromString = new FromStringShapeDeserializer({ timestampFormat: { useTrait: true, default: 5 } });

interface XmlTraits {
  readonly xmlName?: string;
  readonly xmlFlattened?: unknown;
}

const traitsOf = (schema: NormalizedSchema): XmlTraits => schema.getMergedTraits() as XmlTraits;

export const readForm = (input: NormalizedSchema, form: URLSearchParams): Record<string, unknown> => {
  const value = readShape(input, form, "");
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
};

const readShape = (schema: NormalizedSchema, form: URLSearchParams, at: string): unknown => {
  if (schema.isStructSchema()) return readStruct(schema, form, at);
  if (schema.isListSchema()) return readList(schema, form, at);
  if (schema.isMapSchema()) return readMap(schema, form, at);
  const text = form.get(at);
  if (text === null) return undefined;
  return schema.isBlobSchema() ? new Uint8Array(Buffer.from(text, "base64")) : fromString.read(schema, text);
};

const readStruct = (schema: NormalizedSchema, form: URLSearchParams, at: string): unknown => {
  if (at !== "" && !has(form, at)) return undefined;
  const members: Record<string, unknown> = {};
  for (const [name, member] of schema.structIterator()) {
    const value = readShape(member, form, join(at, traitsOf(member).xmlName ?? name));
    if (value !== undefined) members[name] = value;
  }
  return members;
};

const readList = (schema: NormalizedSchema, form: URLSearchParams, at: string): unknown => {
  const member = schema.getValueSchema();
  const inner =
    traitsOf(schema).xmlFlattened === undefined ? join(at, traitsOf(member).xmlName ?? "member") : at;
  const items: unknown[] = [];
  for (let index = 1; has(form, `${inner}.${index}`); index += 1) {
    items.push(readShape(member, form, `${inner}.${index}`));
  }
  // An empty list is sent as its bare name.
  return items.length > 0 || form.has(at) ? items : undefined;
};

const readMap = (schema: NormalizedSchema, form: URLSearchParams, at: string): unknown => {
  const keyName = traitsOf(schema.getKeySchema()).xmlName ?? "key";
  const valueName = traitsOf(schema.getValueSchema()).xmlName ?? "value";
  const inner = traitsOf(schema).xmlFlattened === undefined ? `${at}.entry` : at;
  const pairs: [string, unknown][] = [];
  for (let index = 1; has(form, `${inner}.${index}`); index += 1) {
    const value = readShape(schema.getValueSchema(), form, `${inner}.${index}.${valueName}`);
    pairs.push([form.get(`${inner}.${index}.${keyName}`) ?? "", value]);
  }
  return pairs.length > 0 ? Object.fromEntries(pairs) : undefined;
};

const has = (form: URLSearchParams, at: string): boolean =>
  form.has(at) || [...form.keys()].some((key) => key.startsWith(`${at}.`));

const join = (at: string, name: string): string => (at === "" ? name : `${at}.${name}`);
