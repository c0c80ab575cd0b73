// The rows of the audit log, as an administrator of the hub's account reads them.
import { DynamoDBClient, QueryCommand } from "@aws-sdk/client-dynamodb";
import { auditTableName } from "../../src/config/names.ts";
import { instant } from "../../src/core/time.ts";
import { type AuditRow, dayOf, readAuditRow } from "../../src/ports/audit.ts";
import { hub } from "../settings.ts";
import type { Stage } from "./stage.ts";

/** Today's rows about a request: its own, and those of presses that were refused. */
export const rowsOf = async ({ world }: Stage, request: string): Promise<readonly AuditRow[]> => {
  const dynamodb = new DynamoDBClient(world.awsIn(hub.account, hub.region));
  const { Items = [] } = await dynamodb.send(
    new QueryCommand({
      TableName: auditTableName,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": { S: `day#${dayOf(instant(world.clock.now()))}` } },
    }),
  );
  const rows = Items.flatMap(({ row }) => readAuditRow(row?.S ?? "") ?? []);
  return rows.filter(({ chain }) => chain === request || chain.startsWith(`${request}/`));
};
