// Typing a name, denying, withdrawing, changing and breaking the glass: who is heard, and what comes of it.
import { describe, expect, it } from "vitest";
import { sealPlan } from "../../../src/features/approvals/decide.ts";
import { approvalIds, moreOf } from "../../../src/features/approvals/model.ts";
import { approvalAsksEn as words } from "../../../src/i18n/approvals-asks-en.ts";
import { pressInMessage } from "../../app/requests.ts";
import { plan } from "./plans.ts";
import { asked, asker, leads, type Parts, person, type Rig, refusalsOf } from "./presses-world.ts";

const [leadA, leadB] = leads;

describe("approving by a typed name", () => {
  const typed: Parts = { approvals: { typed: true } };

  it("opens a form that shows the plan, and counts the name however a keyboard writes it", async () => {
    const rig = await asked(typed);
    await rig.take(leadA, pressInMessage(approvalIds.typed, rig.namedOf(plan)), { isOpened: true }).outcome;
    expect(rig.heard()).toContain("plan.runs");
    await rig.type(leadA, "ＯＲＤＥＲＳ-ＤＢ ");
    expect((await rig.request())?.votes).toHaveLength(1);
    expect(rig.heard()).toContain(words.receipt.voted.text);
  });

  it("asks again for a name that is another, and calls that no refusal", async () => {
    const rig = await asked(typed);
    await rig.type(leadA, "orders");
    expect((await rig.request())?.votes).toEqual([]);
    expect(rig.shown.at(-1)?.callback_id).toBe(approvalIds.approveTyped);
    expect(refusalsOf(rig)).toEqual([]);
  });

  it("takes no plain button where a name is asked for since", async () => {
    const rig = await asked(typed);
    await rig.press(leadA, approvalIds.approve);
    expect(rig.heard()).toContain(words.refused["to-type"]("orders-db"));
  });
});

describe("denying", () => {
  it("asks why and ends it, with the reason", async () => {
    const rig = await asked();
    await rig.take(leadA, pressInMessage(approvalIds.deny, rig.namedOf(plan)), { isOpened: true }).outcome;
    expect(rig.shown.at(-1)?.callback_id).toBe(approvalIds.denied);
    await rig.deny(leadA, " not tonight ");
    expect((await rig.request())?.phase).toMatchObject({ state: "denied", by: leadA, why: "not tonight" });
    await rig.press(leadB, approvalIds.approve);
    expect(rig.heard()).toContain(words.refused.over(words.state.denied));
  });

  it("opens no form for whoever is no lead", async () => {
    const rig = await asked();
    await rig.take("U0READER001", pressInMessage(approvalIds.deny, rig.namedOf(plan)), { isOpened: true })
      .outcome;
    expect(rig.shown.at(-1)?.callback_id).toBeUndefined();
    expect(refusalsOf(rig)).toEqual(["U0READER001"]);
  });

  it("is possible until it runs", async () => {
    const rig = await asked();
    for (const lead of leads) await rig.press(lead, approvalIds.approve);
    await rig.deny(leadA, "no");
    expect((await rig.request())?.phase.state).toBe("denied");
  });
});

describe("behind the three dots", () => {
  const more = (rig: Rig, user: string, what: "withdraw" | "edit" | "break-glass") => {
    const { hash } = sealPlan(plan);
    const value = moreOf(what, { request: plan.request, revision: plan.revision, hash });
    return rig.take(user, pressInMessage(approvalIds.more, value), { isOpened: what !== "withdraw" }).outcome;
  };

  it("whoever asked withdraws", async () => {
    const rig = await asked();
    await more(rig, asker, "withdraw");
    expect((await rig.request())?.phase.state).toBe("withdrawn");
  });

  it("nobody else withdraws", async () => {
    const rig = await asked();
    await more(rig, leadA, "withdraw");
    expect((await rig.request())?.phase.state).toBe("open");
    expect(rig.heard()).toContain(words.refused["not-requester"]);
  });

  it("nobody else edits", async () => {
    const rig = await asked();
    rig.people.set("U0ASKER002", person("U0ASKER002", { groups: ["S0123456782"] }));
    await more(rig, "U0ASKER002", "edit");
    expect(rig.heard()).toContain(words.refused["not-requester"]);
  });

  it("an asker on no list of leads may not break the glass", async () => {
    const rig = await asked();
    await more(rig, asker, "break-glass");
    expect(rig.heard()).toContain(words.refused["not-entitled"]);
    expect(refusalsOf(rig)).toEqual([asker]);
  });
});

describe("breaking the glass", () => {
  const glass: Parts = { approvals: { breakGlass: { users: [leadA, "U0OUTSIDER1"] } } };
  const broken = async (rig: Rig, user: string, typed: string) =>
    rig.fill(user, approvalIds.brokenGlass, {
      "approvals.why": "the shop is down",
      "approvals.phrase": typed,
    });

  it("runs without votes, says so to all, and waits for a second person's signature", async () => {
    const rig = await asked(glass);
    await broken(rig, leadA, "orders-db");
    expect((await rig.request())?.phase.state).toBe("granted");
    expect(rig.ran).toHaveLength(1);
    expect(rig.posted).toContainEqual(expect.objectContaining({ what: "broken-glass" }));
    await rig.press(leadA, approvalIds.review);
    expect(rig.heard()).toContain(words.refused["own-review"]);
    await rig.press(leadB, approvalIds.review);
    expect((await rig.request())?.glass?.reviewed?.by).toBe(leadB);
  });

  it("asks again for another name, and keeps the reason that was typed", async () => {
    const rig = await asked(glass);
    await broken(rig, leadA, "orders");
    expect((await rig.request())?.phase.state).toBe("open");
    expect(JSON.stringify(rig.shown.at(-1))).toContain("the shop is down");
  });

  it("is for the entitled, who need be no leads", async () => {
    const rig = await asked(glass);
    await broken(rig, leadB, "orders-db");
    expect(rig.heard()).toContain(words.refused["not-entitled"]);
    await broken(rig, "U0OUTSIDER1", "orders-db");
    expect((await rig.request())?.phase.state).toBe("granted");
  });
});
