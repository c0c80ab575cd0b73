// What the scenes foretell: how the next job of a resource will end. What nobody foretold goes well.

export type JobKind = "backup" | "copy" | "restore";
export type Feed = "sns" | "eventbridge";

export interface Match {
  readonly resourceArn?: string;
  readonly kind?: JobKind;
}

export interface Outcome {
  /**
   * `vssFailed` is COMPLETED without VSS. A state that a job of this kind cannot end in counts as FAILED.
   * EXPIRED comes when the job's time is up; here after `durationMs`.
   */
  readonly state: "COMPLETED" | "FAILED" | "EXPIRED" | "PARTIAL" | "ABORTED" | "vssFailed";
  readonly message?: string;
  readonly category?: string;
  /** From the start of the job until it runs. */
  readonly afterMs?: number;
  /** From when it runs until its end. */
  readonly durationMs?: number;
  readonly bytes?: number;
  readonly createdResourceArn?: string;
  /** AWS delivers at best effort: on these feeds nothing is heard of the job. */
  readonly silentOn?: readonly Feed[];
}

export interface Script {
  expect(match: Match, outcome: Outcome, times?: number): void;
  /** The outcome of a job that starts now, used up by it. */
  take(kind: JobKind, resourceArn: string): Outcome;
}

export const createScript = (): Script => {
  let lines: readonly { readonly match: Match; readonly outcome: Outcome; readonly left: number }[] = [];
  return {
    expect(match, outcome, times = 1) {
      lines = [...lines, { match, outcome, left: times }];
    },
    take(kind, resourceArn) {
      const found = lines.find(
        ({ match }) => (match.kind ?? kind) === kind && (match.resourceArn ?? resourceArn) === resourceArn,
      );
      if (found === undefined) return { state: "COMPLETED" };
      lines = lines.flatMap((line) => {
        if (line !== found) return [line];
        return line.left > 1 ? [{ ...line, left: line.left - 1 }] : [];
      });
      return found.outcome;
    },
  };
};
