// PartiQL, as far as DynamoDB takes an INSERT: one item, its values written out or given as parameters.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.insert.html
import { AwsError } from "./service.ts";

/** A value as DynamoDB's own protocol has it: {"S": "…"}. */
export type AttributeValue = Readonly<Record<string, unknown>>;

export interface Insert {
  readonly table: string;
  readonly item: Readonly<Record<string, AttributeValue>>;
}

export type StatementVerb = "Select" | "Insert" | "Update" | "Delete";

/** What a statement does and to which table, for whoever asks whether the caller may. */
export const aboutStatement = (
  statement: string,
): { readonly verb: StatementVerb; readonly table: string } | undefined => {
  const [, word = "", table] =
    /^\s*(select\b.*?\bfrom|insert\s+into|update|delete\s+from)\s+("[^"]+"|[\w-]+)/is.exec(statement) ?? [];
  if (table === undefined) return undefined;
  const verb = (["Select", "Insert", "Update", "Delete"] as const).find((each) =>
    word.toLowerCase().startsWith(each.toLowerCase()),
  );
  return verb === undefined ? undefined : { verb, table: table.replaceAll('"', "") };
};

/** Throws what DynamoDB says of a statement that it cannot take. */
export const readInsert = (statement: string, parameters: readonly AttributeValue[]): Insert => {
  const tokens = tokensOf(statement);
  const given = [...parameters];
  const take = (what: string, fits: (token: Token) => boolean): Token => {
    const token = tokens.shift();
    if (token === undefined || !fits(token)) throw malformed(`expected ${what}`);
    return token;
  };
  const word = (text: string) =>
    take(text, ({ kind, text: is }) => kind === "bare" && is.toUpperCase() === text);
  const sign = (text: string) => take(text, (token) => token.kind === "sign" && token.text === text);
  word("INSERT");
  word("INTO");
  const table = take("a table", ({ kind }) => kind === "bare" || kind === "quoted").text;
  word("VALUE");
  sign("{");
  const item: Record<string, AttributeValue> = {};
  do {
    const name = take("a name", ({ kind }) => kind === "text").text;
    sign(":");
    if (Object.hasOwn(item, name)) throw malformed(`${name} stands twice`);
    item[name] = attributeOf(
      take("a value", ({ text }) => text !== "}"),
      given,
    );
  } while (tokens[0]?.text === "," && tokens.shift() !== undefined);
  sign("}");
  if (tokens.length > 0) throw malformed(`nothing may follow, and ${tokens[0]?.text} does`);
  if (given.length > 0) throw unmatched();
  return { table, item };
};

const attributeOf = ({ kind, text }: Token, given: AttributeValue[]): AttributeValue => {
  if (kind === "text") return { S: text };
  if (kind === "bare" && /^-?\d+(?:\.\d+)?$/.test(text)) return { N: text };
  if (kind !== "sign" || text !== "?") throw malformed(`${text} is no value`);
  const parameter = given.shift();
  if (parameter === undefined) throw unmatched();
  return parameter;
};

interface Token {
  /** 'text', "quoted" name, bare word or number, or a sign. */
  readonly kind: "text" | "quoted" | "bare" | "sign";
  readonly text: string;
}

const tokensOf = (statement: string): Token[] => {
  const pattern = /\s*(?:'((?:[^']|'')*)'|"([^"]+)"|([\w.-]+)|([{}:,?]))/gy;
  const tokens: Token[] = [];
  const end = statement.trimEnd().length;
  while (pattern.lastIndex < end) {
    const found = pattern.exec(statement);
    if (found === null) throw malformed("there is a sign that means nothing here");
    const [, text, quoted, bare, sign] = found;
    if (text !== undefined) tokens.push({ kind: "text", text: text.replaceAll("''", "'") });
    else if (quoted !== undefined) tokens.push({ kind: "quoted", text: quoted });
    else if (bare !== undefined) tokens.push({ kind: "bare", text: bare });
    else tokens.push({ kind: "sign", text: sign ?? "" });
  }
  return tokens;
};

const malformed = (why: string): AwsError =>
  new AwsError("ValidationException", `Statement wasn't well formed, can't be processed: ${why}`);

const unmatched = (): AwsError =>
  new AwsError("ValidationException", "Number of parameters in request and statement don't match.");
