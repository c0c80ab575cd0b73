// Whoever asks and whoever decides: each scene of a request between its first press and its end.
import { deepEqual, equal, ok } from "node:assert/strict";
import { phraseField } from "../../src/features/approvals/kinds/proof.ts";
import { approvalIds, moreOf, readNamed } from "../../src/features/approvals/model.ts";
import { rowsOf } from "./audit-rows.ts";
import { person, spoken, wordsOf } from "./person.ts";
import {
  approve,
  ask,
  begun,
  deny,
  isState,
  jobsOf,
  pick,
  press,
  request,
  requests,
  twoVotes,
  wasRefused,
  wordsIn,
} from "./requests.ts";
import type { Stage } from "./stage.ts";
import type { Story } from "./story.ts";

export const approved: Story = {
  name: "approved-and-run-once",
  title: { en: "Approved, and run once", ja: "承認され、1 回だけ実行される" },
  description: {
    en: "The asker's own click, an outsider's and a guest's count for nothing. A lead approves; one backup runs and is watched to its end.",
    ja: "依頼者本人、権限のない人、ゲストのクリックは無効です。リーダーが承認すると、バックアップが 1 回実行され、完了まで表示されます。",
  },
  async play(stage) {
    await ask(stage);
    isState(stage, "open");
    const words = wordsIn(stage).refused;
    await approve(stage, "asker");
    wasRefused(stage, "asker", words["self-approval"](wordsIn(stage).noun.backup));
    for (const who of ["outsider", "guest", "stranger", "reader"]) await approve(stage, who);
    wasRefused(stage, "guest", spoken(stage).answers.refusal.guest);
    equal(begun(stage).length, 0);
    isState(stage, "open");
    const card = request(stage);
    // Both at the same moment; then the same card once more, still open on her screen.
    await Promise.all([approve(stage, "lead-a", card), approve(stage, "lead-b", card)]);
    await approve(stage, "lead-a", card);
    isState(stage, "running");
    await person(stage, "lead-a").type("/backup requests");
    await stage.pass(10);
  },
  async check(stage) {
    isState(stage, "succeeded");
    equal(jobsOf(stage), 1);
    const [call] = begun(stage);
    equal(call?.sourceIdentity, stage.world.workspace.user("asker"));
    ok(call?.principal.endsWith(request(stage).id));
    ok(!request(stage).words.includes(approvalIds.approve));
    const listed = wordsOf(person(stage, "lead-a").answers().at(-1));
    ok(listed.includes(wordsIn(stage).list.heading.open));
    equal(requests(stage).length, 1);
    ok(person(stage, "asker").directly().length >= 1);
    await nothingWasShownOtherwise(stage);
  },
};

export const twoLeads: Story = {
  name: "two-leads",
  title: { en: "Two leads", ja: "リーダー 2 人の承認" },
  description: {
    en: "Two votes are needed. One lead's two presses are one vote; the second lead's press starts it.",
    ja: "2 票が必要です。1 人が 2 回押しても 1 票で、2 人目の承認で実行されます。",
  },
  async play(stage) {
    await stage.configure(twoVotes);
    await ask(stage);
    const card = request(stage);
    await approve(stage, "lead-a");
    await approve(stage, "lead-a", card);
    wasRefused(stage, "lead-a", wordsIn(stage).refused["voted-before"]);
    isState(stage, "open");
    equal(begun(stage).length, 0);
    await approve(stage, "lead-b");
    await stage.pass(10);
  },
  async check(stage) {
    isState(stage, "succeeded");
    equal(jobsOf(stage), 1);
    for (const lead of ["lead-a", "lead-b"])
      ok(request(stage).words.includes(stage.world.workspace.user(lead)));
  },
};

export const typedName: Story = {
  name: "a-lead-types-its-name",
  title: { en: "A lead types its name", ja: "名前を入力して承認" },
  description: {
    en: "Here a press is not enough: the lead types the name of what is touched. A slip asks again; the right name runs it.",
    ja: "押すだけでは承認されず、対象の名前の入力が必要です。間違えると再入力を求められ、正しい名前で実行されます。",
  },
  async play(stage) {
    await stage.configure({ approvals: ["votes: { default: 1 }", "typed: true"] });
    await ask(stage);
    const lead = person(stage, "lead-a");
    await press(stage, "lead-a", approvalIds.typed);
    await lead.fill({ [phraseField]: "orders-db" });
    ok(wordsOf(lead.modal()).includes(wordsIn(stage).refused.phrase("orders-fs")));
    isState(stage, "open");
    equal(begun(stage).length, 0);
    await lead.fill({ [phraseField]: "Orders-FS" });
    await stage.pass(10);
  },
  async check(stage) {
    isState(stage, "succeeded");
    equal(jobsOf(stage), 1);
    await nothingWasShownOtherwise(stage);
  },
};

/** What Slack says that leads were shown is what ran. */
const nothingWasShownOtherwise = async (stage: Stage): Promise<void> => {
  const rows = await rowsOf(stage, request(stage).id);
  ok(rows.some(({ verb }) => verb === "request.succeeded"));
  deepEqual(
    rows.filter(({ verb }) => verb === "view.mismatch"),
    [],
  );
};

export const approveAgainstDeny: Story = {
  name: "approve-against-deny",
  title: { en: "One approves, one denies", ja: "承認と却下の競合" },
  description: {
    en: "Two leads press at the same moment. One of them decides, the other is told; both never happen.",
    ja: "2 人のリーダーが同時に押します。決まるのは一方だけで、もう一方にはその旨が伝わります。",
  },
  async play(stage) {
    await ask(stage);
    const card = request(stage);
    // Her reason is typed already when he presses.
    await press(stage, "lead-b", approvalIds.deny, card);
    await Promise.all([
      person(stage, "lead-a").pressCard(card.ts, approvalIds.approve, card.named, "backup-approvals"),
      person(stage, "lead-b").fill({ "approvals.why": "Not tonight" }),
    ]);
    await stage.pass(10);
  },
  async check(stage) {
    const { state } = request(stage);
    ok(["succeeded", "denied"].includes(state), state);
    equal(jobsOf(stage), state === "succeeded" ? 1 : 0);
  },
};

export const denied: Story = {
  name: "denied",
  title: { en: "Denied", ja: "却下" },
  description: {
    en: "A lead denies and says why. Whoever asked hears it, and a later approval counts for nothing.",
    ja: "リーダーが理由を添えて却下します。依頼者に伝わり、後からの承認は無効です。",
  },
  async play(stage) {
    await ask(stage);
    const card = request(stage);
    await deny(stage, "outsider", card);
    isState(stage, "open");
    await deny(stage, "lead-b", card);
    isState(stage, "denied");
    await approve(stage, "lead-a", card);
    await stage.pass(5);
  },
  async check(stage) {
    isState(stage, "denied");
    equal(begun(stage).length, 0);
    ok(request(stage).words.includes("Not tonight"));
    ok(person(stage, "asker").directly().map(wordsOf).join("").includes("Not tonight"));
  },
};

export const withdrawn: Story = {
  name: "withdrawn",
  title: { en: "Withdrawn", ja: "取り下げ" },
  description: {
    en: "Whoever asked takes it back. Nobody else can, and the old card's button does nothing.",
    ja: "依頼者が取り下げます。他の人は取り下げられず、古いカードのボタンも無効です。",
  },
  async play(stage) {
    await ask(stage);
    const card = request(stage);
    await pick(stage, "lead-a", "withdraw", card);
    wasRefused(stage, "lead-a", wordsIn(stage).refused["not-requester"]);
    // The leads' channel may be closed to whoever asked: it is in their own list too.
    const asker = person(stage, "asker");
    await asker.type("/backup requests mine");
    const named = readNamed(card.named);
    ok(named !== undefined);
    await asker.press(`${approvalIds.more}#${card.id}`, moreOf("withdraw", named));
    isState(stage, "withdrawn");
    ok(wordsOf(asker.answers().at(-1)).includes(wordsIn(stage).receipt.withdrawn.text));
    await approve(stage, "lead-a", card);
    await stage.pass(5);
  },
  async check(stage) {
    isState(stage, "withdrawn");
    equal(begun(stage).length, 0);
  },
};

export const expired: Story = {
  name: "nobody-decided",
  title: { en: "Nobody decided", ja: "期限切れ" },
  description: {
    en: "Leads are reminded and called, and nobody presses. After an hour it is over, and whoever asked is told.",
    ja: "リーダーに再通知しても誰も押しません。1 時間で期限切れとなり、依頼者に伝わります。",
  },
  async play(stage) {
    await ask(stage);
    const card = request(stage);
    await stage.pass(55);
    isState(stage, "open");
    await stage.pass(10);
    isState(stage, "expired");
    await approve(stage, "lead-a", card);
  },
  async check(stage) {
    isState(stage, "expired");
    equal(begun(stage).length, 0);
    ok(person(stage, "asker").directly().length >= 1);
    const { channel } = stage.world.workspace;
    const calls = stage.world.slack
      .messages(channel("backup-approvals"))
      .filter(({ metadata }) => metadata?.event_type === "stillpoint_request_call");
    ok(calls.length >= 2, "nobody was reminded and called");
    ok(calls.length <= 6, "too many were called");
  },
};

export const edited: Story = {
  name: "changed-under-a-lead",
  title: { en: "Changed under a lead's eyes", ja: "承認前に内容が変わる" },
  description: {
    en: "Whoever asked changes it after the first vote. Votes are cleared, and the old card's press counts for nothing.",
    ja: "1 票目の後に依頼者が内容を変更します。票は取り消され、古いカードでの承認は無効です。",
  },
  async play(stage) {
    await stage.configure(twoVotes);
    await ask(stage);
    const before = request(stage);
    await approve(stage, "lead-a", before);
    await pick(stage, "asker", "edit", before);
    const asker = person(stage, "asker");
    await asker.fill({ "backups.retention": "60d" });
    await asker.fill({});
    await asker.close();
    const after = request(stage);
    ok(after.named !== before.named);
    await approve(stage, "lead-b", before);
    wasRefused(stage, "lead-b", wordsIn(stage).refused.changed);
    await approve(stage, "lead-b");
    isState(stage, "open");
    equal(begun(stage).length, 0);
    await approve(stage, "lead-a");
    await stage.pass(10);
  },
  async check(stage) {
    isState(stage, "succeeded");
    equal(jobsOf(stage), 1);
    equal(requests(stage).length, 1);
    const [call] = begun(stage);
    deepEqual((call?.input as { Lifecycle?: unknown }).Lifecycle, { DeleteAfterDays: 60 });
  },
};
