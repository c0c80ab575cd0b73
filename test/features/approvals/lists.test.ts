// `/backup requests` and `/backup whatif`, by the worker's whole road.
import { describe, expect, it } from "vitest";
import { minuteMs } from "../../../src/core/time.ts";
import { readRequestsLine, readWhatIfLine } from "../../../src/features/approvals/ack.ts";
import { approvalIds } from "../../../src/features/approvals/model.ts";
import { cardKey, listIn, readList } from "../../../src/features/approvals/record.ts";
import { approvalAsksEn as words } from "../../../src/i18n/approvals-asks-en.ts";
import { approvalAsksJa } from "../../../src/i18n/approvals-asks-ja.ts";
import { frontEn } from "../../../src/i18n/front-en.ts";
import { pressInMessage } from "../../app/requests.ts";
import { configIn } from "../alerts/cards.ts";
import { plan } from "./plans.ts";
import { asked, asker, createPresses, leads, person } from "./presses-world.ts";

const [leadA] = leads;

const several = async (count: number) => {
  const rig = createPresses();
  for (let index = 0; index < count; index += 1) {
    const one = { ...plan, request: `request${String(index).padStart(4, "0")}` };
    await rig.draft(one);
    await rig.ask(asker, one);
    rig.pass(minuteMs);
  }
  return rig;
};

describe("/backup requests", () => {
  it("shows what is open with its votes, its time and a link to the card", async () => {
    const rig = await asked();
    const card = { channel: "C0APPROVALS1", ts: "1795180500.000100", drawn: "x", said: [] };
    await rig.world.store.putIfAbsent({
      key: cardKey(plan.request),
      version: 1,
      body: card,
      keepUntil: 0 as never,
    });
    await rig.command("U0READER001", "requests");
    for (const shown of [
      "orders-db",
      "0 of 2 votes",
      "left",
      `<@${asker}>`,
      "channel=C0APPROVALS1&message_ts=1795180500.000100",
    ])
      expect(rig.heard()).toContain(shown);
    expect(rig.heard()).not.toContain(approvalIds.approve);
  });

  it("shows a lead what waits for them, and whoever asked what is theirs", async () => {
    const rig = await asked();
    await rig.command(leadA, "requests awaiting");
    expect(rig.heard()).toContain("orders-db");
    await rig.command(asker, "requests awaiting");
    expect(rig.heard()).toContain(words.list.none.awaiting);
    await rig.command(asker, "requests mine production");
    expect(rig.heard()).toContain("orders-db");
  });

  it("turns pages", async () => {
    const rig = await several(12);
    await rig.command(leadA, "requests");
    expect(rig.heard()).toContain(words.list.page(1, 10, 12));
    await rig.press(leadA, approvalIds.page, listIn({ which: "open", from: 10 }));
    expect(rig.heard()).toContain(words.list.page(11, 12, 12));
  });

  it("shows nothing of an environment that somebody may not read", async () => {
    const config = configIn("en");
    const environments = config.environments.map((each) =>
      each.name === "staging" ? { ...each, readers: { users: ["U0STAGING01"] } } : each,
    );
    const rig = await asked({ config: { ...config, environments } });
    rig.people.set("U0STAGING01", person("U0STAGING01"));
    await rig.command("U0STAGING01", "requests");
    expect(rig.said.at(-1)?.text.mrkdwn).toBe(words.list.none.open);
    await rig.command("U0STAGING01", "requests production");
    expect(rig.said.at(-1)?.text.mrkdwn).toContain("You may not read production");
  });

  it("carries a list in a button and reads it back", () => {
    for (const query of [
      { which: "open", from: 0 },
      { which: "mine", from: 20, environment: "production" },
    ] as const)
      expect(readList(listIn(query))).toEqual(query);
    expect(readList("none 0 ")).toBeUndefined();
  });

  it("takes its words in either order", () => {
    const read = (...rest: string[]) =>
      readRequestsLine({ words: ["requests", ...rest], flags: {} }, frontEn);
    const mine = { type: "query", query: { which: "mine", from: 0, environment: "production" } };
    expect(read("mine", "production")).toEqual(mine);
    expect(read("production", "ＭＩＮＥ")).toEqual(mine);
    expect(read("production", "staging")).toMatchObject({ type: "refused" });
  });
});

describe("/backup whatif", () => {
  const read = (...rest: string[]) => readWhatIfLine({ words: ["whatif", ...rest], flags: {} }, frontEn);

  it("reads an operation, what it is about, and as whom", () => {
    expect(read("now")).toEqual({ type: "query", query: { kind: "backup" } });
    expect(read("copy", "production", "as", "@U0ASKER001")).toEqual({
      type: "query",
      query: { kind: "copy", thing: "production", as: "U0ASKER001" },
    });
    for (const wrong of [[], ["restore"], ["now", "a", "b"], ["now", "as", "bob"], ["now", "as"]])
      expect(read(...wrong)).toMatchObject({ type: "refused" });
  });

  it("says who is asked, how many, until when, and which rule says so", async () => {
    const rig = createPresses({ approvals: { votes: { default: 2 }, typed: true } });
    await rig.command(asker, "whatif now production");
    for (const shown of [
      words.whatIf.votes(2),
      words.whatIf.typed,
      "<!subteam^S0123456789>",
      words.whatIf.ableCount(2),
      "environments.production.approvals.votes.default",
      words.whatIf.noFreeze,
    ])
      expect(rig.heard()).toContain(shown);
  });

  it("says when it would be refused, and of somebody else what they may", async () => {
    const rig = createPresses({ approvals: { votes: { default: 2 } } });
    rig.people.delete(leads[1]);
    await rig.command(asker, `whatif now production as <@U0READER001|reader>`);
    expect(rig.heard()).toContain(words.whatIf.nobody);
    expect(rig.heard()).toContain("🚫 <@U0READER001> may not ask for it.");
  });

  it("speaks Japanese", async () => {
    const rig = createPresses({ config: configIn("ja") });
    await rig.command(asker, "whatif stop production");
    expect(rig.heard()).toContain(approvalAsksJa.whatIf.head.stop);
  });
});

it("a list in a message is replaced by the next", async () => {
  const rig = await asked();
  await rig.take(leadA, pressInMessage(approvalIds.list, listIn({ which: "awaiting", from: 0 }))).outcome;
  expect(rig.heard()).toContain(words.list.heading.awaiting);
});
