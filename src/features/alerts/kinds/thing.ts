// What was heard of a thing that is no job, and the thing as it is now. As with jobs, what is true depends on the set
// of what was heard and never on its order.
import type { Severity } from "../../../backup/job.ts";
import type { ThingNotification } from "../../../backup/notification.ts";
import { joinedObjects } from "../../../backup/objects.ts";
import {
  comesAgain,
  compareBadness,
  type FactLabel,
  type ThingFact,
  type ThingKey,
} from "../../../backup/thing.ts";
import { canonicalJson, digestOf } from "../../../core/ids.ts";
import type { Instant } from "../../../core/time.ts";
import type { Key } from "../../../store/record.ts";

/** One state, as one feed told it. */
export type HeardThing = Pick<
  ThingNotification,
  "feed" | "state" | "sense" | "severity" | "at" | "facts" | "message" | "objects"
> & { readonly name?: string };

/** What lies in the table. */
export interface ThingRecord {
  /** Without a name: that is heard, and may change. */
  readonly thing: ThingKey;
  readonly heard: readonly HeardThing[];
  /** The outbox: whether the alert for the newest state must still be made. */
  readonly owes: "alert" | "nothing";
  /** The incident that its states join now, when it is not the first. */
  readonly incident?: string;
}

/** The thing as it is now: the newest that was heard and, of one moment, the worst. */
export interface Thing {
  readonly key: ThingKey;
  readonly state: string;
  readonly sense: string;
  readonly severity: Severity;
  readonly at: Instant;
  readonly facts: readonly ThingFact[];
  readonly message?: string;
  readonly objects: readonly string[];
}

/** AWS has at most fourteen states for a thing and there are two feeds; of more, the newest are kept. */
const heardMax = 32;

/** A state is kept once for each feed: its latest telling, with every object that any telling named. */
export const hearThing = (known: readonly HeardThing[], heard: HeardThing): readonly HeardThing[] => {
  const same = known.find((other) => isSame(other, heard));
  const kept = same === undefined ? heard : joined(same, heard);
  const others = known.filter((other) => other !== same);
  return [...others, kept].sort((left, right) => order(right, left)).slice(0, heardMax);
};

export const thingOf = ({ thing, heard }: ThingRecord): Thing => {
  const newest = newestOf(settled(thing, heard));
  const { state, sense, severity, at } = newest;
  const alike = heard.filter((each) => each.sense === sense);
  const weakestFirst = [...heard].sort(
    (left, right) => Number(left.sense === sense) - Number(right.sense === sense) || order(left, right),
  );
  const facts = new Map<FactLabel, string>();
  for (const each of weakestFirst)
    for (const { label, value } of each.facts)
      if (each.sense === sense || lasting.has(label)) facts.set(label, value);
  const name = facts.get("resource") ?? weakestFirst.findLast((each) => each.name !== undefined)?.name;
  const message = alike.toSorted(order).findLast((each) => each.message !== undefined)?.message;
  return {
    key: { ...thing, ...(name === undefined ? {} : { name }) },
    state,
    sense,
    severity,
    at,
    facts: [...facts].map(([label, value]) => ({ label, value })).sort(byLabel),
    ...(message === undefined ? {} : { message }),
    objects: alike.reduce<readonly string[]>((all, each) => joinedObjects(all, each.objects ?? []), []),
  };
};

/** What stays true of a thing whatever its state. */
const lasting: ReadonlySet<FactLabel> = new Set([
  "resource",
  "type",
  "vault",
  "point",
  "plan",
  "scanner",
  "metric",
  "cluster",
]);

/** What runs again is as its last run ended: while the next one runs, a failure is none the better. */
const settled = ({ kind }: ThingKey, heard: readonly HeardThing[]): readonly HeardThing[] => {
  const ends = heard.filter(({ severity }) => severity !== "running");
  return comesAgain(kind) && ends.length > 0 ? ends : heard;
};

/** Who deleted something is told by one feed and that it is gone by another: both are one deletion, by hand. */
const newestOf = (heard: readonly HeardThing[]): HeardThing => {
  const newest = heard.toSorted(order).at(-1);
  if (newest === undefined) throw new Error("a thing of which nothing was heard");
  if (newest.sense !== "deleted" && newest.sense !== "deleting") return newest;
  const byHand = heard.filter(({ sense }) => sense === "deleted-by-hand").toSorted(order);
  return byHand.at(-1) ?? newest;
};

/** The newest by time; of one moment the worse; then always the same one. */
const order = (left: HeardThing, right: HeardThing): number =>
  left.at - right.at ||
  compareBadness(left.severity, right.severity) ||
  (canonicalJson(bare(left)) < canonicalJson(bare(right)) ? -1 : 1);

const bare = ({ objects: _, ...rest }: HeardThing) => rest;

const isSame = (left: HeardThing, right: HeardThing): boolean =>
  left.feed === right.feed && left.state === right.state && left.sense === right.sense;

const joined = (known: HeardThing, heard: HeardThing): HeardThing => {
  const isNews = canonicalJson(bare(known)) !== canonicalJson(bare(heard)) && order(heard, known) > 0;
  const latest = isNews ? heard : known;
  const objects = joinedObjects(known.objects ?? [], heard.objects ?? []);
  return objects.length === 0 ? latest : { ...latest, objects };
};

const labels: readonly FactLabel[] = [
  "resource",
  "type",
  "point",
  "vault",
  "plan",
  "result",
  "scanner",
  "codes",
  "by",
  "how",
];

/** What matters most first, whatever was heard first. */
const byLabel = (left: ThingFact, right: ThingFact): number =>
  rankOf(left.label) - rankOf(right.label) || (left.label < right.label ? -1 : 1);

const rankOf = (label: FactLabel): number => {
  const rank = labels.indexOf(label);
  return rank < 0 ? labels.length : rank;
};

const nameOf = ({ account, region, kind, id }: ThingKey): string =>
  [account, region, kind, id].map(encodeURIComponent).join("/");

export const thingKey = (thing: ThingKey): Key => ({ partition: `thing#${nameOf(thing)}`, sort: "head" });

/** The incident that a thing's states join now. */
export const incidentNow = ({ thing, incident }: ThingRecord): string => incident ?? incidentOfThing(thing);

/** The next one, by the moment when the thing failed anew. */
export const nextIncident = ({ thing }: ThingRecord, at: Instant): string =>
  `${incidentOfThing(thing)}/${at}`;

/** What an incident tells: the thing as it is now, or as good news left it when a newer incident goes on. */
export const thingOfIncident = (
  record: ThingRecord,
  { id, over }: { readonly id: string; readonly over?: Thing },
): Thing => (over === undefined || incidentNow(record) === id ? thingOf(record) : over);

/** What a menu's option can carry holds an incident's id and what is done with it. */
const readableMax = 100;

/** The incident that a thing's states join: one card for one thing. An ARN is too long to be pressed on a card. */
export const incidentOfThing = (thing: ThingKey): string => {
  const name = nameOf(thing);
  return `thing/${name.length <= readableMax ? name : digestOf(name)}`;
};
