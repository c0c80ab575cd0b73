// The state table in DynamoDB: one item a record, its body as JSON, every write conditional.
import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from "@aws-sdk/client-dynamodb";
import { instant } from "../core/time.ts";
import type { Beside, Store } from "../ports/world.ts";
import type { Stored } from "../store/record.ts";
import { type AwsOptions, awsFault, clientOptions } from "./aws.ts";

/** The table's attributes: `pk` and `sk` are the key, `ttl` is what DynamoDB cleans by, in seconds. */
type Item = Readonly<Record<string, { readonly S?: string; readonly N?: string }>>;

export const dynamoStore = (table: string, aws: AwsOptions): Store => {
  const client = new DynamoDBClient(clientOptions(aws));

  const asked = async <Answer>(operation: string, ask: () => Promise<Answer>): Promise<Answer> => {
    try {
      return await ask();
    } catch (error) {
      throw error instanceof ConditionalCheckFailedException ? error : awsFault(operation, error);
    }
  };

  const write = async (item: Stored<unknown>, condition: object): Promise<boolean> => {
    try {
      const command = new PutItemCommand({ TableName: table, Item: itemOf(item), ...condition });
      await asked("PutItem", () => client.send(command));
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  };

  /** A whole partition is asked for without a word of the sort key: DynamoDB refuses an empty one. */
  const query = (partition: string, prefix: string) => ({
    TableName: table,
    KeyConditionExpression: prefix === "" ? "pk = :pk" : "pk = :pk AND begins_with(sk, :sk)",
    ExpressionAttributeValues: {
      ":pk": { S: partition },
      ...(prefix === "" ? {} : { ":sk": { S: prefix } }),
    },
    ConsistentRead: true,
  });

  return {
    async get<Body>({ partition, sort }: Stored<Body>["key"]) {
      const key = { pk: { S: partition }, sk: { S: sort } };
      const command = new GetItemCommand({ TableName: table, Key: key, ConsistentRead: true });
      const { Item } = await asked("GetItem", () => client.send(command));
      return Item === undefined ? undefined : storedOf<Body>(Item);
    },

    put: (item) =>
      write(item, {
        ConditionExpression: "version = :before",
        ExpressionAttributeValues: { ":before": { N: String(item.version - 1) } },
      }),

    putIfAbsent: (item) => write(item, { ConditionExpression: "attribute_not_exists(pk)" }),

    async list<Body>(partition: string, prefix: string, max: number, beside?: Beside) {
      const found: Stored<Body>[] = [];
      const isBackward = beside !== undefined && "before" in beside;
      let start: Item | undefined = beside === undefined ? undefined : startOf(partition, beside);
      do {
        const page = await asked("Query", () =>
          client.send(
            new QueryCommand({
              ...query(partition, prefix),
              Limit: max - found.length,
              ScanIndexForward: !isBackward,
              ExclusiveStartKey: start as Record<string, never> | undefined,
            }),
          ),
        );
        found.push(...(page.Items ?? []).map((item) => storedOf<Body>(item)));
        start = page.LastEvaluatedKey as Item | undefined;
      } while (start !== undefined && found.length < max);
      return isBackward ? found.reverse() : found;
    },

    async count(partition, prefix) {
      let total = 0;
      let start: Record<string, never> | undefined;
      do {
        const page = await asked("Query", () =>
          client.send(
            new QueryCommand({ ...query(partition, prefix), Select: "COUNT", ExclusiveStartKey: start }),
          ),
        );
        total += page.Count ?? 0;
        start = page.LastEvaluatedKey as Record<string, never> | undefined;
      } while (start !== undefined);
      return total;
    },
  };
};

/** DynamoDB begins after any key of the right form, whether something lies there or not. */
const startOf = (partition: string, beside: Beside): Item => ({
  pk: { S: partition },
  sk: { S: "after" in beside ? beside.after : beside.before },
});

const itemOf = ({ key, version, body, keepUntil }: Stored<unknown>) => ({
  pk: { S: key.partition },
  sk: { S: key.sort },
  version: { N: String(version) },
  body: { S: JSON.stringify(body) },
  ttl: { N: String(Math.floor(keepUntil / 1000)) },
});

const storedOf = <Body>(item: Item): Stored<Body> => ({
  key: { partition: item.pk?.S ?? "", sort: item.sk?.S ?? "" },
  version: Number(item.version?.N),
  body: JSON.parse(item.body?.S ?? "null") as Body,
  keepUntil: instant(Number(item.ttl?.N) * 1000),
});
