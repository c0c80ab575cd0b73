// Where alerts go, whom they call and when they wait.
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { resources } from "../estate.ts";
import { accounts, regions } from "../settings.ts";
import type { ShownMessage } from "../slack/timeline.ts";
import { keyMessage as kms, soon } from "./outcomes.ts";
import { person } from "./person.ts";
import type { ShownCard, Stage } from "./stage.ts";
import type { Story } from "./story.ts";

const minute = 60_000;
const { account, region } = resources.reports;
const point = `arn:aws:backup:${region}:${account}:recovery-point:abcd1234-5678-abcd-9012-abcdef123456`;

/** What a scan says of itself, and what it found. */
const scan = (stage: Stage, id: string, told: Readonly<Record<string, unknown>>): void => {
  const detail = {
    scanJobId: id,
    backupVaultName: "prod-daily",
    recoveryPointArn: point,
    resourceArn: resources.web.arn,
    resourceType: "EC2",
    malwareScanner: "GUARDDUTY",
    ...told,
  };
  stage.world.bus.emit({
    source: "aws.backup",
    detailType: "Scan Job State Change",
    account,
    region,
    resources: [point],
    detail,
  });
};

const threats = { state: "COMPLETED", scanResult: { scanResultStatus: "THREATS_FOUND" } };
const issues = { state: "COMPLETED_WITH_ISSUES" };
const clean = { state: "COMPLETED", scanResult: { scanResultStatus: "NO_THREATS_FOUND" } };

const messagesIn = ({ world }: Stage, channel: string): readonly ShownMessage[] =>
  world.slack.messages(world.workspace.channel(channel));

const inThreads = (stage: Stage, channel: string): readonly ShownMessage[] =>
  messagesIn(stage, channel).filter(({ threadTs }) => threadTs !== undefined);

/** How often the group was called: by what was posted, for an edit calls nobody. */
const callsTo = ({ world }: Stage, group: string): number =>
  world.journal
    .since(0)
    .filter(({ service, operation }) => service === "slack" && operation === "chat.postMessage")
    .filter(({ input }) => JSON.stringify(input).includes(`<!subteam^${world.workspace.group(group)}>`))
    .length;

const cardOf = (stage: Stage, incident: string, channel = "backup-prod"): ShownCard => {
  const found = stage.cards(channel).find((card) => card.incident.includes(incident));
  if (found === undefined) throw new Error(`${channel} has no card of ${incident}`);
  return found;
};

export const twoChannels: Story = {
  name: "two-channels",
  title: { en: "One card in several channels", ja: "複数チャンネルに同じカード" },
  description: {
    en: "A failure shows in three channels, one of which will not have it. It is taken once, fails again and turns green in all.",
    ja: "失敗が 3 つのチャンネルに届き、うち 1 つは投稿を拒否します。対応者、再発、復旧はすべてのチャンネルに反映されます。",
  },
  async play(stage) {
    const channels = ["backup-prod", "backup-approvals", "quiet-corner"].map(stage.world.workspace.channel);
    await stage.configure({
      all: [`routes: [{ environment: production, resourceType: RDS, channels: [${channels.join(", ")}] }]`],
    });
    const failure = { ...soon, state: "FAILED", message: kms, category: "AccessDenied" } as const;
    await stage.backUp(resources.ordersDb, failure);
    await stage.pass(10);
    await person(stage, "oncall").pressCard(cardOf(stage, "").ts, "alerts.acknowledge");
    await stage.pass(1);
    const oncall = `<@${stage.world.workspace.user("oncall")}>`;
    for (const channel of ["backup-prod", "backup-approvals", "backup-other"])
      ok(cardOf(stage, "", channel).words.includes(oncall), channel);
    await stage.backUp(resources.ordersDb, failure);
    await stage.pass(10);
    await stage.backUp(resources.ordersDb, { ...soon, state: "COMPLETED", bytes: 20e9 });
    await stage.pass(10);
  },
  async check(stage) {
    for (const channel of ["backup-prod", "backup-approvals", "backup-other"]) {
      deepEqual(
        stage.cards(channel).map(({ severity }) => severity),
        ["good"],
      );
      equal(inThreads(stage, channel).length, 1, channel);
    }
    equal((await stage.settle()).dlq, 0);
  },
};

export const escalates: Story = {
  name: "a-critical-alert-escalates",
  title: { en: "A critical alert that nobody takes", ja: "誰も対応しない重大なアラート" },
  description: {
    en: "Each critical alert calls the engineers once. One is taken; of the others, nobody takes either: the leads are called, and later the cards stand in their channel too.",
    ja: "重大なアラートは担当者を 1 回だけ呼び出します。対応が始まらないものは、リーダーへの再通知の後、別のチャンネルにも投稿されます。",
  },
  async play(stage) {
    const { channel, group } = stage.world.workspace;
    const [leads, askers] = [group("backup-leads"), group("backup-askers")];
    await stage.configure({
      production: [
        `escalation: { afterMinutes: 15, mention: ${leads}, thenAfterMinutes: 30, channel: ${channel("backup-approvals")} }`,
      ],
      all: [
        `routes: [{ environment: production, severity: critical, channel: ${channel("backup-prod")}, mention: ${askers} }]`,
      ],
    });
    scan(stage, "scan-nobody-takes", threats);
    scan(stage, "scan-that-is-taken", threats);
    scan(stage, "scan-gets-worse", issues);
    await stage.pass(5);
    await person(stage, "oncall").pressCard(cardOf(stage, "scan-that-is-taken").ts, "alerts.acknowledge");
    equal(callsTo(stage, "backup-askers"), 2);
    scan(stage, "scan-gets-worse", threats);
    await stage.pass(7);
    // What is critical now stood there before: its thread says so, seen by the whole channel.
    const [worse, ...others] = inThreads(stage, "backup-prod");
    equal(others.length, 0);
    equal(worse?.threadTs, cardOf(stage, "scan-gets-worse").ts);
    ok(worse?.broadcast === true && worse.text.includes(askers));
    equal(callsTo(stage, "backup-leads"), 0);
    await stage.pass(12);
    equal(callsTo(stage, "backup-leads"), 2);
    deepEqual(stage.cards("backup-approvals"), []);
    await stage.pass(60);
  },
  async check(stage) {
    deepEqual(
      stage.cards("backup-approvals").map(({ incident }) => /scan-[a-z-]+/.exec(incident)?.[0]),
      ["scan-nobody-takes", "scan-gets-worse"],
    );
    equal(callsTo(stage, "backup-askers"), 3);
    equal(callsTo(stage, "backup-leads"), 2);
    const threadsOf = (incident: string) =>
      inThreads(stage, "backup-prod").filter(({ threadTs }) => threadTs === cardOf(stage, incident).ts)
        .length;
    equal(threadsOf("scan-nobody-takes"), 1);
    equal(threadsOf("scan-that-is-taken"), 0);
    equal(threadsOf("scan-gets-worse"), 2);
    match(cardOf(stage, "scan-nobody-takes").words, /📣/);
    ok(!cardOf(stage, "scan-that-is-taken").words.includes("📣"));
    equal((await stage.settle()).dlq, 0);
  },
};

export const quietHours: Story = {
  name: "quiet-hours",
  title: { en: "Quiet hours", ja: "通知を控える時間帯" },
  description: {
    en: "A warning waits for the morning. One that is good again by then is never told; what fails, or becomes worse, is told at once.",
    ja: "警告は朝まで保留され、それまでに正常に戻れば通知されません。失敗や悪化はすぐに届きます。",
  },
  async play(stage) {
    // The stories begin at ten in the evening there.
    await stage.configure({ all: ['quiet: { from: "22:00", to: "23:30" }'] });
    await stage.backUp(resources.web, { ...soon, state: "vssFailed", bytes: 64e9 });
    await stage.backUp(resources.ordersDb, {
      ...soon,
      state: "FAILED",
      message: kms,
      category: "AccessDenied",
    });
    scan(stage, "scan-good-again", issues);
    scan(stage, "scan-gets-worse", issues);
    await stage.pass(10);
    scan(stage, "scan-good-again", clean);
    await stage.pass(10);
    deepEqual(
      stage.cards("backup-prod").map(({ severity }) => severity),
      ["failed"],
    );
    scan(stage, "scan-gets-worse", threats);
    await stage.pass(5);
    deepEqual(
      stage.cards("backup-prod").map(({ severity }) => severity),
      ["failed", "critical"],
    );
    await stage.pass(70);
  },
  async check(stage) {
    const cards = stage.cards("backup-prod");
    deepEqual(
      cards.map(({ severity }) => severity),
      ["failed", "critical", "warning"],
    );
    const [failed, worse, held] = cards;
    ok(!failed?.words.includes("🌙"));
    for (const card of [worse, held]) match(card?.words ?? "", /🌙/);
    match(held?.words ?? "", /web-01/);
    equal((await stage.settle()).dlq, 0);
  },
};

export const absencesWait: Story = {
  name: "missing-backups-wait",
  title: {
    en: "Missing backups wait for the end of quiet hours",
    ja: "実行されなかったバックアップの通知も保留",
  },
  description: {
    en: "Where failures may wait too, so do backups that never came. They are told when the quiet hours end.",
    ja: "失敗の通知も控える設定では、実行されなかったバックアップの通知も時間帯の終わりまで保留されます。",
  },
  async play(stage) {
    for (let nights = 0; nights < 3; nights += 1) {
      for (const each of regions) stage.runPlan(accounts[0].id, each);
      await stage.pass(20);
      await sleep(stage, 24 * 60);
    }
    await stage.configure({ production: ['quiet: { from: "11:00", to: "14:00", holds: failed }'] });
    await sleep(stage, 13 * 60);
    await stage.pass(30);
    deepEqual(absencesIn(stage), []);
    await stage.pass(120);
  },
  async check(stage) {
    const [card, ...others] = absencesIn(stage);
    equal(others.length, 0);
    equal(card?.severity, "failed");
    match(card?.words ?? "", /🌙/);
  },
};

const absencesIn = (stage: Stage): readonly ShownCard[] =>
  stage.cards("backup-prod").filter(({ incident }) => incident.startsWith("absence/"));

/** A long time in one leap: nothing is under way, and the clock ticks once when it is over. */
const sleep = async (stage: Stage, minutes: number): Promise<void> => {
  await stage.settle();
  stage.world.clock.advance((minutes - 2) * minute);
  await stage.pass(2);
};
