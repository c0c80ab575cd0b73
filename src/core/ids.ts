// Names made from content: the same bytes always have the same name.
import { hash } from "node:crypto";

/** The hex sha256 of a text. */
export const digestOf = (text: string): string => hash("sha256", text, "hex");

/** JSON with its keys in order, so that equal values are equal texts. `undefined` members are left out. */
export const canonicalJson = (value: unknown): string => {
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(",")}]`;
  const things = value as Readonly<Record<string, unknown>>;
  let members = "";
  for (const key of Object.keys(things).sort()) {
    const member = things[key];
    if (member === undefined) continue;
    members += `${members === "" ? "" : ","}${JSON.stringify(key)}:${canonicalJson(member)}`;
  }
  return `{${members}}`;
};
