// What comes of each press on a request: through the worker, from the bytes that Slack signed to the answer.
import { describe, expect, it } from "vitest";
import { minuteMs } from "../../../src/core/time.ts";
import { approvalIds } from "../../../src/features/approvals/model.ts";
import { evidenceKey } from "../../../src/features/approvals/record.ts";
import { approvalAsksEn as words } from "../../../src/i18n/approvals-asks-en.ts";
import type { Plan } from "../../../src/ports/operation.ts";
import { plan } from "./plans.ts";
import {
  approve,
  asked,
  asker,
  createPresses,
  leads,
  person,
  type Rig,
  refusalsOf,
} from "./presses-world.ts";

const [leadA, leadB] = leads;
const verbs = async (rig: Rig) => (await rig.request())?.trail.map(({ verb }) => verb);

describe("asking", () => {
  it("writes the request with its proof, has the card drawn, and says who must approve", async () => {
    const rig = createPresses();
    await rig.draft();
    expect(await rig.ask()).toBe(approvalIds.send);
    const request = await rig.request();
    expect(request?.phase.state).toBe("open");
    expect(await rig.world.store.get(evidenceKey(request?.asked.evidence ?? ""))).toBeDefined();
    expect(rig.rows.map(({ verb }) => verb)).toEqual(["request.asked"]);
    expect(rig.posted).toEqual([{ note: "approvals.draw", request: plan.request, channel: "C0APPROVALS1" }]);
    expect(rig.shown.at(-1)?.title.text).toBe(words.receipt.sent.title);
    expect(rig.heard()).toContain("2 of <!subteam^S0123456789> must approve it.");
  });

  it("asks once, however often the press comes", async () => {
    const rig = createPresses();
    await rig.draft();
    await rig.ask();
    await rig.ask();
    expect(rig.rows).toHaveLength(1);
    expect(rig.posted).toHaveLength(1);
  });

  it("runs at once where no vote is needed", async () => {
    const free: Plan = { ...plan, terms: { ...plan.terms, votes: 0 } };
    const rig = createPresses({ approvals: { votes: { default: 0 } } });
    await rig.draft(free);
    await rig.ask(asker, free);
    expect((await rig.request())?.phase.state).toBe("granted");
    expect(rig.ran).toEqual([{ note: "approvals.run", request: plan.request, revision: 1 }]);
    expect(rig.heard()).toContain(words.receipt.running.text);
  });

  it("tells by direct message when the page was closed", async () => {
    const rig = createPresses();
    await rig.draft();
    rig.sky.isViewGone = true;
    await rig.ask();
    expect(rig.posted.map(({ note }) => note)).toEqual(["approvals.draw", "say"]);
  });

  const refusals: readonly (readonly [
    string,
    (rig: ReturnType<typeof createPresses>) => Promise<void>,
    string,
  ])[] = [
    ["a draft that there is not", async (rig) => void (await rig.ask()), words.refused["draft-over"]],
    [
      "a draft that says something else now",
      async (rig) => {
        await rig.draft({ ...plan, why: "other" });
        await rig.ask();
      },
      words.refused["draft-over"],
    ],
    [
      "somebody who may not ask",
      async (rig) => {
        await rig.draft();
        await rig.ask("U0READER001");
      },
      words.refused["not-asker"]("backup", "production"),
    ],
    [
      "another's page",
      async (rig) => {
        rig.people.set("U0ASKER002", person("U0ASKER002", { groups: ["S0123456782"] }));
        await rig.draft();
        await rig.ask("U0ASKER002");
      },
      words.refused["not-requester"],
    ],
    [
      "an obstacle that the preflight found",
      async (rig) => {
        await rig.draft(plan, [{ level: "stop", name: "key-disabled", values: [] }]);
        await rig.ask();
      },
      words.refused.barred,
    ],
    [
      "what only one lead could approve, where two must",
      async (rig) => {
        rig.people.delete(leadB);
        await rig.draft();
        await rig.ask();
      },
      words.refused["nobody-can-approve"](2, 1),
    ],
  ];

  it.each(refusals)("refuses %s, and nothing is written", async (_, play, says) => {
    const rig = createPresses();
    await play(rig);
    expect(await rig.request()).toBeUndefined();
    expect(rig.heard()).toContain(says);
    expect(rig.posted).toEqual([]);
  });
});

describe("approving", () => {
  it("counts two leads, and runs after the second", async () => {
    const rig = await asked();
    await rig.press(leadA, approvalIds.approve);
    expect((await rig.request())?.phase.state).toBe("open");
    await rig.press(leadB, approvalIds.approve);
    expect((await rig.request())?.phase.state).toBe("granted");
    expect(await verbs(rig)).toEqual([
      "request.asked",
      "request.approved",
      "request.approved",
      "request.granted",
    ]);
    expect(rig.ran).toHaveLength(1);
    expect(rig.said).toEqual([]);
  });

  it("counts the same press once when the queue brings it again", async () => {
    const rig = await asked();
    const { outcome, again } = rig.take(leadA, approve());
    await outcome;
    await again();
    expect((await rig.request())?.votes).toHaveLength(1);
    expect(rig.said).toEqual([]);
  });

  it("asks the lists of now: somebody who was a lead a minute ago is none", async () => {
    const rig = await asked();
    rig.people.set(leadA, person(leadA, { groups: ["S0123456781"] }));
    await rig.press(leadA, approvalIds.approve);
    expect((await rig.request())?.votes).toEqual([]);
    expect(rig.heard()).toContain(words.refused["not-lead"]("production"));
  });

  const refused: readonly (readonly [string, string, string])[] = [
    ["whoever asked", asker, words.refused["self-approval"]("backup")],
    ["a reader", "U0READER001", words.refused["not-lead"]("production")],
    ["somebody of the team on no list", "U0OUTSIDER1", words.refused["not-lead"]("production")],
    ["a guest in the leads' group", "U0GUEST0001", "Guests may see nothing"],
    ["a stranger", "U0STRANGER1", "Only members of this Slack team"],
    ["a bot in the leads' group", "U0BOTLEAD01", "Stillpoint answers people"],
  ];

  it.each(refused)("refuses %s, kindly and to them alone, and writes that down", async (_, user, says) => {
    const rig = await asked();
    await rig.press(user, approvalIds.approve);
    expect((await rig.request())?.votes).toEqual([]);
    expect(rig.heard()).toContain(says);
    expect(refusalsOf(rig)).toEqual([user]);
    expect(rig.posted).toHaveLength(1);
  });

  it("says who can instead", async () => {
    const rig = await asked();
    await rig.press("U0READER001", approvalIds.approve);
    expect(rig.heard()).toContain("<!subteam^S0123456789> can approve it.");
  });

  it("takes no second vote of the same lead", async () => {
    const rig = await asked();
    await rig.press(leadA, approvalIds.approve);
    await rig.press(leadA, approvalIds.approve);
    expect((await rig.request())?.votes).toHaveLength(1);
    expect(rig.heard()).toContain(words.refused["voted-before"]);
  });

  it("takes no vote for what was there before an edit", async () => {
    const rig = await asked();
    const edited: Plan = { ...plan, revision: 2, why: "INC-13" };
    await rig.draft(edited);
    await rig.ask(asker, edited);
    await rig.press(leadA, approvalIds.approve);
    expect((await rig.request())?.votes).toEqual([]);
    expect(rig.heard()).toContain(words.refused.changed);
    await rig.press(leadA, approvalIds.approve, rig.namedOf(edited));
    expect((await rig.request())?.votes).toHaveLength(1);
  });

  it("refuses what came too late, after the time for votes", async () => {
    const rig = await asked();
    rig.pass(61 * minuteMs);
    await rig.press(leadA, approvalIds.approve);
    expect(rig.heard()).toContain(words.refused.expired);
  });

  it("says nothing against a press that counted and comes again too late", async () => {
    const rig = await asked();
    rig.sky.isCutOff = true;
    const { outcome, again } = rig.take(leadA, approve());
    await expect(outcome).rejects.toThrow("cut off");
    rig.sky.isCutOff = false;
    rig.pass(6 * minuteMs);
    await again();
    expect((await rig.request())?.votes).toHaveLength(1);
    expect([rig.said, refusalsOf(rig)]).toEqual([[], []]);
  });
});

describe("while Slack does not say who somebody is", () => {
  it("nothing is counted and the lead sees that it is being checked; then it counts", async () => {
    const rig = await asked();
    rig.sky.isSlackSilent = true;
    const { outcome, again } = rig.take(leadA, approve());
    await expect(outcome).rejects.toThrow("users.info");
    expect(rig.heard()).toContain("Checking…");
    await expect(again()).rejects.toThrow("users.info");
    expect(rig.said).toHaveLength(1);
    rig.sky.isSlackSilent = false;
    rig.pass(minuteMs);
    await again(3);
    expect((await rig.request())?.votes).toHaveLength(1);
  });

  it("it is refused after two minutes, and that is written down", async () => {
    const rig = await asked();
    rig.sky.isSlackSilent = true;
    const { outcome, again } = rig.take(leadA, approve());
    await expect(outcome).rejects.toThrow();
    rig.pass(2 * minuteMs);
    await again();
    expect((await rig.request())?.votes).toEqual([]);
    expect(rig.heard()).toContain(words.refused["not-known"]);
    expect(refusalsOf(rig)).toEqual([leadA]);
  });

  it("a press of more than five minutes ago is to be pressed again", async () => {
    const rig = await asked();
    rig.sky.isSlackSilent = true;
    const { outcome, again } = rig.take(leadA, approve());
    await expect(outcome).rejects.toThrow();
    rig.sky.isSlackSilent = false;
    rig.pass(6 * minuteMs);
    await again();
    expect((await rig.request())?.votes).toEqual([]);
    expect(rig.heard()).toContain(words.refused["too-old"]);
  });
});

it("what names no request is told so, and is written down", async () => {
  const rig = createPresses();
  await rig.press(leadA, approvalIds.approve, "nothing");
  expect(rig.heard()).toContain(words.refused.gone);
  expect(refusalsOf(rig)).toEqual([leadA]);
});
