// 日本語の文言。AWS マネジメントコンソールの用語に従う(docs/glossary.md)。
import type { Texts } from "./en.ts";
import { reasonsJa } from "./reasons-ja.ts";

export const ja: Texts = {
  headline: {
    backup: {
      good: "バックアップ完了",
      warning: "バックアップ完了(警告あり)",
      inconsistent: "バックアップ完了(アプリケーション整合性なし)",
      partial: "バックアップ一部完了",
      failed: "バックアップ失敗",
      expired: "バックアップ期限切れ",
      aborted: "バックアップ中止",
      running: "バックアップ実行中",
      unknown: "バックアップの状態が不明",
    },
    copy: {
      good: "コピー完了",
      warning: "コピー完了(警告あり)",
      inconsistent: "コピー完了(警告あり)",
      partial: "コピー一部完了",
      failed: "コピー失敗",
      expired: "コピー期限切れ",
      aborted: "コピー中止",
      running: "コピー実行中",
      unknown: "コピーの状態が不明",
    },
    restore: {
      good: "復元完了",
      warning: "復元完了(警告あり)",
      inconsistent: "復元完了(警告あり)",
      partial: "復元一部完了",
      failed: "復元失敗",
      expired: "復元期限切れ",
      aborted: "復元中止",
      running: "復元実行中",
      unknown: "復元の状態が不明",
    },
  },

  reason: reasonsJa,

  card: {
    next: "対応",
    resource: "リソース",
    account: "アカウント",
    plan: "プラン",
    vault: "ボールト",
    copiedTo: "コピー先",
    restoredAs: "復元先",
    took: "所要時間",
    awsSays: "AWS のメッセージ",
    tryAgain: "再実行",
    retry: {
      now: "今すぐ有効です。AWS による再実行は次のスケジュールまでありません。",
      "after-mending": "原因の解消後に有効です。解消するまで結果は変わりません。",
      later: "時間を置けば有効です。修正は不要です。",
      never: "しても結果は変わりません。",
    },
    awsPage: "AWS ドキュメント",
    accepted: (until, why) => `${until} まで許容(理由: ${why})`,
    awsState: (state) => `AWS での状態は ${state} です。`,
    unknownNext: "AWS コンソールでジョブを確認してください。続報があればこのカードが更新されます。",
    noDetails: {
      "aws-throttled":
        "AWS の呼び出し制限のため、理由をまだ取得できていません。このカードは後で更新されます。",
      "aws-unavailable": "AWS から応答がなく、理由をまだ取得できていません。このカードは後で更新されます。",
      "aws-denied": "ジョブを読み取る権限がなく、理由を取得できません。リーダーロールを確認してください。",
      "aws-not-found": "AWS にこのジョブの記録がないため、理由を取得できません。",
    },
    unknownAccount: "このアカウントはどの環境にも設定されていないため、ジョブの詳細は取得していません。",
    job: "ジョブ",
    openInConsole: "AWS コンソール",
    acknowledge: "対応する",
    details: "詳細",
    takenBy: "対応者",
    recovered: {
      headline: "復旧",
      by: "正常に戻った時刻",
      red: (age: string, runs: number) => `異常が続いた時間: ${age}${runs > 1 ? `(${runs} 回)` : ""}`,
    },
    again: "再発",
    failingSince: "失敗が始まった時刻",
    runs: (count: number) => `${count} 回`,
    lastPoint: "直近の復旧ポイント",
    noPoint: "なし",
    earlier: (age: string) => `${age}前`,
    snooze: { "1h": "1 時間スヌーズ", "8h": "8 時間スヌーズ", morning: "明朝 9:00 までスヌーズ" },
    snoozedUntil: "スヌーズ中",
    snoozedBy: "設定者",
    heldSince: "通知を控える時間帯のため保留。検知時刻",
    escalation: {
      saidAgain: "対応者が決まらないため再通知",
      alsoIn: "引き続き対応者が決まらないため、次のチャンネルにも投稿",
    },
    calling: {
      critical: "このアラートは重大になりました。",
      notTaken: (age) => `この重大なアラートは ${age}の間、誰も対応を始めていません。`,
    },
    unnamedResource: "名称不明のリソース",
    severity: {
      critical: { word: "重大", stems: ["重大"] },
      failed: { word: "障害", stems: ["失敗", "正常なバックアップがありません", "正常なバックアップがない"] },
      warning: { word: "警告", stems: ["警告", "失敗"] },
    },
    wrongChannel: (refusal) => ({
      before: "",
      after: ` への投稿が Slack に拒否されました(${refusal})。アプリを招待するか、設定を修正してください。`,
    }),
    plainNotice: "カードの表示が Slack に拒否されたため、同じ内容をテキストで表示しています。",
  },

  raw: {
    headline: "Stillpoint が把握していないイベント",
    explained: "見落としを防ぐため、受信した内容をそのまま表示します。",
  },

  unit: {
    day: "日",
    hour: "時間",
    minute: "分",
    second: "秒",
    less: "1 秒未満",
  },

  separator: " · ",
};
