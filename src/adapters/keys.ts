// Whether keys of KMS can be used, through the reader role of each account. Loaded when it is first asked: only what is
// about to be started needs to know.
import type { KeyMetadata } from "@aws-sdk/client-kms";
import type { KeyHealth } from "../backup/vault.ts";
import type { KeyReader } from "../ports/world.ts";
import { type AwsOptions, awsFault } from "./aws.ts";
import { readerCallerOf } from "./backup-clients.ts";
import { lazily } from "./lazily.ts";

export const kmsKeys = (functionName: string, installId: string, aws: AwsOptions): KeyReader => {
  const sdk = lazily(() => import("@aws-sdk/client-kms"));
  const call = readerCallerOf(
    async (options) => new (await sdk()).KMSClient(options),
    functionName,
    installId,
    aws,
  );
  return {
    async health(place, KeyId) {
      try {
        const { DescribeKeyCommand } = await sdk();
        const { KeyMetadata: told } = await call(place, (client) =>
          client.send(new DescribeKeyCommand({ KeyId })),
        );
        return told === undefined ? { state: "not-told" } : healthOf(told);
      } catch (error) {
        const fault = awsFault("DescribeKey", error);
        if (fault.code === "aws-not-found") return { state: "gone" };
        // The key's own policy may keep it from us, and from nobody else.
        if (fault.code === "aws-denied" && isOfKms(error)) return { state: "not-told" };
        throw fault;
      }
    },
  };
};

/** The same words may come from STS, when the reader role is not ours to assume. */
const isOfKms = (error: unknown): boolean => error instanceof Error && error.name === "AccessDeniedException";

const healthOf = ({ KeyState, KeyManager }: KeyMetadata): KeyHealth => ({
  state: stateOf(KeyState),
  ...(KeyManager === undefined ? {} : { isAwsManaged: KeyManager === "AWS" }),
});

const stateOf = (told: KeyMetadata["KeyState"]): KeyHealth["state"] => {
  switch (told) {
    case "Enabled":
    case "Updating":
      return "enabled";
    case "PendingDeletion":
    case "PendingReplicaDeletion":
      return "pending-deletion";
    case undefined:
      return "not-told";
    default:
      return "disabled";
  }
};
