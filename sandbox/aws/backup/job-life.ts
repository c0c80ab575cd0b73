// The lives of jobs and recovery points: which state may follow which, and nothing else. Pure, so that the tables
// can be proved. States: https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html
import type {
  BackupJobState,
  CopyJobState,
  RecoveryPointStatus,
  RestoreJobStatus,
} from "@aws-sdk/client-backup";

export interface Life<State extends string> {
  readonly state: State;
  readonly changedAt: number;
  /** Never falls; 100 only when completed. */
  readonly percentDone: number;
  readonly endedAt?: number;
  readonly message?: string;
  readonly category?: string;
}

export type LifeEvent<State extends string> =
  | { readonly type: "move"; readonly to: State; readonly message?: string; readonly category?: string }
  | { readonly type: "progress"; readonly percentDone: number };

export interface Machine<State extends string> {
  readonly moves: Readonly<Record<State, readonly State[]>>;
  /** The only state in which there is progress. */
  readonly working: State;
  readonly done: State;
}

/** What follows the event; the very same life when the event is not allowed in this state. */
export const step = <State extends string>(
  machine: Machine<State>,
  life: Life<State>,
  event: LifeEvent<State>,
  now: number,
): Life<State> => {
  if (event.type === "progress") {
    const isProgress = life.state === machine.working && event.percentDone > life.percentDone;
    return isProgress ? { ...life, percentDone: Math.min(event.percentDone, 99) } : life;
  }
  if (!machine.moves[life.state].includes(event.to)) return life;
  return {
    state: event.to,
    changedAt: now,
    percentDone: event.to === machine.done ? 100 : life.percentDone,
    ...(isTerminal(machine, event.to) ? { endedAt: now } : {}),
    ...(event.message === undefined ? {} : { message: event.message }),
    ...(event.category === undefined ? {} : { category: event.category }),
  };
};

export const isTerminal = <State extends string>(machine: Machine<State>, state: State): boolean =>
  machine.moves[state].length === 0;

export const bornIn = <State extends string>(state: State, now: number): Life<State> => ({
  state,
  changedAt: now,
  percentDone: 0,
});

/** A job waits in CREATED during its start window, and may fail or expire there. */
export const backupMachine: Machine<BackupJobState> = {
  moves: {
    CREATED: ["PENDING", "FAILED", "EXPIRED", "ABORTING"],
    PENDING: ["RUNNING", "FAILED", "EXPIRED", "ABORTING"],
    RUNNING: ["COMPLETED", "FAILED", "EXPIRED", "PARTIAL", "ABORTING"],
    ABORTING: ["ABORTED"],
    ABORTED: [],
    COMPLETED: [],
    FAILED: [],
    EXPIRED: [],
    PARTIAL: [],
  },
  working: "RUNNING",
  done: "COMPLETED",
};

export const copyMachine: Machine<CopyJobState> = {
  moves: {
    CREATED: ["RUNNING", "FAILED"],
    RUNNING: ["COMPLETED", "FAILED", "PARTIAL"],
    COMPLETED: [],
    FAILED: [],
    PARTIAL: [],
  },
  working: "RUNNING",
  done: "COMPLETED",
};

export const restoreMachine: Machine<RestoreJobStatus> = {
  moves: {
    PENDING: ["RUNNING", "FAILED", "ABORTED"],
    RUNNING: ["COMPLETED", "FAILED", "ABORTED"],
    COMPLETED: [],
    FAILED: [],
    ABORTED: [],
  },
  working: "RUNNING",
  done: "COMPLETED",
};

/** AVAILABLE and STOPPED are a continuous backup at work and broken; EXPIRED means that AWS could not delete it. */
export const recoveryPointMachine: Machine<RecoveryPointStatus> = {
  moves: {
    CREATING: ["COMPLETED", "PARTIAL", "AVAILABLE", "DELETING"],
    COMPLETED: ["EXPIRED", "DELETING"],
    PARTIAL: ["EXPIRED", "DELETING"],
    AVAILABLE: ["STOPPED", "EXPIRED", "DELETING"],
    STOPPED: ["AVAILABLE", "EXPIRED", "DELETING"],
    EXPIRED: ["DELETING"],
    DELETING: [],
  },
  working: "CREATING",
  done: "COMPLETED",
};
