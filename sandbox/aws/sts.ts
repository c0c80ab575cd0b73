// The simulated STS: who you are, and other roles' keys for a while.
import { createHash } from "node:crypto";
import type * as sts from "@aws-sdk/client-sts";
import type { AwsCredentials } from "../../src/adapters/aws.ts";
import type { WorldClock } from "../clock.ts";
import type { Principal } from "./gateway.ts";
import { AwsError, type Handlers } from "./service.ts";

export interface Sts {
  readonly handlers: Handlers<typeof sts>;
  /** The caller behind a key that was given at the start or handed out since; an expired one is nobody. */
  authenticate(accessKeyId: string): Principal | undefined;
  /** Keys of a role's session that last, as Lambda renews them for a function. */
  lasting(roleArn: string, session: string): AwsCredentials;
}

const roleArn = /^arn:[^:]+:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/;
/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const sessionSeconds = { least: 900, usual: 3_600, most: 43_200 };
const sessionName = /^[\w+=,.@-]{2,64}$/;
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html */
const sourceIdentity = /^(?!aws:)[\w+=,.@-]{2,64}$/;

/** Keys are counted and their secrets made from them, so that one run of a simulation is like another. */
const secretOf = (accessKeyId: string): string =>
  createHash("sha256").update(accessKeyId).digest("base64").slice(0, 40);

export const createSts = (clock: WorldClock, known: Readonly<Record<string, Principal>>): Sts => {
  const handedOut = new Map<string, { readonly principal: Principal; readonly until: number }>();
  return {
    lasting(role, session) {
      const [, account = "", name = ""] = roleArn.exec(role) ?? [];
      const accessKeyId = `ASIAFUNCTION${account}${name.toUpperCase()}`;
      const principal = { account, arn: `arn:aws:sts::${account}:assumed-role/${name}/${session}` };
      handedOut.set(accessKeyId, { principal, until: Number.POSITIVE_INFINITY });
      return { accessKeyId, secretAccessKey: secretOf(accessKeyId) };
    },
    authenticate(accessKeyId) {
      const session = handedOut.get(accessKeyId);
      if (session !== undefined) return session.until > clock.now() ? session.principal : undefined;
      return Object.hasOwn(known, accessKeyId) ? known[accessKeyId] : undefined;
    },
    handlers: {
      GetCallerIdentity: (_, call) => ({
        Account: call.account,
        Arn: call.principal,
        UserId: call.principal,
      }),
      AssumeRole(input, call) {
        const [, account, role] = roleArn.exec(input.RoleArn ?? "") ?? [];
        if (account === undefined || role === undefined) {
          throw new AwsError("ValidationError", `${input.RoleArn} is invalid`);
        }
        const session = input.RoleSessionName ?? "";
        if (!sessionName.test(session)) throw refuseValue("roleSessionName", session);
        const identity = input.SourceIdentity ?? call.sourceIdentity;
        if (identity !== undefined && !sourceIdentity.test(identity)) {
          throw refuseValue("sourceIdentity", identity);
        }
        // Once it is set, no session that grows out of it can have another one.
        if (call.sourceIdentity !== undefined && identity !== call.sourceIdentity) {
          throw new AwsError("AccessDenied", "The source identity of a session cannot be changed.", 403);
        }
        const seconds = input.DurationSeconds ?? sessionSeconds.usual;
        if (seconds < sessionSeconds.least || seconds > sessionSeconds.most) {
          throw refuseValue("durationSeconds", seconds);
        }
        const principal = {
          account,
          arn: `arn:aws:sts::${account}:assumed-role/${role}/${session}`,
          ...(identity === undefined ? {} : { sourceIdentity: identity }),
        };
        const accessKeyId = `ASIA${String(handedOut.size + 1).padStart(16, "0")}`;
        const until = clock.now() + seconds * 1000;
        handedOut.set(accessKeyId, { principal, until });
        return {
          ...(identity === undefined ? {} : { SourceIdentity: identity }),
          AssumedRoleUser: { Arn: principal.arn, AssumedRoleId: `${accessKeyId}:${session}` },
          Credentials: {
            AccessKeyId: accessKeyId,
            SecretAccessKey: secretOf(accessKeyId),
            SessionToken: `session-of-${accessKeyId}`,
            Expiration: new Date(until),
          },
        };
      },
    },
  };
};

const refuseValue = (member: string, value: string | number): AwsError =>
  new AwsError(
    "ValidationError",
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint`,
  );
