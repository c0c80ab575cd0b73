import * as ssm from "@aws-sdk/client-ssm";
import { expect, it } from "vitest";
import { createParameters, createSsm } from "../../../sandbox/aws/ssm.ts";
import { account, createRig, region } from "./rig.ts";

const rig = () => {
  const { gateway, options } = createRig();
  const parameters = createParameters();
  gateway.serve(ssm, createSsm(parameters));
  const client = new ssm.SSMClient(options);
  const put = (Name: string, more: Partial<ssm.PutParameterRequest> = {}) =>
    client.send(new ssm.PutParameterCommand({ Name, Value: "secret", Type: "SecureString", ...more }));
  return { parameters, client, put };
};

it("gives a secret back decrypted only when that is asked for", async () => {
  const { client, put } = rig();
  await put("/token");
  const read = async (WithDecryption: boolean) =>
    (await client.send(new ssm.GetParameterCommand({ Name: "/token", WithDecryption }))).Parameter?.Value;
  expect(await read(true)).toBe("secret");
  expect(await read(false)).toBe("(encrypted)");
});

it("overwrites a secret only when that is asked for, and refuses one that is not there", async () => {
  const { client, put } = rig();
  await put("/token");
  await expect(put("/token")).rejects.toBeInstanceOf(ssm.ParameterAlreadyExists);
  expect(await put("/token", { Overwrite: true })).toMatchObject({ Version: 2 });
  const gone = new ssm.GetParameterCommand({ Name: "/gone" });
  await expect(client.send(gone)).rejects.toBeInstanceOf(ssm.ParameterNotFound);
});

it("knows the key of each secret, AWS's own when none was named", async () => {
  const { parameters, put } = rig();
  await put("/token");
  await put("/other", { KeyId: "alias/stillpoint" });
  expect(parameters.keyOf(account, region, "/token")).toBe("alias/aws/ssm");
  expect(parameters.keyOf(account, region, "/other")).toBe("alias/stillpoint");
  expect(parameters.keyOf(account, "us-east-1", "/token")).toBeUndefined();
});
