// The texts in policies: what `*`, `?` and `${aws:username}` stand for, and whether a text fits. No regular expression
// is made of a policy's text, so that no pattern can take long.
import { cut } from "../core/text.ts";

/** The value of a context key when the request has exactly one: lists cannot stand in for a variable. */
export type Lookup = (key: string) => string | undefined;

/**
 * How far wildcards go. In `free` text anywhere. In an `arn` operator's value never past a colon, save in the sixth
 * part. In a `resource` likewise, but a `*` that ends its part may go on.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export type Wildcards = "none" | "free" | "arn" | "resource";

/** One place of a pattern: a character, or a wildcard for one or for many. */
export type Token = string | { readonly isMany: boolean; readonly passesColons: boolean };

const variable = /\$\{(?:(?<special>[*?$])|(?<key>[\w./-]+:[^:{}'",][^{}'",]*)(?:, '(?<fallback>[^']*)')?)\}/;
const pieces = new RegExp(`${variable.source}|[^$*?]+|.`, "gsu");
const plainPieces = /[^*?]+|./gsu;

const textMax = 80;

/** What is wrong with the variables of a text, in words; undefined when all of them are understood. */
export const problemOfVariables = (text: string): string | undefined =>
  text.replaceAll(new RegExp(variable, "gu"), " ").includes("${")
    ? `"${cut(text, textMax)}" has a variable that is not of the form \${key} or \${key, 'default'}`
    : undefined;

/** Whether a variable stands before the sixth part of an ARN, where AWS allows none. */
export const hasEarlyVariable = (arn: string): boolean => {
  const start = arn.indexOf("${");
  return start >= 0 && arn.slice(0, start).split(":").length <= 5;
};

/**
 * The pattern with its variables filled in, or undefined when the request lacks one. Without a `lookup` there are no
 * variables: policies older than 2012-10-17 mean every `${` literally. What a variable brings is never a wildcard.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export const tokensOf = (
  text: string,
  wildcards: Wildcards,
  lookup: Lookup | undefined,
): readonly Token[] | undefined => {
  const tokens: Token[] = [];
  let colons = 0;
  const add = (characters: string): void => {
    tokens.push(...characters);
    colons += characters.split(":").length - 1;
  };
  for (const { 0: piece, index, groups } of text.matchAll(lookup === undefined ? plainPieces : pieces)) {
    if (groups?.special !== undefined) add(groups.special);
    else if (groups?.key !== undefined) {
      const value = lookup?.(groups.key) ?? groups.fallback;
      if (value === undefined) return undefined;
      add(value);
    } else if (wildcards !== "none" && (piece === "*" || piece === "?")) {
      const isMany = piece === "*";
      const endsPart = isMany && wildcards === "resource" && ":".includes(text[index + 1] ?? ":");
      tokens.push({ isMany, passesColons: wildcards === "free" || colons >= 5 || endsPart });
    } else add(piece);
  }
  // AWS completes an ARN that is cut short. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
  while (wildcards === "resource" && text !== "*" && colons < 5) {
    add(":");
    tokens.push({ isMany: true, passesColons: true });
  }
  return tokens;
};

/** Whether the whole text fits the pattern, in time that grows with the product of their lengths and no faster. */
export const fits = (tokens: readonly Token[], text: string): boolean => {
  const first = tokens.findIndex((token) => typeof token !== "string");
  if (first < 0) return tokens.join("") === text;
  const head = tokens.slice(0, first).join("");
  return text.startsWith(head) && fitsWild(tokens.slice(first), text.slice(head.length));
};

/** A row says for every place of the pattern whether the text so far can end there. */
const fitsWild = (tokens: readonly Token[], text: string): boolean => {
  const fixed = tokens.findIndex((token) => !isMany(token));
  let row = [true, ...tokens.map((_, place) => fixed < 0 || place < fixed)];
  for (const character of text) {
    const next = [false];
    for (const [place, token] of tokens.entries()) {
      const isReached = row[place] === true || (isMany(token) && row[place + 1] === true);
      next.push((isReached && takes(token, character)) || (isMany(token) && next[place] === true));
    }
    row = next;
  }
  return row.at(-1) === true;
};

const isMany = (token: Token): boolean => typeof token !== "string" && token.isMany;

const takes = (token: Token, character: string): boolean =>
  typeof token === "string" ? token === character : token.passesColons || character !== ":";
