// What every store must hold, whatever it is made of.
import { describe, expect, it } from "vitest";
import { instant } from "../../src/core/time.ts";
import type { Beside, Store } from "../../src/ports/world.ts";
import type { Stored } from "../../src/store/record.ts";

const item = (partition: string, sort: string, version: number, body: unknown): Stored<unknown> => ({
  key: { partition, sort },
  version,
  body,
  keepUntil: instant(1_900_000_000_000),
});

export const storeContract = (name: string, open: () => Promise<Store>): void => {
  describe(`the store contract: ${name}`, () => {
    it("gives back what was put, with its version", async () => {
      const store = await open();
      const body = { text: "復旧ポイント <&>", list: [1, 2.5], nested: { empty: "" } };
      expect(await store.putIfAbsent(item("a", "head", 1, body))).toBe(true);
      expect(await store.get({ partition: "a", sort: "head" })).toEqual(item("a", "head", 1, body));
      expect(await store.get({ partition: "a", sort: "tail" })).toBeUndefined();
    });

    it("puts where nothing lies, and only there", async () => {
      const store = await open();
      expect(await store.putIfAbsent(item("b", "head", 1, "first"))).toBe(true);
      expect(await store.putIfAbsent(item("b", "head", 1, "second"))).toBe(false);
      expect((await store.get({ partition: "b", sort: "head" }))?.body).toBe("first");
    });

    it("puts over the version before, and over no other", async () => {
      const store = await open();
      expect(await store.put(item("c", "head", 1, "nothing lies here"))).toBe(false);
      await store.putIfAbsent(item("c", "head", 1, 1));
      expect(await store.put(item("c", "head", 3, 3))).toBe(false);
      expect(await store.put(item("c", "head", 2, 2))).toBe(true);
      expect(await store.put(item("c", "head", 2, 22))).toBe(false);
      expect((await store.get({ partition: "c", sort: "head" }))?.body).toBe(2);
    });

    it("lets one of many writers win", async () => {
      const store = await open();
      await store.putIfAbsent(item("d", "head", 1, "start"));
      const writers = Array.from({ length: 30 }, (_, index) => store.put(item("d", "head", 2, index)));
      expect((await Promise.all(writers)).filter(Boolean)).toHaveLength(1);
    });

    it("lists and counts by the beginning of the sort key, in order, within one partition", async () => {
      const store = await open();
      for (const sort of ["member#b", "member#a", "head", "member#c", "memberless"]) {
        await store.putIfAbsent(item("e", sort, 1, sort));
      }
      await store.putIfAbsent(item("f", "member#z", 1, "other"));
      const listed = await store.list("e", "member#", 10);
      expect(listed.map(({ body }) => body)).toEqual(["member#a", "member#b", "member#c"]);
      expect(await store.list("e", "member#", 2)).toHaveLength(2);
      expect(await store.count("e", "member#")).toBe(3);
      expect(await store.count("nobody", "")).toBe(0);
    });

    it("lists the neighbours of a key, on either side and in order, whether it lies there or not", async () => {
      const store = await open();
      for (const sort of ["head", "row#a", "row#b", "row#c", "row#d", "row#e", "rowing"])
        await store.putIfAbsent(item("g", sort, 1, sort));
      const beside = async (key: Beside, max: number) =>
        (await store.list<string>("g", "row#", max, key)).map(({ body }) => body);
      expect(await beside({ after: "row#b" }, 2)).toEqual(["row#c", "row#d"]);
      expect(await beside({ after: "row#d" }, 9)).toEqual(["row#e"]);
      expect(await beside({ after: "row#e" }, 9)).toEqual([]);
      expect(await beside({ before: "row#d" }, 2)).toEqual(["row#b", "row#c"]);
      expect(await beside({ before: "row#b" }, 9)).toEqual(["row#a"]);
      expect(await beside({ before: "row#a" }, 9)).toEqual([]);
      expect(await beside({ after: "row#bb" }, 1)).toEqual(["row#c"]);
    });
  });
};
