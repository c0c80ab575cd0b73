// Somebody takes an alert: who and when stand on the card from then on. The card itself is the answer; a refusal goes to
// whoever pressed alone. A second delivery of the press finds it done by them and changes nothing.
import { answersFor } from "../../../i18n/answers.ts";
import type { Answer, Answerer, AnswerWorld } from "../../../ports/feature.ts";
import { refusal } from "../../../ports/refusals.ts";
import type { Stored } from "../../../store/record.ts";
import { decideAcknowledge } from "../decide.ts";
import type { Incident } from "../model.ts";
import { incidentKey, keepIncidentUntil } from "../record.ts";
import { severityOfIncident } from "./standing.ts";

/** Each lost race is somebody else's press, or the poster's. */
const triesMax = 8;

export const answerAcknowledge: Answerer<string> = {
  needs: "ask",
  answer: async (id, asker, world) => {
    const { alert: words } = answersFor(world.config.language);
    for (let tries = 0; tries < triesMax; tries += 1) {
      const stored = await world.store.get<Incident>(incidentKey(id));
      if (stored === undefined) return refusal(words.gone, world.config);
      const incident = stored.body;
      const decision = decideAcknowledge({
        incident,
        severity: await severityOfIncident(incident, world),
        by: asker.person.id,
        environments: asker.environments.map(({ name }) => name),
      });
      switch (decision.reason) {
        case "not-theirs":
          return refusal(words.notTheirs, world.config);
        case "all-good":
          return refusal(words.allGood, world.config);
        case "taken-by-another":
          return refusal(words.taken, world.config);
        case "taken-before":
          return drawing(incident, stored.version);
        case "taken":
          if (await keep(stored, { by: asker.person.id, at: asker.at }, world))
            return drawing(incident, stored.version + 1);
      }
    }
    return refusal(words.busy, world.config);
  },
};

const drawing = ({ id, channel }: Incident, version: number): Answer => ({
  type: "draw",
  note: { note: "alerts.draw", incident: id, channel },
  once: `${id}@taken-${version}`,
});

const keep = (
  { key, version, body }: Stored<Incident>,
  acknowledged: NonNullable<Incident["acknowledged"]>,
  world: AnswerWorld,
): Promise<boolean> =>
  world.store.put({
    key,
    version: version + 1,
    body: { ...body, acknowledged },
    keepUntil: keepIncidentUntil(world.now()),
  });
