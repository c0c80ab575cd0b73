// One line of JSON a fact, by the Lambda ecosystem's own logger.
import { Logger } from "@aws-lambda-powertools/logger";
import type { Log } from "../ports/world.ts";

export const lambdaLog = (functionName: string): Log => {
  const logger = new Logger({ serviceName: `stillpoint-${functionName}` });
  return {
    info: (verb, facts) => logger.info(verb, { ...facts }),
    warn: (verb, facts) => logger.warn(verb, { ...facts }),
    error: (verb, facts) => logger.error(verb, { ...facts }),
  };
};
