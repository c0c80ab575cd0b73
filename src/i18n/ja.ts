// 日本語の文言。AWS マネジメントコンソールの用語に従う(docs/glossary.md)。
import type { Texts } from "./en.ts";

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

  reason: {
    "vss-not-installed": {
      cause:
        "インスタンスに VSS コンポーネントがないため、アプリケーション整合性のあるイメージになっていません。",
      next: "AwsVssComponents パッケージをインストールし、もう一度バックアップしてください。",
    },
    "vss-no-rights": {
      cause: "インスタンスまたは SSM Agent の状態か権限に問題があり、VSS を実行できませんでした。",
      next: "インスタンスが起動していること、SSM でオンラインであること、ロールに VSS スナップショットの権限があることを確認してください。",
    },
    "vss-timeout": {
      cause: "Windows の VSS スナップショットが時間内に終わりませんでした。",
      next: "VSS ライターとディスク負荷を確認し、負荷の低い時間帯にもう一度バックアップしてください。",
    },
    "vss-unsupported": {
      cause: "この Windows Server のバージョンは AWS Backup の VSS に対応していません。",
      next: "このインスタンスの VSS を無効にするか、対応バージョンへ移行してください。",
    },
    "vss-failed": {
      cause:
        "VSS が失敗し、クラッシュ整合性のあるイメージになりました。復元後にデータベースのリカバリが必要になることがあります。",
      next: "VSS コンポーネント、SSM Agent、インスタンスのロールの権限を確認してください。",
    },
    "concurrent-limit": {
      cause: "AWS Backup の同時バックアップ数の上限に達しました。",
      next: "ほかのジョブの終了を待つか、開始ウィンドウを分散するか、クォータの引き上げを申請してください。",
    },
    "snapshot-limit": {
      cause: "このリソースのスナップショットまたはバックアップ数の上限に達しました。",
      next: "不要になったものを削除するか、クォータの引き上げを申請してください。",
    },
    "tag-limit": {
      cause: "復旧ポイントのタグが 50 個を超えます。",
      next: "リソースとプランのタグを合わせて 50 個以内にしてください。",
    },
    "kms-key": {
      cause: "このバックアップを暗号化する KMS キーが無効か、削除待ちか、使用できない状態です。",
      next: "キーを有効化してバックアップロールに使用を許可し、もう一度バックアップしてください。",
    },
    "default-key": {
      cause: "AWS マネージドキーで暗号化されたバックアップは、別のアカウントにコピーできません。",
      next: "リソースまたはボールトをカスタマーマネージドキーで暗号化してください。",
    },
    "role-unusable": {
      cause: "AWS Backup がこのジョブのロールを引き受けられません。",
      next: "backup.amazonaws.com にロールの引き受けを許可するか、プランに別のロールを設定してください。",
    },
    "access-denied": {
      cause: "このジョブのロールに権限が足りません。",
      next: "下の AWS のメッセージにある権限をロールに追加してください。",
    },
    "already-running": {
      cause: "同じリソースの別のジョブがまだ実行中でした。",
      next: "2 つのプランがこのリソースを選択していないか確認し、バックアップの間隔を空けてください。",
    },
    "too-many-copies": {
      cause: "このリソースのコピージョブが多すぎます。",
      next: "実行中のコピーの終了を待つか、コピーの時間を分散してください。",
    },
    "cross-account-off": {
      cause: "組織でクロスアカウントコピーが有効になっていません。",
      next: "管理アカウントの AWS Backup 設定でクロスアカウントバックアップを有効にしてください。",
    },
    "other-organization": {
      cause: "コピー元とコピー先のアカウントが同じ組織に属していません。",
      next: "同じ組織のアカウントへコピーしてください。",
    },
    "retention-range": {
      cause: "保持期間が、ロックされたコピー先ボールトの許容範囲外です。",
      next: "ルールの保持期間を変更するか、別のボールトにコピーしてください。",
    },
    "maintenance-window": {
      cause:
        "データベースのメンテナンスまたは自動バックアップのウィンドウと重なるか、近すぎて開始できませんでした。",
      next: "バックアッププランの開始時刻か、データベースのウィンドウを移動してください。",
    },
    "wrong-state": {
      cause: "リソースがバックアップできる状態ではありませんでした。",
      next: "リソースを利用可能な状態に戻し、もう一度バックアップしてください。",
    },
    "vault-gone": {
      cause: "バックアップボールトが存在しません。",
      next: "プランのルールに存在するボールトを設定してください。",
    },
    "resource-gone": {
      cause: "ジョブに必要なものが存在しません。",
      next: "下の AWS のメッセージを確認し、意図して削除したものならプランから外してください。",
    },
    "not-started-in-time": {
      cause: "ジョブがウィンドウ内に開始または完了しませんでした。",
      next: "ルールのウィンドウを広げるか、ジョブを分散してください。次のスケジュールで再実行されます。",
    },
    "stopped-by-person": {
      cause: "ジョブが手動で停止されました。",
      next: "意図した停止かチームに確認してください。実行者は CloudTrail で分かります。",
    },
    "nothing-copied": {
      cause: "バケットのオブジェクトが 1 つもバックアップされていません。",
      next: "バケットへのロールの権限、KMS キー、バージョニングを確認してください。",
    },
    "instance-profile": {
      cause: "バックアップ元にないインスタンスプロファイルが復元時に指定されました。",
      next: "バックアップ時のインスタンスプロファイルで復元するか、指定なしで復元してください。",
    },
    "tags-not-copied": {
      cause: "バックアップは作成されましたが、タグはコピーされていません。",
      next: "タグで選択する仕組みがある場合は、復旧ポイントに手動でタグを付けてください。",
    },
    "not-supported": {
      cause: "このリソースタイプでは AWS Backup がこの操作に対応していません。",
      next: "AWS Backup の対応機能の表を確認し、必要ならリソースをプランから外してください。",
    },
    "marketplace-image": {
      cause: "AWS Marketplace のイメージのため、ライセンス上この操作はできません。",
      next: "アカウントで製品をサブスクライブするか、プランのコピーから外してください。",
    },
    "internal-error": {
      cause: "AWS の内部エラーです。",
      next: "もう一度実行してください。繰り返す場合は、ジョブ ID を添えて AWS サポートに問い合わせてください。",
    },
    unlisted: {
      cause: "Stillpoint が把握していない理由です。",
      next: "下の AWS のメッセージを確認してください。",
    },
    "none-given": {
      cause: "AWS から理由が示されていません。",
      next: "AWS コンソールでジョブを確認してください。",
    },
  },

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
    unnamedResource: "名称不明のリソース",
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
