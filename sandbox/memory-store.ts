// The store in memory, for simulations that make thousands of histories. The store contract holds it to the
// same behaviour as the table.
import type { Beside, Store } from "../src/ports/world.ts";
import type { Key, Stored } from "../src/store/record.ts";

interface Lying {
  readonly version: number;
  readonly text: string;
}

export const memoryStore = (): Store => {
  const partitions = new Map<string, Map<string, Lying>>();
  const partitionOf = (name: string): Map<string, Lying> => {
    const known = partitions.get(name);
    if (known !== undefined) return known;
    const fresh = new Map<string, Lying>();
    partitions.set(name, fresh);
    return fresh;
  };
  // As JSON, like the table: nobody can hold on to what lies in it.
  const lying = ({ partition, sort }: Key): Lying | undefined => partitions.get(partition)?.get(sort);
  const read = <Body>(key: Key): Stored<Body> | undefined => {
    const found = lying(key);
    return found === undefined ? undefined : (JSON.parse(found.text) as Stored<Body>);
  };
  const write = <Body>(item: Stored<Body>): void => {
    const { key, version } = item;
    partitionOf(key.partition).set(key.sort, { version, text: JSON.stringify(item) });
  };
  const sortsOf = (partition: string, prefix: string): readonly string[] =>
    [...(partitions.get(partition)?.keys() ?? [])].filter((sort) => sort.startsWith(prefix)).sort();

  return {
    get: async (key) => read(key),
    async put(item) {
      if (lying(item.key)?.version !== item.version - 1) return false;
      write(item);
      return true;
    },
    async putIfAbsent(item) {
      if (lying(item.key) !== undefined) return false;
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
