import * as dynamodb from "@aws-sdk/client-dynamodb";
import { createDynamoDb } from "../../sandbox/aws/dynamodb.ts";
import { dynamoStore } from "../../src/adapters/store.ts";
import { createRig, region } from "../sandbox/aws/rig.ts";
import { storeContract } from "./store.ts";

storeContract("over the DynamoDB protocol", async () => {
  const { gateway, options } = createRig();
  gateway.serveRaw(dynamodb, createDynamoDb());
  const client = new dynamodb.DynamoDBClient(options);
  await client.send(
    new dynamodb.CreateTableCommand({
      TableName: "state",
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
    { TableName: "state" },
  );
  return dynamoStore("state", {
    region,
    requestHandler: options.requestHandler,
    credentials: options.credentials,
  });
});
