// Stillpoint installed as a platform team would: the stacks deployed, the secrets put, the functions given the sessions
// of their roles.
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import type { AwsCredentials } from "../src/adapters/aws.ts";
import {
  botTokenParameterName,
  type FunctionName,
  functionNames,
  signingSecretParameterName,
} from "../src/config/names.ts";
import type { Sts } from "./aws/sts.ts";
import { type DeployOptions, deploy, type Installed } from "./deploy/deploy.ts";
import { roleIn } from "./estate.ts";
import { accounts, hub } from "./settings.ts";

interface InstallOptions extends Omit<DeployOptions, "sessionOf"> {
  readonly sts: Sts;
  readonly secrets: { readonly botToken: string; readonly signingSecret: string };
}

export interface Installation {
  readonly installed: Installed;
  readonly credentialsFor: Readonly<Record<FunctionName, AwsCredentials>>;
}

export const install = async (options: InstallOptions): Promise<Installation> => {
  const { iam, sts } = options;
  for (const { id } of accounts) iam.putRole(backupRoleIn(id));
  const sessionOf = (roleArn: string, name: string): AwsCredentials => {
    if (!iam.mayAssume("lambda.amazonaws.com", roleArn)) throw new Error(`Lambda may not assume ${roleArn}`);
    return sts.lasting(roleArn, name);
  };
  const installed = await deploy({ ...options, sessionOf });
  await putSecrets(options);
  const session = (name: FunctionName) => sessionOf(installed.functions[name].roleArn, functionNames[name]);
  return {
    installed,
    credentialsFor: {
      slack: session("slack"),
      worker: session("worker"),
      executor: session("executor"),
      events: session("events"),
      poster: session("poster"),
      clock: session("clock"),
    },
  };
};

/** As the README says: SecureString parameters, encrypted with Stillpoint's own key. */
const putSecrets = async ({ aws, credentialsOf, secrets }: InstallOptions): Promise<void> => {
  const ssm = new SSMClient({ ...aws, region: hub.region, credentials: credentialsOf(hub.account) });
  const named = [
    [botTokenParameterName, secrets.botToken],
    [signingSecretParameterName, secrets.signingSecret],
  ];
  for (const [Name, Value] of named)
    await ssm.send(new PutParameterCommand({ Name, Value, Type: "SecureString", KeyId: "alias/stillpoint" }));
};

/** The role that an account's console makes for AWS Backup. */
const backupRoleIn = (account: string) => ({
  arn: roleIn(account),
  trust: {
    Version: "2012-10-17",
    Statement: { Effect: "Allow", Principal: { Service: "backup.amazonaws.com" }, Action: "sts:AssumeRole" },
  },
  policies: {},
});
