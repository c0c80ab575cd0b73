// The form of the query protocols → a typed input: `Attributes.entry.1.key=…`, `TopicArns.member.2=…`. EC2's own
// dialect has no `member` and spells names with a capital.
// https://smithy.io/2.0/aws/protocols/aws-query-protocol.html https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html
import { FromStringShapeDeserializer } from "@smithy/core/protocols";
import type { NormalizedSchema } from "@smithy/core/schema";

export type Dialect = "query" | "ec2";

interface XmlTraits {
  readonly xmlName?: string;
  readonly xmlFlattened?: unknown;
  readonly ec2QueryName?: string;
}

/** The form as a tree, cut at the dots of its keys. */
interface Node {
  text?: string;
  readonly below: Map<string, Node>;
}

const fromString = new FromStringShapeDeserializer({ timestampFormat: { useTrait: true, default: 5 } });

const traitsOf = (schema: NormalizedSchema): XmlTraits => schema.getMergedTraits() as XmlTraits;

export const readForm = (
  input: NormalizedSchema,
  form: URLSearchParams,
  dialect: Dialect,
): Record<string, unknown> => (input.isStructSchema() ? readStruct(input, treeOf(form), dialect) : {});

const treeOf = (form: URLSearchParams): Node => {
  const root: Node = { below: new Map() };
  for (const [key, text] of form) {
    let node = root;
    for (const part of key.split(".")) {
      const next: Node = node.below.get(part) ?? { below: new Map() };
      node.below.set(part, next);
      node = next;
    }
    node.text = text;
  }
  return root;
};

const readShape = (schema: NormalizedSchema, node: Node, dialect: Dialect): unknown => {
  if (schema.isStructSchema()) return readStruct(schema, node, dialect);
  if (schema.isListSchema()) return readList(schema, node, dialect);
  if (schema.isMapSchema()) return readMap(schema, node, dialect);
  if (node.text === undefined) return undefined;
  if (schema.isBlobSchema()) return new Uint8Array(Buffer.from(node.text, "base64"));
  return fromString.read(schema, node.text);
};

const readStruct = (schema: NormalizedSchema, node: Node, dialect: Dialect): Record<string, unknown> => {
  const members: Record<string, unknown> = {};
  for (const [name, member] of schema.structIterator()) {
    const below = node.below.get(keyOf(name, member, dialect));
    const value = below === undefined ? undefined : readShape(member, below, dialect);
    if (value !== undefined) members[name] = value;
  }
  return members;
};

const keyOf = (name: string, member: NormalizedSchema, dialect: Dialect): string => {
  const { xmlName, ec2QueryName } = traitsOf(member);
  const plain = xmlName ?? name;
  if (dialect === "query") return plain;
  return ec2QueryName ?? `${plain.charAt(0).toUpperCase()}${plain.slice(1)}`;
};

const readList = (schema: NormalizedSchema, node: Node, dialect: Dialect): unknown[] => {
  const member = schema.getValueSchema();
  const isFlat = dialect === "ec2" || traitsOf(schema).xmlFlattened !== undefined;
  // An empty list is sent as its bare name, with nothing below it.
  const items = isFlat ? node : node.below.get(traitsOf(member).xmlName ?? "member");
  return numbered(items).map((item) => readShape(member, item, dialect));
};

const readMap = (schema: NormalizedSchema, node: Node, dialect: Dialect): Record<string, unknown> => {
  const keyName = traitsOf(schema.getKeySchema()).xmlName ?? "key";
  const member = schema.getValueSchema();
  const valueName = traitsOf(member).xmlName ?? "value";
  const entries = traitsOf(schema).xmlFlattened === undefined ? node.below.get("entry") : node;
  const pairs = numbered(entries).map((entry): [string, unknown] => {
    const value = entry.below.get(valueName);
    return [
      entry.below.get(keyName)?.text ?? "",
      value === undefined ? undefined : readShape(member, value, dialect),
    ];
  });
  return Object.fromEntries(pairs);
};

/** What stands below 1, 2, 3 … */
const numbered = (node: Node | undefined): Node[] => {
  const found: Node[] = [];
  for (let index = 1; ; index += 1) {
    const next = node?.below.get(String(index));
    if (next === undefined) return found;
    found.push(next);
  }
};
