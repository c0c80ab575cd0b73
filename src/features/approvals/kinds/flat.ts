// A JSON value as lines of path and value, so written that two different values never look the same: values are JSON, and
// what a code block of Slack would change stands as an escape.

export interface Leaf {
  readonly path: string;
  readonly value: string;
}

export const flat = (value: unknown, path = ""): readonly Leaf[] => {
  const json = plain(value);
  if (Array.isArray(json) && json.length > 0)
    return json.flatMap((each, index) => flat(each, `${path}[${index}]`));
  if (typeof json === "object" && json !== null && !Array.isArray(json)) {
    const members = Object.entries(json).filter(([, each]) => each !== undefined);
    if (members.length > 0)
      return members.flatMap(([name, each]) => flat(each, `${path}${memberOf(name, path === "")}`));
  }
  return [{ path: path === "" ? "." : path, value: written(json) }];
};

/** Moments are written as AWS's wire has them. */
const plain = (value: unknown): unknown => (value instanceof Date ? value.toISOString() : value);

const memberOf = (name: string, isFirst: boolean): string =>
  /^[A-Za-z0-9_-]+$/.test(name) ? `${isFirst ? "" : "."}${name}` : `[${written(name)}]`;

/** A backtick could end the block; white space that is none of ours could hide or look like another. */
const written = (value: unknown): string =>
  (JSON.stringify(value) ?? "null").replace(
    /[`\u007f-\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
