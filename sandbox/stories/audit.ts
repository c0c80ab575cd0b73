// The audit log: what was refused is in it, auditors look, take it away as a file and check it, and whoever touches it is
// found out.
import { equal, match, ok } from "node:assert/strict";
import { DeleteItemCommand, DynamoDBClient, PutItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import { DeleteObjectCommand, ListObjectVersionsCommand, S3Client } from "@aws-sdk/client-s3";
import { auditTableName, variables } from "../../src/config/names.ts";
import { instant, isoOf } from "../../src/core/time.ts";
import { auditTextsFor } from "../../src/i18n/audit.ts";
import { hub } from "../settings.ts";
import { person, spoken, wordsOf } from "./person.ts";
import type { Stage } from "./stage.ts";
import type { Story } from "./story.ts";

const hour = 60 * 60_000;

export const auditLog: Story = {
  name: "audit-log",
  title: { en: "Who was refused what", ja: "拒否された操作の記録" },
  description: {
    en: "Two who are no auditors ask for the audit log and are turned away. The auditor finds both refusals, one person's alone, and takes them away as a file that can be checked.",
    ja: "監査担当ではない 2 人が監査ログを開こうとして断られます。監査担当は両方の記録を確認し、検証できるファイルとして取得します。",
  },
  async play(stage) {
    await refuseTwo(stage);
    const auditor = person(stage, "auditor");
    await auditor.type("/backup audit");
    await auditor.type(`/backup audit <@${stage.world.workspace.user("reader")}|reader>`);
    await auditor.type("/backup audit no-such-request");
    await auditor.type("/backup audit @nobody");
    await auditor.type("/backup audit --since 1d");
    await auditor.press("audit.export");
  },
  async check(stage) {
    const words = auditTextsFor(stage.world.language);
    const { answers, front } = spoken(stage);
    for (const name of ["reader", "outsider"]) {
      const [answer] = person(stage, name).answers().map(wordsOf);
      ok(answer?.includes(answers.refusal.outsider.audit), name);
    }
    const auditor = person(stage, "auditor");
    const [all = "", one = "", none = "", nobody = ""] = auditor.answers().map(wordsOf);
    const { user } = stage.world.workspace;
    equal(all.split(words.verb["press.refused"]).length - 1, 2);
    ok(all.includes(user("reader")) && all.includes(user("outsider")));
    ok(one.includes(user("reader")) && !one.includes(user("outsider")));
    ok(none.includes(words.none));
    ok(nobody.includes(front.unknownPerson("@nobody")));
    const [said, file] = auditor.directly();
    ok(wordsOf(said).includes("2"));
    match(file?.files?.[0]?.name ?? "", /^stillpoint-audit-\d{8}T\d{4}\.jsonl$/);
  },
};

export const auditVerify: Story = {
  name: "audit-verify",
  title: { en: "Whoever touches the audit log is found out", ja: "監査ログの改ざんは必ず見つかる" },
  description: {
    en: "The day is over and its head is written where nobody can delete it. The auditor checks the log and it is whole. Then an administrator of the account removes a row, changes another, and tries to remove the head.",
    ja: "日付が変わり、その日のヘッドが削除できない場所に保存されます。検証結果は正常です。その後、アカウントの管理者が記録を消し、別の記録を書き換え、ヘッドの削除も試みます。",
  },
  async play(stage) {
    // The log is opened by the first tick.
    await stage.pass(2);
    await refuseTwo(stage);
    await untilClosed(stage);
    const auditor = person(stage, "auditor");
    await auditor.type("/backup audit verify");
    await tamper(stage);
    await auditor.type("/backup audit verify --since 3d");
  },
  async check(stage) {
    const { verify } = auditTextsFor(stage.world.language);
    const [whole = "", broken = ""] = person(stage, "auditor").answers().map(wordsOf);
    ok(whole.includes("✅") && whole.includes(verify.counted("2", "1")), whole);
    ok(broken.includes("🛑"), broken);
    ok(broken.includes(verify.trouble["rows-gone"]("", "1")), broken);
    ok(broken.includes(verify.trouble.altered("").trim()), broken);
    const { s3, Bucket } = headsOf(stage);
    const { Versions = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    equal(Versions.length, 1);
  },
};

const refuseTwo = async (stage: Stage): Promise<void> => {
  await person(stage, "reader").type("/backup audit");
  await person(stage, "outsider").type("/backup audit verify");
};

/** In one leap to where the next UTC day is two hours old, when the day before is closed. */
const untilClosed = async ({ world, settle, pass }: Stage): Promise<void> => {
  await settle();
  const now = world.clock.now();
  const midnight = Date.parse(isoOf(instant(now + 24 * hour)).slice(0, 10));
  world.clock.advance(midnight + 2 * hour - now);
  await pass(3);
};

const headsOf = ({ world }: Stage) => ({
  s3: new S3Client(world.awsIn(hub.account, hub.region)),
  Bucket: world.installed.functions.clock.variables[variables.auditBucket] ?? "",
});

/** What an administrator of the hub's account could do, with nobody watching. */
const tamper = async (stage: Stage): Promise<void> => {
  const { world } = stage;
  const dynamodb = new DynamoDBClient(world.awsIn(hub.account, hub.region));
  const day = isoOf(instant(world.clock.now() - 24 * hour)).slice(0, 10);
  const { Items: [one, two] = [] } = await dynamodb.send(
    new QueryCommand({
      TableName: auditTableName,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": { S: `day#${day}` } },
    }),
  );
  if (one?.pk === undefined || one.sk === undefined || two?.row?.S === undefined)
    throw new Error("the log has not two rows");
  await dynamodb.send(new DeleteItemCommand({ TableName: auditTableName, Key: { pk: one.pk, sk: one.sk } }));
  const row = { S: two.row.S.replace("no-right", "a-guest") };
  await dynamodb.send(new PutItemCommand({ TableName: auditTableName, Item: { ...two, row } }));
  const { s3, Bucket } = headsOf(stage);
  const { Versions: [head] = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
  const kept = { Bucket, Key: head?.Key, VersionId: head?.VersionId };
  const refusal = await s3.send(new DeleteObjectCommand(kept)).catch((error: unknown) => error);
  match(String(refusal), /protected by object lock/);
};
