// AWS's own words for what went wrong → the cause, as one name. The words are in the catalogue; the sentences for
// each name, and what to do about it, are in i18n.
import { type Category, catalogue, type Listed, type Retry } from "./catalogue.ts";

/** `contradicted`: AWS calls the job completed, and in the same breath says in words that it failed. */
export type Reason = Listed | "contradicted" | "unlisted" | "none-given";

/** The longest message that is looked at: AWS's are under 1 KB, and a hostile one must cost nothing. */
const messageMax = 4_000;

/** What a vault's topic says of a job, which is no reason. */
const notice = /^An AWS (?:Backup|Copy|Restore) job\b/i;

/** Why a job ended as it did. A state may say it by itself when AWS gives no words. */
export const reasonOf = (state: string, message: string | undefined): Reason => {
  if (message === undefined) {
    if (state === "EXPIRED") return "not-started-in-time";
    return state === "ABORTED" ? "stopped-by-person" : "none-given";
  }
  const listed = listedReasonOf(message);
  if (listed !== undefined) return listed;
  if (state === "COMPLETED" && saysFailed(message)) return "contradicted";
  return notice.test(message) ? "none-given" : "unlisted";
};

/** What was found for messages: one card asks for one reason several times, and a storm has one message. */
const found = new Map<string, Listed | undefined>();
const foundMax = 256;

const listedReasonOf = (message: string): Listed | undefined => {
  const text = message.slice(0, messageMax);
  if (found.has(text)) return found.get(text);
  const listed = catalogue.find(({ patterns }) => patterns.some((pattern) => pattern.test(text)))?.reason;
  if (found.size >= foundMax) found.clear();
  found.set(text, listed);
  return listed;
};

/** Both forms were seen: "job failed" and "job was completed but was failed or was aborted". */
const failedJob =
  /\b(?:backup|copy|restore) job (?:(?:was completed but was|was|has|has been) )?(?:failed|aborted|stopped)\b/i;

/** Whether AWS's words say that the job itself failed, whatever its state is called. */
export const saysFailed = (message: string): boolean => failedJob.test(message.slice(0, messageMax));

/** What is known of a reason beside its words; nothing of one that AWS did not give or that nobody knows. */
export const aboutReason = (
  reason: Reason,
): { readonly category: Category; readonly retry: Retry; readonly page: string } | undefined =>
  byReason.get(reason);

const byReason = new Map<string, (typeof catalogue)[number]>(catalogue.map((entry) => [entry.reason, entry]));

/** Whether the backup exists but Windows VSS did not make it application-consistent. */
export const isVss = (reason: Reason): boolean => aboutReason(reason)?.category === "vss";
