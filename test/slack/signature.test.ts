import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Instant, instant } from "../../src/core/time.ts";
import { type SignedBytes, secretsOf, verifySignature } from "../../src/slack/signature.ts";
import { signatureOf } from "./signing.ts";

const secret = "8f742231b10e8888abcd99yyyzzz85a5";
const before = "0a1b2c3d4e5f60718293a4b5c6d7e8f9";
const seconds = 1_531_420_618;
const now = instant(seconds * 1_000);
const text = "command=%2Fbackup&text=jobs+--state+failed&user_id=U0123456789";

const signed = (given: { body?: string; timestamp?: string; secret?: string } = {}) => {
  const body = Buffer.from(given.body ?? text);
  const timestamp = given.timestamp ?? String(seconds);
  return { body, timestamp, signature: signatureOf(given.secret ?? secret, timestamp, body) };
};

const verdictOf = (bytes: SignedBytes, secrets: readonly string[] = [secret], at: Instant = now) =>
  verifySignature(bytes, secrets, at);

const honest = signed();
const hex = honest.signature.slice("v0=".length);

describe("the verdict over a request", () => {
  it("agrees with the example in Slack's own documentation", () => {
    const body =
      "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
    const documented = {
      body: Buffer.from(body),
      timestamp: "1531420618",
      signature: "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
    };
    expect(verdictOf(documented)).toBe("valid");
  });

  it.each<[string, SignedBytes, string]>([
    ["as Slack signs it", honest, "valid"],
    ["of no bytes at all", signed({ body: "" }), "valid"],
    ["in Japanese", signed({ body: "text=本番のジョブ" }), "valid"],
    ["signed by somebody else", signed({ secret: before }), "mismatch"],
    ["without a signature", { ...honest, signature: undefined }, "unsigned"],
    ["without a timestamp", { ...honest, timestamp: undefined }, "unsigned"],
    ["with an empty signature", { ...honest, signature: "" }, "malformed"],
    ["with an empty timestamp", { ...honest, timestamp: "" }, "malformed"],
    ["of version v1", { ...honest, signature: `v1=${hex}` }, "malformed"],
    ["of version v00", { ...honest, signature: `v00=${hex}` }, "malformed"],
    ["of version V0", { ...honest, signature: `V0=${hex}` }, "malformed"],
    ["of version v", { ...honest, signature: `v=${hex}` }, "malformed"],
    ["without a version", { ...honest, signature: hex }, "malformed"],
    ["with two versions", { ...honest, signature: `v0=v0=${hex}` }, "malformed"],
    ["in upper case", { ...honest, signature: `v0=${hex.toUpperCase()}` }, "malformed"],
    ["cut by one digit", { ...honest, signature: honest.signature.slice(0, -1) }, "malformed"],
    ["with one digit more", { ...honest, signature: `${honest.signature}0` }, "malformed"],
    ["with something behind it", { ...honest, signature: `${honest.signature}=x` }, "malformed"],
    ["with a line end behind it", { ...honest, signature: `${honest.signature}\n` }, "malformed"],
    ["with a space before it", { ...honest, signature: ` ${honest.signature}` }, "malformed"],
    ["two of them in one header", { ...honest, signature: `${honest.signature}, x` }, "malformed"],
    ["at a signed moment with a sign", signed({ timestamp: `+${seconds}` }), "malformed"],
    ["at a signed moment with a fraction", signed({ timestamp: `${seconds}.0` }), "malformed"],
    ["at a signed moment in hexadecimal", signed({ timestamp: "0x5b47a08a" }), "malformed"],
    ["at a signed moment with an exponent", signed({ timestamp: "1531420618e0" }), "malformed"],
    ["at a signed moment with a line end", signed({ timestamp: `${seconds}\n` }), "malformed"],
    ["at a signed moment in full-width digits", signed({ timestamp: "１５３１４２０６１８" }), "malformed"],
    ["at no moment", signed({ timestamp: "NaN" }), "malformed"],
    ["at a moment far too long", signed({ timestamp: "9".repeat(400) }), "malformed"],
  ])("%s", (_, bytes, verdict) => {
    expect(verdictOf(bytes)).toBe(verdict);
  });

  it.each([
    [-300_001, "out-of-time"],
    [-300_000, "valid"],
    [-299_999, "valid"],
    [0, "valid"],
    [299_999, "valid"],
    [300_000, "valid"],
    [300_001, "out-of-time"],
    [366 * 86_400_000, "out-of-time"],
    [-366 * 86_400_000, "out-of-time"],
  ])("%d ms after it was signed is %s", (distance, verdict) => {
    expect(verdictOf(honest, [secret], instant(now + distance))).toBe(verdict);
  });
});

describe("the secrets in force", () => {
  const rotated = secretsOf(`${secret} ${before}`);

  it("are both taken while one gives way to the other", () => {
    expect(verdictOf(signed(), rotated)).toBe("valid");
    expect(verdictOf(signed({ secret: before }), rotated)).toBe("valid");
    expect(verdictOf(signed({ secret: "neither of these two secrets" }), rotated)).toBe("mismatch");
  });

  it.each([
    ["one", secret, [secret]],
    ["two", `${secret} ${before}`, [secret, before]],
    ["two lines, as an editor leaves them", `${secret}\n${before}\n`, [secret, before]],
    ["nothing", "", []],
    ["white space", " \n ", []],
    ["a secret of fifteen characters", "a".repeat(15), []],
    ["the shortest that can be one", "a".repeat(16), ["a".repeat(16)]],
    ["a secret and a remnant", `${secret} abc`, [secret]],
  ])("are read from a parameter that holds %s", (_, parameter, secrets) => {
    expect(secretsOf(parameter)).toEqual(secrets);
  });

  it.each(["", " ", "short", "a".repeat(15)])("open nothing when the parameter holds '%s'", (parameter) => {
    for (const key of [parameter, parameter.trim(), ""])
      expect(verdictOf(signed({ secret: key }), secretsOf(parameter))).toBe("mismatch");
  });
});

const flipped = (bytes: Uint8Array, bit: number): Buffer => {
  const changed = Buffer.from(bytes);
  changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return changed;
};
const flippedText = (given: string, bit: number) =>
  flipped(Buffer.from(given, "latin1"), bit).toString("latin1");
const bitsOf = (length: number) => Array.from({ length: length * 8 }, (_, bit) => bit);

describe("one bit that is not as it was signed", () => {
  it("is refused wherever it lies", () => {
    for (const bit of bitsOf(honest.body.length))
      expect(verdictOf({ ...honest, body: flipped(honest.body, bit) })).toBe("mismatch");
    for (const bit of bitsOf(honest.timestamp.length))
      expect(verdictOf({ ...honest, timestamp: flippedText(honest.timestamp, bit) })).not.toBe("valid");
    for (const bit of bitsOf(honest.signature.length))
      expect(verdictOf({ ...honest, signature: flippedText(honest.signature, bit) })).not.toBe("valid");
  });

  it("is refused in any body, at any moment, though the clock should follow it", () => {
    const body = fc.uint8Array({ minLength: 1, maxLength: 400 });
    const moment = fc.integer({ min: 1, max: 99_999_999_999 });
    fc.assert(
      fc.property(body, moment, fc.nat(), (bytes, at, nth) => {
        const timestamp = String(at);
        const signature = signatureOf(secret, timestamp, bytes);
        const verdict = (given: SignedBytes) =>
          verdictOf(given, [secret], instant(Number(given.timestamp) * 1_000 || 0));
        expect(verdict({ body: bytes, timestamp, signature })).toBe("valid");
        const inBody = nth % (bytes.length * 8);
        expect(verdict({ body: flipped(bytes, inBody), timestamp, signature })).toBe("mismatch");
        const inTime = nth % (timestamp.length * 8);
        expect(verdict({ body: bytes, timestamp: flippedText(timestamp, inTime), signature })).not.toBe(
          "valid",
        );
        const inSignature = nth % (signature.length * 8);
        const other = flippedText(signature, inSignature);
        expect(verdict({ body: bytes, timestamp, signature: other })).not.toBe("valid");
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("the line between timestamp and body", () => {
  it("cannot be moved: no other pair of the same bytes is taken", () => {
    const body = fc.oneof(
      fc.uint8Array({ maxLength: 30 }).map((bytes) => Buffer.from(bytes)),
      fc.stringMatching(/^[0-9:]{0,30}$/).map((given) => Buffer.from(given)),
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999 }), body, (at, bytes) => {
        const timestamp = String(at);
        const signature = signatureOf(secret, timestamp, bytes);
        const run = Buffer.concat([Buffer.from(`${timestamp}:`), bytes]);
        for (let end = 0; end <= run.length; end += 1) {
          // With the byte at the cut taken for the colon, and with none taken away.
          for (const begin of [end, end + 1]) {
            const moved = {
              timestamp: run.subarray(0, end).toString("latin1"),
              body: run.subarray(Math.min(begin, run.length)),
              signature,
            };
            const isSame = moved.timestamp === timestamp && moved.body.equals(bytes);
            const clock = instant(Number(moved.timestamp) * 1_000 || 0);
            expect(verdictOf(moved, [secret], clock) === "valid").toBe(isSame);
          }
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
