// Text as an attacker would have it on a card, and all the text that a card holds.
import fc from "fast-check";

export const hostile = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom(
    "<!channel>",
    "<@U0123>",
    "<https://x.example|Approve>",
    "```",
    "\u202ednb",
    "&lt;!here&gt;",
  ),
  fc
    .constantFrom("<", "&", "`", "a")
    .chain((mark) => fc.integer({ min: 0, max: 10_000 }).map((count) => mark.repeat(count))),
  fc.constantFrom("<", "&", "`", "a").map((mark) => mark.repeat(10_000)),
);

export const textsOf = (value: unknown): readonly string[] =>
  typeof value === "string"
    ? [value]
    : typeof value === "object" && value !== null
      ? Object.values(value).flatMap(textsOf)
      : [];
