// The door mat in front of Bolt: an HTTP event of Lambda becomes raw bytes, the bytes are verified, and only then read.
// Bolt's own receiver for Lambda reads first. Whatever comes in, this answers; it never throws.
import type { App, Receiver } from "@slack/bolt";
import { type Instant, instant, minuteMs } from "../core/time.ts";
import type { Log } from "../ports/world.ts";
import type { RawRequest } from "../slack/pack.ts";
import { bodyOf, readRequest, type SlackRequest } from "../slack/request.ts";
import { secretsOf, verifySignature } from "../slack/signature.ts";
import { errorFacts } from "./answer.ts";
import type { FrontAnswer } from "./front.ts";

/**
 * What API Gateway (payload 1.0 and 2.0) and Function URLs have in common.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export interface HttpEvent {
  readonly headers?: Readonly<Record<string, string | undefined>> | null;
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[] | undefined>> | null;
  readonly body?: string | null;
  readonly isBase64Encoded?: boolean;
}

export interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface ReceiverWorld {
  readonly log: Log;
  /** The parameter with the signing secret; `fresh` reads it anew. */
  readonly signingSecret: (fresh?: boolean) => Promise<string>;
  now(): Instant;
}

/** One request on its way through Bolt: what came in, and what a listener answered. */
export interface Visit {
  readonly request: SlackRequest;
  readonly raw: RawRequest;
  answer?: FrontAnswer;
}

export interface LambdaReceiver extends Receiver {
  handle(event: HttpEvent): Promise<HttpAnswer>;
}

/** A wrong signature may mean a changed secret, and a flood of them must not become a flood of reads. */
const rereadMs = minuteMs;
/** When the parameter could not be read. */
const rereadAgainMs = 5_000;

export const createReceiver = (world: ReceiverWorld): LambdaReceiver => {
  let app: App | undefined;
  let rereadAt: Instant | undefined;

  const isSigned = async (raw: RawRequest): Promise<boolean> => {
    const verdictWith = async (fresh: boolean) =>
      verifySignature(raw, secretsOf(await world.signingSecret(fresh)), world.now());
    const verdict = await verdictWith(false);
    if (verdict !== "mismatch") {
      // Whoever knocks with no signature at all is the internet's noise, and every line costs.
      if (verdict !== "valid" && verdict !== "unsigned") world.log.warn("front.refused", { verdict });
      return verdict === "valid";
    }
    const now = world.now();
    if (rereadAt !== undefined && Math.abs(now - rereadAt) < rereadMs) return false;
    rereadAt = now;
    const again = await verdictWith(true).catch((error: unknown) => {
      rereadAt = instant(now - rereadMs + rereadAgainMs);
      throw error;
    });
    if (again !== "valid") world.log.warn("front.refused", { verdict: again });
    return again === "valid";
  };

  const answerTo = async (raw: RawRequest): Promise<HttpAnswer> => {
    if (isCertificateCheck(raw.body)) return status(200);
    if (!(await isSigned(raw))) return status(401);
    const body = bodyOf(raw.body, raw.contentType);
    const reading = body === undefined ? { type: "unknown" as const } : readRequest(body);
    switch (reading.type) {
      case "challenge":
        return json(200, { challenge: reading.challenge });
      case "ignored":
        return status(200);
      case "unknown":
        world.log.warn("front.not-understood", { contentType: raw.contentType.slice(0, 80) });
        return status(400);
      case "request":
        return visit({ request: reading.request, raw }, body ?? {});
    }
  };

  const visit = async (guest: Visit, body: object): Promise<HttpAnswer> => {
    let acked: unknown;
    const ack = async (answer?: unknown) => {
      acked = answer;
    };
    try {
      await app?.processEvent({ body: { ...body }, ack, customProperties: { visit: guest } });
    } catch (error) {
      // Bolt reads members that nobody promised. Slack signed it, and it has not the form of anything Slack sends.
      // Its message may quote what was sent, so only its name is told.
      world.log.error("front.not-readable", { bug: error instanceof Error ? error.name : "unknown" });
      return status(400);
    }
    // Slack sends an event again that was not taken; anything else it would only call broken.
    if (guest.answer === "lost") return status(503);
    if (acked === undefined || acked === "") return status(200);
    return typeof acked === "object" && acked !== null ? json(200, acked) : status(200);
  };

  return {
    init(made) {
      app = made;
    },
    start: async () => undefined,
    stop: async () => undefined,
    async handle(event) {
      let raw: RawRequest | undefined;
      try {
        raw = rawOf(event);
        return await answerTo(raw);
      } catch (error) {
        world.log.error("front.broke", errorFacts(error));
        // The secret could not be read, or one of us was wrong: either way nothing was taken.
        return status(raw === undefined ? 400 : 503);
      }
    },
  };
};

const rawOf = (event: HttpEvent): RawRequest => {
  const header = headersOf(event);
  const text = typeof event.body === "string" ? event.body : "";
  return {
    body: Buffer.from(text, event.isBase64Encoded === true ? "base64" : "utf8"),
    contentType: header("content-type"),
    timestamp: header("x-slack-request-timestamp"),
    signature: header("x-slack-signature"),
  };
};

/** Names of headers come in any case, and payload 1.0 may give them as lists alone. */
const headersOf = ({ headers, multiValueHeaders }: HttpEvent) => {
  const found = new Map<string, string>();
  for (const [name, values] of Object.entries(multiValueHeaders ?? {}))
    if (Array.isArray(values)) found.set(name.toLowerCase(), String(values[0] ?? ""));
  for (const [name, value] of Object.entries(headers ?? {}))
    if (typeof value === "string") found.set(name.toLowerCase(), value);
  return (name: string): string => found.get(name) ?? "";
};

/** Slack looks at the certificate with these very bytes and no signature. It has no effect. */
const isCertificateCheck = (body: Uint8Array): boolean =>
  body.length < 200 &&
  /^(?:token=\w*&ssl_check=1|ssl_check=1(?:&token=\w*)?)$/.test(Buffer.from(body).toString("latin1"));

const status = (statusCode: number): HttpAnswer => ({ statusCode, headers: {}, body: "" });

const json = (statusCode: number, body: object): HttpAnswer => ({
  statusCode,
  headers: { "content-type": "application/json; charset=utf-8" },
  body: JSON.stringify(body),
});
