// What every reader of a thing is given, and what it makes: a notification whose every part is short enough to keep.
import { digestOf } from "../core/ids.ts";
import { cut } from "../core/text.ts";
import type { Instant } from "../core/time.ts";
import type { Members } from "./members.ts";
import type { ThingNotification } from "./notification.ts";
import { type FactLabel, severityOfThing, type ThingFact, type ThingKind } from "./thing.ts";

/** An event of EventBridge, with its detail still to be read. */
export interface ThingEvent {
  readonly source: string;
  readonly detailType: string;
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly at: Instant;
  readonly resources: readonly unknown[];
  readonly detail: Members;
}

/** Characters that are kept of a state, a fact, AWS's words and an id as it stands in a key of the table. */
const stateMax = 100;
const valueMax = 500;
const messageMax = 4_000;
const idMax = 700;

const place = /^[\w-]{1,40}$/;

/** The notification, or undefined when what is said cannot be of any account's thing. */
export const tellOf = (said: {
  readonly feed: ThingNotification["feed"];
  readonly kind: ThingKind;
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly id: string | undefined;
  readonly name?: string | undefined;
  readonly state: string;
  readonly sense: string;
  readonly at: Instant;
  readonly facts: Readonly<Partial<Record<FactLabel, string | undefined>>>;
  readonly message?: string | undefined;
  readonly objects?: readonly string[];
}): ThingNotification | undefined => {
  const { feed, kind, account, region, id, name, state, sense, at, facts, message, objects } = said;
  if (id === undefined || id.trim() === "") return undefined;
  if (!place.test(account ?? "") || !place.test(region ?? "")) return undefined;
  return {
    type: "thing",
    feed,
    thing: {
      kind,
      account: account ?? "",
      region: region ?? "",
      id: idInKey(id),
      ...(name === undefined ? {} : { name: cut(name, valueMax) }),
    },
    state: cut(state.trim(), stateMax),
    sense,
    severity: severityOfThing(kind, sense),
    at,
    facts: Object.entries(facts).flatMap(([label, value]): readonly ThingFact[] =>
      value === undefined ? [] : [{ label: label as FactLabel, value: cut(value, valueMax) }],
    ),
    ...(message === undefined ? {} : { message: cut(message.trim(), messageMax) }),
    ...(objects === undefined ? {} : { objects }),
  };
};

/** A key of the table holds 2,048 bytes, so a monstrous id goes by its digest. */
const idInKey = (id: string): string => {
  const whole = id.toWellFormed();
  return encodeURIComponent(whole).length > idMax ? `sha256-${digestOf(id)}` : whole;
};
