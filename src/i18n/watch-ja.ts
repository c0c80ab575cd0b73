// AWS から通知されないことについての文言。
import type { watchEn } from "./watch-en.ts";

export const watchJa: typeof watchEn = {
  found:
    "このイベントは AWS から配信されませんでした。Stillpoint が AWS Backup のジョブ一覧から見つけたものです。",

  absent: {
    headline: "正常なバックアップがありません",
    headlineNever: "一度もバックアップされていません",
    headlineOf: (count) => `正常なバックアップがないリソース: ${count} 件`,
    headlineGood: "バックアップが再開しました",
    headlineFirst: "初めてバックアップされました",
    headlineGoodOf: (count) => `バックアップが再開したリソース: ${count} 件`,
    headlineGone: "バックアップの監視を終了しました",
    headlineGoneOf: (count) => `バックアップの監視を終了したリソース: ${count} 件`,
    byRequirement: (name, allowed) =>
      `最後の正常なバックアップから、要件「${name}」で許された時間(${allowed})が過ぎています。`,
    byCadence: (allowed) =>
      `最後の正常なバックアップから、これまでの間隔から見て許される時間(${allowed})が過ぎています。`,
    neverByTag: (name, allowed) =>
      `タグにより要件「${name}」(許容時間 ${allowed})の対象ですが、AWS Backup にこのリソースのバックアップが 1 つもありません。`,
    many: "最後の正常なバックアップから、要件またはこれまでの間隔で許される時間が過ぎているか、一度もバックアップされていません。",
    next: "バックアッププランの選択対象に含まれているか、ジョブが開始しているかを確認してください。意図して削除したリソースであれば、対応は不要です。",
    nextNever:
      "このアカウントとリージョンのバックアッププランで選択されているか、このリソースタイプで AWS Backup が有効になっているかを確認してください。バックアップが不要であれば、タグを外してください。",
    nextMany:
      "バックアッププランの選択対象に含まれているか、ジョブが開始しているかを確認してください。意図して削除したリソースについては、対応は不要です。",
    lastGood: "最後の正常なバックアップ",
    never: "なし",
    bareSince: "バックアップがないことを最初に確認した日時",
    allowed: "許容時間",
    more: (count) => `ほか ${count} 件`,
    againOf: (count) => `再開または監視終了: ${count} 件`,
    explained:
      "AWS Backup の一覧と照合して検出しました。開始されなかったバックアップについて、AWS はイベントを送りません。",
  },
};
