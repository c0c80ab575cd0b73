// The store in memory, for simulations that make thousands of histories. The store contract holds it to the
// same behaviour as the table.
import type { Beside, Store } from "../src/ports/world.ts";
import type { Key, Stored } from "../src/store/record.ts";

export const memoryStore = (): Store => {
  const partitions = new Map<string, Map<string, string>>();
  const partitionOf = (name: string): Map<string, string> => {
    const known = partitions.get(name);
    if (known !== undefined) return known;
    const fresh = new Map<string, string>();
    partitions.set(name, fresh);
    return fresh;
  };
  // As JSON, like the table: nobody can hold on to what lies in it.
  const read = <Body>({ partition, sort }: Key): Stored<Body> | undefined => {
    const text = partitions.get(partition)?.get(sort);
    return text === undefined ? undefined : (JSON.parse(text) as Stored<Body>);
  };
  const write = <Body>(item: Stored<Body>): void => {
    partitionOf(item.key.partition).set(item.key.sort, JSON.stringify(item));
  };
  const sortsOf = (partition: string, prefix: string): readonly string[] =>
    [...(partitions.get(partition)?.keys() ?? [])].filter((sort) => sort.startsWith(prefix)).sort();

  return {
    get: async (key) => read(key),
    async put(item) {
      if (read(item.key)?.version !== item.version - 1) return false;
      write(item);
      return true;
    },
    async putIfAbsent(item) {
      if (read(item.key) !== undefined) return false;
      write(item);
      return true;
    },
    async list<Body>(partition: string, prefix: string, max: number, beside?: Beside) {
      const all = sortsOf(partition, prefix);
      const shown =
        beside === undefined
          ? all.slice(0, max)
          : "after" in beside
            ? all.filter((sort) => sort > beside.after).slice(0, max)
            : all.filter((sort) => sort < beside.before).slice(-max);
      return shown.map((sort) => read<Body>({ partition, sort })).filter((item) => item !== undefined);
    },
    count: async (partition, prefix) => sortsOf(partition, prefix).length,
  };
};
