// An SDK client's way into the simulated AWS with no socket: a `requestHandler` in the place of the SDK's HTTP one.
import { Readable } from "node:stream";
import { type HttpHandler, HttpResponse } from "@smithy/core/protocols";
import type { HttpHandlerOptions, HttpRequest } from "@smithy/types";
import { bytesOf, type WireRequest, type WireResponse } from "./message.ts";

export const inProcess = (handle: (request: WireRequest) => Promise<WireResponse>): HttpHandler => ({
  metadata: { handlerProtocol: "http/1.1" },
  async handle(request, options) {
    const { status, headers, body } = await untilAborted(handle(wired(request)), options?.abortSignal);
    // What is no document is an object of S3, and a client takes it as a stream.
    const isStream = headers["content-type"] === "application/octet-stream";
    const given = isStream ? Readable.from([body]) : body;
    return { response: new HttpResponse({ statusCode: status, headers: { ...headers }, body: given }) };
  },
  updateHttpClientConfig: () => {},
  httpHandlerConfigs: () => ({}),
  destroy: () => {},
});

const wired = (request: HttpRequest): WireRequest => {
  const query = Object.entries(request.query ?? {}).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map(
      (each) => `${encodeURIComponent(name)}${each === null ? "" : `=${encodeURIComponent(each)}`}`,
    ),
  );
  const headers = Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    method: request.method,
    path: query.length === 0 ? request.path : `${request.path}?${query.join("&")}`,
    headers: Object.fromEntries(headers),
    body: bytesOf(request.body),
  };
};

/** The caller stops waiting; what was asked happens all the same, as it would behind a real network. */
const untilAborted = <Answer>(
  answer: Promise<Answer>,
  signal: HttpHandlerOptions["abortSignal"],
): Promise<Answer> => {
  if (!(signal instanceof AbortSignal)) return answer;
  return new Promise((resolve, reject) => {
    const give = () => reject(Object.assign(new Error("Request aborted"), { name: "AbortError" }));
    if (signal.aborted) give();
    signal.addEventListener("abort", give, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener("abort", give));
  });
};
