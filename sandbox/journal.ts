// Every call that anybody made of the simulated AWS or Slack, in order: what tests count and the page shows.

export interface JournalEntry {
  readonly seq: number;
  /** World time, ISO 8601. */
  readonly at: string;
  /** The SDK's service name in lower case ("backup", "sqs", …), or "slack". */
  readonly service: string;
  readonly operation: string;
  readonly principal: string;
  /** The person in whose name a session acts, as CloudTrail would show it. */
  readonly sourceIdentity?: string;
  readonly input: unknown;
  readonly output?: unknown;
  readonly error?: { readonly name: string; readonly message: string };
}

export interface Journal {
  add(entry: Omit<JournalEntry, "seq" | "at">): void;
  /** The entries after `seq`, oldest first. */
  since(seq: number): readonly JournalEntry[];
}

/** The newest entries that are kept; a sandbox may run for days. */
const entriesMax = 20_000;

export const createJournal = (now: () => number): Journal => {
  let entries: JournalEntry[] = [];
  let seq = 0;
  return {
    add(entry) {
      seq += 1;
      entries.push({ seq, at: new Date(now()).toISOString(), ...entry });
      if (entries.length > entriesMax * 1.2) entries = entries.slice(-entriesMax);
    },
    since: (after) => entries.filter((entry) => entry.seq > after),
  };
};
