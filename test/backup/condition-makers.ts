// Random contexts of requests and random conditions of statements, made so that each often meets the other.
import fc from "fast-check";

export type Values = string | readonly string[];
export type Json = Readonly<Record<string, unknown>>;

/** Values that a request may have, and values that a policy may ask for: each often meets the other. */
const singles: Readonly<Record<string, readonly string[]>> = {
  "aws:PrincipalTag/team": ["red", "blue", "Red", "reddish", "may"],
  "aws:username": ["bob", "eve"],
};
const addresses = ["10.1.2.3", "192.168.7.9", "2001:db8::7"];
const ranges = ["10.0.0.0/8", "192.168.0.0/16", "2001:db8::/32", "10.1.2.3/32"];
const times = ["2026-01-01T00:00:00Z", "2026-06-01T12:00:00Z"];
const dates = [...times, "2026-06-01", "2026-06-01T14:00:00+02:00", "2027-01-01T00:00:00Z"];
const numbers = ["5", "30", "300"];
const sources = [
  "arn:aws:sns:eu-west-1:111111111111:alarms",
  "arn:aws:events:eu-west-1:222222222222:rule/night/ly",
];
const arnPatterns = [
  ...sources,
  "arn:aws:iam::111111111111:role/app",
  "arn:aws:iam::111111111111:user/bob",
  "arn:aws:sns:*:*:*",
  "arn:aws:events:eu-*:222222222222:rule/*",
  "arn:aws:iam::*:role/app",
  "arn:aws:iam::111111111111:*/b?b",
  "arn:*:sns:eu-west-?:*:alarm*",
];
const orgPaths = ["o-1/r-1/ou-1/", "o-1/r-1/ou-2/", "o-2/r-9/"];
const vias = ["cloudformation.amazonaws.com", "backup.amazonaws.com"];

/** Keys that only some actions know; the other evaluator passes over them anywhere else. */
const ownKeys: Readonly<Record<string, Readonly<Record<string, fc.Arbitrary<Values>>>>> = {
  "s3:ListBucket": {
    "s3:prefix": fc.constantFrom("bob/", "eve/", ""),
    "s3:max-keys": fc.constantFrom(...numbers),
  },
  "iam:PassRole": { "iam:PassedToService": fc.constantFrom(...vias) },
  "dynamodb:GetItem": {
    "dynamodb:LeadingKeys": fc.uniqueArray(fc.constantFrom("bob", "eve"), { minLength: 1 }),
  },
  "sts:AssumeRole": { "sts:ExternalId": fc.constantFrom("stillpoint", "Stillpoint", "other") },
};

export const contextOf = (action: string): fc.Arbitrary<Record<string, Values>> =>
  fc.record<Record<string, Values>>(
    {
      ...Object.fromEntries(
        Object.entries(singles).map(([key, values]) => [key, fc.constantFrom(...values)]),
      ),
      "aws:SourceIp": fc.constantFrom(...addresses),
      "aws:CurrentTime": fc.constantFrom(...times),
      "aws:SecureTransport": fc.constantFrom("true", "false"),
      "aws:MultiFactorAuthAge": fc.constantFrom(...numbers),
      "aws:SourceArn": fc.constantFrom(...sources),
      "aws:PrincipalOrgPaths": fc.uniqueArray(fc.constantFrom(...orgPaths), { minLength: 1 }),
      "aws:CalledVia": fc.uniqueArray(fc.constantFrom(...vias), { minLength: 1 }),
      ...ownKeys[action],
    },
    { requiredKeys: [] },
  );

export const some = <T>(values: readonly T[]): fc.Arbitrary<T | readonly T[]> =>
  fc.oneof(
    fc.constantFrom(...values),
    fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 }),
  );

interface Shape {
  readonly operators: readonly string[];
  readonly keys: readonly string[];
  readonly values: readonly unknown[];
}

const texts = ["red", "blue", "RED", "bob", "stillpoint", `\${aws:username}`, `\${aws:PrincipalTag/team}`];
const likes = [
  "red*",
  "*",
  "?ed",
  "b*b",
  "*/",
  `\${aws:username}*`,
  `\${aws:PrincipalTag/team, 'blue'}`,
  "st?llp*t",
];
const stringKeys = [...Object.keys(singles), "s3:prefix", "sts:ExternalId", "iam:PassedToService"];
const orders = ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"];
const sets = ["ForAllValues:", "ForAnyValue:"];

const shapes: readonly Shape[] = [
  {
    operators: ["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"],
    keys: stringKeys,
    values: [...texts, ...vias],
  },
  { operators: ["StringLike", "StringNotLike"], keys: stringKeys, values: [...texts, ...likes] },
  { operators: ["StringEquals", "StringNotLike"], keys: ["AWS:principaltag/TEAM"], values: texts },
  {
    operators: orders.map((order) => `Numeric${order}`),
    keys: ["aws:MultiFactorAuthAge", "s3:max-keys"],
    values: [...numbers, 30, "30.0"],
  },
  { operators: orders.map((order) => `Date${order}`), keys: ["aws:CurrentTime"], values: dates },
  { operators: ["Bool"], keys: ["aws:SecureTransport"], values: ["true", "false", true, "True"] },
  { operators: ["IpAddress", "NotIpAddress"], keys: ["aws:SourceIp"], values: ranges },
  {
    operators: ["ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"],
    keys: ["aws:SourceArn", "aws:PrincipalArn"],
    values: arnPatterns,
  },
  {
    // Of a negated one the other evaluator asks first whether the ARNs differ before the variable.
    operators: ["ArnEquals", "ArnLike"],
    keys: ["aws:PrincipalArn"],
    values: [`arn:aws:iam::111111111111:user/\${aws:username}`, ...arnPatterns],
  },
  {
    operators: ["Null"],
    keys: [...stringKeys, "aws:SourceIp", "aws:PrincipalOrgPaths", "aws:SourceArn"],
    values: ["true", "false"],
  },
  {
    operators: sets.flatMap((set) =>
      ["Equals", "NotEquals", "EqualsIgnoreCase"].map((name) => `${set}String${name}`),
    ),
    keys: ["aws:PrincipalOrgPaths", "aws:CalledVia", "dynamodb:LeadingKeys"],
    values: [...orgPaths, ...vias, "bob", "eve", "BOB"],
  },
  {
    operators: sets.flatMap((set) => ["Like", "NotLike"].map((name) => `${set}String${name}`)),
    keys: ["aws:PrincipalOrgPaths", "aws:CalledVia", "dynamodb:LeadingKeys"],
    values: ["o-1/*", "o-?/r-?/*", "*.amazonaws.com", "back*", "b?b", `\${aws:username}`],
  },
];

/** What `IfExists` does after `ForAnyValue` is disputed, and it cannot follow `Null`. */
const mayBeAbsent = (operator: string): boolean => !operator.startsWith("ForAny") && operator !== "Null";

const condition: fc.Arbitrary<Json> = fc.constantFrom(...shapes).chain(({ operators, keys, values }) =>
  fc
    .tuple(fc.constantFrom(...operators), fc.constantFrom(...keys), some(values), fc.nat(3))
    .map(([operator, key, value, dice]) => ({
      [`${operator}${dice === 0 && mayBeAbsent(operator) ? "IfExists" : ""}`]: { [key]: value },
    })),
);

export const conditions: fc.Arbitrary<Json> = fc
  .oneof(
    { weight: 7, arbitrary: fc.constant([]) },
    { weight: 4, arbitrary: fc.tuple(condition) },
    { weight: 1, arbitrary: fc.tuple(condition, condition) },
  )
  .map((blocks) => (blocks.length === 0 ? {} : { Condition: Object.assign({}, ...blocks) }));
