// Functions under a bad sky: each call outside takes its time, may fail, may be lost, may land late, and may be the last
// of its invocation. An invocation may also be frozen for hours and go on as if nothing had been.
import { Fault, type FaultCode } from "../../src/core/errors.ts";
import { hourMs, minuteMs } from "../../src/core/time.ts";
import { randomFrom, type VirtualTime } from "./virtual-time.ts";

export type Trouble =
  /** The invocation dies before the call is made. */
  | "before"
  /** It happens, and the invocation dies. */
  | "after"
  /** It happens, and its answer never comes. */
  | "lost"
  /** It does not happen, and the other side says so. */
  | "refused"
  /** Nobody hears of it for minutes; then it happens, as late as its signature still counts. */
  | "late"
  /** It happens, and the invocation stands still for three hours before it goes on. */
  | "freeze";

export interface Sky {
  readonly seed: number;
  /** Of a hundred calls, so many meet trouble. */
  readonly badness: number;
  /** Trouble that is certain, by the number of the call. */
  readonly troubles?: ReadonlyMap<number, Trouble>;
}

/** What a lost answer and a refusal of the other side are called, by port. */
export interface PortFaults {
  readonly lost: FaultCode;
  readonly refused: FaultCode;
}

const latencyMaxMs = 400;
const clientTimeoutMs = 10_000;
const frozenMs = 3 * hourMs;
/** As infra makes the functions: then Lambda ends them. Time in which they stand still does not count. */
const livesMs = 30_000;
/** A signature counts for five minutes; the latest that a call can still land. */
const landsAfterMs = 4.9 * minuteMs;
/** The rare ones are as frequent as the others: it is they that find something. */
const kinds: readonly Trouble[] = ["before", "after", "lost", "lost", "refused", "late", "freeze"];

/** Whoever was killed never goes on. */
const never = (): Promise<never> => new Promise<never>(() => {});

export const createSky = ({ seed, badness, troubles }: Sky, time: VirtualTime) => {
  const random = randomFrom(seed);
  const met = new Map<Trouble, number>();
  let calls = 0;
  let isClear = false;

  const troubleAt = (call: number): Trouble | undefined => {
    if (isClear) return undefined;
    const certain = troubles?.get(call);
    const drawn = random() * 100 < badness ? kinds[Math.floor(random() * kinds.length)] : undefined;
    const trouble = certain ?? drawn;
    if (trouble !== undefined) met.set(trouble, (met.get(trouble) ?? 0) + 1);
    return trouble;
  };

  /** The ports of one invocation; `die` is told when it is cut off. */
  const invocation = (die: () => void) => {
    let isDead = false;
    let frozenUntil = 0;
    const end = (): Promise<never> => {
      isDead = true;
      callOff();
      die();
      return never();
    };
    const age = (): void => {
      if (isFrozen()) callOff = time.after(frozenUntil + livesMs - time.now(), age);
      else void end();
    };
    let callOff = time.after(livesMs, age);
    const isFrozen = (): boolean => time.now() < frozenUntil;
    const thawed = async (): Promise<void> => {
      while (isFrozen()) await time.wait(frozenUntil - time.now());
    };
    const callOf = async (made: () => unknown, faults: PortFaults): Promise<unknown> => {
      if (isDead) return never();
      const trouble = troubleAt(calls);
      calls += 1;
      if (trouble === "before") return end();
      if (trouble === "late") {
        // It lands whoever is still there to hear of it.
        time.after(landsAfterMs, () => void Promise.resolve(made()).catch(() => {}));
        await time.wait(clientTimeoutMs);
        if (isFrozen()) await thawed();
        throw new Fault(faults.lost, "nothing was heard", { retryable: true });
      }
      await time.wait(random() * latencyMaxMs);
      if (isDead) return never();
      if (trouble === "refused") {
        if (isFrozen()) await thawed();
        throw new Fault(faults.refused, "not now", { retryable: true });
      }
      const answer: unknown = await made();
      if (trouble === "after") return end();
      if (trouble === "freeze") frozenUntil = time.now() + frozenMs;
      if (isFrozen()) await thawed();
      if (isDead) return never();
      if (trouble === "lost") throw new Fault(faults.lost, "the answer was lost", { retryable: true });
      return answer;
    };
    return {
      /** Members that are functions are calls outside. */
      wrap: <Port extends object>(port: Port, faults: PortFaults = storeFaults): Port => {
        const members = port as Readonly<Record<string, unknown>>;
        const wrapped: Record<string, unknown> = {};
        for (const name of Object.keys(port)) {
          const member = members[name];
          wrapped[name] =
            typeof member === "function"
              ? (...given: readonly unknown[]) => callOf(() => member.apply(port, given), faults)
              : member;
        }
        return wrapped as Port;
      },
      /** Its work is done: nothing of it is left behind. */
      rest: () => {
        isDead = true;
        callOff();
      },
    };
  };

  return {
    invocation,
    random,
    calls: () => calls,
    met,
    /** From here on nothing goes wrong any more. */
    clear(): void {
      isClear = true;
    },
  };
};

export const storeFaults: PortFaults = { lost: "aws-unavailable", refused: "aws-throttled" };
export const operatorFaults: PortFaults = { lost: "aws-unknown", refused: "aws-throttled" };
export const slackFaults: PortFaults = { lost: "slack-unavailable", refused: "slack-rate-limited" };
