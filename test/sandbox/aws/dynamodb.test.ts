// DynamoDB behind the gateway: what it promises to the store, and that the gate's hooks reach it.
import * as dynamodb from "@aws-sdk/client-dynamodb";
import { DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import { createDynamoDb } from "../../../sandbox/aws/dynamodb.ts";
import { createRig } from "./rig.ts";

const table = "state";

const rigWithTable = async () => {
  const rig = createRig();
  rig.gateway.serveRaw(dynamodb, createDynamoDb());
  const client = new DynamoDBClient(rig.options);
  await client.send(
    new dynamodb.CreateTableCommand({
      TableName: table,
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
    { TableName: table },
  );
  return { ...rig, client };
};

const put = (sk: string, by = "nobody") =>
  new PutItemCommand({
    TableName: table,
    Item: { pk: { S: "jobs" }, sk: { S: sk }, by: { S: by } },
    ConditionExpression: "attribute_not_exists(pk)",
  });

const get = (sk: string) =>
  new GetItemCommand({ TableName: table, Key: { pk: { S: "jobs" }, sk: { S: sk } } });

describe("the simulated DynamoDB", () => {
  it("lets one of fifty writers win", async () => {
    const { client } = await rigWithTable();
    const race = Array.from({ length: 50 }, (_, index) => client.send(put("one", String(index))));
    const ends = await Promise.allSettled(race);
    const lost = ends.filter((end) => end.status === "rejected");
    expect(lost).toHaveLength(49);
    for (const { reason } of lost) expect(reason).toBeInstanceOf(dynamodb.ConditionalCheckFailedException);
    const winner = ends.findIndex(({ status }) => status === "fulfilled");
    expect((await client.send(get("one"))).Item?.by).toEqual({ S: String(winner) });
  });

  it("finds what begins with a prefix, in order and in pages", async () => {
    const { client } = await rigWithTable();
    for (const sk of ["b#2", "a#1", "b#1", "b#3", "c"]) await client.send(put(sk));
    const found: (string | undefined)[] = [];
    const query = {
      TableName: table,
      KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
      ExpressionAttributeValues: { ":pk": { S: "jobs" }, ":prefix": { S: "b#" } },
    };
    for await (const page of dynamodb.paginateQuery({ client, pageSize: 2 }, { ...query })) {
      found.push(...(page.Items ?? []).map((item) => item.sk?.S));
    }
    expect(found).toEqual(["b#1", "b#2", "b#3"]);
    expect((await client.send(new QueryCommand({ ...query, Select: "COUNT" }))).Count).toBe(3);
  });

  it("keeps bytes and numbers as they were", async () => {
    const { client } = await rigWithTable();
    const item = {
      pk: { S: "jobs" },
      sk: { S: "all" },
      bytes: { B: new Uint8Array([0, 255, 7]) },
      size: { N: "12345678901234567890" },
      deep: { M: { list: { L: [{ BOOL: true }, { NULL: true }, { SS: ["a", "復旧"] }] } } },
    } as const;
    await client.send(new PutItemCommand({ TableName: table, Item: { ...item } as never }));
    expect((await client.send(get("all"))).Item).toEqual(item);
  });

  it("goes wrong on demand like every other service, and is journalled", async () => {
    const { client, faults, journal } = await rigWithTable();
    const error = "ProvisionedThroughputExceededException";
    faults.set([{ service: "dynamodb", operation: "PutItem", times: 1, error }]);
    await expect(client.send(put("x"))).rejects.toBeInstanceOf(
      dynamodb.ProvisionedThroughputExceededException,
    );
    expect((await client.send(get("x"))).Item).toBeUndefined();
    faults.set([{ service: "dynamodb", operation: "PutItem", times: 1, drop: "before" }]);
    await expect(client.send(put("x"))).rejects.toMatchObject({ code: "ECONNRESET" });
    expect((await client.send(get("x"))).Item).toBeUndefined();
    faults.set([{ service: "dynamodb", operation: "PutItem", times: 1, drop: "after" }]);
    await expect(client.send(put("x"))).rejects.toMatchObject({ code: "ECONNRESET" });
    expect((await client.send(get("x"))).Item).toBeDefined();
    await expect(client.send(put("x"))).rejects.toThrow();
    const writes = journal.since(0).filter(({ operation }) => operation === "PutItem");
    expect(writes.map((entry) => entry.error?.name)).toEqual([
      error,
      undefined,
      "ConditionalCheckFailedException",
    ]);
    expect(writes[1]?.input).toMatchObject({ TableName: table, Item: { sk: { S: "x" } } });
  });

  it("keeps the tables of another Region and another account apart", async () => {
    const { client, options } = await rigWithTable();
    await client.send(put("x"));
    const elsewhere = new DynamoDBClient({ ...options, region: "us-west-2" });
    await expect(elsewhere.send(get("x"))).rejects.toBeInstanceOf(dynamodb.ResourceNotFoundException);
  });

  it("remembers which attribute ends an item's life", async () => {
    const { client } = await rigWithTable();
    const describeIt = async () =>
      (await client.send(new dynamodb.DescribeTimeToLiveCommand({ TableName: table }))).TimeToLiveDescription;
    expect(await describeIt()).toEqual({ TimeToLiveStatus: "DISABLED" });
    const wanted = { AttributeName: "expiresAt", Enabled: true };
    await client.send(
      new dynamodb.UpdateTimeToLiveCommand({ TableName: table, TimeToLiveSpecification: wanted }),
    );
    expect(await describeIt()).toEqual({ TimeToLiveStatus: "ENABLED", AttributeName: "expiresAt" });
    const nowhere = new dynamodb.UpdateTimeToLiveCommand({
      TableName: "none",
      TimeToLiveSpecification: wanted,
    });
    await expect(client.send(nowhere)).rejects.toBeInstanceOf(dynamodb.ResourceNotFoundException);
  });
});
