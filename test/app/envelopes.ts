// The events in which Lambda is handed an HTTP request, as API Gateway and Function URLs make them.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
// https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
import type { HttpEvent } from "../../src/app/receiver.ts";
import { signatureOf } from "../slack/signing.ts";
import { seconds, secret } from "./front-world.ts";
import type { Sent } from "./requests.ts";

export interface Letter extends Sent {
  readonly timestamp: string;
  readonly signature: string;
}

export const sign = (sent: Sent, timestamp = String(seconds), key = secret): Letter => ({
  ...sent,
  timestamp,
  signature: signatureOf(key, timestamp, sent.body),
});

type Shape = (headers: Readonly<Record<string, string>>, body: object) => HttpEvent;

const first = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));

const http = { method: "POST", path: "/slack", protocol: "HTTP/1.1", sourceIp: "203.0.113.7", userAgent: "" };

export const shapes: Readonly<Record<string, Shape>> = {
  "API Gateway 1.0": (headers, body) => ({
    ...{ version: "1.0", resource: "/slack", path: "/slack", httpMethod: "POST", requestContext: {} },
    headers,
    multiValueHeaders: first(headers),
    ...body,
  }),
  "API Gateway 1.0 with lists alone": (headers, body) => ({
    ...{ resource: "/slack", path: "/slack", httpMethod: "POST", requestContext: {} },
    headers: null,
    multiValueHeaders: first(headers),
    ...body,
  }),
  "API Gateway 2.0": (headers, body) => ({
    ...{ version: "2.0", routeKey: "POST /slack", rawPath: "/slack", rawQueryString: "" },
    ...{ requestContext: { http, domainName: "x.execute-api.ap-northeast-1.amazonaws.com" } },
    headers,
    ...body,
  }),
  "a Function URL": (headers, body) => ({
    ...{ version: "2.0", routeKey: "$default", rawPath: "/", rawQueryString: "" },
    ...{ requestContext: { http, domainName: "x.lambda-url.ap-northeast-1.on.aws" } },
    headers,
    ...body,
  }),
};

export const cases: Readonly<Record<string, (name: string) => string>> = {
  "as Slack writes them": (name) => name,
  "in lower case": (name) => name.toLowerCase(),
  "in upper case": (name) => name.toUpperCase(),
};

/** `isBase64`: bytes that are no UTF-8 can only travel so. */
export const envelop = (
  { contentType, timestamp, signature, body }: Letter,
  shape: Shape,
  { nameOf = (name: string) => name, isBase64 = false } = {},
): HttpEvent => {
  const headers = {
    [nameOf("Content-Type")]: contentType,
    [nameOf("User-Agent")]: "Slackbot 1.0 (+https://api.slack.com/robots)",
    [nameOf("X-Slack-Request-Timestamp")]: timestamp,
    [nameOf("X-Slack-Signature")]: signature,
  };
  const text = Buffer.from(body).toString(isBase64 ? "base64" : "utf8");
  return shape(headers, { body: text, isBase64Encoded: isBase64 });
};
