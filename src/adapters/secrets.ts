// Secrets from SSM SecureString parameters, read when first needed and again after five minutes.
import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { type AwsOptions, awsFault, clientOptions } from "./aws.ts";

const keepMs = 5 * 60_000;

/** Reads one parameter; `fresh` reads it anew, for when the secret was refused and may have been changed. */
export type Secret = (fresh?: boolean) => Promise<string>;

export const ssmSecret = (parameter: string, aws: AwsOptions): Secret => {
  const client = new SSMClient(clientOptions(aws));
  let held: { readonly value: string; readonly readAt: number } | undefined;
  return async (fresh = false) => {
    if (held !== undefined && !fresh && performance.now() - held.readAt < keepMs) return held.value;
    const command = new GetParameterCommand({ Name: parameter, WithDecryption: true });
    const { Parameter } = await client.send(command).catch((error: unknown) => {
      throw awsFault("GetParameter", error);
    });
    if (!Parameter?.Value) throw new Error(`the parameter ${parameter} is empty`);
    held = { value: Parameter.Value, readAt: performance.now() };
    return held.value;
  };
};
