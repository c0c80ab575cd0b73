// A named administrator of each account: whoever plays with the sandbox. IAM asks them nothing.
import type { AwsCredentials } from "../src/adapters/aws.ts";
import type { Principal } from "./aws/gateway.ts";
import { accounts, hub } from "./settings.ts";

const secretAccessKey = "sandbox-secret-key";

const allAccounts = [hub.account, ...accounts.map(({ id }) => id)];

const administratorKey = (account: string): string => `AKIASANDBOX${account}`;

/** By their access keys. */
export const administrators = (): Readonly<Record<string, Principal>> =>
  Object.fromEntries(
    allAccounts.map((account) => [
      administratorKey(account),
      { account, arn: `arn:aws:iam::${account}:user/sandbox-administrator` },
    ]),
  );

export const credentialsOf = (account: string): AwsCredentials => ({
  accessKeyId: administratorKey(account),
  secretAccessKey,
});
