// The simulated Parameter Store, as far as secrets need it.
import type * as ssm from "@aws-sdk/client-ssm";
import { AwsError, type Handlers } from "./service.ts";

export const createSsm = (): Handlers<typeof ssm> => {
  const parameters = new Map<string, { readonly value: string; readonly version: number }>();
  const nameOf = (account: string, region: string, name: string | undefined) =>
    `${account}/${region}/${name}`;
  return {
    PutParameter(input, { account, region }) {
      const name = nameOf(account, region, input.Name);
      const before = parameters.get(name);
      if (before !== undefined && input.Overwrite !== true) {
        throw new AwsError("ParameterAlreadyExists", "The parameter already exists.");
      }
      const version = (before?.version ?? 0) + 1;
      parameters.set(name, { value: input.Value ?? "", version });
      return { Version: version };
    },
    GetParameter(input, { account, region }) {
      const found = parameters.get(nameOf(account, region, input.Name));
      if (found === undefined) throw new AwsError("ParameterNotFound", "");
      const value = input.WithDecryption === true ? found.value : "(encrypted)";
      return { Parameter: { Name: input.Name, Type: "SecureString", Value: value, Version: found.version } };
    },
  };
};
