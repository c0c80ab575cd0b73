import { describe, expect, it } from "vitest";
import { type AccessRequest, decideAccess } from "../../src/backup/access.ts";
import { readPolicy } from "../../src/backup/policy.ts";

type Values = string | readonly string[];

/** Asks of one condition by an allowing and by a denying statement: where it is unclear, they part. */
const judge = (operator: string, key: string, value: unknown, context: AccessRequest["context"]): string => {
  const applies = (effect: "Allow" | "Deny"): boolean => {
    const found = readPolicy("one", {
      Version: "2012-10-17",
      Statement: { Effect: effect, Action: "*", Resource: "*", Condition: { [operator]: { [key]: value } } },
    });
    if (found.type === "refused") throw new Error(found.why);
    const access = decideAccess(
      {
        action: "sqs:SendMessage",
        resource: "arn:aws:sqs:eu-west-1:111111111111:jobs",
        caller: { type: "user", arn: "arn:aws:iam::111111111111:user/bob", account: "111111111111" },
        context,
      },
      { identity: [found.policy] },
    );
    return access.type === "allowed" || access.reason === "explicit-deny";
  };
  const [allows, denies] = [applies("Allow"), applies("Deny")];
  if (allows === denies) return allows ? "met" : "unmet";
  return denies ? "unclear" : "allows what it does not deny";
};

type Row = readonly [operator: string, expected: unknown, actual: Values | undefined, verdict: string];

const table: Readonly<Record<string, readonly Row[]>> = {
  "texts are compared": [
    ["StringEquals", "prod", "prod", "met"],
    ["StringEquals", "prod", "Prod", "unmet"],
    ["StringEquals", ["test", "prod"], "prod", "met"],
    ["StringEquals", "p*", "prod", "unmet"],
    ["StringEquals", "p*", "p*", "met"],
    ["StringNotEquals", ["test", "prod"], "prod", "unmet"],
    ["StringNotEquals", ["test", "prod"], "lab", "met"],
    ["StringEqualsIgnoreCase", "PROD", "prod", "met"],
    ["StringNotEqualsIgnoreCase", "PROD", "prod", "unmet"],
    ["StringLike", "p?o*", "prod-eu", "met"],
    ["StringLike", "p?o", "prod", "unmet"],
    ["StringLike", "?", "ab", "unmet"],
    ["StringLike", "b*", "ab", "unmet"],
    ["StringLike", "a*", "", "unmet"],
    ["StringLike", "*a", "", "unmet"],
    ["StringLike", "*a*b*", "xxbxaxxb", "met"],
    ["StringLike", "*", "", "met"],
    ["StringNotLike", "p*", "prod", "unmet"],
    ["StringLike", "x:*:z", "x:1:2:z", "met"],
    ["StringLike", "**********************b", "a".repeat(2000), "unmet"],
  ],
  "numbers are compared": [
    ["NumericEquals", "10", "10.0", "met"],
    ["NumericNotEquals", ["10", "11"], "10", "unmet"],
    ["NumericLessThan", 10, "9", "met"],
    ["NumericLessThan", "10", "10", "unmet"],
    ["NumericLessThanEquals", "10", "10", "met"],
    ["NumericGreaterThan", ["5", "20"], "10", "met"],
    ["NumericGreaterThan", "10", "10", "unmet"],
    ["NumericGreaterThanEquals", "-1.5", "-1.5", "met"],
    ["NumericLessThan", "10", "few", "unclear"],
    ["NumericNotEquals", "10", "few", "unclear"],
  ],
  "dates are compared": [
    ["DateEquals", "2026-06-01T14:00:00+02:00", "2026-06-01T12:00:00Z", "met"],
    ["DateNotEquals", "2026-06-01", "2026-06-01T00:00:00Z", "unmet"],
    ["DateLessThan", "2026-06-02", "2026-06-01T23:59:59Z", "met"],
    ["DateGreaterThan", "1767225600", "2026-01-01T00:00:01Z", "met"],
    ["DateGreaterThanEquals", "2026-01-01T00:00:00Z", "1767225600", "met"],
    ["DateLessThanEquals", "2026-01-01T00:00:00Z", "soon", "unclear"],
  ],
  "booleans and bytes are compared": [
    ["Bool", "true", "true", "met"],
    ["Bool", true, "True", "met"],
    ["Bool", "false", "true", "unmet"],
    ["BinaryEquals", "QmluYXJ5", "QmluYXJ5", "met"],
    ["BinaryEquals", "QmluYXJ5", "qmluYXJ5", "unmet"],
  ],
  "addresses lie in ranges": [
    ["IpAddress", "10.0.0.0/8", "10.255.1.2", "met"],
    ["IpAddress", "10.0.0.0/8", "11.0.0.1", "unmet"],
    ["IpAddress", "10.1.2.3/8", "10.255.1.2", "met"],
    ["IpAddress", "10.1.2.3", "10.1.2.3", "met"],
    ["IpAddress", "0.0.0.0/0", "203.0.113.9", "met"],
    ["NotIpAddress", ["10.0.0.0/8", "192.168.0.0/16"], "192.168.0.1", "unmet"],
    ["NotIpAddress", "10.0.0.0/8", "2001:db8::1", "met"],
    ["IpAddress", "2001:DB8::/32", "2001:db8:0:0:0:0:0:1", "met"],
    ["IpAddress", "2001:db8::/32", "2001:db9::1", "unmet"],
    ["IpAddress", "::/0", "10.1.2.3", "unmet"],
    ["IpAddress", "10.0.0.0/8", "cloudformation.amazonaws.com", "unclear"],
  ],
  "ARNs are compared part by part": [
    ["ArnEquals", "arn:aws:sns:*:111111111111:a*", "arn:aws:sns:eu-west-1:111111111111:alarms", "met"],
    [
      "ArnLike",
      "arn:aws:svc:*:111122223333:finance/*",
      "arn:aws:svc:us-east-2:999999999999:store/abc:111122223333:finance/x",
      "unmet",
    ],
    [
      "StringLike",
      "arn:aws:svc:*:111122223333:finance/*",
      "arn:aws:svc:us-east-2:999999999999:store/abc:111122223333:finance/x",
      "met",
    ],
    ["ArnLike", "arn:aws:sns:eu-west-1?111111111111::x", "arn:aws:sns:eu-west-1:111111111111::x", "unmet"],
    ["ArnLike", "arn:aws:logs:*:*:group*9", "arn:aws:logs:eu-west-1:111111111111:group:a:9", "met"],
    ["ArnNotLike", "arn:aws:s3:::prod-*", "arn:aws:s3:::prod-a", "unmet"],
    ["ArnNotEquals", "arn:aws:s3:::prod-*", "arn:aws:s3:::test-a", "met"],
    ["ArnNotEquals", "arn:aws:s3:::prod-*", "no arn", "unclear"],
    ["ArnEquals", "arn:aws:s3:::prod-*", "a:b:c:d:e:f", "unclear"],
  ],
  "a key that the request lacks": [
    ["StringEquals", "prod", undefined, "unmet"],
    ["StringNotEquals", "prod", undefined, "met"],
    ["NotIpAddress", "10.0.0.0/8", undefined, "met"],
    ["NumericLessThan", "10", undefined, "unmet"],
    ["StringEqualsIfExists", "prod", undefined, "met"],
    ["StringEqualsIfExists", "prod", "test", "unmet"],
    ["StringNotEqualsIfExists", "prod", undefined, "met"],
    ["Null", "true", undefined, "met"],
    ["Null", "false", undefined, "unmet"],
    ["Null", "true", "prod", "unmet"],
    ["Null", "false", ["prod"], "met"],
    ["Null", "true", [], "met"],
    ["Null", ["true", "false"], "prod", "met"],
    ["ForAllValues:StringEquals", "prod", undefined, "met"],
    ["ForAllValues:StringNotEquals", "prod", undefined, "met"],
    ["ForAnyValue:StringEquals", "prod", undefined, "unmet"],
    ["ForAnyValue:StringNotEquals", "prod", undefined, "unmet"],
    ["ForAnyValue:StringEqualsIfExists", "prod", undefined, "unclear"],
  ],
  "keys with many values": [
    ["ForAllValues:StringEquals", ["a", "b"], ["a", "b"], "met"],
    ["ForAllValues:StringEquals", ["a", "b"], ["a", "c"], "unmet"],
    ["ForAllValues:StringNotEquals", ["a", "b"], ["c", "a"], "unmet"],
    ["ForAllValues:StringNotEquals", ["a", "b"], ["c", "d"], "met"],
    ["ForAnyValue:StringEquals", ["a", "b"], ["c", "b"], "met"],
    ["ForAnyValue:StringEquals", ["a", "b"], ["c", "d"], "unmet"],
    ["ForAnyValue:StringNotEquals", ["a", "b"], ["a", "c"], "met"],
    ["ForAnyValue:StringNotEquals", ["a", "b"], ["a", "b"], "unmet"],
    ["ForAllValues:StringLike", "a*", "ab", "met"],
    ["ForAllValues:StringEquals", "a", [""], "met"],
    ["ForAnyValue:StringEquals", "", [""], "unmet"],
    ["ForAllValues:NumericLessThan", "10", ["5", "many"], "unclear"],
    ["ForAllValues:NumericLessThan", "10", ["50", "many"], "unmet"],
    ["ForAnyValue:NumericLessThan", "10", ["5", "many"], "met"],
    ["StringEquals", "a", ["a"], "unclear"],
    ["StringNotEquals", "a", ["a"], "unclear"],
  ],
  "variables are filled in": [
    ["StringEquals", `\${aws:username}`, "bob", "met"],
    ["StringEquals", `\${AWS:UserName}`, "bob", "met"],
    ["StringLike", `home/\${aws:username}/*`, "home/bob/x", "met"],
    ["StringEqualsIgnoreCase", `\${aws:username}`, "BOB", "met"],
    ["ArnLike", `arn:aws:iam::*:user/\${aws:username}`, "arn:aws:iam::111111111111:user/bob", "met"],
    ["ArnEquals", `\${aws:PrincipalArn}`, "arn:aws:iam::111111111111:user/bob", "met"],
    ["StringLike", `\${star:key}`, "anything", "unmet"],
    ["StringLike", `\${star:key}`, "*", "met"],
    ["StringLike", `a\${*}c`, "abc", "unmet"],
    ["StringLike", `a\${*}\${?}`, "a*?", "met"],
    ["StringEquals", `\${$}{aws:username}`, `\${aws:username}`, "met"],
    ["StringEquals", `\${aws:PrincipalTag/team, 'none'}`, "none", "met"],
    ["StringEquals", `\${aws:username, 'none'}`, "none", "unmet"],
    ["StringEquals", [`\${aws:PrincipalTag/team}`, "red"], "red", "met"],
    ["StringEquals", `\${aws:PrincipalTag/team}`, `\${aws:PrincipalTag/team}`, "unmet"],
    ["StringNotEquals", [`\${aws:PrincipalTag/team}`, "red"], "blue", "unmet"],
    ["StringEquals", `\${list:key}`, "one", "unmet"],
  ],
};

const known = { "aws:username": "bob", "star:key": "*", "list:key": ["one"] };

describe.each(Object.entries(table))("%s", (_, rows) => {
  it.each(rows)("%s %j, asked of %j, is %s", (operator, expected, actual, verdict) => {
    const context = { ...known, ...(actual === undefined ? {} : { "Some:Key": actual }) };
    expect(judge(operator, "some:KEY", expected, context)).toBe(verdict);
  });
});
