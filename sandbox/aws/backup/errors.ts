// How the simulated AWS Backup refuses: the error names, and the Code, Type and Context members that its error shapes
// share. https://docs.aws.amazon.com/aws-backup/latest/devguide/API_StartBackupJob.html#API_StartBackupJob_Errors
// Where no text was found in the field, the words are our own; callers should go by the name.
import { AwsError } from "../service.ts";

/** The real codes are undocumented numbers; ERROR_9101 alone was seen in the field, so the others only look alike. */
const codes = {
  AlreadyExistsException: "ERROR_2101",
  InvalidParameterValueException: "ERROR_2602",
  InvalidRequestException: "ERROR_9101",
  LimitExceededException: "ERROR_2702",
  MissingParameterValueException: "ERROR_2601",
  ResourceNotFoundException: "ERROR_2603",
} as const;

export type Refusal = keyof typeof codes;

export const refuse = (name: Refusal, message: string, members: Readonly<Record<string, string>> = {}) =>
  new AwsError(name, message, 400, { Code: codes[name], Type: "client", ...members });

/** Not in the model, yet what AWS says when a vault policy denies, and even for a vault that is not there. */
export const deny = () =>
  new AwsError("AccessDeniedException", "Insufficient privileges to perform this action.", 403);

export const required = <Value>(value: Value | undefined, name: string): Value => {
  if (value === undefined || value === "") {
    throw refuse("MissingParameterValueException", `Missing required parameter: ${name}`, { Context: name });
  }
  return value;
};

export const notFound = (what: string, name: string) =>
  refuse("ResourceNotFoundException", `${what} ${name} does not exist.`, { Context: name });

export const invalid = (message: string, context: string) =>
  refuse("InvalidParameterValueException", message, { Context: context });
