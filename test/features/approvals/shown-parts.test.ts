// What Slack says a lead was shown, against what the plan makes.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planBlocks } from "../../../src/features/approvals/kinds/plan-parts.ts";
import { shownDiffers } from "../../../src/features/approvals/kinds/shown-parts.ts";
import type { Plan } from "../../../src/ports/operation.ts";
import { hostile } from "../alerts/hostile-text.ts";
import { operations, plan } from "./plans.ts";

type Blocks = readonly object[];

const blocks: Blocks = planBlocks(plan, operations, "en");

/** As Slack hands on a message whose button was pressed: what stands beside the bar is in attachments. */
const bodyWith = (shown: Blocks) => ({
  type: "block_actions",
  message: {
    blocks: [{ type: "divider", block_id: "x1" }],
    attachments: [{ color: "1264a3", blocks: shown }],
  },
});

const differs = (body: object, of: Plan = plan) => shownDiffers(of, operations, "en", body);

const rewritten = (from: string, to: string): Blocks =>
  JSON.parse(JSON.stringify(blocks).replaceAll(from, to)) as Blocks;

describe("what a lead was shown", () => {
  it.each([
    ["beside the bar of a message", bodyWith(blocks)],
    ["in a message itself", { message: { blocks } }],
    ["in a form that was sent", { type: "view_submission", view: { type: "modal", blocks } }],
    [
      "with blocks of the card between them",
      bodyWith(blocks.flatMap((block) => [block, { type: "divider", block_id: "Zq1" }])),
    ],
    ["with the asker's name in the mention", bodyWith(rewritten("<@U0ASKER001>", "<@U0ASKER001|asker>"))],
    ["with spaces at the ends", bodyWith(rewritten("kept for 35 d.", "kept for 35 d. \\n"))],
  ])("is the plan %s", (_, body) => {
    expect(differs(body)).toBe(false);
  });

  it.each([
    ["another resource", bodyWith(rewritten("orders-db", "orders-dc"))],
    ["another vault", bodyWith(rewritten("prod-daily", "prod-weekly"))],
    ["another reason", bodyWith(rewritten("INC-12", "INC-13"))],
    ["another asker", bodyWith(rewritten("U0ASKER001", "U0OTHER001"))],
    ["another plan's name", bodyWith(rewritten("rev 1", "rev 2"))],
    ["a block less", bodyWith(blocks.slice(1))],
    [
      "a block more",
      bodyWith([...blocks, { type: "section", block_id: "plan.more", text: { text: "more" } }]),
    ],
    ["a block twice", bodyWith([...blocks, ...blocks.slice(0, 1)])],
    ["one block for another", bodyWith([...blocks.slice(1), ...blocks.slice(1, 2)])],
    ["nothing", { type: "block_actions" }],
    ["nothing that can be read", { message: { attachments: "none", blocks: 7 }, view: null }],
  ])("is not the plan with %s", (_, body) => {
    expect(differs(body)).toBe(true);
  });

  it("is the same when Slack calls emoji by their names, and other words are not", () => {
    const cheerful: Plan = { ...plan, why: "the lock 🔐 and the thumb 👍🏽 of 2️⃣ people" };
    const shown = (text: string): Blocks =>
      JSON.parse(
        JSON.stringify(planBlocks(cheerful, operations, "en")).replace(cheerful.why, text),
      ) as Blocks;
    const named = "the lock :closed_lock_with_key: and the thumb :+1::skin-tone-4: of :two: people";
    expect(differs(bodyWith(shown(named)), cheerful)).toBe(false);
    expect(differs(bodyWith(shown(named.replace("people", "persons"))), cheerful)).toBe(true);
    expect(differs(bodyWith(shown("the lock and the thumb of people")), cheerful)).toBe(true);
  });

  it("is told at once however many emoji stand beside each other", () => {
    const cheerful: Plan = { ...plan, why: "1️⃣".repeat(120) };
    const text = JSON.stringify(planBlocks(cheerful, operations, "en")).replaceAll("1️⃣", ":one:");
    const before = performance.now();
    expect(differs(bodyWith(JSON.parse(text) as Blocks), cheerful)).toBe(false);
    expect(differs(bodyWith(JSON.parse(text.replace(":one:”", ":one”")) as Blocks), cheerful)).toBe(true);
    expect(performance.now() - before).toBeLessThan(1_000);
  });

  it("is the plan whatever is written into it, also when Slack undoes the entities", () => {
    fc.assert(
      fc.property(hostile, hostile, (why, name) => {
        const odd: Plan = { ...plan, why, subject: { ...plan.subject, name } };
        const shown: Blocks = planBlocks(odd, operations, "en");
        expect(differs(bodyWith(shown), odd)).toBe(false);
        const undone = JSON.parse(
          JSON.stringify(shown).replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&"),
        ) as Blocks;
        // A mention that somebody typed must not pass for one that works, so nothing is undone there.
        if (!/[<@#!]/.test(why + name)) expect(differs(bodyWith(undone), odd)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it("tells the mention of somebody from the same letters in a reason", () => {
    const typed: Plan = { ...plan, why: "see <@U0LEAD0001>" };
    const active = JSON.parse(
      JSON.stringify(planBlocks(typed, operations, "en")).replace("&lt;@U0LEAD0001&gt;", "<@U0LEAD0001>"),
    ) as Blocks;
    expect(differs(bodyWith(active), typed)).toBe(true);
  });
});
