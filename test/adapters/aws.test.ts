// What every AWS client has in common, over a real socket.
import { type AddressInfo, createServer } from "node:net";
import { BackupClient, ListBackupVaultsCommand } from "@aws-sdk/client-backup";
import { expect, it } from "vitest";
import { awsFault, clientOptions } from "../../src/adapters/aws.ts";

it("stops waiting for an AWS that says nothing", async () => {
  const silent = createServer(() => {});
  await new Promise<void>((ready) => silent.listen(0, "127.0.0.1", ready));
  const { port } = silent.address() as AddressInfo;
  const client = new BackupClient({
    ...clientOptions({
      region: "ap-northeast-1",
      endpoint: `http://127.0.0.1:${port}`,
      credentials: { accessKeyId: "a", secretAccessKey: "b" },
    }),
    maxAttempts: 1,
  });
  try {
    const asked = client.send(new ListBackupVaultsCommand({}), { requestTimeout: 100 });
    const error: unknown = await asked.catch((thrown: unknown) => thrown);
    expect(awsFault("ListBackupVaults", error)).toMatchObject({ code: "aws-unavailable", retryable: true });
  } finally {
    client.destroy();
    silent.close();
  }
});
