// A function's log, written in its role's name.
import type { Iam } from "./service.ts";

export interface Writer {
  readonly roleArn: string;
  /** The function's. */
  readonly arn: string;
  readonly logGroup: string;
}

/**
 * Without leave a function's lines are lost, as they are in AWS: nothing else tells.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html
 */
export const mayLog = (iam: Iam, { roleArn, arn, logGroup }: Writer): boolean => {
  const place = arn.replace(":lambda:", ":logs:").replace(/:function:.*$/, "");
  const resource = `${place}:log-group:${logGroup}:log-stream:sandbox`;
  return ["logs:CreateLogStream", "logs:PutLogEvents"].every(
    (action) => iam.decide({ principal: roleArn, action, resource }).access.type === "allowed",
  );
};
