// The night that `npm start` opens with: most goes right, some goes wrong, and each is told in its own way.
import { deepEqual, equal, ok } from "node:assert/strict";
import { resources } from "../estate.ts";
import { accounts, regions } from "../settings.ts";
import type { Story } from "./story.ts";

const [production, staging] = accounts;
const [home, far] = regions;
const minute = 60_000;

export const night: Story = {
  name: "night",
  title: { en: "A night of backups", ja: "夜間バックアップ" },
  description: {
    en: "The nightly plans run in both accounts. A key is disabled, VSS fails, a job expires; the rest is good.",
    ja: "2 つのアカウントで夜間プランが実行されます。KMS キーの無効化、VSS の失敗、期限切れが起こり、ほかは正常です。",
  },
  async play(stage) {
    stage.foretell(resources.ordersDb, {
      state: "FAILED",
      message: "KMS key is either disabled or pending deletion or access to KMS key is denied",
      category: "AccessDenied",
      afterMs: 2 * minute,
      durationMs: 3 * minute,
    });
    stage.foretell(resources.web, {
      state: "vssFailed",
      afterMs: minute,
      durationMs: 22 * minute,
      bytes: 64e9,
    });
    stage.foretell(resources.ordersFs, {
      state: "COMPLETED",
      afterMs: minute,
      durationMs: 48 * minute,
      bytes: 1340e9,
    });
    stage.foretell(resources.reports, {
      state: "COMPLETED",
      afterMs: minute,
      durationMs: 9 * minute,
      bytes: 87e9,
    });
    stage.foretell(resources.carts, {
      state: "COMPLETED",
      afterMs: minute,
      durationMs: 6 * minute,
      bytes: 9e9,
    });
    stage.foretell(resources.stagingDb, {
      state: "COMPLETED",
      afterMs: minute,
      durationMs: 12 * minute,
      bytes: 20e9,
    });
    stage.foretell(resources.stagingVolume, {
      state: "EXPIRED",
      message: "Backup job expired before completion.",
      afterMs: minute,
      durationMs: 55 * minute,
    });
    for (const { id } of [production, staging]) for (const region of [home, far]) stage.runPlan(id, region);
    await stage.pass(60);
  },
  async check(stage) {
    const severities = stage.cards("backup-prod").map(({ severity }) => severity);
    deepEqual([...severities].sort(), ["failed", "good", "good", "good", "warning"]);
    deepEqual(
      stage.cards("backup-stg").map(({ state }) => state),
      ["EXPIRED"],
    );
    ok(stage.cards("backup-prod").some(({ words }) => words.includes("KMS key is either disabled")));
    equal((await stage.settle()).dlq, 0);
  },
};
