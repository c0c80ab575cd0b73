// What is said of backups, copies and stops that people ask for, in Japanese.
import type { BackupTexts } from "./backups-en.ts";

export const backupsJa: BackupTexts = {
  unreadable: "Stillpoint が読み取れない内容です。実行されません。",

  kept: {
    days: (days) => `${days} 日間保持`,
    forever: "削除するまで保持",
  },

  backup: {
    runs: (name, type, vault, kept) =>
      `${name}(${type})のバックアップを 1 回、ボールト ${vault} に取得します(${kept})。`,
    risks: {
      busy: "実行中、このリソースの別のバックアップやコピーは開始されません。予定されたものは待たされ、期限切れになることがあります。",
      forever: "自動では削除されません。削除するまで料金がかかります。",
      cold: (days, stay) =>
        `${days} 日後にコールドストレージへ移ります。最低 ${stay} 日分の料金がかかり、復元にも時間がかかります。`,
      window: (minutes) => `${minutes} 分以内に開始できない場合、AWS は取得をやめます。`,
      vss: "インスタンスで VSS が失敗すると、AWS はクラッシュ整合性のバックアップを取得し、それでも完了と表示します。",
    },
  },

  copy: {
    runs: ({ point, name, from, to, kept }) =>
      `${name} の復旧ポイント ${point} を、ボールト ${from} から ${to} へ 1 回コピーします(${kept})。`,
    risks: {
      busy: "実行中、このリソースの別のバックアップやコピーは開始されません。予定されたものは待たされ、期限切れになることがあります。",
      account: (account) => `別のアカウント ${account} に入ります。そこで復元できる人は内容を読めます。`,
      region: (region) => `別のリージョン ${region} に入ります。転送料金がかかります。`,
    },
  },

  stop: {
    runs: (job, name, type) => `${name}(${type})のバックアップジョブ ${job} を停止します。`,
    risks: {
      lost: "このジョブの復旧ポイントは作られません。ここまでに取得した分は破棄されます。",
      late: "停止が届く前に終わったジョブは停止されません。",
    },
  },
};
