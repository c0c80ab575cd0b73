// Requests as fast-check makes them up: what Slack would send, the same with something changed after it was signed,
// nonsense that is truly signed, and nonsense that is not.
import fc from "fast-check";
import type { HttpEvent } from "../../src/app/receiver.ts";
import { homeIds } from "../../src/features/home/model.ts";
import { inventoryIds } from "../../src/features/inventory/model.ts";
import { jobIds } from "../../src/features/jobs/model.ts";
import { signatureOf } from "../slack/signing.ts";
import { cases, envelop, type Letter, shapes, sign } from "./envelopes.ts";
import { seconds, secret } from "./front-world.ts";
import {
  asForm,
  asJson,
  asPayload,
  closed,
  command,
  formValues,
  homeOpened,
  pressInMessage,
  pressInView,
  type Sent,
  shortcut,
  submitted,
  type Thing,
  typed,
} from "./requests.ts";

export interface Attempt {
  readonly event: HttpEvent;
  readonly isSigned: boolean;
  /** The bytes that the event carries and their signature, where they are known. */
  readonly text: string;
  readonly signature: string;
}

/** By the book and not by our own verifier. */
const isSigned = ({ body, timestamp, signature }: Letter): boolean =>
  signature === signatureOf(secret, timestamp, body) &&
  timestamp === String(Number(timestamp)) &&
  Math.abs(seconds - Number(timestamp)) <= 300;

const text = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: "grapheme", maxLength: 40 }) },
  fc.constantFrom(
    "jobs",
    "jobs production --since 7d",
    "points",
    "points 注文",
    "vaults x y",
    "status",
    "help jobs",
  ),
  fc.constantFrom("", " ", "__proto__", "constructor", "toString", "version", "<@U1|bob>", "－－state", "「"),
);

const actionId = fc.oneof(
  fc.constantFrom(...Object.values({ ...jobIds, ...homeIds, ...inventoryIds }), "help.show", "jobs.list#2"),
  text,
);

const payload: fc.Arbitrary<Thing> = fc.oneof(
  fc.tuple(actionId, text).map(([id, value]) => pressInMessage(id, value)),
  fc
    .tuple(fc.constantFrom("modal" as const, "home" as const), actionId, text)
    .map((given) => pressInView(...given)),
  fc.tuple(actionId, text).map(([id, value]) => submitted(id, { b: { [id]: { value } } })),
  fc.tuple(actionId, text).map((given) => typed(...given)),
  fc.constantFrom(submitted(inventoryIds.form, formValues), closed, shortcut, homeOpened),
);

const json: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(null, true, 0, -1, 1e300, "", "x", "__proto__", [], {}, [null], { id: null }),
  fc.jsonValue({ maxDepth: 2 }),
);

const letters: fc.Arbitrary<Sent> = fc.oneof(
  text.map((typedText) => asForm(command(typedText))),
  payload.map((made) => (made.type === "event_callback" ? asJson(made) : asPayload(made))),
  text.map((challenge) => asJson({ type: "url_verification", challenge })),
);

/** One member anywhere in it left out or made into something else. */
const bent = (whole: Thing, path: number, becomes: { readonly value: unknown } | undefined): Thing => {
  const names = Object.keys(whole);
  const name = names[path % names.length];
  if (name === undefined) return becomes === undefined ? {} : { x: becomes.value };
  const { [name]: member, ...others } = whole;
  const deeper = Math.floor(path / names.length);
  if (deeper % 3 !== 0 && typeof member === "object" && member !== null && Object.keys(member).length > 0) {
    const inside = bent(member as Thing, Math.floor(deeper / 3), becomes);
    return { ...others, [name]: Array.isArray(member) ? Object.values(inside) : inside };
  }
  return becomes === undefined ? others : { ...others, [name]: becomes.value };
};

const bending = fc.tuple(fc.nat(1_000_000), fc.option(fc.record({ value: json }), { nil: undefined }));

/** What Slack would never sign, and what must be answered all the same. */
const nonsense: fc.Arbitrary<Sent> = fc.oneof(
  fc.tuple(payload, bending).map(([made, [path, becomes]]) => asPayload(bent(made, path, becomes))),
  fc.tuple(payload, bending).map(([made, [path, becomes]]) => asJson(bent(made, path, becomes))),
  bending.map(([path, becomes]) => asJson(bent(homeOpened, path, becomes))),
  json.map(asJson),
  json.map(asPayload),
  fc
    .dictionary(fc.constantFrom("command", "user_id", "text", "payload", "type", "event", "name"), text)
    .map(asForm),
  fc
    .tuple(fc.constantFrom("application/json", "", "text/plain"), fc.uint8Array({ maxLength: 60 }))
    .map(([contentType, body]) => ({ contentType, body })),
);

const otherTimes = fc.constantFrom(
  "0",
  "-1",
  "NaN",
  "",
  "1e9",
  `${seconds}.0`,
  `${seconds - 301}`,
  `${seconds + 301}`,
);

const flipped = (bytes: Uint8Array, nth: number): Buffer => {
  const changed = Buffer.from(bytes);
  const bit = nth % Math.max(1, changed.length * 8);
  changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return changed;
};
const flippedText = (given: string, nth: number) =>
  flipped(Buffer.from(given, "latin1"), nth).toString("latin1");

const changes: readonly ((letter: Letter, nth: number, time: string) => Letter)[] = [
  (letter, nth) => ({ ...letter, body: flipped(letter.body, nth) }),
  (letter, nth) => ({ ...letter, timestamp: flippedText(letter.timestamp, nth) }),
  (letter, nth) => ({ ...letter, signature: flippedText(letter.signature, nth) }),
  (letter, nth) => ({ ...letter, body: letter.body.slice(0, nth % (letter.body.length + 1)) }),
  (letter) => ({ ...letter, body: Buffer.concat([letter.body, Buffer.from("&ssl_check=1")]) }),
  (letter) => ({ ...letter, body: Buffer.from("ssl_check=1") }),
  (letter) => ({ ...letter, signature: letter.signature.toUpperCase() }),
  (letter) => ({ ...letter, signature: letter.signature.replace("v0", "v1") }),
  (letter) => ({ ...letter, signature: "" }),
  (letter, _, time) => ({ ...letter, timestamp: time }),
  (letter, _, time) => sign(letter, time),
  (letter) => sign(letter, letter.timestamp, `${secret} `),
  (letter) => sign(letter, letter.timestamp, ""),
];

const letter: fc.Arbitrary<Letter> = fc.oneof(
  letters.map((sent) => sign(sent)),
  nonsense.map((sent) => sign(sent)),
  fc
    .tuple(letters, fc.constantFrom(...changes), fc.nat(100_000), otherTimes)
    .map(([sent, change, nth, time]) => change(sign(sent), nth, time)),
);

const isText = (bytes: Uint8Array): boolean => Buffer.from(Buffer.from(bytes).toString("utf8")).equals(bytes);

const enveloped: fc.Arbitrary<Attempt> = fc
  .tuple(
    letter,
    fc.constantFrom(...Object.values(shapes)),
    fc.constantFrom(...Object.values(cases)),
    fc.boolean(),
  )
  .map(([made, shape, nameOf, isBase64]) => ({
    event: envelop(made, shape, { nameOf, isBase64: isBase64 || !isText(made.body) }),
    isSigned: isSigned(made),
    text: Buffer.from(made.body).toString("latin1"),
    signature: made.signature,
  }));

/** Truly signed, and broken on the way: a member of the event left out, or made into something else. */
const broken: fc.Arbitrary<Attempt> = fc
  .tuple(
    letters,
    fc.constantFrom(...Object.values(shapes)),
    fc.constantFrom("headers", "body", "isBase64Encoded"),
    fc.oneof(json, fc.constant(undefined)),
  )
  .filter(([, , name, becomes]) => name !== "isBase64Encoded" || becomes === true)
  .map(([sent, shape, name, becomes]) => {
    const { multiValueHeaders: _, ...event } = envelop(sign(sent), shape);
    return { event: { ...event, [name]: becomes } as HttpEvent, isSigned: false, text: "", signature: "" };
  });

const anything: fc.Arbitrary<Attempt> = fc
  .oneof(
    json,
    fc.record(
      { headers: json, multiValueHeaders: json, body: fc.oneof(json, fc.string()), isBase64Encoded: json },
      { requiredKeys: [] },
    ),
  )
  .map((event) => ({ event: event as HttpEvent, isSigned: false, text: "", signature: "" }));

export const attempt: fc.Arbitrary<Attempt> = fc.oneof(
  { weight: 8, arbitrary: enveloped },
  { weight: 1, arbitrary: broken },
  { weight: 1, arbitrary: anything },
);
