// Idempotency tokens: the same token again gets the first answer, and nothing is done.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/API_StartBackupJob.html
import type { WorldClock } from "../../clock.ts";
import type { Call } from "../service.ts";

/** How long AWS remembers a token is undocumented: an hour is an assumption, not a fact. */
const tokenLifeMs = 3_600_000;

export type Remembered<Answer> = (call: Call, token: string | undefined, act: () => Answer) => Answer;

/** One for each operation. What throws is not remembered, so it may be tried again with its token. */
export const createRemembered = <Answer>(clock: WorldClock): Remembered<Answer> => {
  const answers = new Map<string, { readonly answer: Answer; readonly at: number }>();
  return (call, token, act) => {
    if (token === undefined) return act();
    const key = `${call.account}/${call.region}/${token}`;
    const first = answers.get(key);
    if (first !== undefined && clock.now() - first.at < tokenLifeMs) return first.answer;
    const answer = act();
    answers.set(key, { answer, at: clock.now() });
    return answer;
  };
};
