import * as tagging from "@aws-sdk/client-resource-groups-tagging-api";
import { describe, expect, it } from "vitest";
import { createTagging, type Tagged } from "../../../sandbox/aws/tagging.ts";
import { createRig, region } from "./rig.ts";

const arn = (path: string) => `arn:aws:rds:ap-northeast-1:111111111111:${path}`;
const gold = { protection: "gold" };

const rig = (things: readonly Tagged[]) => {
  const { gateway, options, clock, journal } = createRig();
  gateway.serve(
    tagging,
    createTagging(clock, (_, where) => (where === region ? things : [])),
  );
  const client = new tagging.ResourceGroupsTaggingAPIClient(options);
  const ask = (input: tagging.GetResourcesInput) => client.send(new tagging.GetResourcesCommand(input));
  return { ask, clock, journal, gateway };
};

const databases = (count: number): readonly Tagged[] =>
  Array.from({ length: count }, (_, index) => ({ arn: arn(`db:db-${1_000 + index}`), tags: gold }));

const arnsOf = ({ ResourceTagMappingList = [] }: tagging.GetResourcesOutput) =>
  ResourceTagMappingList.map(({ ResourceARN }) => ResourceARN);

describe("the tagging API", () => {
  it.each([
    ["more ARNs than a hundred", { ResourceARNList: Array.from({ length: 101 }, () => arn("db:a")) }],
    ["ARNs and tags", { ResourceARNList: [arn("db:a")], TagFilters: [{ Key: "a" }] }],
    ["ARNs and a page", { ResourceARNList: [arn("db:a")], ResourcesPerPage: 10 }],
    ["a page of more than a hundred", { ResourcesPerPage: 101 }],
    ["an empty page", { ResourcesPerPage: 0 }],
    ["more values than twenty", { TagFilters: [{ Key: "a", Values: Array.from({ length: 21 }, String) }] }],
    ["more keys than fifty", { TagFilters: Array.from({ length: 51 }, (_, index) => ({ Key: `${index}` })) }],
    ["a token that it did not give", { PaginationToken: "odd" }],
  ])("refuses %s", async (_, input) => {
    await expect(rig([]).ask(input)).rejects.toBeInstanceOf(tagging.InvalidParameterException);
  });

  it.each([
    ["every tag", [{ Key: "a", Values: ["1"] }, { Key: "b" }], ["db:both"]],
    ["any of some values", [{ Key: "a", Values: ["1", "2"] }], ["db:both", "db:other", "db:two"]],
    ["a key with whatever value", [{ Key: "b", Values: [] }], ["db:both"]],
    ["a key of another case", [{ Key: "A", Values: ["1"] }], []],
    ["no tag at all: whatever has one, or once had", [], ["db:both", "db:bare", "db:other", "db:two"]],
  ])("finds by %s", async (_, TagFilters, names) => {
    const { ask } = rig([
      { arn: arn("db:both"), tags: { a: "1", b: "" } },
      { arn: arn("db:other"), tags: { a: "1" } },
      { arn: arn("db:two"), tags: { a: "2" } },
      { arn: arn("db:bare"), tags: {} },
    ]);
    expect(arnsOf(await ask({ TagFilters })).sort()).toEqual(names.map(arn).sort());
  });

  it("finds by the words that stand in an ARN, and a bucket by its type", async () => {
    const bucket = "arn:aws:s3:::reports";
    const { ask } = rig([{ arn: bucket, tags: gold }, ...databases(1)]);
    expect(arnsOf(await ask({ ResourceTypeFilters: ["s3:bucket"] }))).toEqual([bucket]);
    expect(arnsOf(await ask({ ResourceTypeFilters: ["rds:cluster"] }))).toEqual([]);
    expect(arnsOf(await ask({ ResourceTypeFilters: ["rds"] }))).toHaveLength(1);
  });

  it("gives a token that lives for a quarter of an hour, and an empty one behind the last page", async () => {
    const { ask, clock } = rig(databases(150));
    const first = await ask({ ResourcesPerPage: 100 });
    const rest = await ask({ PaginationToken: first.PaginationToken });
    expect(new Set([...arnsOf(first), ...arnsOf(rest)]).size).toBe(150);
    expect(rest.PaginationToken).toBe("");
    clock.advance(15 * 60_000 + 1);
    await expect(ask({ PaginationToken: first.PaginationToken })).rejects.toBeInstanceOf(
      tagging.PaginationTokenExpiredException,
    );
  });

  it("leaves out of an answer what is not there, and what is in another Region", async () => {
    const { ask } = rig(databases(1));
    expect(arnsOf(await ask({ ResourceARNList: [arn("db:db-1000"), arn("db:gone")] }))).toEqual([
      arn("db:db-1000"),
    ]);
  });
});
