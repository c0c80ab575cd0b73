// 1 週間のイベントの集計についての文言。
import type { ledgerEn } from "./ledger-en.ts";

export const ledgerJa: typeof ledgerEn = {
  week: (days) => `${days}の 1 週間`,
  received: (count) => `イベント ${count} 件`,
  posted: (count) => `投稿 ${count} 件`,
  grouped: (count) => `集約 ${count} 件`,
  silent: (count) => `通知なし ${count} 件`,
  lost: (count) => `取りこぼし ${count} 件`,
  group: { posted: "投稿", grouped: "集約", silent: "通知なし" },
  counted: (count, rule) => `${rule} ${count} 件`,
  rule: {
    "first-sign": "新規カード",
    "not-understood": "未知のイベント(そのまま表示)",
    "worse-meanwhile": "通知を控える時間帯に悪化",
    "card-exists": "既存カードの更新",
    "same-again": "同じ失敗の繰り返し(スレッドに追記)",
    storm: "同じ原因の多数の失敗",
    "storm-again": "同じ原因の多数の失敗の繰り返し",
    "good-again": "復旧(カードを緑色に変更)",
    "still-running": "実行中",
    "below-threshold": "通知対象の重大度に満たない",
    routine: "定常イベント(ジョブで通知済み)",
    "accepted-message": "設定で許容済み",
    "before-recovery": "復旧前の失敗",
    "under-a-failed-backup": "失敗したバックアップに伴うコピー",
    "quiet-hours": "通知を控える時間帯のため保留",
    "nothing-new": "通知済みの内容",
    "not-named-yet": "開始直後(ID 未確定)",
  },
  found: (count) => `AWS から配信されず、Stillpoint が検出: ${count} 件`,
  missing: (count) =>
    `受信したイベントのうち ${count} 件は、処理が完了していません。デッドレターキューに残っている可能性があり、アラートは表示されていないか、原因が示されていません。`,
  next: (heading) => `ランブックの「${heading}」を参照してください。`,
};
