// DynamoDB by dynalite, behind the gateway: the same gate, faults and journal as for every other service. It is
// reached in process, through its own request listener, with no port of its own.
import { IncomingMessage, type Server, ServerResponse } from "node:http";
import { Socket } from "node:net";
import dynalite from "dynalite";
import type { RawHandler } from "./gateway.ts";
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
      default:
        return pass(tables.server, request);
    }
  };
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
