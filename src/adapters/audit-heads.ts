// The heads of the audit log in S3, one object a day. The bucket's own default retention locks each; it is written where
// none lies, so that nobody who may write can lay another over it.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
import { canonicalJson } from "../core/ids.ts";
import { readAuditHead } from "../ports/audit.ts";
import type { AuditHeads } from "../ports/world.ts";
import { type AwsOptions, awsFault, clientOptions } from "./aws.ts";
import { lazily } from "./lazily.ts";

export const s3Heads = (bucket: string, aws: AwsOptions): AuditHeads => {
  // Once a day, and when somebody verifies: no start waits for it.
  const s3 = lazily(async () => {
    const module = await import("@aws-sdk/client-s3");
    return { ...module, client: new module.S3Client(clientOptions(aws)) };
  });
  return {
    async put(head) {
      const { client, PutObjectCommand } = await s3();
      try {
        await client.send(
          new PutObjectCommand({
            Bucket: bucket,
            Key: keyOf(head.day),
            Body: canonicalJson(head),
            ContentType: "application/json",
            IfNoneMatch: "*",
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof Error && error.name === "PreconditionFailed") return false;
        throw awsFault("PutObject", error);
      }
    },

    async get(day) {
      const { client, GetObjectCommand, NoSuchKey } = await s3();
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: keyOf(day) }));
        return readAuditHead((await Body?.transformToString()) ?? "") ?? "unreadable";
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw awsFault("GetObject", error);
      }
    },
  };
};

const keyOf = (day: string): string => `heads/${day}.json`;
