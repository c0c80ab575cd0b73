// Somebody puts an alert aside for a while. Everybody sees who did and until when, and it opens again by itself.
import { answersFor } from "../../../i18n/answers.ts";
import type { Answer, Answerer, AnswerWorld } from "../../../ports/feature.ts";
import { refusal } from "../../../ports/refusals.ts";
import type { Stored } from "../../../store/record.ts";
import { decideSnooze } from "../decide.ts";
import type { Incident, Snooze } from "../model.ts";
import { incidentKey, keepIncidentUntil } from "../record.ts";
import { type Doers, keepDue } from "./due.ts";
import { severityOfIncident } from "./standing.ts";

/** Each lost race is somebody else's press, or the poster's. */
const triesMax = 8;

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
  await keepDue({ kind: "snooze-ends", incident: stored.body.id, at: snoozed.until }, world);
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

/** Unless it was put aside anew meanwhile: then another time wakes it. */
export const wake: Doers["snooze-ends"] = async ({ incident: id, at: until }, world) => {
  const stored = await world.store.get<Incident>(incidentKey(id));
  if (stored === undefined) return true;
  const { snoozed, ...rest } = stored.body;
  if (snoozed !== undefined && snoozed.until !== until) return true;
  if (snoozed !== undefined && !(await put(stored, rest, world)))
    return wake({ kind: "snooze-ends", incident: id, at: until }, world);
  const note = { note: "alerts.draw" as const, incident: id, channel: rest.channel };
  await world.posts.send(note, `${id}@woken-${until}`);
  return true;
};
