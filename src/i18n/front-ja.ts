// The front door's few words in Japanese.
import type { FrontTexts } from "./front-en.ts";

export const frontJa: FrontTexts = {
  commands: {
    status: {
      summary: "今日の状況です。正常・警告・失敗の件数、未解決のもの、最後のバックアップを表示します。",
      usage: "/backup status [環境]",
      examples: ["/backup status", "/backup status production"],
      flags: "",
    },
    jobs: {
      summary: "バックアップ・コピー・復元ジョブの一覧です。各ジョブの詳細も開けます。",
      usage: "/backup jobs [環境] [--state …] [--since …] [--resource …] [--type …] [--kind …]",
      examples: [
        "/backup jobs --state failed",
        "/backup jobs production --since 7d",
        "/backup jobs --type RDS --kind backup",
      ],
      flags:
        "--state failed、warning、running、good、または EXPIRED など AWS の状態名 · --since 90m、24h、7d、または 2026-11-20 · --resource 名前または ARN · --type EC2、RDS、EFS など · --kind backup、copy、restore",
    },
    points: {
      summary: "リソースの復旧ポイントです。経過時間、サイズ、ボールト、有効期限、整合性を表示します。",
      usage: "/backup points [リソース]",
      examples: ["/backup points", "/backup points orders-db"],
      flags: "",
    },
    vaults: {
      summary: "バックアップボールトです。復旧ポイント数、ロック、保持期間を表示します。",
      usage: "/backup vaults [環境]",
      examples: ["/backup vaults"],
      flags: "",
    },
    now: {
      summary: "リソースを今すぐバックアップします。フォームとチェックの後、リーダーに承認を依頼します。",
      usage: "/backup now [リソース] [--vault …] [--retain …] [--window …] [--why …]",
      examples: ["/backup now", '/backup now orders-db --retain 35d --why "移行の前に取得"'],
      flags:
        "--vault ボールト名 · --retain 35d、12w、1y、無期限 · --window 1h 以上 · --why リーダーが最初に読む理由",
    },
    copy: {
      summary: "復旧ポイントを別のボールトにコピーします。",
      usage: "/backup copy [復旧ポイントまたはリソース] [--to …] [--retain …] [--why …]",
      examples: ["/backup copy orders-fs --to prod-archive --retain 1y"],
      flags: "--to ボールト名または ARN · --retain 35d、12w、1y、無期限 · --why リーダーが最初に読む理由",
    },
    stop: {
      summary: "実行中のバックアップジョブを停止します。",
      usage: "/backup stop [ジョブ] [--why …]",
      examples: ["/backup stop 1B2345B2"],
      flags: "--why リーダーが最初に読む理由",
    },
    requests: {
      summary: "依頼の一覧です。未完了、自分の依頼、自分の承認待ちを、カードへのリンク付きで表示します。",
      usage: "/backup requests [open|mine|awaiting] [環境]",
      examples: ["/backup requests", "/backup requests awaiting", "/backup requests mine production"],
      flags: "",
    },
    whatif: {
      summary: "実行に必要なものを確認します。承認者、人数、期限、適用される設定を表示します。",
      usage: "/backup whatif now|copy|stop [リソースまたは環境] [as @ユーザー]",
      examples: ["/backup whatif now", "/backup whatif copy production"],
      flags: "",
    },
    audit: {
      summary:
        "監査ログ（監査担当向け）です。依頼、決定、拒否、実行の記録を確認し、改ざんの有無を検証できます。",
      usage: "/backup audit [verify | 依頼 ID | @ユーザー | リソース] [--since …]",
      examples: [
        "/backup audit",
        "/backup audit orders-db --since 30d",
        "/backup audit verify --since 2026-11-01",
      ],
      flags: "--since 24h、7d、または 2026-11-01",
    },
    help: {
      summary: "コマンドの説明と例を表示します。",
      usage: "/backup help [コマンド]",
      examples: ["/backup help jobs"],
      flags: "",
    },
    version: {
      summary: "稼働中のバージョンと設定を表示します。",
      usage: "/backup version",
      examples: ["/backup version"],
      flags: "",
    },
  },

  menu: {
    title: "Stillpoint",
    separator: "、",
    mayRead: (names) => `${names}を参照できます。`,
    buttons: {
      status: "状況",
      jobs: "ジョブ",
      points: "復旧ポイント…",
      vaults: "ボールト",
      requests: "依頼",
      help: "ヘルプ",
    },
  },

  help: {
    title: "ヘルプ",
    lead: "`/backup` に続けてコマンドを入力します。回答は本人にだけ表示されます。",
    usage: "使い方",
    flags: "オプション",
    examples: "例",
    more: "`/backup help jobs` のように入力すると、コマンドごとの説明を表示します。",
  },

  version: {
    title: "バージョン",
    line: (version, commit) => `Stillpoint ${version} (${commit})`,
    config: (hash, environments) => `設定 ${hash}、環境 ${environments} 件`,
  },

  unknownCommand: (typed) => `「${typed}」というコマンドはありません。`,
  didYouMean: (line) => `\`${line}\` のことでしょうか。`,
  flag: {
    unknown: (flag, known) =>
      known === ""
        ? `オプション --${flag} はここでは使えません。`
        : `オプション --${flag} はここでは使えません。使えるのは ${known} です。`,
    "no-value": (flag) => `--${flag} には値が必要です。`,
    twice: (flag) => `--${flag} が 2 回指定されています。1 回だけ指定してください。`,
  },

  badSince: (typed) =>
    `「${typed}」は期間として読み取れません。90m、24h、7d、または 2026-11-20 のように指定してください。`,
  badKind: (typed) =>
    `「${typed}」というジョブの種類はありません。backup、copy、restore のいずれかを指定してください。`,
  badOperation: (typed) =>
    typed === ""
      ? "操作を指定してください: now、copy、stop"
      : `「${typed}」は依頼できる操作ではありません。now、copy、stop を指定できます。`,
  badPerson: (typed) => `「${typed}」は見つかりません。@ でこのチームのメンバーを指定してください。`,
  unknownPerson: (typed) =>
    `「${typed}」というユーザーは Slack に見つかりません。@ の入力後に表示される一覧から選択してください。`,
  tooMany: (words) => `「${words}」が余分です。`,
  noResource: "リソースを選択してください。",
  noReason: "理由を入力してください。",
  badRetention: (typed) =>
    `「${typed}」は保持期間として読み取れません。35d、12w、1y、無期限のように、1〜36,500 日で入力してください。`,
  badCold: (typed) =>
    `「${typed}」は使用できません。30d のように入力してください。移行後は最低 90 日の保持が必要です。`,
  badWindow: (typed) =>
    `「${typed}」は開始ウィンドウとして読み取れません。1h、90m のように 60 分以上で入力してください。`,
  noVault: "ボールトを選択してください。",
  noPoint: "復旧ポイントを選択してください。",
  noJob: "ジョブを選択してください。",
  noWhy: "理由を入力してください。リーダーが最初に読みます。",

  trouble: {
    title: "受け付けできません",
    tooLong: "入力が長すぎるため受け付けられませんでした。短くしてもう一度送信してください。",
    notTaken: "現在受け付けられませんでした。何も開始されていません。もう一度お試しください。",
    notOpened: "時間内にフォームを開けませんでした。もう一度お試しください。",
    unknownButton:
      "このボタンは以前のバージョンのもので、現在は動作しません。/backup でメニューを開いてください。",
    unknownForm: "このフォームは以前のバージョンのものです。もう一度開いてください。",
  },

  loading: { title: "Stillpoint", text: "読み込んでいます…" },
  checking: { title: "Stillpoint", text: "確認しています…" },
  close: "閉じる",

  listAge: (environment, minutes) => `${environment} · ${minutes} 分前の一覧`,
};
