// As much of `fetch` as a Slack client needs, over node:https. The real one loads undici at its first call, which
// costs a cold front door as much as everything else together.
import type { IncomingHttpHeaders } from "node:http";
import type { WebClientOptions } from "@slack/web-api";

type Fetch = NonNullable<WebClientOptions["fetch"]>;
type Init = NonNullable<Parameters<Fetch>[1]>;
type Answer = Awaited<ReturnType<Fetch>>;

/** Sends text; redirects are not followed, because Slack's methods have none. */
export const httpsFetch: Fetch = async (url, init) => {
  const { status, headers, body } = await send(new URL(url), init ?? {});
  const answer: Answer = {
    ok: status >= 200 && status < 300,
    status,
    statusText: "",
    url: String(url),
    headers: {
      get: (name) => headers[name.toLowerCase()]?.toString() ?? null,
      entries: () => Object.entries(headers).map(([name, value]) => [name, String(value)]),
    },
    text: async () => body.toString("utf8"),
    json: async () => JSON.parse(body.toString("utf8")) as unknown,
    arrayBuffer: async () => Uint8Array.from(body).buffer,
  };
  return answer;
};

interface Received {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Loaded when something is first sent: `help` is answered without it. */
const requestOf = async (protocol: string) =>
  (protocol === "http:" ? await import("node:http") : await import("node:https")).request;

const send = async (
  url: URL,
  { method = "GET", headers = {}, body = "", signal }: Init,
): Promise<Received> => {
  if (typeof body !== "string") throw new Error("httpsFetch sends text; files need the real fetch");
  const ask = await requestOf(url.protocol);
  return new Promise((resolve, reject) => {
    const request = ask(url, { method, headers, ...(signal === undefined ? {} : { signal }) }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("error", reject);
      response.on("end", () => {
        const { statusCode: status = 0, headers: told } = response;
        resolve({ status, headers: told, body: Buffer.concat(parts) });
      });
    });
    request.on("error", reject);
    request.end(body);
  });
};
