// Where the watch's own memory lies in the table.
import { gunzipSync, gzipSync } from "node:zlib";
import { digestOf } from "../../core/ids.ts";
import { dayMs, type Instant, instant } from "../../core/time.ts";
import type { Place } from "../../ports/world.ts";
import type { Key } from "../../store/record.ts";
import type { Memory, Remembered, Rhythm } from "./model.ts";

const keepMs = 60 * dayMs;

export const keepWatchUntil = (now: Instant): Instant => instant(now + keepMs);

const partitionOf = ({ account, region }: Place): string => `watch#${account}/${region}`;

export const lookKey = (place: Place): Key => ({ partition: partitionOf(place), sort: "look" });

export const memoryKey = (place: Place): Key => ({ partition: partitionOf(place), sort: "memory" });

export const groupKey = (environment: string): Key => ({
  partition: `watch#environment/${encodeURIComponent(environment)}`,
  sort: "group",
});

/** What a resource is called in the memory: short, for there may be ten thousand. */
export const shortNameOf = (arn: string): string => digestOf(arn).slice(0, 12);

/** Good and warned in seconds, 0 for never; then the gaps. Rounded up, so that the same backup is never a later one. */
type Row = readonly number[];

interface Packed {
  readonly rhythms: Readonly<Record<string, Row>>;
  readonly absent: Readonly<Record<string, string>>;
  readonly unsettled?: Readonly<Record<string, string>>;
  readonly byTag?: readonly string[];
  /** In seconds. */
  readonly bare?: Readonly<Record<string, number>>;
}

const unpackedMax = 50_000_000;

/** An item of DynamoDB holds 400 KB. */
const packedMax = 380_000;

/** Resources that were never backed up and wait to be told of: those that were seen first. Some 100 KB. */
const bareMax = 5_000;

/** When there is more than an item holds, the rhythms that broke off longest ago are forgotten first. */
export const packed = ({ rhythms, absent, unsettled, byTag, bare }: Remembered): Memory => {
  const waiting = Object.fromEntries(
    Object.entries(bare)
      .sort(([, left], [, right]) => left - right)
      .slice(0, bareMax)
      .map(([name, at]) => [name, Math.ceil(at / 1000)]),
  );
  const newestFirst = Object.entries(rhythms).sort(
    ([, left], [, right]) => (right.goodAt ?? 0) - (left.goodAt ?? 0),
  );
  for (let kept = newestFirst.length; ; kept = Math.floor(kept * 0.8)) {
    const rows = Object.fromEntries(newestFirst.slice(0, kept).map(([name, each]) => [name, rowOf(each)]));
    const all = { rhythms: rows, absent, unsettled, byTag, bare: waiting };
    const text = gzipSync(JSON.stringify(all)).toString("base64");
    if (text.length <= packedMax || kept === 0) return { packed: text };
  }
};

export const remembered = (memory: Memory | undefined): Remembered => {
  if (memory === undefined) return { rhythms: {}, absent: {}, unsettled: {}, byTag: [], bare: {} };
  const bytes = gunzipSync(Buffer.from(memory.packed, "base64"), { maxOutputLength: unpackedMax });
  const {
    rhythms,
    absent,
    unsettled = {},
    byTag = [],
    bare = {},
  } = JSON.parse(bytes.toString("utf8")) as Packed;
  return {
    rhythms: Object.fromEntries(Object.entries(rhythms).map(([name, row]) => [name, rhythmOf(row)])),
    absent,
    unsettled,
    byTag,
    bare: Object.fromEntries(Object.entries(bare).map(([name, at]) => [name, instant(at * 1000)])),
  };
};

const rowOf = ({ goodAt, warnedAt, gapsMs }: Rhythm): Row =>
  [goodAt ?? 0, warnedAt ?? 0, ...gapsMs].map((ms) => Math.ceil(ms / 1000));

const rhythmOf = ([good = 0, warned = 0, ...gaps]: Row): Rhythm => ({
  ...(good === 0 ? {} : { goodAt: instant(good * 1000) }),
  ...(warned === 0 ? {} : { warnedAt: instant(warned * 1000) }),
  gapsMs: gaps.map((seconds) => seconds * 1000),
});
