// The absence that no list of AWS Backup shows: a resource whose tags ask for backups, and that was never backed up.
import type { Resource } from "../../../backup/resource.ts";
import { protectable } from "../../../backup/tagged.ts";
import type { Instant } from "../../../core/time.ts";
import type { Remembered, Seen } from "../model.ts";
import { shortNameOf } from "../record.ts";

/** By short name: what it is, and since when it was seen so. */
export type Bare = ReadonlyMap<string, { readonly resource: Resource; readonly since: Instant }>;

/** What carries the tags of a requirement, and is in no list of AWS Backup. */
export const bareOf = (
  { tagged, resources, at }: Seen,
  known: Remembered,
  listed: ReadonlySet<string>,
): Bare => {
  if (resources.isCut) return new Map();
  const arns = new Set([...tagged.arns.values()].flatMap((each) => [...each]));
  return new Map(
    [...arns].flatMap((arn) => {
      const resource = protectable(arn);
      const name = shortNameOf(arn);
      if (resource === undefined || listed.has(name)) return [];
      return [[name, { resource, since: known.bare[name] ?? at }] as const];
    }),
  );
};

/** Where a list was cut or not read, what was seen before still holds. */
export const waitingIn = (
  { tagged, resources }: Seen,
  known: Remembered,
  bare: Bare,
): Readonly<Record<string, Instant>> => ({
  ...(tagged.isRead && !tagged.isCut && !resources.isCut ? {} : known.bare),
  ...Object.fromEntries([...bare].map(([name, { since }]) => [name, since])),
});
