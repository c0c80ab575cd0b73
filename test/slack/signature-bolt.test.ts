// Bolt verifies too, and is used by thousands. Where the two differ, ours must be the stricter one.
import { verifySlackRequest } from "@slack/bolt/dist/receivers/verify-request.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instant } from "../../src/core/time.ts";
import { verifySignature } from "../../src/slack/signature.ts";
import { signatureOf } from "./signing.ts";

const secret = "8f742231b10e8888abcd99yyyzzz85a5";
const seconds = 1_531_420_618;

interface Given {
  readonly text: string;
  readonly timestamp: string;
  readonly signature: string;
  readonly nowMs: number;
}

const isTakenByBolt = ({ text, timestamp, signature, nowMs }: Given): boolean => {
  try {
    verifySlackRequest({
      signingSecret: secret,
      body: text,
      headers: { "x-slack-signature": signature, "x-slack-request-timestamp": Number(timestamp) },
      nowMilliseconds: nowMs,
    });
    return true;
  } catch {
    return false;
  }
};

const isTakenByUs = ({ text, timestamp, signature, nowMs }: Given): boolean =>
  verifySignature({ body: Buffer.from(text), timestamp, signature }, [secret], instant(nowMs)) === "valid";

const body = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 200 }),
  fc.json({ maxDepth: 2 }),
  fc.webQueryParameters(),
);

/** Within five minutes either way, and well outside: at the edge itself Bolt counts in whole seconds. */
const inTimeMs = fc.integer({ min: -299_000, max: 299_000 });
const lateMs = fc.integer({ min: 302_000, max: 90_000_000 });

const honest = fc.record({ text: body, distance: inTimeMs, key: fc.constantFrom(secret, `${secret}x`) });
const given = ({ text, distance, key }: { text: string; distance: number; key: string }): Given => {
  const timestamp = String(seconds);
  const signature = signatureOf(key, timestamp, Buffer.from(text));
  return { text, timestamp, signature, nowMs: seconds * 1_000 + distance };
};

const changes: readonly ((from: Given) => Given)[] = [
  (from) => from,
  (from) => ({ ...from, text: `${from.text} ` }),
  (from) => ({ ...from, text: from.text.slice(1) }),
  (from) => ({ ...from, timestamp: String(Number(from.timestamp) + 1) }),
  (from) => ({ ...from, signature: from.signature.replace("v0", "v1") }),
  (from) => ({ ...from, signature: from.signature.slice(0, -1) }),
  (from) => ({ ...from, signature: `${from.signature}0` }),
  (from) => ({ ...from, signature: from.signature.toUpperCase() }),
  (from) => ({ ...from, signature: "v0=" }),
  (from) => ({ ...from, signature: "" }),
  (from) => ({ ...from, signature: [...from.signature].reverse().join("") }),
];

describe("beside Bolt's own verification", () => {
  it("the same requests are taken and the same ones refused", () => {
    fc.assert(
      fc.property(honest, fc.constantFrom(...changes), (from, change) => {
        const request = change(given(from));
        expect(isTakenByUs(request)).toBe(isTakenByBolt(request));
      }),
      { numRuns: 5_000 },
    );
  });

  it("both are asked about requests that are taken and about ones that are refused", () => {
    const verdicts = fc
      .sample(fc.tuple(honest, fc.constantFrom(...changes)), 500)
      .map(([from, change]) => isTakenByBolt(change(given(from))));
    expect(new Set(verdicts)).toEqual(new Set([true, false]));
  });

  it("what is too old is refused by both", () => {
    fc.assert(
      fc.property(body, lateMs, (text, distance) => {
        const request = given({ text, distance, key: secret });
        expect([isTakenByUs(request), isTakenByBolt(request)]).toEqual([false, false]);
      }),
    );
  });

  it.each([
    ["far in the future", (from: Given) => ({ ...from, nowMs: from.nowMs - 90_000_000 })],
    ["with something behind the signature", (from: Given) => ({ ...from, signature: `${from.signature}=x` })],
  ])("a request %s is refused by us alone", (_, change) => {
    const request = change(given({ text: "command=%2Fbackup", distance: 0, key: secret }));
    expect([isTakenByUs(request), isTakenByBolt(request)]).toEqual([false, true]);
  });
});
