// What Stillpoint answers to commands, in Japanese.
import type { AnswerTexts } from "./answers-en.ts";

export const answersJa: AnswerTexts = {
  close: "閉じる",
  checking: "確認しています… Slack からユーザー情報の応答がまだありません。結果はここに表示されます。",

  status: {
    title: "状況",
    today: (zone) => `本日 00:00 以降(${zone})`,
    counts: {
      good: (count) => `正常 ${count}`,
      warned: (count) => `警告 ${count}`,
      failed: (count) => `失敗 ${count}`,
      unknown: (count) => `不明な状態 ${count}`,
      running: (count) => `実行中 ${count}`,
    },
    nothing: "終了したジョブはまだありません",
    lastBackup: "最後の正常なバックアップ",
    noBackup: "昨日以降、正常なバックアップはありません。",
    notKnown: "AWS から応答のない場所があるため、最後の正常なバックアップは不明です。",
    open: "未解決",
    nothingOpen: "未解決のものはありません。",
    openSince: (age) => `${age}経過`,
    openMore: (count) => `ほか ${count} 件`,
    failedJobs: "失敗したジョブ",
    allJobs: "ジョブ",
    refresh: "更新",
  },

  jobs: {
    title: "ジョブ",
    heading: (count) => `ジョブ ${count} 件`,
    none: "該当するジョブはありません。",
    noneNext: "--since 7d のように期間を広げるか、条件を減らしてください。",
    columns: {
      when: "開始",
      state: "状態",
      kind: "ジョブ",
      resource: "リソース",
      place: "場所",
    },
    kind: { backup: "バックアップ", copy: "コピー", restore: "復元" },
    filters: {
      ago: "直近",
      since: "開始日",
      environment: "環境",
      state: "状態",
      resource: "リソース",
      type: "タイプ",
      kind: "種類",
    },
    page: (from, to, total) => `${total} 件中 ${from}–${to} 件`,
    open: "ジョブを開く…",
    newer: "新しい方へ",
    older: "古い方へ",
    unknownState: (typed, known) => `「${typed}」という状態はありません。指定できるのは ${known} です。`,
    badDay: (typed) => `「${typed}」という日付はありません。`,
  },

  job: {
    title: "ジョブ",
    state: "状態",
    began: "開始",
    ended: "終了",
    percentDone: "進捗",
    size: "サイズ",
    role: "ロール",
    consistency: "整合性",
    gone: "AWS にこのジョブの記録がありません。ジョブの記録は約 30 日間保持されます。",
  },

  points: {
    title: "復旧ポイント",
    form: {
      title: "復旧ポイント",
      label: "リソース",
      placeholder: "名前、タイプ、アカウントで検索",
      hint: "参照できる環境で AWS Backup が保護しているリソースです。",
      submit: "表示",
    },
    none: (name) => `${name} の復旧ポイントはありません。`,
    columns: {
      when: "作成",
      size: "サイズ",
      vault: "ボールト",
      expires: "有効期限",
      consistency: "整合性",
    },
    never: "なし",
    notSaid: "不明",
    unknownResource: (typed) => `「${typed}」という保護対象リソースはありません。`,
    similar: "近い名前のリソースです。",
    several: (typed) => `「${typed}」という名前のリソースが複数あります。選択してください。`,
    nothingProtected: "参照できる環境に、AWS Backup で保護されているリソースはまだありません。",
    pick: "リソースを選択",
    listAge: (age) => `リソースの一覧は ${age}前のものです。`,
  },

  consistency: {
    "application-consistent": "アプリケーション整合性",
    "crash-consistent": "クラッシュ整合性",
    "no-backup": "バックアップなし",
    unknown: "不明",
  },

  consistencyMeans: {
    "crash-consistent":
      "クラッシュ整合性のみ: 停電直後と同じ状態のため、データベースのリカバリが必要な場合があります",
    "no-backup": "バックアップなし: この実行からは何も復元できません",
    unknown: "不明: VSS が成功したか AWS から示されていません",
  },

  vaults: {
    title: "ボールト",
    none: "参照できる環境にバックアップボールトはありません。",
    columns: {
      vault: "ボールト",
      place: "場所",
      points: "復旧ポイント",
      lock: "ロック",
      retention: "保持期間",
    },
    locked: "🔒 ロック済み",
    open: "ロックなし",
    retention: (min, max) => `${min}–${max} 日`,
    anyRetention: "制限なし",
    airGapped: "エアギャップ",
    more: (count) => `ほか ${count} 件`,
  },

  home: {
    yours: "あなたの権限",
    rights: { read: "参照", ask: "バックアップ・復元の依頼", lead: "承認", audit: "監査" },
    as: "更新",
  },

  alert: {
    gone: "このアラートの記録はもうありません。",
    notTheirs: "このアラートの環境では操作を依頼する権限がないため、権限のある方に対応を依頼してください。",
    notTheirsToRead: "このアラートの環境を参照する権限がありません。",
    allGood: "すでに正常に戻っているため、対応は不要です。",
    taken: "直前に別の方が対応を始めました。対応者はカードに表示されています。",
    busy: "操作が集中しています。もう一度押してください。",
  },

  refusal: {
    title: "表示・実行できません",
    deactivated: "Slack で無効化されたアカウントのため、表示できません。",
    bot: "ほかのアプリからの操作には応答しません。",
    guest: "ゲストは AWS Backup の情報を参照できません。正規メンバーに依頼してください。",
    stranger: "この Slack チームのメンバーだけが参照できます。",
    outsider: {
      read: "参照できる環境がありません。プラットフォームチームに参照権限を依頼してください。",
      ask: "操作を依頼できる環境がありません。プラットフォームチームに依頼権限の追加を相談してください。",
      lead: "どの環境のリーダーでもありません。",
      audit: "どの環境の監査担当でもありません。",
    },
    environment: (name, known) => `${name} は参照できません。参照できる環境は ${known} です。`,
    unknownEnvironment: (typed, known) =>
      `「${typed}」という環境はありません。参照できる環境は ${known} です。`,
  },

  fault: {
    title: "回答できません",
    tooOld: "時間がかかりすぎました。もう一度操作してください。",
    "aws-throttled": "AWS の呼び出しが制限されています。1 分ほど待ってから、もう一度お試しください。",
    "aws-unavailable": "AWS から応答がありません。1 分ほど待ってから、もう一度お試しください。",
    "aws-denied":
      "AWS での読み取りが許可されていません。プラットフォームチームにリーダーロールの確認を依頼してください。",
    "aws-not-found": "AWS に記録がありません。",
    slack:
      "Slack から利用者の情報を取得できないため、表示できません。1 分ほど待ってから、もう一度お試しください。",
    bug: "Stillpoint で問題が発生しました。何も開始されていません。",
    quote: (id) => `お問い合わせの際は ${id} をお伝えください。`,
    silent: (places) => `応答のない場所があります: ${places}。その分は含まれていません。`,
    cut: (count) => `各場所につき、新しい ${count} 件のジョブだけを対象にしています。`,
  },
};
