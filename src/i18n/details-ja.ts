// カードから開くモーダルの文言。
import type { detailsEn } from "./details-en.ts";

export const detailsJa: typeof detailsEn = {
  list: {
    range: (from, to, total) => `${total} 件中 ${from}–${to} 件目`,
    previous: "前へ",
    next: "次へ",
    none: "表示できるものはもうありません。",
  },

  storms: {
    title: "同一原因の失敗一覧",
    head: (count: number) => `同一原因の失敗 ${count} 件`,
    goodAgain: "復旧済み",
  },

  absences: {
    title: "実行されなかったバックアップ",
    button: "すべて表示",
    columns: {
      resource: "リソース",
      place: "場所",
      lastGood: "最後の正常なバックアップ",
      now: "現在",
    },
    open: "正常なバックアップなし",
    goodAgain: "再開済み",
    gone: "監視終了",
    requirement: "要件",
  },

  thing: {
    title: "詳細",
    state: "状態",
    at: "日時",
    name: "名前",
    id: "識別子",
    told: "AWS からの通知(新しい順)",
    json: "記録された内容",
  },

  raw: {
    source: "送信元",
    detailType: "詳細タイプ",
    region: "リージョン",
    content: "受信した内容",
  },

  cut: (count) => `表示できない文字があと ${count} 文字あります。`,
};
