// Which resources are meant by a few letters, and which first.
import { folded } from "../../slack/command-line.ts";
import type { Held } from "./model.ts";

/** At most `max` that fit every typed word, by name, type, account, Region or ARN; names that begin so come first. */
export const matching = (resources: readonly Held[], typed: string, max: number): readonly Held[] => {
  const words = folded(typed).split(/\s+/).filter(Boolean);
  const [first = ""] = words;
  const ranked: (readonly [number, Held])[] = [];
  for (const held of resources) {
    const rank = rankOf(held, words, first);
    if (rank >= 0) ranked.push([rank, held]);
  }
  return ranked
    .sort(([left, one], [right, other]) => left - right || (one.name < other.name ? -1 : 1))
    .slice(0, max)
    .map(([, held]) => held);
};

/** The one that was named: by its ARN, by the last part of it, or by a name that nothing else has. */
export const named = (resources: readonly Held[], typed: string): readonly Held[] => {
  const exact = resources.filter(
    ({ arn }) => arn === typed || (typed.length >= cutArnMin && arn.endsWith(typed)),
  );
  if (exact.length > 0) return exact;
  const wanted = folded(typed);
  return resources.filter(
    ({ arn, name }) => folded(name) === wanted || arn.toLowerCase().split(/[:/]/).at(-1) === wanted,
  );
};

/** An ARN that was too long for a menu's value is known by its end. */
const cutArnMin = 150;

const rankOf = (held: Held, words: readonly string[], first: string): number => {
  const name = folded(held.name);
  const all = `${name} ${held.type} ${held.account} ${held.region} ${held.arn}`.toLowerCase();
  if (!words.every((word) => all.includes(word))) return -1;
  if (name.startsWith(first)) return 0;
  return name.includes(first) ? 1 : 2;
};

/** How old a list may be before it says so: twice as long as it takes to build it anew. */
export const oldAfterMs = 30 * 60_000;
