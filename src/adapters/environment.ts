// What a deployed function reads from its environment, checked at its start: a missing name stops it at once.
import { type Config, openSealed, type SealedConfig } from "../config/config.ts";
import { variables } from "../config/names.ts";
import type { AwsOptions } from "./aws.ts";

export const required = (name: string): string => {
  const value = process.env[name];
  if (value === undefined || value === "") throw new Error(`The environment variable ${name} is not set.`);
  return value;
};

/** The configuration travels in the bundle's environment as the sealed JSON that was checked at synth. */
export const sealedFromEnvironment = (): SealedConfig =>
  JSON.parse(required(variables.config)) as SealedConfig;

export const configFromEnvironment = (): Config => openSealed(sealedFromEnvironment());

export const awsFromEnvironment = (): AwsOptions => ({ region: required("AWS_REGION") });
