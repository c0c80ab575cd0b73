import { describe, expect, it } from "vitest";
import { witness } from "../../../src/features/ledger/flow.ts";
import type { Entry } from "../../../src/features/ledger/model.ts";
import { entryKey, saysOf } from "../../../src/features/ledger/record.ts";
import { answers, delivery, fails, friday, rig } from "./books.ts";

describe("an event in the books", () => {
  it("has its end", async () => {
    const { world, entries } = rig();
    expect(await witness(delivery, answers("first-sign"), world)).toEqual(["first-sign"]);
    expect((await entries()).map(({ by, outcome }) => [by, outcome])).toEqual([["aws", "first-sign"]]);
  });

  it("has none as long as nobody could finish it, and gets it when it comes again", async () => {
    const { world, entries } = rig();
    await expect(witness(delivery, fails, world)).rejects.toThrow("no");
    expect((await entries()).map(({ outcome }) => outcome)).toEqual([undefined]);
    await witness(delivery, answers("first-sign"), world);
    expect((await entries()).map(({ outcome }) => outcome)).toEqual(["first-sign"]);
  });

  it("keeps its first end, however often it comes again", async () => {
    const { world, entries } = rig();
    await witness(delivery, answers("first-sign"), world);
    await witness(delivery, answers("nothing-new"), world);
    expect((await entries()).map(({ outcome }) => outcome)).toEqual(["first-sign"]);
  });

  it("is no question that Stillpoint asks itself", async () => {
    const { world, entries } = rig();
    const job = { account: "1", region: "r", kind: "backup", id: "j" };
    const body = JSON.stringify({ note: "alerts.enrich", job, attempt: 2 });
    await witness({ ...delivery, body }, answers("card-exists"), world);
    expect(await entries()).toEqual([]);
  });

  it("is what the watch found", async () => {
    const { world, entries } = rig();
    const job = { account: "1", region: "r", kind: "backup", id: "j" };
    const body = JSON.stringify({ note: "watch.missed", job, writtenId: "J", state: "FAILED", at: 0 });
    await witness({ ...delivery, body }, answers("first-sign"), world);
    expect((await entries()).map(({ by }) => by)).toEqual(["watch"]);
  });
});

describe("books that cannot be written", () => {
  it("keep nobody from hearing it: the alert is given and the message does not come again", async () => {
    const { world, lines } = rig(() => ({ put: fails, putIfAbsent: fails }));
    expect(await witness(delivery, answers("first-sign"), world)).toEqual(["first-sign"]);
    expect(lines).toEqual(["ledger.not-written", "ledger.not-written"]);
  });

  it("are begun before it is heard and waited for after it", async () => {
    const order: string[] = [];
    const { world } = rig(() => ({
      putIfAbsent: async () => {
        order.push("begun");
        await new Promise((resolve) => setImmediate(resolve));
        order.push("written");
        return true;
      },
    }));
    const hear = async () => {
      order.push("heard");
      return ["first-sign"] as const;
    };
    await witness(delivery, hear, world);
    expect(order).toEqual(["begun", "heard", "written"]);
  });

  it("bring the message back when it stands there without its end, or it would be called lost", async () => {
    const { world, entries } = rig(() => ({ put: fails }));
    await expect(witness(delivery, answers("first-sign"), world)).rejects.toThrow("no");
    expect((await entries()).map(({ outcome }) => outcome)).toEqual([undefined]);
  });

  it("take the end of what they did not see begin", async () => {
    let calls = 0;
    const { world, memory } = rig((kept) => ({
      putIfAbsent: (item) => {
        calls += 1;
        return calls === 1 ? fails() : kept.putIfAbsent(item);
      },
    }));
    await witness(delivery, answers("routine"), world);
    const key = entryKey("m-1", friday, saysOf(delivery.body, {}));
    expect((await memory.get<Entry>(key))?.body.outcome).toBe("routine");
  });
});
