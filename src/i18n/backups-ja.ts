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

  form: {
    choose: {
      title: "リソースの選択",
      label: "リソース",
      placeholder: "名前や ID の一部を入力",
      hint: "依頼できる環境で AWS Backup が保護しているリソースです。",
      submit: "次へ",
    },
    now: { title: "今すぐバックアップ" },
    copy: { title: "復旧ポイントのコピー" },
    stop: { title: "バックアップジョブの停止" },
    submit: "チェック",
    vault: { label: "ボールト", placeholder: "ボールトを選択" },
    point: { label: "復旧ポイント", placeholder: "復旧ポイントを選択" },
    target: { label: "コピー先", placeholder: "ボールトを選択" },
    job: { label: "ジョブ", placeholder: "ジョブを選択" },
    retention: {
      label: "保持期間",
      placeholder: "例: 35d",
      hint: "35d、12w、1y の形式です。「無期限」は削除するまで保持します。",
    },
    cold: {
      label: "コールドストレージへの移行",
      placeholder: "例: 30d",
      hint: "空欄なら移行しません。移行後は最低 90 日保持されます。",
    },
    window: {
      label: "開始ウィンドウ",
      placeholder: "例: 1h",
      hint: "この時間内に開始できなければ取得をやめます。60 分以上。空欄なら 8 時間です。",
    },
    role: { label: "ロール", placeholder: "ロールを選択" },
    why: {
      label: "理由",
      placeholder: "INC-12: スキーマ変更の前に取得",
      hint: "リーダーが最初に読みます。",
    },
    forever: "無期限",
    locked: (range) => `ロック中、${range} 日`,
    airGapped: "エアギャップ",
    stopped: "このままでは依頼できません。",
    unknownVault: (name) => `使用できるボールト「${name}」がありません。`,
    noVault: (name) => `依頼できる環境に ${name} 用のボールトがありません。`,
    noPoint: (name) => `${name} にコピーできる復旧ポイントがありません。`,
    unknownPoint: (name) => `依頼できる環境に復旧ポイント「${name}」がありません。`,
    unknownJob: (id) => `依頼できる環境に、実行中のバックアップジョブ「${id}」がありません。`,
    noJob: "依頼できる環境で実行中のバックアップジョブはありません。",
    older: "このフォームは古いバージョンのものです。もう一度コマンドを入力してください。",
    badDays: "保持期間とコールドストレージへの移行日数を確認してください。",
  },

  preflight: {
    title: "依頼前の確認",
    stoppedTitle: "今は依頼できません",
    stopped: "今は依頼できません。",
    send: "リーダーに送信",
    run: "実行",
    why: "理由",
    risks: "留意点",
    checked: "チェック結果",
    terms: "承認",
    parameters: "AWS に送る内容",
    plan: "実行計画",
    revision: (number) => `第 ${number} 版`,
    votes: (count) => `${count} 名の承認が必要です:`,
    able: (count) => `あなた以外で今承認できるのは ${count} 名`,
    typed: (phrase) => `承認者は名前 ${phrase} も入力します。`,
    expires: (length) => `送信から ${length}以内に承認が必要です。`,
    runsWithin: (length) => `承認後すぐに開始します。${length}以内に開始できなければ実行しません。`,
    noVotes: "承認は不要です。「実行」を押すと実行されます。",
    runsAtOnce: (length) => `すぐに開始します。${length}以内に開始できなければ実行しません。`,
    rule: "ルール",
    closed:
      "チェックは終わりましたが、送信されていません。何も依頼されていません。送信するにはもう一度コマンドを入力してください。",
  },

  retry: {
    why: (job, message) => `失敗したジョブ ${job} の再実行: ${message}`,
    noMessage: "AWS からの理由なし",
    notWorth: "同じ条件では再び失敗するため、再実行できません。対応はアラートをご覧ください。",
    notFailed: (state) => `このジョブは失敗していません(${state})。再実行するものがありません。`,
    notTheirs: "このアラートの環境では操作を依頼できません。",
    gone: "AWS がこのジョブの情報を返さないか、再実行に足りません。",
  },

  findings: {
    alone: () => "このリソースの別のバックアップやコピーは実行されていません。",
    "job-running": (id, state) =>
      `このリソースの別のジョブが進行中です: ${id}(${state})。今開始しても待たされ、期限切れになります。`,
    "window-open": (at: string, until: string) =>
      `${at} に、データベースのメンテナンスウィンドウまたはバックアップウィンドウの時間帯(またはその直前)のため、バックアップを開始できませんでした。まだ続いている可能性があります。${until} 以降に依頼してください。`,
    "window-near": (at: string) =>
      `ほぼ同じ時刻の ${at} に、データベースのメンテナンスウィンドウまたはバックアップウィンドウのため、バックアップを開始できませんでした。`,
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
    "job-not-seen": (id) => `ジョブ ${id} について AWS から応答がありません。`,
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
