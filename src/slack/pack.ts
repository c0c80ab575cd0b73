// A request as it goes to the worker: the bytes that Slack signed, with the signature, gzip and base64.
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html (256 KiB a message)
import { gunzipSync, gzipSync } from "node:zlib";
import { digestOf } from "../core/ids.ts";

export interface RawRequest {
  readonly body: Uint8Array;
  readonly contentType: string;
  readonly timestamp: string;
  readonly signature: string;
}

/** The same body is the same request, however often Slack sends it: each press and each event has an id inside. */
export const nameOf = ({ body }: RawRequest): string => digestOf(Buffer.from(body).toString("latin1"));

/** What is longer is refused kindly: there must be room for the note around it. */
const packedMax = 200_000;

/** Unpacked, a request is at most as long as Lambda takes: a bomb stops here. */
const unpackedMax = 8_000_000;

export const packRequest = (raw: RawRequest): string | undefined => {
  const head = JSON.stringify([raw.contentType, raw.timestamp, raw.signature]);
  const bytes = Buffer.concat([Buffer.from(`${head}\n`), raw.body]);
  const packed = gzipSync(bytes).toString("base64");
  return packed.length <= packedMax ? packed : undefined;
};

/** Throws when it is not what `packRequest` made: the queue is written by the front door alone, so that is a bug. */
export const unpackRequest = (packed: string): RawRequest => {
  const bytes = gunzipSync(Buffer.from(packed, "base64"), { maxOutputLength: unpackedMax });
  const end = bytes.indexOf(0x0a);
  const head: unknown = JSON.parse(bytes.subarray(0, end).toString("utf8"));
  if (!Array.isArray(head)) throw new Error("a packed request without its head");
  const [contentType, timestamp, signature] = head.map(String);
  return {
    body: bytes.subarray(end + 1),
    contentType: contentType ?? "",
    timestamp: timestamp ?? "",
    signature: signature ?? "",
  };
};
