// One message of every kind that people look at.
import { hostile } from "./fixture-hostile.ts";

export interface Post {
  readonly channel: string;
  readonly ts: string;
  readonly threadTs?: string;
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly object[];
  readonly attachments?: readonly object[];
  readonly edited: boolean;
  readonly ephemeralFor?: string;
  readonly at: string;
}

const app = "UAPP";

const post = (channel: string, at: string, more: Partial<Post> & { readonly text: string }): Post => ({
  channel,
  ts: `${(Date.parse(at) / 1000).toFixed(0)}.000100`,
  user: app,
  blocks: [],
  edited: false,
  at,
  ...more,
});

const mrkdwn = (text: string) => ({ type: "mrkdwn", text, verbatim: true });
const section = (text: string) => ({ type: "section", text: mrkdwn(text), expand: true });
const context = (...texts: string[]) => ({ type: "context", elements: texts.map(mrkdwn) });
const fields = (...texts: string[]) => ({ type: "section", fields: texts.map(mrkdwn) });
const button = (text: string, actionId: string, more: object = {}) => ({
  type: "button",
  text: { type: "plain_text", text },
  action_id: actionId,
  value: "1",
  ...more,
});

const options = (...texts: string[]) =>
  texts.map((text) => ({ text: { type: "plain_text", text }, value: text }));
const snooze = {
  type: "overflow",
  action_id: "alerts.snooze",
  options: options("Snooze 1 h", "Snooze 8 h", "Snooze until 09:00"),
};

const seconds = (at: string) => Date.parse(at) / 1000;

const failure = (channel: string, at: string): Post =>
  post(channel, at, {
    text: "🔴 Backup failed · orders-db · production",
    blocks: [section("*🔴 Backup failed · orders-db · production*")],
    attachments: [
      {
        color: "#e01e5a",
        blocks: [
          section(
            "The KMS key that encrypts this backup is disabled.\n*Next:* enable the key `alias/backup-prod` (or give the vault another key), then press Retry.",
          ),
          fields(
            "*Resource*\norders-db (RDS)",
            "*Plan*\ndaily-35d · nightly",
            "*Account*\nshop-prod · Tokyo",
            "*Vault*\nprod-daily",
            `*Last good*\n<!date^${seconds(at) - 90_000}^{date_short_pretty} {time}|2026-11-19 12:13 UTC>, 26 h ago`,
            "*Failing since*\n3 runs, 50 h",
          ),
          {
            type: "actions",
            elements: [
              button("Retry", "alerts.retry", { style: "primary" }),
              button("Acknowledge", "alerts.take"),
              button("Details", "alerts.details"),
              snooze,
            ],
          },
          context(
            "AWS says: `KMS key is either disabled or pending deletion or access to KMS key is denied`",
          ),
          context(
            `job \`1B2345B2\` · <!date^${seconds(at)}^{date_short_pretty} {time}|2026-11-20 13:13 UTC> · <https://console.aws.amazon.com/backup|Open in console>`,
          ),
        ],
      },
    ],
  });

const storm = (at: string): Post =>
  post("C0STG", at, {
    text: "🔴 40 backups failed for one reason · <!here>",
    blocks: [section("*🔴 40 backups failed for one reason · production, staging* <!here>")],
    attachments: [
      {
        color: "#e01e5a",
        blocks: [
          section(
            "The KMS key `alias/backup-prod` is disabled.\n*Next:* enable the key, then press Retry all.",
          ),
          fields("*Accounts*\nshop-prod 31 · shop-stg 9", "*Resources*\nEBS 22 · RDS 10 · EFS 8"),
          {
            type: "actions",
            elements: [
              button("Retry all", "alerts.retry-all", { style: "primary" }),
              button("See all 40", "alerts.all"),
              snooze,
            ],
          },
          context("22:01–22:09, still counting"),
        ],
      },
    ],
  });

const recovered = (at: string): Post =>
  post("C0PROD", at, {
    text: "🟢 Recovered · billing-db",
    blocks: [section("*🟢 Recovered · billing-db · good backup 22:14 · was failing for 50 h (3 runs)*")],
    attachments: [
      { color: "#2bac76", blocks: [context("shop-prod · Tokyo · prod-daily · 42.1 GB · 12 min")] },
    ],
  });

const warning = (at: string): Post =>
  post("C0PROD", at, {
    text: "🟠 Backed up, but not application-consistent · web-01",
    blocks: [section("*🟠 Backed up, but not application-consistent · web-01 · production*")],
    attachments: [
      {
        color: "#e8912d",
        blocks: [
          section(
            "VSS failed on the instance, so AWS took a crash-consistent image. SQL Server data may need recovery after a restore.\n*Next:* start the VSS agent on web-01 before the next run.",
          ),
          {
            type: "actions",
            elements: [button("Acknowledge", "alerts.take"), button("Details", "alerts.details"), snooze],
          },
        ],
      },
    ],
  });

const approval = (at: string): Post =>
  post("C0APPR", at, {
    text: "🔐 Restore orders-fs into a new file system · production",
    blocks: [section("*🔐 Restore orders-fs into a new file system · production*")],
    attachments: [
      {
        color: "#1264a3",
        blocks: [
          section('<@U0ASKER> asks: "INC-12, the folder /home/exports was deleted" · 3 min ago'),
          fields(
            "*Runs*\none restore of the recovery point of 21 Nov 05:12 (26 h old), role `AWSBackupRestore`, key `alias/efs`",
            "*Overwrites*\nnothing. Files land in `aws-backup-restore_…` of the new file system",
            "*Checked*\n7 fine · 1 to know: the recovery point expires in 2 days",
            "*Votes*\n1 of 2 · <@U0LEAD> ✓ · waiting for one of <!subteam^S0LEADS|@backup-leads> · 57 min left",
          ),
          {
            type: "actions",
            elements: [
              button("Approve", "approvals.approve", {
                style: "primary",
                confirm: {
                  title: { type: "plain_text", text: "Approve this restore?" },
                  text: { type: "mrkdwn", text: "It starts *at once*." },
                  confirm: { type: "plain_text", text: "Approve" },
                  deny: { type: "plain_text", text: "Not yet" },
                },
              }),
              button("Deny…", "approvals.deny", { style: "danger" }),
              button("Show everything", "approvals.show"),
            ],
          },
          context("▓▓▓▓▓▓░░░░ 58 % · 12 min · about 9 min left", "plan `7f3a-9c21` · rev 1"),
        ],
      },
    ],
  });

const status = (at: string): Post =>
  post("C0PROD", at, {
    text: "Today since 00:00 JST",
    ephemeralFor: "U0ASKER",
    blocks: [
      { type: "header", text: { type: "plain_text", text: "Today since 00:00 JST" } },
      section("*production*  ▇▇▇▇▇▇▇▇▇▇▇▇▇▆▂  214 good · 3 warnings · 1 failed"),
      section("*staging*  ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇  88 good"),
      {
        type: "actions",
        elements: [
          button("Jobs", "home.jobs"),
          button("Requests (1)", "home.requests"),
          {
            type: "static_select",
            action_id: "home.pick",
            placeholder: { type: "plain_text", text: "Environment" },
            options: options("production", "staging"),
          },
        ],
      },
    ],
  });

const japanese = (at: string): Post =>
  post("C0STG", at, {
    text: "🔴 バックアップ失敗 · orders-db · ステージング",
    blocks: [section("*🔴 バックアップ失敗 · orders-db · ステージング*")],
    attachments: [
      {
        color: "#e01e5a",
        blocks: [
          section(
            "このバックアップを暗号化する KMS キーが無効になっています。\n*対応:* キーを有効化し、「再実行」を押してください。",
          ),
          fields("*最後の正常なバックアップ*\n昨日 22:14(26 時間前)", "*アカウント*\nshop-stg · 東京"),
          {
            type: "actions",
            elements: [
              button("再実行", "alerts.retry", { style: "primary" }),
              button("対応する", "alerts.take"),
              button("詳細", "alerts.details"),
            ],
          },
        ],
      },
    ],
  });

const table = (at: string): Post =>
  post("C0EVERY", at, {
    text: "Jobs of tonight",
    blocks: [
      section("Jobs of tonight"),
      {
        type: "table",
        column_settings: [{ is_wrapped: true }, null, { align: "right" }, { align: "right" }],
        rows: [
          ["Resource", "State", "Size", "Took"],
          ["orders-db", "🔴 FAILED", "–", "2 min"],
          ["web-01", "🟠 COMPLETED", "80.2 GB", "31 min"],
          ["orders-fs", "🟢 COMPLETED", "412 GB", "1 h 12 min"],
          ["a-resource-with-a-rather-long-name-that-wraps", "💤 PENDING", "–", "–"],
        ].map((row) => row.map((text) => ({ type: "raw_text", text }))),
      },
    ],
  });

const wide = (at: string): Post =>
  post("C0EVERY", at, {
    text: "Points",
    blocks: [
      {
        type: "data_table",
        caption: { type: "plain_text", text: "Recovery points" },
        page_size: 3,
        rows: [
          ["Point", "Vault", "Account", "Region", "Created", "Expires", "State"],
          ...Array.from({ length: 8 }, (_, index) => [
            `point-${index + 1}`,
            "prod-daily",
            "shop-prod",
            "ap-northeast-1",
            "2026-11-20",
            "2026-12-25",
            "COMPLETED",
          ]),
        ].map((row) => row.map((text) => ({ type: "raw_text", text }))),
      },
      { type: "hologram", text: "from the future" },
    ],
  });

/** Fresh for every test: the day of Saturday, 21 November 2026 in Tokyo and the evening before. */
export const messagesOf = (): Post[] => [
  warning("2026-11-19T13:05:00Z"),
  recovered("2026-11-20T13:01:00Z"),
  failure("C0PROD", "2026-11-20T13:13:00Z"),
  post("C0PROD", "2026-11-20T13:20:00Z", {
    user: "U0LEAD",
    text: "Looking at the key now.",
    threadTs: `${seconds("2026-11-20T13:13:00Z")}.000100`,
  }),
  post("C0PROD", "2026-11-20T13:31:00Z", {
    text: "Taken by <@U0LEAD>. The next attempt is at <!date^1795190400^{time}|04:00 UTC>.",
    threadTs: `${seconds("2026-11-20T13:13:00Z")}.000100`,
  }),
  status("2026-11-21T00:10:00Z"),
  japanese("2026-11-20T13:08:00Z"),
  storm("2026-11-20T13:09:30Z"),
  approval("2026-11-21T00:27:00Z"),
  table("2026-11-20T23:00:00Z"),
  wide("2026-11-20T23:01:00Z"),
  ...hostile.map((more, index) => post("C0HOSTILE", `2026-11-20T22:0${index}:00Z`, more)),
];
