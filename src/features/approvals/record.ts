// Where requests and what belongs to them lie in the table, and for how long.
import { digestOf } from "../../core/ids.ts";
import { dayMs, type Instant, instant, isoOf } from "../../core/time.ts";
import type { Key } from "../../store/record.ts";
import { type Which, whiches } from "./model.ts";

/** A year and a month, as everything that an audit may ask for. */
const keepMs = 400 * dayMs;

export const keepRequestUntil = (now: Instant): Instant => instant(now + keepMs);

/** A plan that nobody sent is of no use to anybody. */
export const keepDraftUntil = (now: Instant): Instant => instant(now + 2 * dayMs);

export const requestKey = (id: string): Key => ({ partition: `request#${id}`, sort: "head" });

/** In the list of its environment, by time. */
export const pointerKey = (environment: string, createdAt: Instant, id: string): Key => ({
  partition: pointersOf(environment),
  sort: `${isoOf(createdAt)}#${id}`,
});

export const pointersOf = (environment: string): string => `requests#${environment}`;

/** The environments that ever had a request: one that leaves the configuration still has to bring its own to an end. */
export const environmentKey = (environment: string): Key => ({
  partition: pointersOf(""),
  sort: environment,
});

/** Names the bytes: the same press is the same evidence. */
export const evidenceOf = (packed: string): string => digestOf(packed);

export const evidenceKey = (name: string): Key => ({ partition: `evidence#${name}`, sort: "head" });

export const draftKey = (request: string, revision: number): Key => ({
  partition: `draft#${request}`,
  sort: String(revision),
});

export const cardKey = (request: string): Key => ({ partition: `card#${request}`, sort: "head" });

/** What was told and called, by its name: beside the card. */
export const saidKey = (request: string, id: string): Key => ({
  partition: `card#${request}`,
  sort: `said#${id}`,
});

export const claimKey = (request: string, revision: number, step: number): Key => ({
  partition: `claim#${request}#${revision}#${step}`,
  sort: "head",
});

/** A page of a list of requests. */
export interface ListQuery {
  readonly which: Which;
  readonly environment?: string;
  /** How many come before the page. */
  readonly from: number;
}

/** What a button of a list carries. */
export const listIn = ({ which, from, environment = "" }: ListQuery): string =>
  `${which} ${from} ${environment}`;

/** Undefined when it is something that another version wrote. */
export const readList = (value: string): ListQuery | undefined => {
  const [, word, from, environment = ""] = /^([a-z]+) (\d{1,5}) (.{0,100})$/.exec(value) ?? [];
  const which = whiches.find((each) => each === word);
  return which === undefined
    ? undefined
    : { which, from: Number(from), ...(environment === "" ? {} : { environment }) };
};
