// The simulated Parameter Store, as far as secrets need it: every parameter is a SecureString.
// https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
import type * as ssm from "@aws-sdk/client-ssm";
import { AwsError, type Handlers } from "./service.ts";

interface Parameter {
  readonly value: string;
  readonly version: number;
  /** The id, ARN or alias of the key that it is encrypted with, as it was given. */
  readonly key: string;
}

export type Parameters = ReturnType<typeof createParameters>;

const defaultKey = "alias/aws/ssm";

export const createParameters = () => {
  const byName = new Map<string, Parameter>();
  const placed = (account: string, region: string, name: string) => `${account}/${region}/${name}`;
  return {
    find: (account: string, region: string, name: string): Parameter | undefined =>
      byName.get(placed(account, region, name)),
    keep(account: string, region: string, name: string, parameter: Parameter): void {
      byName.set(placed(account, region, name), parameter);
    },
    /** The key that whoever reads a parameter has to be allowed to decrypt with. */
    keyOf: (account: string, region: string, name: string): string | undefined =>
      byName.get(placed(account, region, name))?.key,
  };
};

export const createSsm = (parameters: Parameters = createParameters()): Handlers<typeof ssm> => ({
  PutParameter(input, { account, region }) {
    const { Name: name = "", Value: value = "" } = input;
    const before = parameters.find(account, region, name);
    if (before !== undefined && input.Overwrite !== true) {
      throw new AwsError("ParameterAlreadyExists", "The parameter already exists.");
    }
    const version = (before?.version ?? 0) + 1;
    parameters.keep(account, region, name, { value, version, key: input.KeyId ?? defaultKey });
    return { Version: version };
  },

  GetParameter(input, { account, region }) {
    const found = parameters.find(account, region, input.Name ?? "");
    if (found === undefined) throw new AwsError("ParameterNotFound", "");
    const value = input.WithDecryption === true ? found.value : "(encrypted)";
    return { Parameter: { Name: input.Name, Type: "SecureString", Value: value, Version: found.version } };
  },
});
