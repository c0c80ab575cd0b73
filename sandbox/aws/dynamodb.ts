// DynamoDB by dynalite, behind the gateway: the same gate, faults and journal as for every other service. It is
// reached in process, through its own request listener, with no port of its own.
import { IncomingMessage, type Server, ServerResponse } from "node:http";
import { Socket } from "node:net";
import dynalite from "dynalite";
import type { RawHandler } from "./gateway.ts";
import { type AttributeValue, aboutStatement, readInsert } from "./partiql.ts";
import { AwsError } from "./service.ts";
import { bytesOf, textOf, type WireRequest, type WireResponse } from "./wire/message.ts";

/** What one account has in one Region. */
interface Tables {
  readonly server: Server;
  /** The attribute that ends an item's life, by table: dynalite does not know UpdateTimeToLive. Nothing is swept. */
  readonly timeToLive: Map<string, string>;
}

/** Tables of all accounts and Regions are kept apart by a server each. */
export const createDynamoDb = (): RawHandler => {
  const places = new Map<string, Tables>();
  return (request, { account, region, operation }) => {
    const name = `${account}/${region}`;
    const tables = places.get(name) ?? {
      server: dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0, verbose: false }),
      timeToLive: new Map(),
    };
    places.set(name, tables);
    switch (operation) {
      case "UpdateTimeToLive":
      case "DescribeTimeToLive":
        return timeToLive(tables, request, operation);
      case "ExecuteStatement":
        return execute(tables, request);
      case "Query":
        demandKeys(request);
        return pass(tables.server, request);
      default:
        return pass(tables.server, request);
    }
  };
};

interface QueryInput {
  readonly ExpressionAttributeValues?: Readonly<Record<string, { readonly S?: string }>>;
}

/**
 * No key is empty, so none is asked for; dynalite lets it pass. What is compared by other expressions may be, but nobody
 * here has one. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
 */
const demandKeys = (request: WireRequest): void => {
  const { ExpressionAttributeValues: values = {} } = JSON.parse(textOf(request.body)) as QueryInput;
  if (!Object.values(values).some(({ S }) => S === "")) return;
  throw new AwsError(
    "ValidationException",
    "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value.",
  );
};

interface TimeToLiveInput {
  readonly TableName?: string;
  readonly TimeToLiveSpecification?: { readonly AttributeName?: string; readonly Enabled?: boolean };
}

const timeToLive = async (
  { server, timeToLive: attributes }: Tables,
  request: WireRequest,
  operation: "UpdateTimeToLive" | "DescribeTimeToLive",
): Promise<WireResponse> => {
  const input = JSON.parse(textOf(request.body)) as TimeToLiveInput;
  const { TableName: table = "", TimeToLiveSpecification: wanted } = input;
  const body = JSON.stringify({ TableName: table });
  // Whether the table is there, dynalite knows, and says it in DynamoDB's words.
  const found = await pass(server, asking(request, "DescribeTable", body));
  if (found.status !== 200) return found;
  if (operation === "UpdateTimeToLive") {
    if (wanted?.Enabled === true) attributes.set(table, wanted.AttributeName ?? "");
    else attributes.delete(table);
    return answered({ TimeToLiveSpecification: wanted });
  }
  const attribute = attributes.get(table);
  return answered({
    TimeToLiveDescription:
      attribute === undefined
        ? { TimeToLiveStatus: "DISABLED" }
        : { TimeToLiveStatus: "ENABLED", AttributeName: attribute },
  });
};

interface StatementInput {
  readonly Statement?: string;
  readonly Parameters?: readonly AttributeValue[];
}

/** dynalite does not know PartiQL either: an INSERT is a put where nothing lies, with an error of its own. */
const execute = async ({ server }: Tables, request: WireRequest): Promise<WireResponse> => {
  const { Statement: statement = "", Parameters: parameters = [] } = JSON.parse(
    textOf(request.body),
  ) as StatementInput;
  if (aboutStatement(statement)?.verb !== "Insert")
    throw new AwsError("NotImplemented", "of PartiQL, INSERT alone is simulated", 501);
  const { table, item } = readInsert(statement, parameters);
  const found = await pass(server, asking(request, "DescribeTable", JSON.stringify({ TableName: table })));
  if (found.status !== 200) return found;
  const { Table: described } = JSON.parse(textOf(found.body)) as {
    readonly Table: { readonly KeySchema: readonly { AttributeName: string; KeyType: string }[] };
  };
  const key = described.KeySchema.find(({ KeyType: type }) => type === "HASH")?.AttributeName;
  const put = {
    TableName: table,
    Item: item,
    ConditionExpression: "attribute_not_exists(#key)",
    ExpressionAttributeNames: { "#key": key },
  };
  const answer = await pass(server, asking(request, "PutItem", JSON.stringify(put)));
  if (textOf(answer.body).includes("ConditionalCheckFailedException"))
    throw new AwsError("DuplicateItemException", "Duplicate primary key exists in table");
  return answer.status === 200 ? answered({ Items: [] }) : answer;
};

const asking = (request: WireRequest, operation: string, body: string): WireRequest => ({
  ...request,
  headers: {
    ...request.headers,
    "x-amz-target": `DynamoDB_20120810.${operation}`,
    "content-length": String(Buffer.byteLength(body)),
  },
  body: bytesOf(body),
});

const answered = (content: object): WireResponse => ({
  status: 200,
  headers: { "content-type": "application/x-amz-json-1.0" },
  body: bytesOf(JSON.stringify(content)),
});

const pass = (server: Server, request: WireRequest): Promise<WireResponse> =>
  new Promise((resolve) => {
    // A message wants a socket; this one is never connected.
    const incoming = new IncomingMessage(new Socket());
    incoming.method = request.method;
    incoming.url = request.path;
    incoming.headers = { ...request.headers };
    incoming.push(request.body);
    incoming.push(null);
    const outgoing = new ServerResponse(incoming);
    const chunks: Buffer[] = [];
    outgoing.write = (chunk: unknown) => chunks.push(Buffer.from(chunk as string)) > 0;
    outgoing.end = ((chunk?: unknown) => {
      if (chunk !== undefined && typeof chunk !== "function") chunks.push(Buffer.from(chunk as string));
      const headers = Object.entries(outgoing.getHeaders()).map(([header, value]) => [header, String(value)]);
      resolve({
        status: outgoing.statusCode,
        headers: Object.fromEntries(headers),
        body: Buffer.concat(chunks),
      });
      return outgoing;
    }) as typeof outgoing.end;
    server.emit("request", incoming, outgoing);
  });
