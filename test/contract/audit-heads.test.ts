import * as s3 from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { createS3 } from "../../sandbox/aws/s3.ts";
import { s3Heads } from "../../src/adapters/audit-heads.ts";
import { headOf } from "../../src/features/audit/decide.ts";
import { chained, daysOf, entry } from "../features/audit/rows.ts";
import { account, createRig, region } from "../sandbox/aws/rig.ts";

const dayMs = 24 * 60 * 60_000;
const Bucket = "audit-heads";
const Key = "heads/2026-11-20.json";

const open = async (mode: "GOVERNANCE" | "COMPLIANCE" = "COMPLIANCE") => {
  const { gateway, options, faults, clock } = createRig();
  let mayList = true;
  const model = createS3(clock, () => mayList);
  gateway.serve(s3, model.handlers);
  const client = new s3.S3Client(options);
  await client.send(new s3.CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: true }));
  await client.send(
    new s3.PutObjectLockConfigurationCommand({
      Bucket,
      ObjectLockConfiguration: {
        ObjectLockEnabled: "Enabled",
        Rule: { DefaultRetention: { Mode: mode, Days: 30 } },
      },
    }),
  );
  const { requestHandler, credentials, endpoint } = options;
  const heads = s3Heads(Bucket, { region, requestHandler, credentials, endpoint });
  return { heads, client, faults, clock, model, forbidListing: () => (mayList = false) };
};

const [day] = daysOf(chained("r1", [entry(), entry({ by: "復旧" })]));
const head = headOf(day as NonNullable<typeof day>, [], "");

describe("the heads in S3", () => {
  it("gives back what was put", async () => {
    const { heads } = await open();
    expect(await heads.get("2026-11-20")).toBeUndefined();
    expect(await heads.put(head)).toBe(true);
    expect(await heads.get("2026-11-20")).toEqual(head);
  });

  it("puts a day's head once", async () => {
    const { heads } = await open();
    await heads.put(head);
    expect(await heads.put({ ...head, count: 0 })).toBe(false);
    expect(await heads.get("2026-11-20")).toEqual(head);
  });

  it("tells of an object that is no head", async () => {
    const { heads, client } = await open();
    await client.send(new s3.PutObjectCommand({ Bucket, Key, Body: "{}" }));
    expect(await heads.get("2026-11-20")).toBe("unreadable");
  });

  it("is denied, and not told that there is none, without leave to list", async () => {
    const { heads, forbidListing } = await open();
    forbidListing();
    await expect(heads.get("2026-11-20")).rejects.toMatchObject({ code: "aws-denied" });
  });

  it("throws a fault that may pass when S3 is away", async () => {
    const { heads, faults } = await open();
    faults.set([{ service: "s3", operation: "PutObject", error: "InternalError" }]);
    await expect(heads.put(head)).rejects.toMatchObject({ code: "aws-unavailable" });
  });
});

describe("Object Lock in the sandbox", () => {
  const versionsOf = async (client: s3.S3Client) =>
    (await client.send(new s3.ListObjectVersionsCommand({ Bucket }))).Versions ?? [];

  it("keeps a version from being deleted, by whomever, until its time has come", async () => {
    const { heads, client, clock } = await open();
    await heads.put(head);
    const [{ VersionId }] = (await versionsOf(client)) as [s3.ObjectVersion];
    const remove = () =>
      client.send(new s3.DeleteObjectCommand({ Bucket, Key, VersionId, BypassGovernanceRetention: true }));
    await expect(remove()).rejects.toMatchObject({ name: "AccessDenied" });
    clock.advance(30 * dayMs + 1);
    await remove();
    expect(await versionsOf(client)).toEqual([]);
  });

  it("lets governance be bypassed by whoever says so", async () => {
    const { heads, client } = await open("GOVERNANCE");
    await heads.put(head);
    const [{ VersionId }] = (await versionsOf(client)) as [s3.ObjectVersion];
    const remove = (BypassGovernanceRetention: boolean) =>
      client.send(new s3.DeleteObjectCommand({ Bucket, Key, VersionId, BypassGovernanceRetention }));
    await expect(remove(false)).rejects.toMatchObject({ name: "AccessDenied" });
    await remove(true);
    expect(await versionsOf(client)).toEqual([]);
  });

  it("leaves the version below another, and below a delete marker", async () => {
    const { heads, client } = await open();
    await heads.put(head);
    const [{ VersionId }] = (await versionsOf(client)) as [s3.ObjectVersion];
    await client.send(new s3.PutObjectCommand({ Bucket, Key, Body: "something else" }));
    await client.send(new s3.DeleteObjectCommand({ Bucket, Key }));
    expect(await heads.get("2026-11-20")).toBeUndefined();
    const kept = await client.send(new s3.GetObjectCommand({ Bucket, Key, VersionId }));
    expect(JSON.parse((await kept.Body?.transformToString()) ?? "")).toEqual(head);
    expect(kept.ObjectLockMode).toBe("COMPLIANCE");
    expect(await versionsOf(client)).toHaveLength(2);
  });

  it("wants a checksum of whatever it is to keep", async () => {
    const { client } = await open();
    const bare = new s3.PutObjectCommand({ Bucket, Key, Body: "x" });
    bare.middlewareStack.add(
      (next) => (args) => {
        const { headers } = args.request as { headers: Record<string, string> };
        for (const name of Object.keys(headers)) if (name.startsWith("x-amz-checksum-")) delete headers[name];
        return next(args);
      },
      { step: "finalizeRequest", priority: "low" },
    );
    await expect(client.send(bare)).rejects.toMatchObject({ name: "InvalidRequest" });
  });

  it("knows whose a bucket is, and its policy", async () => {
    const { client, model } = await open();
    await client.send(new s3.PutBucketPolicyCommand({ Bucket, Policy: "{}" }));
    expect(model.ownerOf(`arn:aws:s3:::${Bucket}/any/key`)).toEqual({ account, policy: "{}" });
    expect(model.ownerOf("arn:aws:s3:::another")).toBeUndefined();
  });
});
