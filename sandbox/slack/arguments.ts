// The arguments of a method as they come over the wire: in a form, in JSON or in the address.
// https://docs.slack.dev/apis/web-api/#slack-web-api__post-bodies
import { textOf, type WireRequest } from "../aws/wire/message.ts";
import { SlackRefusal } from "./refusal.ts";

export type Arguments = Readonly<Record<string, unknown>>;

/** In a form these are JSON inside, and each is refused in its own way when it cannot be read. */
const structured: Readonly<Record<string, string>> = {
  blocks: "invalid_blocks_format",
  attachments: "invalid_attachments",
  metadata: "invalid_metadata_format",
  message: "invalid_arguments",
  view: "invalid_arguments",
  files: "invalid_arguments",
};

export const argumentsOf = ({ path, headers, body }: WireRequest): Arguments => {
  const query = new URL(path, "http://slack").searchParams;
  const text = textOf(body);
  const isJson = headers["content-type"]?.startsWith("application/json") === true;
  const given = isJson ? jsonOf(text) : Object.fromEntries(new URLSearchParams(text));
  return Object.fromEntries(
    Object.entries({ ...Object.fromEntries(query), ...given }).map(([name, value]) => [
      name,
      read(name, value),
    ]),
  );
};

const jsonOf = (text: string): Readonly<Record<string, unknown>> => {
  const value = parsed(text === "" ? "{}" : text, "invalid_json");
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new SlackRefusal("json_not_object");
  return Object.fromEntries(Object.entries(value));
};

const read = (name: string, value: unknown): unknown => {
  const refusal = Object.hasOwn(structured, name) ? structured[name] : undefined;
  return refusal !== undefined && typeof value === "string" ? parsed(value, refusal) : value;
};

const parsed = (text: string, refusal: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new SlackRefusal(refusal);
  }
};

export const textArgument = (given: Arguments, name: string): string | undefined => {
  const value = given[name];
  return typeof value === "string" ? value : undefined;
};

export const listArgument = (given: Arguments, name: string): readonly unknown[] | undefined => {
  const value = given[name];
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) throw new SlackRefusal(structured[name] ?? "invalid_arguments");
  return value;
};

export const flagArgument = (given: Arguments, name: string): boolean =>
  ["true", "1", true, 1].includes(given[name] as string | boolean | number);

/** A page of a list: Slack's cursors say where the next one begins. */
export const pageOf = <Item>(items: readonly Item[], given: Arguments, usual: number) => {
  const from = cursorAt(textArgument(given, "cursor"));
  const limit = Number(given.limit ?? usual);
  if (!Number.isInteger(limit) || limit < 1 || limit > 1_000) throw new SlackRefusal("invalid_limit");
  const next = from + limit < items.length ? Buffer.from(String(from + limit)).toString("base64") : "";
  return { items: items.slice(from, from + limit), next };
};

const cursorAt = (cursor: string | undefined): number => {
  if (cursor === undefined || cursor === "") return 0;
  const at = Buffer.from(cursor, "base64").toString();
  if (!/^\d+$/.test(at)) throw new SlackRefusal("invalid_cursor");
  return Number(at);
};
