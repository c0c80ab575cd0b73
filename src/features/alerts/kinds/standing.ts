// How bad an incident is at this moment, whatever it is about: what decides whether it can still be taken or put aside.
import { type Severity, severityOf } from "../../../backup/job.ts";
import { isCalm, type ThingKey } from "../../../backup/thing.ts";
import type { AnswerWorld } from "../../../ports/feature.ts";
import { jobOf, withAcceptance } from "../../jobs/decide.ts";
import { readJob } from "../../jobs/flow.ts";
import type { Incident } from "../model.ts";
import { absenceEndPrefix, absencePrefix, incidentKey } from "../record.ts";
import { countStorm, exampleOf, severityOfStorm } from "./storm-card.ts";
import { type ThingRecord, thingKey, thingOfIncident } from "./thing.ts";

type Read = Pick<AnswerWorld, "store" | "config" | "now">;

/** A row that a good job has ended is good, though its own job was not. */
export const severityOfIncident = async (incident: Incident, world: Read): Promise<Severity | undefined> => {
  const { id, subject, recovered } = incident;
  if (recovered !== undefined) return "good";
  switch (subject.type) {
    case "job": {
      const record = await readJob(subject.job, world);
      if (record === undefined) return undefined;
      const job = jobOf(record.body);
      const { state, facts } = withAcceptance(job, record.body.job, world.config, world.now());
      return severityOf(state, facts);
    }
    case "thing":
      return severityOfThingNow(incident, subject.thing, world);
    case "raw":
      return "unknown";
    case "storm":
      return severityOfStorm(await countStorm(id, world), await exampleOf(id, subject.example, world));
    case "absence": {
      const { partition } = incidentKey(id);
      const [count, ended] = await Promise.all([
        world.store.count(partition, absencePrefix),
        world.store.count(partition, absenceEndPrefix),
      ]);
      return ended >= count ? "good" : "failed";
    }
  }
};

/** News that asks nothing of anybody is as good as good. */
const severityOfThingNow = async (
  incident: Incident,
  key: ThingKey,
  { store }: Read,
): Promise<Severity | undefined> => {
  const record = await store.get<ThingRecord>(thingKey(key));
  if (record === undefined) return undefined;
  const { sense, severity } = thingOfIncident(record.body, incident);
  return isCalm(key.kind, sense, severity) ? "good" : severity;
};
