// Clients for each account and Region, with the credentials of the account's reader role: of AWS Backup, and of what else
// is read there.
import { BackupClient } from "@aws-sdk/client-backup";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { partitionOf } from "../backup/arn.ts";
import { readerRoleName } from "../config/names.ts";
import type { Place } from "../ports/world.ts";
import { type AwsCredentials, type AwsOptions, clientOptions } from "./aws.ts";

/** Credentials are asked anew this long before they end, measured on the real clock, as STS does. */
const renewBeforeMs = 5 * 60_000;
const sessionSeconds = 3_600;

/** One call in an account and Region. What it throws is AWS's own error. */
export type ReaderCall<Client> = <Answer>(
  place: Place,
  ask: (client: Client) => Promise<Answer>,
) => Promise<Answer>;

/** `functionName` is the session's name, so that CloudTrail tells who read. */
export const readerCaller = (
  functionName: string,
  installId: string,
  aws: AwsOptions,
): ReaderCall<BackupClient> =>
  readerCallerOf(async (options) => new BackupClient(options), functionName, installId, aws);

export const readerCallerOf = <Client>(
  make: (options: ReturnType<typeof clientOptions>) => Promise<Client>,
  functionName: string,
  installId: string,
  aws: AwsOptions,
): ReaderCall<Client> => {
  const credentialsFor = readerCredentials(functionName, installId, aws);
  const clients = new Map<string, { readonly client: Client; readonly credentials: AwsCredentials }>();

  const clientFor = async ({ account, region }: Place, isFresh: boolean): Promise<Client> => {
    const credentials = await credentialsFor(account, isFresh);
    const name = `${account}/${region}`;
    const known = clients.get(name);
    if (known?.credentials === credentials) return known.client;
    const client = await make(clientOptions({ ...aws, region, credentials }));
    clients.set(name, { client, credentials });
    return client;
  };

  /** A session may end before its time: somebody revoked it, or the clocks differ. Then once more with a new one. */
  return async (place, ask) => {
    try {
      return await ask(await clientFor(place, false));
    } catch (error) {
      if (!(error instanceof Error) || !sessionEnds.includes(error.name)) throw error;
    }
    return ask(await clientFor(place, true));
  };
};

/** https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html */
const sessionEnds = [
  "ExpiredToken",
  "ExpiredTokenException",
  "InvalidClientTokenId",
  "UnrecognizedClientException",
];

const readerCredentials = (functionName: string, installId: string, aws: AwsOptions) => {
  const sts = new STSClient(clientOptions(aws));
  const known = new Map<string, { readonly credentials: AwsCredentials; readonly until: number }>();
  return async (account: string, isFresh: boolean): Promise<AwsCredentials> => {
    const held = known.get(account);
    if (!isFresh && held !== undefined && held.until - renewBeforeMs > Date.now()) return held.credentials;
    const { Credentials: given } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: `arn:${partitionOf(aws.region)}:iam::${account}:role/${readerRoleName}`,
        RoleSessionName: `stillpoint-${functionName}`,
        ExternalId: installId,
        DurationSeconds: sessionSeconds,
      }),
    );
    if (!given?.AccessKeyId || !given.SecretAccessKey || !given.SessionToken) {
      throw new Error("AssumeRole answered without credentials");
    }
    const credentials = {
      accessKeyId: given.AccessKeyId,
      secretAccessKey: given.SecretAccessKey,
      sessionToken: given.SessionToken,
    };
    known.set(account, { credentials, until: Date.now() + sessionSeconds * 1000 });
    return credentials;
  };
};
