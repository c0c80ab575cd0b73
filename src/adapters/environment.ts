// What a deployed function reads from its environment, checked at its start: a missing name stops it at once.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Config, openSealed, type SealedConfig } from "../config/config.ts";
import { variables } from "../config/names.ts";
import type { AwsOptions } from "./aws.ts";

export const required = (name: string): string => {
  const value = process.env[name];
  if (value === undefined || value === "") throw new Error(`The environment variable ${name} is not set.`);
  return value;
};

/** The configuration lies beside the code: Lambda's environment holds 4 KB, and a file is deployed with the code. */
export const sealedFromEnvironment = (): SealedConfig =>
  JSON.parse(
    readFileSync(resolve(process.env.LAMBDA_TASK_ROOT ?? "", required(variables.config)), "utf8"),
  ) as SealedConfig;

export const configFromEnvironment = (): Config => openSealed(sealedFromEnvironment());

export const awsFromEnvironment = (): AwsOptions => ({ region: required("AWS_REGION") });
