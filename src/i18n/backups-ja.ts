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

  findings: {
    alone: () => "このリソースの別のバックアップやコピーは実行されていません。",
    "job-running": (id, state) =>
      `このリソースの別のジョブが進行中です: ${id}(${state})。今開始しても待たされ、期限切れになります。`,
    "jobs-silent": () => "このリソースの別のジョブが実行中かどうか、AWS から応答がありません。",
    "vault-there": (vault) => `ボールト ${vault} があります。`,
    "vault-gone": (vault) => `ボールト ${vault} がないか、Stillpoint から参照できません。`,
    "vault-silent": (vault) => `ボールト ${vault} について AWS から応答がありません。`,
    "key-good": () => "ボールトのキーは使用できます。",
    "key-disabled": (key) =>
      `ボールトの KMS キーが無効です: ${key}。有効化するか、別のボールトを選んでください。`,
    "key-pending-deletion": (key) =>
      `ボールトの KMS キーが削除待ちです: ${key}。削除を取り消して有効化するか、別のボールトを選んでください。`,
    "key-gone": (key) => `ボールトの KMS キーがありません: ${key}。別のボールトを選んでください。`,
    "key-not-told": (key) => `ボールトの KMS キーが使用できるか確認できません: ${key}。`,
    "lock-fits": (range) => `保持期間はボールトロックの範囲内です(${range} 日)。`,
    "lock-too-short": (least) => `ボールトロックにより、保持期間は ${least} 日以上にする必要があります。`,
    "lock-too-long": (most) => `ボールトロックにより、保持期間は ${most} 日以下にする必要があります。`,
    "lock-keeps": () => "ボールトはロックされています。保持期間が終わるまで、どの管理者も削除できません。",
    "air-gapped": (vault) =>
      `${vault} は論理エアギャップボールトです。バックアップはコピーで入れてください。`,
    "air-gapped-target": (vault) => `${vault} は論理エアギャップボールトです。ロックは解除できません。`,
    "restore-vault": (vault) => `${vault} は復元専用のボールトで、書き込めません。`,
    "not-cold": (type) => `${type} にコールドストレージはありません。移行までの日数は無視されます。`,
    "same-vault": () => "コピー元と同じボールトです。別のボールトを選んでください。",
    "point-there": (created) => `復旧ポイントは完全な状態です(${created})。`,
    "point-gone": () => "このボールトに、その復旧ポイントはありません。",
    "point-continuous": () => "継続的バックアップはコピーできません。スナップショットを選んでください。",
    "point-not-whole": (state) => `状態が ${state} の復旧ポイントはコピーできません。`,
    "point-partial": () => "この復旧ポイントには欠けた部分があります(PARTIAL)。コピーでも同じです。",
    "point-expires": (when) =>
      `復旧ポイントは ${when} に削除されます。それまでにコピーを終える必要があります。`,
    "point-expires-first": (when) =>
      `復旧ポイントは ${when} に削除され、承認より先になることがあります。新しいものを選んでください。`,
    "point-silent": () => "復旧ポイントについて AWS から応答がありません。",
    "job-there": (state) => `ジョブは進行中です(${state})。`,
    "job-ended": (state) => `ジョブは終了しています(${state})。停止するものがありません。`,
    "job-stopping": () => "すでに停止処理中です(ABORTING)。",
    "job-not-stoppable": (type) => `${type} のバックアップジョブは停止できません。`,
    "job-of-plan": (plan) => `プラン ${plan} が開始したジョブです。次の時刻にまた実行されます。`,
    "barred-input": () => "このままでは AWS が受け付けません。日数を確認してください。",
    "barred-place": () => "アカウントまたはリージョンがこの環境に属していません。",
    "barred-vault": (vault) => `ボールト ${vault} はこの環境に属していません。`,
    "barred-role": (role) =>
      `ロール ${role} は AWS Backup に渡せません。渡せるロールは設定ファイルにあります。`,
    "not-asker": (environment) => `${environment} ではこの操作を依頼できません。`,
    "nobody-can-approve": (needed, able) =>
      `あなた以外のリーダー ${needed} 名の承認が必要ですが、今承認できるのは ${able} 名です。`,
    "no-freeze": () => "実行予定の間に変更凍結はありません。",
    frozen: (until, why) => `${until} まで開始されません: ${why}。承認されたものは解除を待ちます。`,
    "frozen-too-long": (until, why) =>
      `${until} まで開始されません: ${why}。その頃には期限が切れます。解除後に依頼し直してください。`,
    "freeze-soon": (from, why) => `${from} から変更凍結です: ${why}。それまでに開始する必要があります。`,
  },
};
