// What the inputs of several operations have in common: times between two dates, the same or not, a role's ARN.
import { invalid, required } from "./errors.ts";

/** Between two dates, neither included; what has no date yet is not between any. */
export const isWithin = (
  at: number | undefined,
  after: Date | undefined,
  before: Date | undefined,
): boolean => {
  if (after === undefined && before === undefined) return true;
  if (at === undefined) return false;
  return (after === undefined || at > after.getTime()) && (before === undefined || at < before.getTime());
};

/** What is not asked for is never in the way. */
export const isAsked = <Value>(wanted: Value | undefined, actual: Value | undefined): boolean =>
  wanted === undefined || wanted === actual;

/** `*` asks for every category. */
export const isCategory = (wanted: string | undefined, actual: string | undefined): boolean =>
  wanted === undefined || wanted === "*" || wanted === actual;

export const roleOf = (arn: string | undefined): string => {
  const role = required(arn, "IamRoleArn");
  if (!/^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/.test(role)) {
    throw invalid(`Invalid role ARN: ${role}.`, "IamRoleArn");
  }
  return role;
};
