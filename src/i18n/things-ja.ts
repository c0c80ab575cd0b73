// ジョブ以外についての文言。AWS マネジメントコンソールの用語に従う。
import { said, type thingsEn } from "./things-en.ts";

export const thingsJa: typeof thingsEn = {
  kinds: {
    "recovery-point": {
      creating: said("復旧ポイントの作成中"),
      available: said("復旧ポイント利用可能"),
      completed: said("復旧ポイント作成完了"),
      modified: said("復旧ポイントの変更"),
      partial: said(
        "復旧ポイントが不完全",
        "一部のデータが含まれていないため、復元しても欠けるものがあります。",
        "リソースを再度バックアップし、含まれなかったものをジョブで確認してください。",
      ),
      expired: said(
        "期限切れの復旧ポイントを削除できません",
        "保持期間は終了しましたが、AWS Backup が削除できませんでした。残っている間は料金がかかります。",
        "バックアップロールに削除権限があるか、元のリソースが削除または保護されていないかを確認し、手動で削除してください。",
      ),
      stopped: said(
        "継続的バックアップの停止",
        "この復旧ポイントでは、停止後の時点には復元できません。",
        "元のバケットのバージョニングと EventBridge 通知が有効か、ロールの権限が残っているかを確認してください。次回のバックアップから新しく始まります。",
      ),
      deleting: said("復旧ポイントの削除中"),
      deleted: said("復旧ポイントの削除"),
      "deleted-by-hand": said(
        "復旧ポイントの手動削除",
        "ライフサイクルではなく、手動で削除されました。元には戻せません。",
        "意図した操作かを実行者に確認してください。意図しない場合は、削除権限を外し、ボールトをロックしてください。",
      ),
      unknown: said("復旧ポイントの状態が不明"),
    },
    vault: {
      created: said("ボールトの作成"),
      modified: said("ボールトの変更"),
      deleted: said(
        "ボールトの削除",
        "ボールトは空の場合にのみ削除できます。このボールトに保存するプランは、今後失敗します。",
        "意図した削除かを確認し、このボールトを指定しているプランやコピーの保存先を変更してください。",
      ),
      unknown: said("ボールトの状態が不明"),
    },
    plan: {
      created: said("バックアッププランの作成"),
      modified: said("バックアッププランの変更"),
      deleted: said(
        "バックアッププランの削除",
        "このプランの対象だったリソースは、このプランではバックアップされなくなりました。",
        "意図した削除か、同じリソースが別のプランの対象になっているかを確認してください。",
      ),
      unknown: said("バックアッププランの状態が不明"),
    },
    "region-setting": {
      created: said("AWS Backup のリージョン設定の作成"),
      modified: said("AWS Backup のリージョン設定の変更"),
      deleted: said(
        "AWS Backup のリージョン設定の削除",
        "このリージョンで AWS Backup の保護対象となるリソースタイプが変わった可能性があります。",
        "オプトイン設定を、バックアップが必要なリソースと照合してください。",
      ),
      unknown: said("AWS Backup のリージョン設定の状態が不明"),
    },
    index: {
      pending: said("バックアップインデックスの作成中"),
      active: said("バックアップインデックス作成完了"),
      available: said("バックアップインデックス作成完了"),
      failed: said(
        "バックアップインデックスの作成失敗",
        "復旧ポイント自体に問題はありませんが、検索できず、ファイル単位で探すことができません。",
        "インデックス用のロールに復旧ポイントとキーの読み取り権限があるかを確認し、インデックスを再作成してください。",
      ),
      deleting: said("バックアップインデックスの削除中"),
      deleted: said("バックアップインデックスの削除"),
      unknown: said("バックアップインデックスの状態が不明"),
    },
    scan: {
      created: said("マルウェアスキャンの作成"),
      running: said("マルウェアスキャン実行中"),
      completed: said("マルウェアスキャン完了(脅威なし)"),
      "completed-with-issues": said(
        "マルウェアスキャン一部完了",
        "スキャンできなかったものがあります。脅威が見つからなくても、存在しないとは限りません。",
        "この復旧ポイントを復元する前に、スキャンされなかったものを Amazon GuardDuty で確認してください。",
      ),
      failed: said(
        "マルウェアスキャン失敗",
        "この復旧ポイントにマルウェアが含まれるかどうかは不明です。",
        "スキャナーのロールに復旧ポイントとキーの読み取り権限があるかを確認し、再度スキャンしてください。",
      ),
      expired: said(
        "マルウェアスキャン期限切れ",
        "時間内に実行されませんでした。この復旧ポイントにマルウェアが含まれるかどうかは不明です。",
        "再度スキャンしてください。",
      ),
      canceled: said(
        "マルウェアスキャン中止",
        "途中で停止されました。この復旧ポイントにマルウェアが含まれるかどうかは不明です。",
        "意図した停止でなければ、再度スキャンしてください。",
      ),
      "threats-found": said(
        "マルウェアスキャンで脅威を検出",
        "この復旧ポイントにはマルウェアが含まれています。復元するとマルウェアも戻ります。",
        "復元しないでください。セキュリティ担当に連絡し、Amazon GuardDuty の検出結果を確認して、脅威のない最後の復旧ポイントを特定してください。",
      ),
      unknown: said("マルウェアスキャンの結果が不明"),
    },
    "batch-job": {
      new: said("S3 バッチジョブの作成"),
      preparing: said("S3 バッチジョブ準備中"),
      ready: said("S3 バッチジョブ準備完了"),
      active: said("S3 バッチジョブ実行中"),
      pausing: said("S3 バッチジョブ一時停止中"),
      paused: said("S3 バッチジョブ一時停止"),
      completing: said("S3 バッチジョブ完了処理中"),
      suspended: said(
        "S3 バッチジョブが確認待ち",
        "確認されるまで何も変更しません。30 日経つと失敗します。",
        "対象の件数が意図したとおりかを確かめ、ジョブを確認またはキャンセルしてください。",
      ),
      complete: said("S3 バッチジョブ完了(オブジェクトごとの結果は完了レポートを参照)"),
      "complete-with-failures": said(
        "S3 バッチジョブ完了(失敗あり)",
        "AWS での状態は完了ですが、同時に失敗コードも通知されています。",
        "失敗したオブジェクトを完了レポートで確認し、それらを対象に新しいジョブを実行してください。",
      ),
      cancelling: said(
        "S3 バッチジョブのキャンセル中",
        "それまでに処理された分はそのまま残ります。",
        "意図した操作かを確認してください。",
      ),
      cancelled: said(
        "S3 バッチジョブのキャンセル",
        "それまでに処理された分はそのまま残り、残りは処理されていません。",
        "意図した操作かを確認し、どこまで処理されたかをレポートで確認してください。",
      ),
      failing: said(
        "S3 バッチジョブの失敗処理中",
        "AWS がジョブを終了しています。それまでに処理された分はそのまま残ります。",
        "失敗したオブジェクトと理由が載るレポートを待ってください。",
      ),
      failed: said(
        "S3 バッチジョブ失敗",
        "途中で終了しました。それまでに処理された分はそのまま残ります。",
        "失敗コードとレポートを確認して原因を解消し、ジョブを作成し直してください。",
      ),
      unknown: said("S3 バッチジョブの状態が不明"),
    },
    datasync: {
      queued: said("DataSync タスク待機中"),
      launching: said("DataSync タスク起動中"),
      preparing: said("DataSync タスク準備中"),
      transferring: said("DataSync タスク転送中"),
      verifying: said("DataSync タスク検証中"),
      cancelling: said("DataSync タスクのキャンセル中"),
      success: said("DataSync タスク成功"),
      error: said(
        "DataSync タスク失敗",
        "コピーは完了していません。イベントに理由は含まれていません。",
        "DataSync コンソールで実行を開き、エラーコードとログからコピーされなかったものを確認してください。",
      ),
      unknown: said("DataSync タスクの状態が不明"),
    },
    pipeline: {
      success: said("Data Pipeline 成功"),
      failure: said(
        "Data Pipeline 失敗",
        "コピーが最後まで実行されませんでした。",
        "パイプラインのログ用バケットで失敗した試行のログを確認し、再実行してください。",
      ),
      unknown: said("成否が読み取れない Data Pipeline の通知"),
    },
    "cloudwatch-alarm": {
      ok: said("CloudWatch アラーム解消"),
      "insufficient-data": said(
        "CloudWatch アラームのデータ不足",
        "メトリクスが届いていないため、監視できていません。",
        "監視対象が動作し、メトリクスを送信しているかを確認してください。",
      ),
      alarm: said(
        "CloudWatch アラーム",
        "メトリクスがアラームのしきい値を超えました。",
        "CloudWatch コンソールでアラームを開き、メトリクスの推移を確認してください。",
      ),
      unknown: said("CloudWatch アラームの状態が不明"),
    },
    "eks-object": {
      "backup-failed": said(
        "Kubernetes リソースのバックアップ失敗",
        "ジョブの状態にかかわらず、クラスターのバックアップにこれらのリソースは含まれていません。",
        "下記の理由を確認して原因を解消し、クラスターを再度バックアップしてください。",
      ),
      "restore-failed": said(
        "Kubernetes リソースの復元失敗",
        "ジョブの状態にかかわらず、復元先のクラスターにこれらのリソースはありません。",
        "下記の理由を確認し、手動で復元または作成してください。",
      ),
      "restore-skipped": said("Kubernetes リソースの復元をスキップ(すでに存在)"),
      unknown: said("Kubernetes リソースの状態が不明"),
    },
    "outside-start": {
      backup: said("Stillpoint を経由しないバックアップの開始"),
      copy: said("Stillpoint を経由しないコピーの開始"),
      restore: said("Stillpoint を経由しない復元の開始"),
      unknown: said("Stillpoint を経由しないジョブの開始"),
    },
    "outside-stop": {
      backup: said("Stillpoint を経由しないバックアップの停止"),
      unknown: said("Stillpoint を経由しないジョブの停止"),
    },
  },

  unknownNext: "AWS コンソールで確認してください。続報があればこのカードが更新されます。",
  unnamed: "名称不明",
  nobodyNamed: "AWS の情報からは不明",

  facts: {
    resource: "リソース",
    type: "タイプ",
    vault: "ボールト",
    point: "復旧ポイント",
    plan: "プラン",
    by: "実行者",
    how: "削除方法",
    deletes: "保持期限",
    locked: "ロック",
    changed: "保護対象の設定",
    result: "結果",
    scanner: "スキャナー",
    codes: "失敗コード",
    execution: "実行",
    scheduled: "予定時刻",
    started: "開始時刻",
    finished: "終了時刻",
    source: "コピー元",
    target: "コピー先",
    metric: "メトリクス",
    cluster: "クラスター",
    job: "ジョブ",
  },

  objects: {
    label: "オブジェクト",
    failed: (count) => `失敗したオブジェクト: ${count} 件`,
    atLeast: (count) => `${count} 以上`,
    more: (count) => `ほか ${count} 件`,
    why: (count) =>
      `AWS での状態は完了ですが、バケットのオブジェクト ${count} 件が失敗しました。これらはこのバックアップに含まれていません。`,
    whyRestore: (count) =>
      `AWS での状態は完了ですが、オブジェクト ${count} 件が失敗しました。これらは復元されていません。`,
    next: "オブジェクトとキーの読み取り権限がロールにあるか、アーカイブ用のストレージクラスに置かれていないかを確認し、ジョブを再実行してください。",
  },
};
