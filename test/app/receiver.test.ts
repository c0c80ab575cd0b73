import { describe, expect, it } from "vitest";
import { Fault } from "../../src/core/errors.ts";
import { instant } from "../../src/core/time.ts";
import type { WorkNote } from "../../src/ports/note.ts";
import { unpackRequest } from "../../src/slack/pack.ts";
import { cases, envelop, type Letter, shapes, sign } from "./envelopes.ts";
import { createFrontWorld, seconds, secret } from "./front-world.ts";
import { asForm, asJson, command, homeOpened, honest } from "./requests.ts";

const gate = shapes["API Gateway 2.0"] ?? (() => ({}));

const namesOf = (deeds: readonly { readonly name: string }[]) => deeds.map(({ name }) => name);

const packedIn = (deeds: ReturnType<typeof createFrontWorld>["deeds"]): string[] =>
  deeds.filter(({ name }) => name === "work.send").map(({ given: [note] }) => (note as WorkNote).packed);

describe.each(Object.entries(shapes))("a request in the shape of %s", (_, shape) => {
  describe.each(Object.entries(cases))("with the names of its headers %s", (__, nameOf) => {
    it.each(
      honest.flatMap(([name, sent, effects]) =>
        [false, true].map((isBase64) => ({ name, sent, effects, isBase64 })),
      ),
    )("$name is understood, base64: $isBase64", async ({ sent, effects, isBase64 }) => {
      const { handle, deeds, lines } = createFrontWorld();
      const letter = sign(sent);
      const { statusCode } = await handle(envelop(letter, shape, { nameOf, isBase64 }));
      expect({ statusCode, deeds: namesOf(deeds), lines }).toEqual({
        statusCode: 200,
        deeds: effects,
        lines: [],
      });
      for (const packed of packedIn(deeds))
        expect(unpackRequest(packed)).toEqual({ ...letter, body: Buffer.from(letter.body) });
    });
  });
});

describe("the type of the content", () => {
  it.each([
    "application/json",
    "application/json; charset=utf-8",
    "application/json;charset=UTF-8",
    "Application/JSON",
    " application/json",
  ])("'%s' is JSON", async (contentType) => {
    const { handle, deeds } = createFrontWorld();
    await handle(envelop(sign({ ...asJson(homeOpened), contentType }), gate));
    expect(namesOf(deeds)).toEqual(["work.send"]);
  });

  it.each([
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded; charset=utf-8",
    "APPLICATION/X-WWW-FORM-URLENCODED",
    "",
  ])("'%s' is a form", async (contentType) => {
    const { handle, deeds } = createFrontWorld();
    await handle(envelop(sign({ ...asForm(command("jobs")), contentType }), gate));
    expect(namesOf(deeds)).toEqual(["work.send"]);
  });

  it.each([false, true])("raw Japanese comes back as it was sent, base64: %s", async (isBase64) => {
    const challenge = "本番のバックアップ、🗼、é";
    const letter = sign(asJson({ type: "url_verification", token: "x", challenge }));
    const answer = await createFrontWorld().handle(envelop(letter, gate, { isBase64 }));
    expect(answer.statusCode).toBe(200);
    expect(JSON.parse(answer.body)).toEqual({ challenge });
  });
});

describe("Slack's look at the certificate", () => {
  const unsigned = async (body: string, isBase64 = false) => {
    const { handle, deeds, secretReads } = createFrontWorld();
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const text = Buffer.from(body).toString(isBase64 ? "base64" : "utf8");
    const { statusCode } = await handle(gate(headers, { body: text, isBase64Encoded: isBase64 }));
    expect(deeds).toEqual([]);
    return { statusCode, readsTheSecret: secretReads.length > 0 };
  };

  it.each([
    "ssl_check=1",
    "token=&ssl_check=1",
    "token=Abc123&ssl_check=1",
  ])("is answered without a signature when it is exactly %s", async (body) => {
    expect(await unsigned(body)).toEqual({ statusCode: 200, readsTheSecret: false });
    expect(await unsigned(body, true)).toEqual({ statusCode: 200, readsTheSecret: false });
  });

  it.each([
    "",
    "ssl_check=0",
    "ssl_check=11",
    "ssl_check=1 ",
    "ssl_check=1\n",
    "\nssl_check=1",
    "SSL_CHECK=1",
    "ssl_check=1&ssl_check=1",
    "ssl_check=1&command=%2Fbackup&text=jobs&user_id=U1",
    "command=%2Fbackup&text=jobs&user_id=U1&ssl_check=1",
    "payload=%7B%7D&ssl_check=1",
    "token=a&command=%2Fbackup&ssl_check=1",
    "token=%26&ssl_check=1",
    "token=a&token=b&ssl_check=1",
    `token=${"a".repeat(300)}&ssl_check=1`,
  ])("opens nothing with anything more: '%s'", async (body) => {
    expect(await unsigned(body)).toMatchObject({ statusCode: 401 });
    expect(await unsigned(body, true)).toMatchObject({ statusCode: 401 });
  });
});

describe("the signing secret", () => {
  const rotated = "0a1b2c3d4e5f60718293a4b5c6d7e8f9";
  const help = asForm(command("jobs"));
  const event = (letter: Letter) => envelop(letter, gate);
  const forged = event(sign(help, String(seconds), "a secret that nobody has"));

  it("is read anew at most once a minute, however many wrong signatures come", async () => {
    let now = seconds * 1_000;
    const { handle, secretReads } = createFrontWorld({ now: () => instant(now) });
    const freshReads = () => secretReads.filter((fresh) => fresh).length;
    const statuses = new Set<number>();
    for (let second = 0; second < 180; second += 1) {
      for (let each = 0; each < 3; each += 1) statuses.add((await handle(forged)).statusCode);
      expect(freshReads()).toBe(Math.floor(second / 60) + 1);
      now += 1_000;
    }
    expect(statuses).toEqual(new Set([401]));
  });

  it("is read anew for nothing but a wrong signature", async () => {
    const { handle, secretReads } = createFrontWorld();
    await handle(event(sign(help)));
    await handle(event({ ...sign(help), signature: "v0=" }));
    await handle(event(sign(help, String(seconds - 301))));
    await handle(gate({}, { body: "" }));
    expect(secretReads).toEqual([false, false, false, false]);
  });

  it("that was just changed is found, and what it signed is taken", async () => {
    const held = { held: secret, inForce: rotated };
    const { handle, deeds } = createFrontWorld({
      signingSecret: async (fresh = false) => {
        if (fresh) held.held = held.inForce;
        return held.held;
      },
    });
    expect((await handle(event(sign(help, String(seconds), rotated)))).statusCode).toBe(200);
    expect(namesOf(deeds)).toEqual(["work.send"]);
    expect((await handle(event(sign(help)))).statusCode).toBe(401);
  });

  it("is taken as the one in force and the one before it", async () => {
    const { handle } = createFrontWorld({ signingSecret: async () => `${rotated} ${secret}` });
    for (const key of [rotated, secret])
      expect((await handle(event(sign(help, String(seconds), key)))).statusCode).toBe(200);
    expect((await handle(forged)).statusCode).toBe(401);
  });

  it.each(["", " ", "short"])("opens nothing when it is '%s'", async (parameter) => {
    const { handle, deeds } = createFrontWorld({ signingSecret: async () => parameter });
    for (const key of [parameter, parameter.trim(), ""])
      expect((await handle(event(sign(help, String(seconds), key)))).statusCode).toBe(401);
    expect(deeds).toEqual([]);
  });

  it.each([
    ["cannot be read", async () => Promise.reject(down)],
    ["cannot be read anew", async (fresh = false) => (fresh ? Promise.reject(down) : rotated)],
  ])("that %s leaves Slack to send it again, and nothing is taken", async (_, signingSecret) => {
    for (const [, sent] of honest) {
      const { handle, deeds } = createFrontWorld({ signingSecret });
      expect((await handle(event(sign(sent)))).statusCode).toBe(503);
      expect(deeds).toEqual([]);
    }
  });

  const down = new Fault("aws-unavailable", "GetParameter: down", { retryable: true });
});

describe("the log", () => {
  it("never holds a signature, a secret, a body or an address to answer to", async () => {
    const { handle, lines } = createFrontWorld();
    const letter = sign(asForm(command("jobs")));
    const wrong = { ...letter, timestamp: String(seconds - 1) };
    for (const each of [letter, wrong, { ...letter, signature: "v0=x" }, sign(asForm({ a: "b" }))])
      await handle(envelop(each, gate));
    const written = JSON.stringify(lines);
    expect(lines).toHaveLength(3);
    for (const kept of [letter.signature.slice(3), secret, "hooks.slack.com", "jobs", "verification"])
      expect(written).not.toContain(kept);
  });
});
