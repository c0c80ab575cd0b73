// What the worker learned of a person, kept for the front door: it shows them what they may do without asking Slack.
// Nothing is ever allowed by it; whoever answers looks the person up again.
import type { Person } from "../config/rights.ts";
import { dayMs, hourMs, type Instant, instant, minuteMs } from "../core/time.ts";
import type { AnswerWorld } from "../ports/feature.ts";
import type { Store } from "../ports/world.ts";
import type { Key } from "../store/record.ts";

interface KnownPerson {
  readonly person: Person;
  readonly at: Instant;
}

const personKey = (user: string): Key => ({ partition: `person#${user}`, sort: "head" });

/** Longer ago than this, and the worker answers instead. */
const usefulMs = hourMs;
/** Written again at most so often. */
const renewMs = 10 * minuteMs;
const keepMs = 30 * dayMs;

/** The person as they were known within the last hour. */
export const readKnownPerson = async (
  user: string,
  world: { readonly store: Pick<Store, "get">; readonly now: () => Instant },
): Promise<Person | undefined> => {
  const found = await world.store.get<KnownPerson>(personKey(user));
  return found !== undefined && world.now() - found.body.at < usefulMs ? found.body.person : undefined;
};

/** Best effort: a race is lost to somebody who knew the same. */
export const noteKnownPerson = async (
  person: Person,
  world: Pick<AnswerWorld, "store" | "now">,
): Promise<void> => {
  const key = personKey(person.id);
  const found = await world.store.get<KnownPerson>(key);
  const now = world.now();
  const isSame = JSON.stringify(found?.body.person) === JSON.stringify(person);
  if (found !== undefined && isSame && now - found.body.at < renewMs) return;
  const item = {
    key,
    version: (found?.version ?? 0) + 1,
    body: { person, at: now },
    keepUntil: instant(now + keepMs),
  };
  await (found === undefined ? world.store.putIfAbsent(item) : world.store.put(item));
};
