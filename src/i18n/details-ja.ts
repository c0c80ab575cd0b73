// カードから開くモーダルの文言。
import type { detailsEn } from "./details-en.ts";

export const detailsJa: typeof detailsEn = {
  list: {
    range: (from, to, total) => `${total} 件中 ${from}–${to} 件目`,
    previous: "前へ",
    next: "次へ",
    none: "表示できるものはもうありません。",
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
  },
};
