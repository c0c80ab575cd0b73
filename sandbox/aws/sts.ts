// The simulated STS: who you are, and other roles' keys for a while.
import { randomBytes } from "node:crypto";
import type * as sts from "@aws-sdk/client-sts";
import type { WorldClock } from "../clock.ts";
import type { Principal } from "./gateway.ts";
import { AwsError, type Handlers } from "./service.ts";

export interface Sts {
  readonly handlers: Handlers<typeof sts>;
  /** The caller behind a key that was given at the start or handed out since; an expired one is nobody. */
  authenticate(accessKeyId: string): Principal | undefined;
}

const roleArn = /^arn:[^:]+:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/;
const sessionDefaultSeconds = 3_600;

export const createSts = (clock: WorldClock, known: Readonly<Record<string, Principal>>): Sts => {
  const handedOut = new Map<string, { readonly principal: Principal; readonly until: number }>();
  return {
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
      AssumeRole(input) {
        const [, account, role] = roleArn.exec(input.RoleArn ?? "") ?? [];
        if (account === undefined || role === undefined) {
          throw new AwsError("ValidationError", `${input.RoleArn} is invalid`);
        }
        const principal = {
          account,
          arn: `arn:aws:sts::${account}:assumed-role/${role}/${input.RoleSessionName}`,
        };
        const accessKeyId = `ASIA${randomBytes(8).toString("hex").toUpperCase()}`;
        const until = clock.now() + (input.DurationSeconds ?? sessionDefaultSeconds) * 1000;
        handedOut.set(accessKeyId, { principal, until });
        return {
          AssumedRoleUser: { Arn: principal.arn, AssumedRoleId: `${accessKeyId}:${input.RoleSessionName}` },
          Credentials: {
            AccessKeyId: accessKeyId,
            SecretAccessKey: randomBytes(20).toString("hex"),
            SessionToken: randomBytes(24).toString("hex"),
            Expiration: new Date(until),
          },
        };
      },
    },
  };
};
