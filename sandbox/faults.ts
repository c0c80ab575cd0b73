// What goes wrong on demand: errors, delays and lost requests or answers, for AWS and for Slack alike.

export interface Fault {
  /** "backup", "sqs", "slack", … or "*". */
  readonly service: string;
  /** "DescribeBackupJob", "chat.postMessage", … or "*". */
  readonly operation: string;
  /** How many calls it hits before it is used up; without it, every call until the list is cleared. */
  readonly times?: number;
  /** The error's name as AWS or Slack has it ("ThrottlingException", "ratelimited"). */
  readonly error?: string;
  /** Real milliseconds before the call goes on: wire time. */
  readonly latencyMs?: number;
  /** "before": the request is lost and nothing happened. "after": it happened, and the answer is lost. */
  readonly drop?: "before" | "after";
}

export interface Faults {
  /** Replaces the list; an empty list clears it. */
  set(faults: readonly Fault[]): void;
  list(): readonly Fault[];
  /** The faults that hit this call, each use counted. */
  take(service: string, operation: string): readonly Fault[];
}

export const createFaults = (): Faults => {
  let live: { fault: Fault; left: number }[] = [];
  const matches = (pattern: string, name: string) =>
    pattern === "*" || pattern.toLowerCase() === name.toLowerCase();
  return {
    set(faults) {
      live = faults.map((fault) => ({ fault, left: fault.times ?? Number.POSITIVE_INFINITY }));
    },
    list: () => live.map(({ fault }) => fault),
    take(service, operation) {
      const hits = live.filter(
        ({ fault, left }) =>
          left > 0 && matches(fault.service, service) && matches(fault.operation, operation),
      );
      for (const hit of hits) hit.left -= 1;
      live = live.filter(({ left }) => left > 0);
      return hits.map(({ fault }) => fault);
    },
  };
};
