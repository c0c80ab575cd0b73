// Members of JSON from outside, read one at a time: one odd member must not cost the alert.

export type Members = Readonly<Record<string, unknown>>;

export const isMembers = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The members of an object; of anything else, none. */
export const membersOf = (value: unknown): Members => (isMembers(value) ? value : {});

/** A text that says something. */
export const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value.trim() !== "" ? value : undefined;

/** What can be written as it is: AWS writes `true` here and `"true"` there. */
export const writtenOf = (value: unknown): string | undefined =>
  typeof value === "number" || typeof value === "boolean" ? String(value) : textOf(value);

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
