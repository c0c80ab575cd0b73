// What nobody should send, by every way in: it becomes a card that Slack takes or goes back to the queue, it harms no
// neighbour, and it never pings or links.
import { describe, expect, it } from "vitest";
import type { Card } from "../../src/slack/card.ts";
import { called, deliver, envelope, feeds, type Odd, queued } from "./hostile.ts";

/** Stands for what JSON.stringify cannot write. */
const bomb = "@@bomb@@";
const levels = 10_000;
const withBomb = (body: string): string =>
  body.replaceAll(/\\?"@@bomb@@\\?"|@@bomb@@/g, `${"[".repeat(levels)}${"]".repeat(levels)}`);

const wide = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`member-${index}`, index]));

const odds: Readonly<Record<string, Odd>> = {
  "a ping of the channel": "<!channel>",
  "a ping of everybody, escaped once": "&lt;!here&gt; <!everyone|x>",
  "a ping of a person": "<@U0123ABCD>",
  "a link to a channel": "<#C0123ABCD|general>",
  "a ping of a group": "<!subteam^S0123456789>",
  "a link in disguise": "<https://evil.example/x|Approve>",
  "a bare link": "https://evil.example/login",
  "a link to write to": "<mailto:a@evil.example|us>",
  "fences and backticks": "`a` ```b``` ~c~ *d* _e_ > f",
  "pipes and line ends": "a|b\nc\r\nd\u2028e",
  "half a character": "x\ud800y",
  "the other half": "\udc00",
  NUL: "a\u0000b",
  "text that turns around": "\u202egnp.exe\u2066x\u200f",
  "emoji over every limit": "😀".repeat(3_001),
  "one unit, then emoji over every limit": `x${"😀".repeat(3_001)}`,
  "ten thousand ampersands": "&".repeat(10_000),
  "an ARN of ten kilobytes": `arn:aws:rds:ap-northeast-1:111111111111:db:${"n".repeat(10_000)}`,
  "an account of thirteen digits": "1111111111111",
  "a Region that nobody knows": "mars-north-7",
  "a partition that nobody knows": "arn:aws-mars:backup:mars-north-7:111111111111:recovery-point:x",
  "a year ago": "2025-11-20T13:13:00Z",
  "a year ahead": "2027-11-20T13:13:00Z",
  "the end of time": "+275760-09-13T00:00:00.000Z",
  "beyond the end of time": "9999-99-99T99:99:99Z",
  "a key of every object": "__proto__",
  "a method of every object": "constructor",
  "another method": "toString",
  "nothing at all": "",
  blanks: " \t ",
  "a number": 42,
  "a number beyond numbers": 1e308,
  yes: true,
  null: null,
  "an empty list": [],
  "an empty object": {},
  "an object with odd keys": JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":1}}'),
  "ten thousand levels": bomb,
  "twenty thousand members": wide,
};

const neighbour = JSON.stringify({
  id: "e-neighbour",
  source: "aws.backup",
  "detail-type": "Backup Job State Change",
  account: "111111111111",
  region: "ap-northeast-1",
  time: "2026-11-20T13:13:00Z",
  resources: [],
  detail: { backupJobId: "J-NEIGHBOUR", state: "FAILED" },
});

const isNeighbour = ({ metadata }: Card): boolean =>
  String(metadata.event_payload.incident).endsWith("j-neighbour");

const ownLinks =
  /<(?:https:\/\/[a-z\d-]+\.console\.(?:aws\.amazon\.com|amazonaws\.cn|amazonaws-us-gov\.com)\/[^|<>]*\|[^<>]*|https:\/\/docs\.aws\.amazon\.com\/[\w/-]+\.html\|[^<>]*|!date\^-?\d+\^[^|<>]*\|[^<>]*)>/g;

interface Text {
  readonly text: string;
  readonly isVerbatim: boolean;
}

/** Every text of a card that Slack would read for pings and links. */
const textsOf = (value: unknown): readonly Text[] => {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== "object" || value === null) return [];
  const { type, text, verbatim } = value as { type?: unknown; text?: unknown; verbatim?: unknown };
  if (type === "mrkdwn" && typeof text === "string") return [{ text, isVerbatim: verbatim === true }];
  return Object.values(value).flatMap(textsOf);
};

const demandHarmless = (card: Card): void => {
  expect(card.text.replace(ownLinks, "")).not.toMatch(/[<>]/);
  for (const { text, isVerbatim } of textsOf([card.blocks, card.body])) {
    expect(text.replace(ownLinks, "")).not.toMatch(/[<>]/);
    expect(isVerbatim).toBe(true);
    expect(text.isWellFormed()).toBe(true);
  }
  expect(card.text.isWellFormed()).toBe(true);
};

describe.each(Object.entries(feeds))("in %s", (_, bodyOf) => {
  it.each(Object.entries(odds))("%s is a card or goes back, and harms nobody", async (_name, odd) => {
    const { returned, cards } = await deliver(
      queued([
        ["m-hostile", withBomb(bodyOf(odd))],
        ["m-neighbour", neighbour],
      ]),
    );
    const theirs = cards.filter((card) => !isNeighbour(card));
    expect(cards.filter(isNeighbour)).toHaveLength(1);
    expect(returned).toEqual(theirs.length > 0 ? [] : ["m-hostile"]);
    for (const card of theirs) demandHarmless(card);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

describe("as much as a way takes", () => {
  const million = 1_000_000;
  it.each(Object.entries(feeds))("is a card or goes back: %s", async (_, bodyOf) => {
    const body = bodyOf("x<!channel>".repeat(million / 110));
    const { returned, cards } = await deliver(
      queued([
        ["m-hostile", body],
        ["m-neighbour", neighbour],
      ]),
    );
    expect(cards.filter(isNeighbour)).toHaveLength(1);
    expect(cards.length === 2 || returned.length === 1).toBe(true);
    for (const card of cards) demandHarmless(card);
  });

  it.each([
    ["words", "x<!channel> failed ".repeat((5 * million) / 19)],
    ["no words", "x".repeat(5 * million)],
    ["lines", "pipelineId: x\n".repeat((5 * million) / 14)],
    ["blanks", " ".repeat(5 * million)],
    ["what a message begins with", "Resource ARN : ".repeat((5 * million) / 15)],
  ])("is a card when a topic calls with five megabytes of %s", async (_, message) => {
    for (const attributes of [
      {},
      { EventType: "BACKUP_JOB", State: "FAILED", AccountId: "111111111111", Id: "J" },
    ]) {
      const { cards } = await deliver(called(envelope("[Alart] it failed", message, attributes)));
      expect(cards).toHaveLength(1);
      for (const card of cards) demandHarmless(card);
    }
  });
});

it("message attributes with the names of an object's own members are shown as they are", async () => {
  const attributes = Object.fromEntries([
    ["__proto__", "<!here>"],
    ["constructor", "x"],
    ["EventType", "toString"],
  ]);
  const { cards } = await deliver(queued([["m-hostile", "hello", attributes]]));
  expect(cards).toHaveLength(1);
  for (const card of cards) demandHarmless(card);
});
