// DynamoDB by dynalite, behind the gateway: the same gate, faults and journal as for every other service. It is
// reached in process, through its own request listener, with no port of its own.
import type { Server } from "node:http";
import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import dynalite from "dynalite";
import type { RawHandler } from "./gateway.ts";
import type { WireRequest, WireResponse } from "./wire/message.ts";

/** Tables of all accounts and Regions are kept apart by a server each. */
export const createDynamoDb = (): RawHandler => {
  const servers = new Map<string, Server>();
  return (request, { account, region }) => {
    const name = `${account}/${region}`;
    const server =
      servers.get(name) ?? dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0, verbose: false });
    servers.set(name, server);
    return pass(server, request);
  };
};

const pass = (server: Server, request: WireRequest): Promise<WireResponse> =>
  new Promise((resolve) => {
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
