// Names made from content: the same bytes always have the same name.
import { createHash } from "node:crypto";

/** The hex sha256 of a text. */
export const digestOf = (text: string): string => createHash("sha256").update(text).digest("hex");

/** JSON with its keys in order, so that equal values are equal texts. `undefined` members are left out. */
export const canonicalJson = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(",")}}`;
};
