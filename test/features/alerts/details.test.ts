import { describe, expect, it } from "vitest";
import { isCalm, sensesOf, severityOfThing, thingKinds } from "../../../src/backup/thing.ts";
import { hourMs, instant } from "../../../src/core/time.ts";
import { commandForAbsence, commandForThing } from "../../../src/features/alerts/kinds/command.ts";
import {
  absenceMessage,
  rawMessage,
  thingMessage,
} from "../../../src/features/alerts/kinds/details-message.ts";
import {
  type HeardThing,
  hearThing,
  incidentOfThing,
  type ThingRecord,
} from "../../../src/features/alerts/kinds/thing.ts";
import type { Incident } from "../../../src/features/alerts/model.ts";
import { thingTextsFor } from "../../../src/i18n/things.ts";
import { checkBlocks } from "../../../src/slack/block-check.ts";
import { limits } from "../../../src/slack/limits.ts";
import type { Message } from "../../../src/slack/message.ts";
import { forModal } from "../../../src/slack/tables.ts";
import { configIn } from "./cards.ts";
import { thingIn } from "./thing-cards.ts";

const at = instant(Date.parse("2026-11-20T13:13:00Z"));
const every = thingKinds.flatMap((kind) =>
  [...sensesOf(kind), "unknown"].map((sense) => [kind, sense] as const),
);

const recordOf = (
  kind: (typeof thingKinds)[number],
  sense: string,
  more: Partial<HeardThing> = {},
): ThingRecord => {
  const { key, state, severity, facts, message, objects } = thingIn(kind, sense);
  const { name, ...thing } = key;
  const heard: HeardThing = {
    feed: "eventbridge",
    state,
    sense,
    severity,
    at,
    facts,
    objects,
    ...(name === undefined ? {} : { name }),
    ...(message === undefined ? {} : { message }),
    ...more,
  };
  return { thing, heard: hearThing([], heard), owes: "nothing" };
};

const about = ({ thing }: ThingRecord): Incident => ({
  id: incidentOfThing(thing),
  subject: { type: "thing", thing },
  environment: "production",
  channel: "C0PRODUCTION",
});

const isTaken = ({ title, blocks }: Message): void => {
  const shown = forModal(blocks);
  expect(checkBlocks(shown, "modal")).toEqual([]);
  expect(title.length).toBeLessThanOrEqual(limits.viewTitle);
  expect(Buffer.byteLength(JSON.stringify(shown))).toBeLessThan(limits.viewBytes);
  expect(JSON.stringify(shown)).not.toMatch(/undefined|NaN|\[object|<!channel>/);
};

const hostile = [
  "<!channel>",
  "&".repeat(40_000),
  "𠮷".repeat(9_000),
  "`*_~".repeat(3_000),
  "\u0000".repeat(5_000),
];

describe.each(["en", "ja"] as const)("the details in %s", (language) => {
  const config = configIn(language);

  it.each(every)("of a %s that is %s are taken by Slack and hold every fact", (kind, sense) => {
    const record = recordOf(kind, sense);
    const message = thingMessage(record, about(record), config);
    isTaken(message);
    const words = JSON.stringify(message.blocks);
    for (const { value } of record.heard[0]?.facts ?? []) expect(words).toContain(value);
  });

  it.each(hostile)("are taken by Slack whatever AWS wrote, case %#", (text) => {
    const facts = thingIn("scan", "failed").facts.map(({ label }) => ({ label, value: text }));
    const record = recordOf("scan", "failed", { facts, message: text, objects: [text, text], name: text });
    isTaken(thingMessage({ ...record, thing: { ...record.thing, id: text } }, about(record), config));
    isTaken(rawMessage({ type: "raw", id: text, source: text, detailType: text, body: text }, config));
    const absence = { account: text, region: text, arn: text, name: text, type: text, lastGoodAt: at };
    isTaken(absenceMessage({ ...absence, allowedMs: hourMs, requirement: text }, undefined, config));
    const { lastGoodAt: _, ...never } = absence;
    const bare = { ...never, bareSince: at, allowedMs: hourMs, requirement: text };
    isTaken(absenceMessage(bare, undefined, config));
    isTaken(absenceMessage(bare, { short: text, at }, config));
  });
});

describe("the details", () => {
  const config = configIn("en");

  it("hold AWS's words and the raw event whole, however many blocks they fill", () => {
    const words = Array.from({ length: 900 }, (_, index) => `word-${index}`);
    const record = recordOf("scan", "failed", { message: words.join(" ") });
    const shown = JSON.stringify(thingMessage(record, about(record), config).blocks);
    expect(words.filter((word) => !shown.includes(word))).toEqual([]);
    const body = words.join("\n");
    const raw = JSON.stringify(
      rawMessage({ type: "raw", id: "1", source: "a", detailType: "b", body }, config).blocks,
    );
    expect(words.filter((word) => !raw.includes(word))).toEqual([]);
  });

  it("say how much does not fit", () => {
    const raw = { type: "raw" as const, id: "1", source: "a", detailType: "b", body: "x".repeat(50_000) };
    expect(JSON.stringify(rawMessage(raw, config).blocks)).toMatch(/\d{5} more characters do not fit/);
  });

  it("tell each state with what told it, the newest first", () => {
    const { thing, heard } = recordOf("datasync", "error");
    const [error] = heard;
    if (error === undefined) throw new Error("nothing was heard");
    const success = { ...error, state: "SUCCESS", sense: "success", severity: "good" as const };
    const record = {
      thing,
      heard: hearThing(heard, { ...success, at: instant(at + hourMs) }),
      owes: "nothing" as const,
    };
    const shown = JSON.stringify(thingMessage(record, about(record), config).blocks);
    expect(shown.indexOf("🟢 `SUCCESS`")).toBeGreaterThan(0);
    expect(shown.indexOf("🔴 `ERROR`")).toBeGreaterThan(shown.indexOf("🟢 `SUCCESS`"));
  });
});

describe("the line for a terminal", () => {
  it.each([
    [
      "vault",
      "deleted",
      "aws backup describe-backup-vault --backup-vault-name prod-daily --region ap-northeast-1",
    ],
    ["plan", "deleted", "aws backup get-backup-plan --backup-plan-id 83fcb8ee-2d93 --region ap-northeast-1"],
    [
      "datasync",
      "error",
      "aws datasync describe-task-execution --task-execution-arn arn:aws:datasync:ap-northeast-1:111111111111:task/task-0123456789abcdef0/execution/exec-0123456789abcdef0 --region ap-northeast-1",
    ],
    [
      "cloudwatch-alarm",
      "alarm",
      "aws cloudwatch describe-alarms --alarm-names orders-db-free-storage --region ap-northeast-1",
    ],
    [
      "eks-object",
      "restore-failed",
      "aws backup describe-restore-job --restore-job-id 1B2345B2-F22C-4DAB-5EB6-BBC7890ED123 --region ap-northeast-1",
    ],
  ] as const)("of a %s that is %s is %s", (kind, sense, line) => {
    expect(commandForThing(thingIn(kind, sense))).toBe(line);
  });

  it.each(thingKinds)("is there for a %s", (kind) => {
    expect(commandForThing(thingIn(kind, "unknown"))).toMatch(
      /^aws [a-z0-9]+ [a-z-]+ .*--region ap-northeast-1$/,
    );
  });

  it("quotes what has spaces, and is not there for what a shell would run", () => {
    const named = (id: string) =>
      commandForThing({
        ...thingIn("cloudwatch-alarm", "alarm"),
        key: { ...thingIn("cloudwatch-alarm", "alarm").key, id },
      });
    expect(named("Orders DB (prod)")).toContain('--alarm-names "Orders DB (prod)"');
    for (const id of ["$(reboot)", "`reboot`", "a;b", 'a"b', "a\nb", "a|b", ""])
      expect(named(id)).toBeUndefined();
    const absence = { account: "1", region: "x", name: "n", type: "EC2", lastGoodAt: at, allowedMs: 1 };
    expect(commandForAbsence({ ...absence, arn: "arn:aws:s3:::$(x)" })).toBeUndefined();
  });
});

it.each(every)("a %s that is %s asks for nobody exactly when its card says nothing to do", (kind, sense) => {
  const severity = severityOfThing(kind, sense);
  for (const language of ["en", "ja"] as const) {
    const said: Readonly<Record<string, { readonly why?: string }>> = thingTextsFor(language).kinds[kind];
    const hasNothingToDo = said[sense]?.why === undefined && severity !== "unknown";
    expect(isCalm(kind, sense, severity)).toBe(hasNothingToDo);
  }
});

it.each(
  every,
)("the card of a %s that is %s can be put aside: its incident fits into a menu", (kind, sense) => {
  const id = incidentOfThing({ ...thingIn(kind, sense).key, id: `${"長い名前".repeat(60)}` });
  expect(`morning ${id}`.length).toBeLessThanOrEqual(limits.optionValue);
  expect(`morning ${incidentOfThing(thingIn(kind, sense).key)}`.length).toBeLessThanOrEqual(
    limits.optionValue,
  );
});
