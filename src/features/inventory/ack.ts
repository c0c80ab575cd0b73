// The inventory at the front door: commands, the form that asks for a resource, and what it offers while somebody
// types. The list is read from the table and kept for a minute; the SDK of AWS Backup is never needed here.
import type { Environment } from "../../config/config.ts";
import { type Instant, minuteMs } from "../../core/time.ts";
import type { FrontTexts } from "../../i18n/front-en.ts";
import type { Door, Porch, Reply } from "../../ports/door.ts";
import { atMostOne, checking, opening, refusing, showing, skeleton, working } from "../../ports/replies.ts";
import type { Store } from "../../ports/world.ts";
import type { CommandLine } from "../../slack/command-line.ts";
import { limits } from "../../slack/limits.ts";
import type { SubmitRequest } from "../../slack/request.ts";
import { matching, oldAfterMs } from "./decide.ts";
import { type Held, type Inventory, type InventoryHead, type InventoryPart, inventoryIds } from "./model.ts";
import { inventoryKey, partPrefix, resourcesIn } from "./record.ts";

export const inventoryDoor: Door = {
  commands: {
    points: { flags: [], ack: (line, porch) => ackPoints(line, porch) },
    vaults: { flags: [], ack: atMostOne("vaults") },
  },
  actions: {
    [inventoryIds.choose]: opening,
    [inventoryIds.points]: showing,
    [inventoryIds.page]: working,
    [inventoryIds.vaults]: showing,
  },
  forms: { [inventoryIds.form]: (submit, porch) => ackForm(submit, porch) },
  resourceFields: { [inventoryIds.resource]: "read" },
};

/** With a name the worker answers; without one the form opens that asks for it. */
const ackPoints = ({ words }: CommandLine, { texts }: Porch): Reply => {
  const [, name, extra] = words;
  if (extra !== undefined) return refusing(texts.tooMany(extra), texts, "points");
  return name === undefined ? { do: "open", view: skeleton(texts) } : { do: "work" };
};

const ackForm = ({ view }: SubmitRequest, { texts }: Porch): Reply => {
  const chosen = view.values[inventoryIds.resource] ?? "";
  if (chosen === "") return { do: "errors", errors: { [inventoryIds.resource]: texts.noResource } };
  return { do: "check", view: checking(texts) };
};

/** More than a table's list of types in an environment would ever have. */
const partsMax = 200;

/** The list of one environment as it lies in the table; undefined before the first was built. */
export const readInventory = async (
  environment: string,
  store: Pick<Store, "get" | "list">,
): Promise<Inventory | undefined> => {
  const { partition } = inventoryKey(environment);
  const [head, parts] = await Promise.all([
    store.get<InventoryHead>(inventoryKey(environment)),
    store.list<InventoryPart>(partition, partPrefix, partsMax),
  ]);
  if (head === undefined) return undefined;
  const current = new Set(head.body.parts);
  const resources = parts
    .filter(({ key }) => current.has(key.sort.slice(partPrefix.length)))
    .flatMap(({ body }) => resourcesIn(body));
  return { environment, builtAt: head.body.builtAt, resources };
};

const keepMs = minuteMs;

export interface OptionGroup {
  readonly label: string;
  readonly options: readonly {
    readonly label: string;
    readonly value: string;
    readonly description: string;
  }[];
}

/** Answers a field that somebody types into, from lists that are read at most once a minute. */
export const createOffers = (store: Pick<Store, "get" | "list">) => {
  const kept = new Map<
    string,
    { readonly at: Instant; readonly inventory: Promise<Inventory | undefined> }
  >();

  const inventoryOf = (environment: string, now: Instant): Promise<Inventory | undefined> => {
    const known = kept.get(environment);
    if (known !== undefined && now - known.at < keepMs && now >= known.at) return known.inventory;
    const inventory = readInventory(environment, store);
    kept.set(environment, { at: now, inventory });
    inventory.catch(() => kept.delete(environment));
    return inventory;
  };

  return async (
    typed: string,
    environments: readonly Environment[],
    {
      texts,
      language,
      now,
    }: { readonly texts: FrontTexts; readonly language: "en" | "ja"; readonly now: Instant },
  ): Promise<readonly OptionGroup[]> => {
    const lists = await Promise.all(environments.map(({ name }) => inventoryOf(name, now)));
    const each = Math.max(1, Math.floor(limits.options / Math.max(1, environments.length)));
    return environments.flatMap((environment, index) => {
      const list = lists[index];
      const found = list === undefined ? [] : matching(list.resources, typed, each);
      if (list === undefined || found.length === 0) return [];
      const name = environment.labels[language] ?? environment.name;
      const ageMs = now - list.builtAt;
      const label = ageMs > oldAfterMs ? texts.listAge(name, Math.floor(ageMs / minuteMs)) : name;
      return [{ label, options: found.map((held) => offerOf(held, environment)) }];
    });
  };
};

const offerOf = (held: Held, { accounts }: Environment) => ({
  label: held.name,
  // An ARN may be longer than a value may be; the last part finds it again.
  value: held.arn.length <= limits.optionValue ? held.arn : held.arn.slice(-limits.optionValue),
  description: [
    held.type,
    accounts.find(({ id }) => id === held.account)?.name ?? held.account,
    held.region,
  ].join(" · "),
});
