// Failures in a row: one card, and its end.
import { deepEqual, equal, ok } from "node:assert/strict";
import { type OwnedResource, resources } from "../estate.ts";
import { keyDisabled as failed, completed as good, soon } from "./outcomes.ts";
import type { Stage } from "./stage.ts";
import type { Story } from "./story.ts";

const fallback = {
  state: "COMPLETED",
  message: "Windows VSS Backup Job Error encountered, trying for regular backup",
  ...soon,
} as const;

const vssFailed = {
  state: "FAILED",
  message: "Windows VSS Backup attempt failed because of timeout on VSS enabled snapshot creation",
  ...soon,
} as const;

/** One night after the other. */
const nights = async (
  stage: Stage,
  resource: OwnedResource,
  outcomes: readonly Parameters<Stage["backUp"]>[1][],
): Promise<void> => {
  for (const outcome of outcomes) {
    await stage.backUp(resource, outcome);
    await stage.pass(20);
    await stage.pass(60);
  }
};

const severities = (stage: Stage) => stage.cards("backup-prod").map(({ severity }) => severity);

const threaded = (stage: Stage) =>
  stage.world.slack.messages(stage.world.workspace.channel("backup-prod")).filter(({ threadTs }) => threadTs);

export const threeNights: Story = {
  name: "three-bad-nights",
  title: { en: "Three bad nights, and a good one", ja: "3 夜連続の失敗と復旧" },
  description: {
    en: "The same failure three times is one card that counts; the next good backup turns it green.",
    ja: "同じ失敗が 3 回続いてもカードは 1 枚で回数を数え、次の正常なバックアップで緑に変わります。",
  },
  async play(stage) {
    await nights(stage, resources.ordersDb, [failed, failed, failed]);
    deepEqual(stage.cards("backup-prod").filter(({ severity }) => severity === "failed").length, 1);
    equal(threaded(stage).length, 2);
    await nights(stage, resources.ordersDb, [good]);
  },
  async check(stage) {
    const roots = stage
      .cards("backup-prod")
      .filter(({ ts }) => !threaded(stage).some((each) => each.ts === ts));
    equal(roots.length, 1);
    equal(roots[0]?.severity, "good");
    ok(/3 (?:runs|回)/.test(roots[0]?.words ?? ""));
    equal(threaded(stage).length, 2);
  },
};

export const vssNotGood: Story = {
  name: "a-fallback-is-not-good",
  title: { en: "A VSS fallback is not good", ja: "VSS のフォールバックは復旧ではない" },
  description: {
    en: "A Windows backup with VSS fails. The next one falls back and does not turn the card green; one with VSS does.",
    ja: "VSS 付きバックアップの失敗は、フォールバックでは復旧とみなさず、VSS が成功したときに緑に変わります。",
  },
  async play(stage) {
    await nights(stage, resources.web, [vssFailed, fallback]);
    ok(severities(stage).includes("failed"));
    await nights(stage, resources.web, [good]);
  },
  async check(stage) {
    ok(!severities(stage).includes("failed"));
    ok(!severities(stage).includes("warning"));
  },
};

export const copyUnder: Story = {
  name: "a-copy-under-a-failed-backup",
  title: { en: "A copy under a failed backup", ja: "失敗したバックアップのコピー" },
  description: {
    en: "The backup fails, so its copy cannot succeed. One card, not two.",
    ja: "バックアップの失敗に伴うコピーの失敗では、2 枚目のカードを出しません。",
  },
  async play(stage) {
    await nights(stage, resources.ordersDb, [good, failed]);
    await stage.copy(resources.ordersDb, {
      state: "FAILED",
      message: "Copy job encountered a fatal error.",
      ...soon,
    });
    await stage.pass(20);
  },
  async check(stage) {
    equal(severities(stage).filter((severity) => severity === "failed").length, 1);
  },
};
