// Where the inventory lies in the table: a head, and parts by type of resource, each packed to fit one item.
import { gunzipSync, gzipSync } from "node:zlib";
import { dayMs, type Instant, instant } from "../../core/time.ts";
import type { Key } from "../../store/record.ts";
import type { Held, InventoryPart } from "./model.ts";

/** An old list is better than none, and says its age. */
const keepMs = 7 * dayMs;

/** An item of DynamoDB holds 400 KB. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html */
const packedMax = 300_000;

const unpackedMax = 50_000_000;

export const inventoryKey = (environment: string): Key => ({
  partition: `inventory#${environment}`,
  sort: "head",
});

export const partPrefix = "part#";

export const partKey = (environment: string, part: string): Key => ({
  partition: `inventory#${environment}`,
  sort: `${partPrefix}${part}`,
});

export const keepInventoryUntil = (now: Instant): Instant => instant(now + keepMs);

/** What a resource is in a part: short names, for there may be ten thousand. */
type Row = readonly [
  arn: string,
  name: string,
  type: string,
  account: string,
  region: string,
  lastBackupAt: number,
];

/** The parts of a list, by name; a type that does not fit one item becomes several. */
export const partsOf = (resources: readonly Held[]): ReadonlyMap<string, InventoryPart> => {
  const byType = new Map<string, Held[]>();
  for (const held of resources) {
    const same = byType.get(held.type);
    if (same === undefined) byType.set(held.type, [held]);
    else same.push(held);
  }
  const parts = new Map<string, InventoryPart>();
  for (const [type, held] of byType) {
    for (const [index, packed] of packedParts(held).entries())
      parts.set(`${encodeURIComponent(type)}#${String(index).padStart(3, "0")}`, { packed });
  }
  return parts;
};

const packedParts = (held: readonly Held[]): readonly string[] => {
  const packed = packed64(held.map(rowOf));
  if (packed.length <= packedMax || held.length < 2) return [packed];
  const middle = Math.ceil(held.length / 2);
  return [...packedParts(held.slice(0, middle)), ...packedParts(held.slice(middle))];
};

const packed64 = (rows: readonly Row[]): string => gzipSync(JSON.stringify(rows)).toString("base64");

export const resourcesIn = ({ packed }: InventoryPart): readonly Held[] => {
  const bytes = gunzipSync(Buffer.from(packed, "base64"), { maxOutputLength: unpackedMax });
  return (JSON.parse(bytes.toString("utf8")) as readonly Row[]).map(heldOf);
};

const rowOf = ({ arn, name, type, account, region, lastBackupAt }: Held): Row => [
  arn,
  name,
  type,
  account,
  region,
  lastBackupAt ?? 0,
];

const heldOf = ([arn, name, type, account, region, last]: Row): Held => ({
  arn,
  name,
  type,
  account,
  region,
  ...(last === 0 ? {} : { lastBackupAt: instant(last) }),
});
