// The MD5 sums that SQS answers with and that the SDK checks.
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html
import { createHash } from "node:crypto";
import type { MessageAttribute } from "./queue.ts";

export const md5Of = (text: string): string => createHash("md5").update(text, "utf8").digest("hex");

export const md5OfAttributes = (
  attributes: Readonly<Record<string, MessageAttribute>>,
): string | undefined => {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const hash = createHash("md5");
  const add = (bytes: Uint8Array) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.byteLength);
    hash.update(length).update(bytes);
  };
  for (const name of names) {
    const attribute = attributes[name];
    if (attribute === undefined) continue;
    add(Buffer.from(name, "utf8"));
    add(Buffer.from(attribute.DataType, "utf8"));
    const isBinary = attribute.BinaryValue !== undefined;
    hash.update(Buffer.from([isBinary ? 2 : 1]));
    add(attribute.BinaryValue ?? Buffer.from(attribute.StringValue ?? "", "utf8"));
  }
  return hash.digest("hex");
};
