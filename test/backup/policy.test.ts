import { describe, expect, it } from "vitest";
import { type Policy, readPolicy } from "../../src/backup/policy.ts";

const statement = { Effect: "Allow", Action: "sqs:SendMessage", Resource: "*" };

const document = (parts: object): object => ({
  Version: "2012-10-17",
  Statement: { ...statement, ...parts },
});

const read = (content: unknown): Policy => {
  const found = readPolicy("vault", content);
  if (found.type === "refused") throw new Error(found.why);
  return found.policy;
};

const whyNot = (content: unknown): string => {
  const found = readPolicy("vault", content);
  return found.type === "refused" ? found.why : "it was read";
};

describe("a policy that is understood", () => {
  it("has its statements in order, with their names", () => {
    const { name, statements } = read({
      Statement: [
        { ...statement, Sid: "One" },
        { ...statement, Sid: "" },
      ],
    });
    expect(name).toBe("vault");
    expect(statements.map(({ sid, index }) => [sid, index])).toEqual([
      ["One", 0],
      [undefined, 1],
    ]);
  });

  it("may be JSON text", () => {
    const listed = document({
      Action: ["sqs:*", "s3:*"],
      Condition: { Bool: { "aws:SecureTransport": [true] } },
    });
    expect(read(JSON.stringify(listed))).toEqual(read(listed));
  });

  it("may say one thing where others list some", () => {
    const [one] = read(document({})).statements;
    const [list] = read(document({ Action: ["sqs:SendMessage"], Resource: ["*"] })).statements;
    expect(one).toEqual(list);
  });

  it("has numbers and booleans as texts", () => {
    const Condition = {
      Bool: { "aws:SecureTransport": true },
      NumericLessThan: { "s3:max-keys": [5, 10.5] },
    };
    const [found] = read(document({ Condition })).statements;
    expect(found?.conditions.map(({ values }) => values)).toEqual([["true"], ["5", "10.5"]]);
  });

  it("names accounts in two forms that are the same", () => {
    const principalsOf = (AWS: string) => read(document({ Principal: { AWS } })).statements[0]?.principals;
    expect(principalsOf("arn:aws:iam::111111111111:root")).toEqual(principalsOf("111111111111"));
  });

  it("may still name a role that was deleted", () => {
    const [found] = read(document({ Principal: { AWS: "AROAIIAV7EXAMPLE12345" } })).statements;
    expect(found?.principals?.of).toEqual([{ type: "other", text: "AROAIIAV7EXAMPLE12345" }]);
  });

  it("has variables from 2012-10-17 on", () => {
    const versions = [{ Version: "2012-10-17" }, { Version: "2008-10-17" }, {}];
    const found = versions.map((version) => read({ ...version, Statement: statement }).statements[0]);
    expect(found.map((each) => each?.hasVariables)).toEqual([true, false, false]);
  });

  it.each([
    [{ Action: "*" }],
    [{ Action: "*:*" }],
    [{ Action: "SQS:send?essage*" }],
    [{ Resource: "arn:aws:sqs" }],
    [{ Resource: `arn:aws:s3:::home/\${aws:username}/\${*}\${aws:PrincipalTag/cost center, 'none'}` }],
    [{ Principal: { AWS: "*", Service: ["events.amazonaws.com"], Federated: "accounts.google.com" } }],
    [{ Condition: {} }],
    [{ Condition: { "ForAnyValue:ArnNotLikeIfExists": { "aws:SourceArn": "arn:aws:s3:*:*:*" } } }],
    [
      {
        Condition: {
          DateLessThan: { "aws:CurrentTime": ["2026-01-31T12:00:00+01:00", "1767225600", "2026"] },
        },
      },
    ],
    [
      {
        Condition: {
          NotIpAddress: { "aws:SourceIp": ["10.0.0.0/8", "::1", "1:2:3:4:5:6:7::", "2001:db8::/32"] },
        },
      },
    ],
    [{ Condition: { BinaryEquals: { key: "QmluYXJ5" } } }],
  ])("may have %j", (parts) => {
    expect(whyNot(document(parts))).toBe("it was read");
  });
});

describe("a policy that is not understood is refused, and says why:", () => {
  it.each([
    ["no JSON", "{", "it is no JSON, where a JSON object"],
    ["a list", [], "the policy is a list, where an object"],
    ["nothing", undefined, "the policy is missing, where an object"],
    ["a text far too long", " ".repeat(40_000), "40000 characters, where at most 32768"],
    ["another version", { Version: "2020-01-01", Statement: statement }, 'Version is "2020-01-01"'],
    [
      "a key that no policy has",
      { ...document({}), Extra: 1 },
      'the policy has "Extra", where one of Version',
    ],
    ["no version", { Version: null, Statement: statement }, "Version is null"],
    ["an Id that is deep", `{"Statement":[],"Id":${"[".repeat(9000)}${"]".repeat(9000)}}`, "Id is a list"],
    ["no statement", { Version: "2012-10-17" }, "statement 1 is missing, where an object"],
    ["an empty list", { Statement: [] }, "Statement is empty, where a statement"],
    ["a statement that is none", { Statement: [statement, "x"] }, 'statement 2 is "x"'],
    [
      "a key twice",
      '{"Statement":{"Effect":"Deny","Effect":"Allow","Action":"*","Resource":"*"}}',
      "a key twice",
    ],
    [
      "a key twice, written in two ways",
      '{"Statement":{"Effect":"Deny","\\u0045ffect":"Allow","Action":"*","Resource":"*"}}',
      "a key twice",
    ],
  ])("%s", (_, content, why) => {
    expect(whyNot(content)).toContain(`The policy vault is not understood: `);
    expect(whyNot(content)).toContain(why);
  });

  it.each([
    [{ Effect: undefined }, "the Effect of statement 1 is missing, where Allow or Deny"],
    [{ Effect: "allow" }, 'the Effect of statement 1 is "allow"'],
    [{ Actions: "*" }, 'statement 1 has "Actions"'],
    [{ Sid: 5 }, "the Sid of statement 1 is 5"],
    [{ Action: undefined }, "statement 1 has neither, where Action or NotAction"],
    [{ NotAction: "sqs:*" }, "statement 1 has Action and NotAction, where one of them"],
    [{ NotResource: "*" }, "statement 1 has Resource and NotResource"],
    [{ Principal: "*", NotPrincipal: "*" }, "statement 1 has Principal and NotPrincipal"],
    [{ Action: [] }, "the Action of statement 1 is empty"],
    [{ Action: null }, "the Action of statement 1 has null"],
    [{ Action: [["*"]] }, "the Action of statement 1 has a list"],
    [{ Action: "sqs" }, '"sqs", where service:Action or *'],
    [{ Action: "sq*:Send" }, '"sq*:Send"'],
    [{ Action: "sqs:Send Message" }, '"sqs:Send Message"'],
    [{ Resource: "my-queue" }, '"my-queue", where an ARN or *'],
    [{ Resource: `arn:aws:sqs:\${aws:RequestedRegion}:*:jobs` }, "where one after the fifth colon"],
    [{ Resource: `arn:aws:sqs:*:\${aws:PrincipalAccount}:jobs` }, "where one after the fifth colon"],
    [{ Resource: `arn:aws:s3:::home/\${aws:username` }, "a variable that is not of the form"],
    [{ Resource: `arn:aws:s3:::home/\${AWS::Region}` }, "a variable that is not of the form"],
    [{ Resource: `arn:aws:s3:::home/\${aws:username,'x'}` }, "a variable that is not of the form"],
    [{ Principal: "111111111111" }, 'the Principal of statement 1 is "111111111111"'],
    [{ Principal: {} }, "the Principal of statement 1 is empty"],
    [{ Principal: { AWS: "bob" } }, '"bob", where an account'],
    [{ Principal: { AWS: "arn:aws:iam::111111111111:role/*" } }, "where an account, or the whole ARN"],
    [{ Principal: { AWS: "111111111111:root" } }, '"111111111111:root"'],
    [{ Principal: { Service: "*" } }, 'the Principal of statement 1 has "*", where a service'],
    [{ Principal: { CanonicalUser: "79a5" } }, 'the Principal of statement 1 has "CanonicalUser"'],
    [{ Condition: [] }, "the Condition of statement 1 is a list"],
    [{ Condition: { StringIs: { a: "b" } } }, 'the condition operator "StringIs"'],
    [{ Condition: { stringEquals: { a: "b" } } }, 'the condition operator "stringEquals"'],
    [{ Condition: { "ForSome:StringEquals": { a: "b" } } }, 'the condition operator "ForSome:StringEquals"'],
    [{ Condition: { NullIfExists: { a: "true" } } }, 'the condition operator "NullIfExists"'],
    [{ Condition: { "ForAllValues:Null": { a: "true" } } }, 'the condition operator "ForAllValues:Null"'],
    [{ Condition: { StringEquals: {} } }, "StringEquals of statement 1 is empty"],
    [{ Condition: { StringEquals: { a: [] } } }, "StringEquals of a in statement 1 is empty"],
    [{ Condition: { StringEquals: { a: { b: "c" } } } }, "has an object"],
    [{ Condition: { StringLike: { a: "${" } } }, "a variable that is not of the form"],
    [{ Condition: { NumericEquals: { a: "ten" } } }, '"ten", where a number'],
    [{ Condition: { DateEquals: { a: "2026-01-31T12:00:00" } } }, "where a date such as"],
    [{ Condition: { Bool: { a: "yes" } } }, '"yes", where true or false'],
    [{ Condition: { Null: { a: "" } } }, "where true or false"],
    [{ Condition: { BinaryEquals: { a: "?" } } }, "where base64"],
    [{ Condition: { ArnLike: { a: "${" } } }, "a variable that is not of the form"],
    [{ Condition: { ArnLike: { a: "arn:aws:s3" } } }, "where an ARN of six parts"],
    [{ Condition: { ArnLike: { a: "a:b:c:d:e:f" } } }, "where an ARN of six parts"],
    [{ Condition: { ArnLike: { a: "*" } } }, '"*", where an ARN of six parts'],
    [{ Condition: { IpAddress: { a: "10.0.0.0/33" } } }, "where an IP address or a range"],
    [{ Condition: { IpAddress: { a: "10.0.0" } } }, "where an IP address or a range"],
    [{ Condition: { IpAddress: { a: "010.0.0.1" } } }, "where an IP address or a range"],
    [{ Condition: { IpAddress: { a: "10.0.0.x" } } }, "where an IP address or a range"],
    [{ Condition: { IpAddress: { a: "2001:zz::1" } } }, "where an IP address or a range"],
    [{ Condition: { IpAddress: { a: "1:2:3:4:5:6:7::8" } } }, "where an IP address or a range"],
    [{ Condition: { IpAddress: { a: "10.0.0.256" } } }, "where an IP address or a range"],
    [{ Condition: { IpAddress: { a: "1::2::3" } } }, "where an IP address or a range"],
    [{ Condition: { IpAddress: { a: "1:2:3:4:5:6:7:8:9" } } }, "where an IP address or a range"],
  ])("%j", (parts, why) => {
    expect(whyNot(document(parts))).toContain(why);
  });
});
