// Signs as Slack's documentation says, and not as our own verifier does it: the base string is one run of bytes.
// https://docs.slack.dev/authentication/verifying-requests-from-slack
import { createHmac } from "node:crypto";

export const signatureOf = (secret: string, timestamp: string, body: Uint8Array): string => {
  const base = Buffer.concat([Buffer.from(`v0:${timestamp}:`, "latin1"), body]);
  return `v0=${createHmac("sha256", secret).update(base).digest("hex")}`;
};
