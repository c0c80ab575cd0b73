// The policy of approvals for one kind of operation in one environment, out of the configuration: who may ask, who
// decides, how many, how long, and when nothing starts. Every function reads its own copy.
import { type Instant, instant, minuteMs } from "../core/time.ts";
import type { Environment, Freeze, People } from "./config.ts";
import { names, type Person } from "./rights.ts";

export interface Policy {
  /** The path in the configuration file that decided, as `environments.production.approvals.kinds.restore`. */
  readonly rule: string;
  readonly askers: People;
  readonly leads: People;
  /** 0: the asker's own press is enough. */
  readonly votes: number;
  readonly isTyped: boolean;
  readonly expiresInMs: number;
  readonly runWithinMs: number;
  readonly freezes: readonly Freeze[];
  /** Who may run it without votes, in need. */
  readonly breakers: People;
}

export const policyFor = (environment: Environment, kind: string): Policy => {
  const { approvals, askers, leads, name } = environment;
  const own = approvals.kinds?.[kind];
  const path = `environments.${name}.approvals`;
  const votes = own?.votes ?? approvals.votes[kind] ?? approvals.votes.default ?? votesWithoutWord;
  return {
    rule: own === undefined ? ruleOfVotes(path, kind, approvals.votes) : `${path}.kinds.${kind}`,
    askers: own?.askers ?? askers,
    leads: own?.leads ?? leads,
    votes,
    isTyped: votes > 0 && (own?.typed ?? approvals.typed ?? false),
    expiresInMs: (own?.expiresInMinutes ?? approvals.expiresInMinutes) * minuteMs,
    runWithinMs: (own?.runWithinMinutes ?? approvals.runWithinMinutes) * minuteMs,
    freezes: approvals.freezes.filter(({ kinds }) => kinds === undefined || kinds.includes(kind)),
    breakers: approvals.breakGlass ?? { users: [] },
  };
};

/** Where nothing is said of a kind, somebody must look. */
const votesWithoutWord = 1;

const ruleOfVotes = (path: string, kind: string, votes: Readonly<Record<string, number>>): string => {
  const word = votes[kind] === undefined ? "default" : kind;
  return votes[word] === undefined ? `${path} (1 vote where nothing is said)` : `${path}.votes.${word}`;
};

/** The freeze that a moment lies in; its end is the first moment after it. Of several the strictest, then the longest. */
export const freezeAt = (freezes: readonly Freeze[], at: Instant): Freeze | undefined =>
  freezes
    .filter(({ from, to }) => Date.parse(from) <= at && at < Date.parse(to))
    .toSorted((left, right) => strictness(right) - strictness(left) || endOfFreeze(right) - endOfFreeze(left))
    .at(0);

const strictness = ({ granted }: Freeze): number => (granted === "void" ? 1 : 0);

export const endOfFreeze = ({ to }: Freeze): Instant => instant(Date.parse(to));

export const mayAsk = ({ askers }: Policy, person: Person): boolean => names(askers, person);

export const mayDecide = ({ leads }: Policy, person: Person): boolean => names(leads, person);

export const mayBreakGlass = ({ breakers }: Policy, person: Person): boolean => names(breakers, person);
