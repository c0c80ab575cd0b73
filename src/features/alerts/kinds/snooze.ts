// Somebody puts an alert aside for a while. Everybody sees who did and until when, and it opens again by itself: what
// falls due lies in the table by its day, and the clock looks from where it looked last.
import { dayMs, type Instant, instant, isoOf } from "../../../core/time.ts";
import { answersFor } from "../../../i18n/answers.ts";
import type { Answer, Answerer, AnswerWorld, ClockWorld } from "../../../ports/feature.ts";
import { refusal } from "../../../ports/refusals.ts";
import type { Stored } from "../../../store/record.ts";
import { decideSnooze } from "../decide.ts";
import type { Incident, Snooze } from "../model.ts";
import { dueKey, dueOn, incidentKey, keepIncidentUntil, keepSnoozeUntil, lookKey } from "../record.ts";
import { severityOfIncident } from "./standing.ts";

/** Each lost race is somebody else's press, or the poster's. */
const triesMax = 8;

/** What one tick opens again; the rest is a minute later. */
const dueMax = 500;

interface Due {
  readonly incident: string;
  readonly until: Instant;
}

export const answerSnooze: Answerer<string> = {
  needs: "ask",
  answer: async (value, asker, world) => {
    const { alert: words } = answersFor(world.config.language);
    const [choice = "", id = ""] = value.split(" ");
    for (let tries = 0; tries < triesMax; tries += 1) {
      const stored = await world.store.get<Incident>(incidentKey(id));
      if (stored === undefined) return refusal(words.gone, world.config);
      const decision = decideSnooze({
        incident: stored.body,
        severity: await severityOfIncident(stored.body, world),
        environments: asker.environments.map(({ name }) => name),
        choice,
        at: asker.at,
        timeZone: world.config.timeZone,
      });
      switch (decision.reason) {
        case "not-theirs":
          return refusal(words.notTheirs, world.config);
        case "all-good":
          return refusal(words.allGood, world.config);
        case "no-such-time":
          return refusal(words.gone, world.config);
        case "snoozed": {
          const snoozed = { by: asker.person.id, at: asker.at, until: decision.until };
          if (await keep(stored, snoozed, world)) return drawing(stored);
        }
      }
    }
    return refusal(words.busy, world.config);
  },
};

/** First what wakes it, then what puts it aside: cut off between the two, it was never put aside. */
const keep = async (stored: Stored<Incident>, snoozed: Snooze, world: AnswerWorld): Promise<boolean> => {
  const { id } = stored.body;
  const { until } = snoozed;
  await world.store.putIfAbsent<Due>({
    key: dueKey(until, id),
    version: 1,
    body: { incident: id, until },
    keepUntil: keepSnoozeUntil(until),
  });
  return put(stored, { ...stored.body, snoozed }, world);
};

const put = (
  { key, version }: Stored<Incident>,
  body: Incident,
  world: Pick<AnswerWorld, "store" | "now">,
): Promise<boolean> =>
  world.store.put({ key, version: version + 1, body, keepUntil: keepIncidentUntil(world.now()) });

const drawing = ({ body, version }: Stored<Incident>): Answer => ({
  type: "draw",
  note: { note: "alerts.draw", incident: body.id, channel: body.channel },
  once: `${body.id}@snoozed-${version + 1}`,
});

/** Opens what is due, from the last look on. */
export const wake = async (world: ClockWorld): Promise<string> => {
  const now = world.now();
  const look = await world.store.get<{ readonly at: Instant }>(lookKey());
  const from = look?.body.at ?? instant(now - dayMs);
  let woken = 0;
  for (const { incident, until } of await dueBetween(from, now, world)) {
    if (await open(incident, until, world)) woken += 1;
  }
  const next = { key: lookKey(), body: { at: now }, keepUntil: keepSnoozeUntil(now) };
  await (look === undefined
    ? world.store.putIfAbsent({ ...next, version: 1 })
    : world.store.put({ ...next, version: look.version + 1 }));
  return woken === 0 ? "nothing-due" : "opened-again";
};

const dueBetween = async (from: Instant, now: Instant, world: ClockWorld): Promise<readonly Due[]> => {
  const found: Due[] = [];
  for (let day = from; isoOf(day).slice(0, 10) <= isoOf(now).slice(0, 10); day = instant(day + dayMs)) {
    const listed = await world.store.list<Due>(dueOn(day), "", dueMax);
    found.push(...listed.map(({ body }) => body));
  }
  return found.filter(({ until }) => until > from && until <= now);
};

/** Unless it was put aside anew meanwhile: then another time wakes it. */
const open = async (id: string, until: Instant, world: ClockWorld): Promise<boolean> => {
  const stored = await world.store.get<Incident>(incidentKey(id));
  if (stored?.body.snoozed?.until !== until) return false;
  const { snoozed: _, ...rest } = stored.body;
  if (!(await put(stored, rest, world))) return open(id, until, world);
  await world.posts.send(
    { note: "alerts.draw", incident: id, channel: rest.channel },
    `${id}@woken-${until}`,
  );
  return true;
};
