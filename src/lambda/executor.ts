// executor λ: the only one that may act on AWS. It does what leads approved, once it has proven every vote itself; of a
// kind of operation that it does not know it does nothing. What it refuses stays in the queue until it lies in the
// dead-letter queue, whose alarm rings: nobody but the worker may put anything there.
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { configFromEnvironment } from "../adapters/environment.ts";
import { lambdaLog } from "../adapters/log.ts";
import type { ExecutorWorld } from "../ports/feature.ts";

export const make =
  (world: ExecutorWorld) =>
  async (event: SQSEvent): Promise<SQSBatchResponse> => ({
    batchItemFailures: event.Records.map(({ messageId }) => {
      world.log.error("run.refused", { messageId, reason: "unknown-operation" });
      return { itemIdentifier: messageId };
    }),
  });

const worldOfFunction = (): ExecutorWorld => ({
  config: configFromEnvironment(),
  log: lambdaLog("executor"),
});

let running: ReturnType<typeof make> | undefined;

/** What Lambda calls. The world is made once for each container. */
export const handler = (event: SQSEvent): Promise<SQSBatchResponse> => {
  running ??= make(worldOfFunction());
  return running(event);
};
