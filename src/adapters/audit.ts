// The audit table in DynamoDB: rows are inserted by PartiQL, which cannot write over anything, and listed by day.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.insert.html
import {
  DuplicateItemException,
  DynamoDBClient,
  ExecuteStatementCommand,
  QueryCommand,
} from "@aws-sdk/client-dynamodb";
import { canonicalJson } from "../core/ids.ts";
import { type AuditRow, dayOf, type FiledRow, readAuditRow, sortOf } from "../ports/audit.ts";
import type { Audit, Beside } from "../ports/world.ts";
import { type AwsOptions, awsFault, clientOptions } from "./aws.ts";

/** The table's attributes: `pk` and `sk` are the key, `row` is the row as it was hashed. */
type Item = Readonly<Record<string, { readonly S?: string }>>;

export const dynamoAudit = (table: string, aws: AwsOptions): Audit => {
  const client = new DynamoDBClient(clientOptions(aws));

  return {
    async insert(row) {
      try {
        await client.send(
          new ExecuteStatementCommand({
            Statement: `INSERT INTO "${table}" VALUE {'pk': ?, 'sk': ?, 'row': ?}`,
            Parameters: [partitionOf(dayOf(row.at)), sortOf(row), canonicalJson(row)].map((S) => ({ S })),
          }),
        );
      } catch (error) {
        // The hash is in the key: what lies there is this row, or was put there by somebody who knew it beforehand,
        // which verifying finds.
        if (!(error instanceof DuplicateItemException)) throw awsFault("ExecuteStatement", error);
      }
    },

    async list(day, max, beside) {
      const partition = partitionOf(day);
      const isBackward = beside !== undefined && "before" in beside;
      const found: FiledRow[] = [];
      let start = beside === undefined ? undefined : startOf(partition, beside);
      do {
        const command = new QueryCommand({
          TableName: table,
          KeyConditionExpression: "pk = :pk",
          ExpressionAttributeValues: { ":pk": { S: partition } },
          ConsistentRead: true,
          Limit: max - found.length,
          ScanIndexForward: !isBackward,
          ExclusiveStartKey: start as Record<string, never> | undefined,
        });
        const page = await client.send(command).catch((error: unknown) => {
          throw awsFault("Query", error);
        });
        found.push(...(page.Items ?? []).map((item) => filedIn(item)));
        start = page.LastEvaluatedKey as Item | undefined;
      } while (start !== undefined && found.length < max);
      return isBackward ? found.reverse() : found;
    },
  };
};

const partitionOf = (day: string): string => `day#${day}`;

const startOf = (partition: string, beside: Beside): Item => ({
  pk: { S: partition },
  sk: { S: "after" in beside ? beside.after : beside.before },
});

const filedIn = (item: Item): FiledRow => {
  const row: AuditRow | undefined = readAuditRow(item.row?.S ?? "");
  return { sort: item.sk?.S ?? "", ...(row === undefined ? {} : { row }) };
};
