// *Details* on a card: all that is known of what it is about, in a modal, for its environment's readers.
import { answersFor } from "../../../i18n/answers.ts";
import type { Asker } from "../../../ports/door.ts";
import type { Answer, Answerer, AnswerWorld } from "../../../ports/feature.ts";
import { refusal } from "../../../ports/refusals.ts";
import type { Message } from "../../../slack/message.ts";
import { answerJobOpened } from "../../jobs/flow.ts";
import { jobNamed } from "../../jobs/record.ts";
import { mayLook } from "../decide.ts";
import type { Absence, AbsenceEnd, Incident } from "../model.ts";
import { absenceEndKey, absencePrefix, incidentKey } from "../record.ts";
import { absenceMessage, rawMessage, thingMessage } from "./details-message.ts";
import { type ThingRecord, thingKey } from "./thing.ts";

/** A job's card carries the job, any other its incident. */
export const answerDetails: Answerer<string> = {
  needs: "read",
  answer: (value, asker, world) =>
    jobNamed(value) === undefined
      ? answerIncident(value, asker, world)
      : answerJobOpened.answer(value, asker, world),
};

const answerIncident = async (id: string, asker: Asker, world: AnswerWorld): Promise<Answer> => {
  const { alert: words } = answersFor(world.config.language);
  const stored = await world.store.get<Incident>(incidentKey(id));
  if (stored === undefined) return refusal(words.gone, world.config);
  if (!mayLook(stored.body, asker.environments)) return refusal(words.notTheirsToRead, world.config);
  const message = await messageOf(stored.body, world);
  return message === undefined
    ? refusal(words.gone, world.config)
    : { type: "message", message, place: "new" };
};

const messageOf = async (incident: Incident, world: AnswerWorld): Promise<Message | undefined> => {
  const { subject } = incident;
  switch (subject.type) {
    case "raw":
      return rawMessage(subject.notification, world.config);
    case "thing": {
      const record = await world.store.get<ThingRecord>(thingKey(subject.thing));
      return record === undefined ? undefined : thingMessage(record.body, incident, world.config);
    }
    case "absence":
      return absenceOf(incident, world);
    case "job":
      return undefined;
  }
};

/** The one that is missing; of many there is a list. */
const absenceOf = async ({ id }: Incident, world: AnswerWorld): Promise<Message | undefined> => {
  const [first] = await world.store.list<Absence>(incidentKey(id).partition, absencePrefix, 1);
  if (first === undefined) return undefined;
  const short = first.key.sort.slice(absencePrefix.length);
  const end = await world.store.get<AbsenceEnd>(absenceEndKey(id, short));
  return absenceMessage(first.body, end?.body, world.config);
};
