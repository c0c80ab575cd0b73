// The simulated S3, as far as something that is kept for ever needs it: buckets with versions and Object Lock. A version
// in retention goes away for nobody; without a version, deleting only lays a marker over it.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
import { createHash } from "node:crypto";
import type * as s3 from "@aws-sdk/client-s3";
import type { WorldClock } from "../clock.ts";
import { AwsError, type Call, type Handlers } from "./service.ts";

const dayMs = 24 * 60 * 60_000;

interface Version {
  readonly id: string;
  readonly at: number;
  /** Without it, a delete marker. */
  readonly bytes?: Uint8Array;
  readonly keptUntil?: number;
  readonly mode?: "GOVERNANCE" | "COMPLIANCE";
}

interface Retention {
  readonly mode: "GOVERNANCE" | "COMPLIANCE";
  readonly days: number;
}

interface Bucket {
  readonly account: string;
  readonly hasLock: boolean;
  retention?: Retention;
  policy?: string;
  /** By key, oldest first. */
  readonly objects: Map<string, Version[]>;
}

export interface S3 {
  readonly handlers: Handlers<typeof s3>;
  /** Whose a bucket is, or an object in it, and the bucket's policy. */
  ownerOf(arn: string): { readonly account: string; readonly policy: string | undefined } | undefined;
}

/** Whether the caller may do something: S3 asks IAM once more before it says that there is no such object. */
type MayCall = (call: Call, action: string, arn: string) => boolean;

export const createS3 = (clock: WorldClock, may: MayCall): S3 => {
  const buckets = new Map<string, Bucket>();
  let versions = 0;

  const bucketOf = (name: string | undefined): Bucket => {
    const bucket = buckets.get(name ?? "");
    if (bucket === undefined) throw new AwsError("NoSuchBucket", "The specified bucket does not exist", 404);
    return bucket;
  };

  const newId = () => {
    versions += 1;
    return `version-${String(versions).padStart(6, "0")}`;
  };

  const add = (bucket: Bucket, key: string, version: Omit<Version, "id" | "at">): Version => {
    const added = { ...version, id: newId(), at: clock.now() };
    bucket.objects.set(key, [...(bucket.objects.get(key) ?? []), added]);
    return added;
  };

  const isKept = ({ keptUntil }: Version): boolean => keptUntil !== undefined && keptUntil > clock.now();

  const handlers: Handlers<typeof s3> = {
    CreateBucket({ Bucket: name = "", ObjectLockEnabledForBucket: hasLock = false }, { account }) {
      if (buckets.has(name))
        throw new AwsError("BucketAlreadyExists", "The requested bucket name is not available.", 409);
      buckets.set(name, { account, hasLock, objects: new Map() });
      return { Location: `/${name}` };
    },

    PutObjectLockConfiguration({ Bucket: name, ObjectLockConfiguration: wanted }) {
      const bucket = bucketOf(name);
      if (!bucket.hasLock)
        throw new AwsError("InvalidBucketState", "Object Lock is not enabled on the bucket.", 409);
      const { Mode: mode, Days: days, Years: years } = wanted?.Rule?.DefaultRetention ?? {};
      if (mode !== undefined) bucket.retention = { mode, days: days ?? (years ?? 0) * 365 };
      return {};
    },

    PutBucketPolicy({ Bucket: name, Policy: policy = "" }) {
      bucketOf(name).policy = policy;
      return {};
    },

    PutObject(input) {
      const bucket = bucketOf(input.Bucket);
      const key = input.Key ?? "";
      const latest = bucket.objects.get(key)?.at(-1);
      if (input.IfNoneMatch === "*" && latest?.bytes !== undefined) {
        const says = "At least one of the pre-conditions you specified did not hold";
        throw new AwsError("PreconditionFailed", says, 412, { Condition: "If-None-Match" });
      }
      const { retention } = bucket;
      if (retention !== undefined && !hasChecksum(input))
        throw new AwsError(
          "InvalidRequest",
          "Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters",
        );
      // The wire hands over the bytes, whatever the client made them of.
      const bytes = (input.Body ?? new Uint8Array()) as Uint8Array;
      const lock =
        retention === undefined
          ? {}
          : { mode: retention.mode, keptUntil: clock.now() + retention.days * dayMs };
      return { VersionId: add(bucket, key, { bytes, ...lock }).id, ETag: etagOf(bytes) };
    },

    GetObject({ Bucket: name = "", Key: key = "", VersionId: id }, call) {
      const kept = bucketOf(name).objects.get(key) ?? [];
      const found = id === undefined ? kept.at(-1) : kept.find((version) => version.id === id);
      if (found?.bytes === undefined) {
        // Whoever may not list a bucket does not learn what is not in it.
        // https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
        if (!may(call, "s3:ListBucket", `arn:aws:s3:::${name}`))
          throw new AwsError("AccessDenied", "Access Denied", 403);
        throw new AwsError("NoSuchKey", "The specified key does not exist.", 404, { Key: key });
      }
      return {
        Body: found.bytes as never,
        ContentLength: found.bytes.byteLength,
        ETag: etagOf(found.bytes),
        VersionId: found.id,
        LastModified: new Date(found.at),
        ...(found.mode === undefined ? {} : { ObjectLockMode: found.mode }),
        ...(found.keptUntil === undefined ? {} : { ObjectLockRetainUntilDate: new Date(found.keptUntil) }),
      };
    },

    DeleteObject({ Bucket: name, Key: key = "", VersionId: id, BypassGovernanceRetention: bypass }) {
      const bucket = bucketOf(name);
      if (id === undefined) return { DeleteMarker: true, VersionId: add(bucket, key, {}).id };
      const kept = bucket.objects.get(key) ?? [];
      const found = kept.find((version) => version.id === id);
      const isBypassed = bypass === true && found?.mode === "GOVERNANCE";
      if (found !== undefined && isKept(found) && !isBypassed)
        throw new AwsError("AccessDenied", "Access Denied because object protected by object lock.", 403);
      bucket.objects.set(
        key,
        kept.filter((version) => version !== found),
      );
      return { VersionId: id };
    },

    ListObjectVersions({ Bucket: name, Prefix: prefix = "" }) {
      const found = [...bucketOf(name).objects].filter(([key]) => key.startsWith(prefix)).sort(byKey);
      const newestFirst = found.flatMap(([key, kept]) =>
        kept.map((version, index) => ({ key, version, isLatest: index === kept.length - 1 })).reverse(),
      );
      const said = ({ key, version, isLatest }: (typeof newestFirst)[number]) => ({
        Key: key,
        VersionId: version.id,
        IsLatest: isLatest,
        LastModified: new Date(version.at),
      });
      return {
        Name: name,
        IsTruncated: false,
        Versions: newestFirst.filter(({ version }) => version.bytes !== undefined).map(said),
        DeleteMarkers: newestFirst.filter(({ version }) => version.bytes === undefined).map(said),
      };
    },
  };

  return {
    handlers,
    ownerOf(arn) {
      const bucket = buckets.get(/^arn:[^:]+:s3:::([^/]+)/.exec(arn)?.[1] ?? "");
      return bucket === undefined ? undefined : { account: bucket.account, policy: bucket.policy };
    },
  };
};

const byKey = ([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number =>
  left < right ? -1 : 1;

const etagOf = (bytes: Uint8Array): string => `"${createHash("md5").update(bytes).digest("hex")}"`;

const hasChecksum = (input: object): boolean =>
  Object.entries(input).some(
    ([name, value]) => (name === "ContentMD5" || /^Checksum(?!Algorithm)/.test(name)) && value !== undefined,
  );
