import * as dynamodb from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import { createDynamoDb } from "../../sandbox/aws/dynamodb.ts";
import { dynamoAudit } from "../../src/adapters/audit.ts";
import { sortOf } from "../../src/ports/audit.ts";
import { chained, entry } from "../features/audit/rows.ts";
import { createRig, region } from "../sandbox/aws/rig.ts";

const open = async () => {
  const { gateway, options, faults } = createRig();
  gateway.serveRaw(dynamodb, createDynamoDb());
  const client = new dynamodb.DynamoDBClient(options);
  await client.send(
    new dynamodb.CreateTableCommand({
      TableName: "stillpoint-audit",
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
      AttributeDefinitions: [
        { AttributeName: "pk", AttributeType: "S" },
        { AttributeName: "sk", AttributeType: "S" },
      ],
    }),
  );
  await dynamodb.waitUntilTableExists(
    { client, maxWaitTime: 10, minDelay: 0.01, maxDelay: 0.1 },
    { TableName: "stillpoint-audit" },
  );
  const { requestHandler, credentials } = options;
  return { audit: dynamoAudit("stillpoint-audit", { region, requestHandler, credentials }), client, faults };
};

const rows = chained(
  "r1",
  Array.from({ length: 5 }, (_, index) =>
    entry({ facts: { index, says: "復旧 'quoted' \"and\" {braced}" } }),
  ),
);
const filed = rows.map((row) => ({ sort: sortOf(row), row }));

describe("the audit table over the DynamoDB protocol", () => {
  it("gives back what was added, in order, and beside a key", async () => {
    const { audit } = await open();
    for (const row of [...rows].reverse()) await audit.insert(row);
    expect(await audit.list("2026-11-20", 10)).toEqual(filed);
    expect(await audit.list("2026-11-20", 2)).toEqual(filed.slice(0, 2));
    expect(await audit.list("2026-11-20", 2, { after: filed[1]?.sort ?? "" })).toEqual(filed.slice(2, 4));
    expect(await audit.list("2026-11-20", 2, { before: filed[4]?.sort ?? "" })).toEqual(filed.slice(2, 4));
    expect(await audit.list("2026-11-21", 10)).toEqual([]);
  });

  it("adds a row once, however often it comes", async () => {
    const { audit } = await open();
    await Promise.all([rows[0], rows[0], rows[0]].map((row) => audit.insert(row as (typeof rows)[number])));
    expect(await audit.list("2026-11-20", 10)).toEqual(filed.slice(0, 1));
  });

  it("writes over nothing, and shows what is no row as none", async () => {
    const { audit, client } = await open();
    const key = { pk: { S: "day#2026-11-20" }, sk: { S: filed[0]?.sort ?? "" } };
    await client.send(
      new dynamodb.PutItemCommand({ TableName: "stillpoint-audit", Item: { ...key, row: { S: "{}" } } }),
    );
    await audit.insert(rows[0] as (typeof rows)[number]);
    expect(await audit.list("2026-11-20", 10)).toEqual([{ sort: filed[0]?.sort }]);
  });

  it("throws a fault that may pass when DynamoDB is away", async () => {
    const { audit, faults } = await open();
    faults.set([{ service: "dynamodb", operation: "ExecuteStatement", error: "InternalServerError" }]);
    await expect(audit.insert(rows[0] as (typeof rows)[number])).rejects.toMatchObject({
      code: "aws-unavailable",
      retryable: true,
    });
  });
});
