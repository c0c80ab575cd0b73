// What the batch operations have in common: how AWS refuses a batch, and how it answers entry by entry.
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html
import { AwsError } from "../service.ts";

/** The same for SQS and SNS. */
const entriesMax = 10;
const idPattern = /^[\w-]{1,80}$/;

interface Entry {
  readonly Id?: string | undefined;
}

interface FailedEntry {
  readonly Id: string;
  readonly SenderFault: boolean;
  readonly Code: string;
  readonly Message: string;
}

export const demandEntries = (entries: readonly Entry[], kind: string): void => {
  const ids = entries.map(({ Id }) => Id ?? "");
  if (ids.length === 0) {
    throw new AwsError("EmptyBatchRequest", `There should be at least one ${kind} in the request.`);
  }
  if (ids.length > entriesMax) {
    const message = `Maximum number of entries per request are ${entriesMax}. You have sent ${ids.length}.`;
    throw new AwsError("TooManyEntriesInBatchRequest", message);
  }
  if (!ids.every((id) => idPattern.test(id))) {
    throw new AwsError(
      "InvalidBatchEntryId",
      "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.",
    );
  }
  const twice = ids.find((id, index) => ids.indexOf(id) < index);
  if (twice !== undefined) throw new AwsError("BatchEntryIdsNotDistinct", `Id ${twice} repeated.`);
};

/** One entry's refusal is told for that entry alone; the others go on. */
export const answerEach = <Each extends Entry, Done extends object>(
  entries: readonly Each[],
  answer: (entry: Each) => Done,
): { Successful: (Done & { Id: string })[]; Failed: FailedEntry[] } => {
  const Successful: (Done & { Id: string })[] = [];
  const Failed: FailedEntry[] = [];
  for (const entry of entries) {
    const Id = entry.Id ?? "";
    try {
      Successful.push({ ...answer(entry), Id });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Failed.push({ Id, SenderFault: true, Code: error.name, Message: error.message });
    }
  }
  return { Successful, Failed };
};
