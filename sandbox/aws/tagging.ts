// The simulated Resource Groups Tagging API, as far as tags are read: whatever carries a tag in the caller's account and
// Region, or ever did. https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html
import type * as tagging from "@aws-sdk/client-resource-groups-tagging-api";
import type { WorldClock } from "../clock.ts";
import { AwsError, type Handlers } from "./service.ts";

export interface Tagged {
  readonly arn: string;
  /** Empty when the last tag was taken off it. */
  readonly tags: Readonly<Record<string, string>>;
}

const arnsMax = 100;
const typesMax = 100;
const filtersMax = 50;
const valuesMax = 20;
const pageMax = 100;

/** "A PaginationToken is valid for a maximum of 15 minutes." */
const tokenMs = 15 * 60_000;

/** Where no text was found in the field, the words are our own; callers should go by the name. */
const invalid = (message: string) => new AwsError("InvalidParameterException", message);

export const createTagging = (
  clock: WorldClock,
  taggedIn: (account: string, region: string) => readonly Tagged[],
): Handlers<typeof tagging> => ({
  GetResources(input, { account, region }) {
    demand(input);
    const { ResourceARNList: arns = [], ResourceTypeFilters: types = [], TagFilters: filters = [] } = input;
    const known = taggedIn(account, region).toSorted((left, right) => (left.arn < right.arn ? -1 : 1));
    if (arns.length > 0) return { PaginationToken: "", ResourceTagMappingList: shown(known, arns) };
    const after = input.PaginationToken === "" ? undefined : input.PaginationToken;
    const behind = after === undefined ? "" : readToken(after, clock.now());
    const found = known.filter(
      ({ arn, tags }) =>
        arn > behind &&
        (types.length === 0 || types.some((type) => isOfType(arn, type))) &&
        filters.every((filter) => hasTag(tags, filter)),
    );
    const page = found.slice(0, input.ResourcesPerPage ?? pageMax);
    const last = page.at(-1);
    return {
      // The pages say null; what is sent when nothing is left is an empty text.
      PaginationToken:
        last === undefined || page.length === found.length ? "" : tokenOf(last.arn, clock.now()),
      ResourceTagMappingList: shown(page),
    };
  },
});

const demand = (input: tagging.GetResourcesInput): void => {
  const { ResourceARNList: arns, ResourceTypeFilters: types = [], TagFilters: filters = [] } = input;
  const { ResourcesPerPage: size, TagsPerPage: tags, PaginationToken: token } = input;
  if (arns !== undefined) {
    if (arns.length < 1 || arns.length > arnsMax)
      throw invalid(`ResourceARNList must have 1 to ${arnsMax} members.`);
    const isMore = types.length > 0 || filters.length > 0 || (size ?? tags ?? token) !== undefined;
    if (isMore) throw invalid("ResourceARNList can be combined with no filter and no pagination parameter.");
  }
  if (size !== undefined && (size < 1 || size > pageMax))
    throw invalid(`ResourcesPerPage must be between 1 and ${pageMax}.`);
  if (types.length > typesMax) throw invalid(`ResourceTypeFilters must have at most ${typesMax} members.`);
  if (filters.length > filtersMax) throw invalid(`TagFilters must have at most ${filtersMax} members.`);
  for (const { Key, Values = [] } of filters) {
    if (Key === undefined || Key === "") throw invalid("A tag filter must have a key.");
    if (Values.length > valuesMax) throw invalid(`A tag filter must have at most ${valuesMax} values.`);
  }
};

const hasTag = (tags: Tagged["tags"], { Key = "", Values = [] }: tagging.TagFilter): boolean => {
  const value = Object.hasOwn(tags, Key) ? tags[Key] : undefined;
  return value !== undefined && (Values.length === 0 || Values.includes(value));
};

/** `ec2` or `ec2:instance`: the words that stand in the ARN. A bucket's ARN has none, and its type is `bucket`. */
const isOfType = (arn: string, type: string): boolean => {
  const [, , service = "", , , ...rest] = arn.split(":");
  const [kind = ""] = service === "s3" ? ["bucket"] : rest.join(":").split(/[:/]/);
  return type === service || type === `${service}:${kind}`;
};

/** "If a resource specified by this parameter doesn't exist … it simply isn't included in the response." */
const shown = (found: readonly Tagged[], arns?: readonly string[]): tagging.ResourceTagMapping[] =>
  found
    .filter(({ arn }) => arns === undefined || arns.includes(arn))
    .map(({ arn, tags }) => ({
      ResourceARN: arn,
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    }));

const tokenOf = (arn: string, now: number): string => Buffer.from(`${now}\n${arn}`).toString("base64url");

const readToken = (token: string, now: number): string => {
  const [at, arn] = Buffer.from(token, "base64url").toString().split("\n");
  if (arn === undefined || !/^\d+$/.test(at ?? "")) throw invalid("The PaginationToken is invalid.");
  if (now - Number(at) > tokenMs)
    throw new AwsError("PaginationTokenExpiredException", "The PaginationToken has expired.");
  return arn;
};
