// The store in memory, for simulations that make thousands of histories. The store contract holds it to the
// same behaviour as the table.
import type { Beside, Store } from "../src/ports/world.ts";
import type { Key, Stored } from "../src/store/record.ts";

export const memoryStore = (): Store => {
  const items = new Map<string, string>();
  const nameOf = ({ partition, sort }: Key) => JSON.stringify([partition, sort]);
  // As JSON, like the table: nobody can hold on to what lies in it.
  const read = <Body>(name: string): Stored<Body> | undefined => {
    const text = items.get(name);
    return text === undefined ? undefined : (JSON.parse(text) as Stored<Body>);
  };
  const matching = <Body>(partition: string, prefix: string): readonly Stored<Body>[] =>
    [...items.keys()]
      .map((name) => read<Body>(name))
      .filter((item) => item !== undefined)
      .filter(({ key }) => key.partition === partition && key.sort.startsWith(prefix))
      .sort((left, right) => (left.key.sort < right.key.sort ? -1 : 1));

  return {
    get: async (key) => read(nameOf(key)),
    async put(item) {
      const name = nameOf(item.key);
      if (read(name)?.version !== item.version - 1) return false;
      items.set(name, JSON.stringify(item));
      return true;
    },
    async putIfAbsent(item) {
      const name = nameOf(item.key);
      if (items.has(name)) return false;
      items.set(name, JSON.stringify(item));
      return true;
    },
    async list<Body>(partition: string, prefix: string, max: number, beside?: Beside) {
      const all = matching<Body>(partition, prefix);
      if (beside === undefined) return all.slice(0, max);
      return "after" in beside
        ? all.filter(({ key }) => key.sort > beside.after).slice(0, max)
        : all.filter(({ key }) => key.sort < beside.before).slice(-max);
    },
    count: async (partition, prefix) => matching(partition, prefix).length,
  };
};
