// Who called AWS, as CloudTrail writes it down.
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
import { cut, oneLine } from "../core/text.ts";
import { parseArn } from "./arn.ts";
import { membersOf, textOf } from "./members.ts";

export interface Caller {
  /** The twelve digits of whom the credentials belong to. */
  readonly account?: string;
  /** A role's or a user's name without its path; nobody else has one. */
  readonly name?: string;
  readonly isRole: boolean;
  /** AWS itself, for nobody that it names. */
  readonly isAws: boolean;
  /** What people know them by: a role with its session, a user, root. Missing where AWS does not say. */
  readonly shown?: string;
}

/** A role's name has 64 characters, a session's too, a source identity as many again. */
const shownMax = 240;

export const readCaller = (identity: unknown): Caller => {
  const members = membersOf(identity);
  const { type, arn: written, accountId, userName, principalId, invokedBy, sessionContext } = members;
  const arn = textOf(written);
  const parsed = arn === undefined ? undefined : parseArn(arn);
  const resource = parsed?.resource ?? "";
  const [kind = "", first] = resource.split("/");
  const isRole = kind === "assumed-role";
  const name = isRole ? first : kind === "user" ? resource.split("/").at(-1) : undefined;
  const account = parsed?.account || textOf(accountId);
  const called = resource === "" ? (textOf(userName) ?? textOf(principalId)) : whole(resource);
  const shown = withSource(called, textOf(membersOf(sessionContext).sourceIdentity));
  const isAws = type === "AWSService" || (textOf(invokedBy)?.endsWith("backup.amazonaws.com") ?? false);
  return {
    ...(account === undefined ? {} : { account }),
    ...(name === undefined || name === "" ? {} : { name }),
    isRole,
    isAws,
    ...(shown === undefined ? {} : { shown: cut(oneLine(shown), shownMax) }),
  };
};

/** That a session is an assumed role goes without saying. */
const whole = (resource: string): string => resource.replace(/^assumed-role\//, "");

/** Whoever assumed the role said who they are, and no later role of the chain can say otherwise. */
const withSource = (called: string | undefined, source: string | undefined): string | undefined =>
  source === undefined ? called : called === undefined ? source : `${source} (${called})`;
