// clock λ: once a minute, whatever falls due. Nothing hangs on it: a tick that is missed or comes twice only makes
// things a minute later, or does them over.
import { dynamoAudit } from "../adapters/audit.ts";
import { s3Heads } from "../adapters/audit-heads.ts";
import { backupCatalog } from "../adapters/catalog.ts";
import { awsFromEnvironment, configFromEnvironment, required } from "../adapters/environment.ts";
import { lambdaLog } from "../adapters/log.ts";
import { sqsLater, sqsPosts, sqsRun } from "../adapters/queues.ts";
import { dynamoStore } from "../adapters/store.ts";
import { resourceTags } from "../adapters/tags.ts";
import { errorFacts } from "../app/answer.ts";
import { features } from "../app/features.ts";
import { operations } from "../app/operations.ts";
import { variables } from "../config/names.ts";
import { instant } from "../core/time.ts";
import type { ClockWorld } from "../ports/feature.ts";

/** One feature that breaks keeps no other from its tick; it is thrown on at the end, so that the alarm rings. */
export const make = (world: ClockWorld) => async (): Promise<void> => {
  let broken: unknown;
  for (const { name, ticks } of features) {
    try {
      const outcome = await ticks?.(world);
      if (outcome !== undefined) world.log.info("clock.ticked", { feature: name, outcome });
    } catch (error) {
      world.log.error("clock.broke", { feature: name, ...errorFacts(error) });
      broken ??= error;
    }
  }
  if (broken !== undefined) throw broken;
};

const worldOfFunction = (): ClockWorld => {
  const aws = awsFromEnvironment();
  const config = configFromEnvironment();
  return {
    config,
    log: lambdaLog("clock"),
    store: dynamoStore(required(variables.stateTable), aws),
    audit: dynamoAudit(required(variables.auditTable), aws),
    heads: s3Heads(required(variables.auditBucket), aws),
    catalog: backupCatalog("clock", config.installId, aws),
    tags: resourceTags("clock", config.installId, aws),
    posts: sqsPosts(required(variables.postsQueue), aws),
    run: sqsRun(required(variables.runQueue), aws),
    operations,
    later: sqsLater(required(variables.eventsQueue), aws),
    region: aws.region,
    now: () => instant(Date.now()),
  };
};

let running: ReturnType<typeof make> | undefined;

/** What Lambda calls. The world is made once for each container. */
export const handler = (): Promise<void> => {
  running ??= make(worldOfFunction());
  return running();
};
