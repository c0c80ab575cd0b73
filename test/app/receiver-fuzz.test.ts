// FRONT_SEED repeats a run, FRONT_RUNS makes it longer.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { WorkNote } from "../../src/ports/note.ts";
import { unpackRequest } from "../../src/slack/pack.ts";
import { signatureOf } from "../slack/signing.ts";
import { envelop, shapes, sign } from "./envelopes.ts";
import { attempt } from "./forgeries.ts";
import { createFrontWorld, type Deed, seconds, secret } from "./front-world.ts";
import { asForm, asJson, asPayload, homeOpened, pressInMessage, type Sent, submitted } from "./requests.ts";

const seed = Number(process.env.FRONT_SEED ?? Math.floor(Math.random() * 2 ** 31));
const numRuns = Number(process.env.FRONT_RUNS ?? 100_000);

const isCertificateCheck = (text: string): boolean => /^(token=\w*&)?ssl_check=1$/.test(text);

/** What goes to the worker carries its own proof. */
const expectSigned = (deeds: readonly Deed[]): void => {
  for (const { name, given } of deeds) {
    if (name !== "work.send") continue;
    const { body, timestamp, signature } = unpackRequest((given[0] as WorkNote).packed);
    expect({ timestamp: Number(timestamp), signature }).toEqual({
      timestamp: seconds,
      signature: signatureOf(secret, timestamp, body),
    });
  }
};

describe(`whatever is sent to the front door (FRONT_SEED=${seed})`, () => {
  it("is answered, never with a fault of ours, and has no effect unless Slack signed it", async () => {
    const { handle, deeds, lines } = createFrontWorld();
    const met = { signed: 0, unsigned: 0, deeds: 0, accepted: 0 };
    await fc.assert(
      fc.asyncProperty(attempt, async ({ event, isSigned, text, signature }) => {
        deeds.length = 0;
        lines.length = 0;
        const { statusCode, body } = await handle(event);
        if (signature.length > 60) expect(JSON.stringify(lines)).not.toContain(signature.slice(3));
        if (!isSigned) {
          met.unsigned += 1;
          expect({ deeds, body }).toEqual({ deeds: [], body: "" });
          expect(isCertificateCheck(text) ? [200] : [400, 401]).toContain(statusCode);
          return;
        }
        met.signed += 1;
        met.deeds += deeds.length;
        if (statusCode === 200) met.accepted += 1;
        expectSigned(deeds);
        expect([200, 400]).toContain(statusCode);
      }),
      { numRuns, seed },
    );
    for (const count of Object.values(met)) expect(count).toBeGreaterThan(numRuns / 20);
  }, 300_000);
});

describe("nonsense that is truly signed", () => {
  const homeWith = (parts: object) => asJson({ ...homeOpened, ...parts });
  const noise = () => Array.from({ length: 40_000 }, () => Math.random().toString(36).slice(2, 10)).join("");

  it.each<[string, Sent]>([
    ["a command that has an event too", asForm({ command: "/backup", user_id: "U1", event: "x" })],
    ["an authorization of nobody", homeWith({ authorizations: [null] })],
    [
      "an event in a channel of null",
      homeWith({ event: { ...(homeOpened.event as object), channel: null } }),
    ],
    ["a press in a channel of null", asPayload({ ...pressInMessage("help.show"), channel: null })],
    ["a form with null to answer to", asPayload({ ...submitted("x", {}), response_urls: null })],
    ["a form with null among what to answer to", asPayload({ ...submitted("x", {}), response_urls: [null] })],
    ["a Home tab too long to hand on", homeWith({ noise: noise() })],
  ])("is not answered as a fault of ours: %s", async (_, sent) => {
    const { handle } = createFrontWorld();
    const { statusCode } = await handle(envelop(sign(sent), shapes["API Gateway 2.0"] ?? (() => ({}))));
    expect(statusCode).toBeLessThan(500);
  });
});
