import { randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packRequest, unpackRequest } from "../../src/slack/pack.ts";

const raw = {
  body: Buffer.from("command=%2Fbackup&text=jobs"),
  contentType: "application/x-www-form-urlencoded",
  timestamp: "1795179600",
  signature: `v0=${"a".repeat(64)}`,
};

const packed = (body: Uint8Array): string => packRequest({ ...raw, body }) ?? "too long";

const packedBytes = (bytes: string | Uint8Array): string => gzipSync(bytes).toString("base64");

describe("a request on its way to the worker", () => {
  it("arrives byte for byte, whatever is in it", () => {
    const word = fc.string({ unit: "binary", maxLength: 40 }).map((text) => text.toWellFormed());
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        word,
        word,
        word,
        (body, contentType, timestamp, signature) => {
          const given = { body: Buffer.from(body), contentType, timestamp, signature };
          expect(unpackRequest(packRequest(given) ?? "")).toEqual(given);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ["no bytes", Buffer.alloc(0)],
    ["line ends first", Buffer.from("\n\n[]\n")],
    ["what is no UTF-8", Buffer.from([0xff, 0xfe, 0x00, 0x0a, 0x80])],
    ["another packed request", Buffer.from(packed(raw.body))],
    ["all that Lambda takes, if it can be pressed", Buffer.alloc(6_000_000, "ab")],
  ])("may be %s", (_, body) => {
    expect(Buffer.from(unpackRequest(packed(body)).body).equals(body)).toBe(true);
  });

  it("fits a message of the queue, with room for the note around it", () => {
    const body = randomBytes(140_000);
    expect(packed(body).length).toBeGreaterThan(180_000);
    expect(packed(body).length).toBeLessThanOrEqual(200_000);
  });

  it("is not packed when it is too long", () => {
    expect(packRequest({ ...raw, body: randomBytes(160_000) })).toBeUndefined();
  });
});

describe("what the front door did not pack", () => {
  it.each([
    ["a bomb", packedBytes(Buffer.concat([Buffer.from('["","",""]\n'), Buffer.alloc(9_000_000)]))],
    ["nothing", ""],
    ["no gzip", Buffer.from("[]\n").toString("base64")],
    ["a packed request that is cut", packed(Buffer.from("x".repeat(1_000))).slice(0, 40)],
    ["a head that is no list", packedBytes('{"a":1}\nbody')],
    ["a head that is no JSON", packedBytes("x\nbody")],
    ["no head", packedBytes("")],
  ])("is a bug: %s", (_, given) => {
    expect(() => unpackRequest(given)).toThrow();
  });

  it("never swells to more than a request may be", () => {
    const bomb = packedBytes(Buffer.alloc(200_000_000));
    expect(bomb.length).toBeLessThan(300_000);
    const before = process.memoryUsage().arrayBuffers;
    expect(() => unpackRequest(bomb)).toThrow(/larger than/);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(60_000_000);
  });
});
