// Tags of resources, by the Resource Groups Tagging API, through the reader role of each account. Loaded when it is first
// asked: most installations name no tag.
import type { ResourceTagMapping } from "@aws-sdk/client-resource-groups-tagging-api";
import { protectable, taggedTypes } from "../backup/tagged.ts";
import type { TagReader, Tags } from "../ports/world.ts";
import { type AwsOptions, awsFault } from "./aws.ts";
import { readerCallerOf } from "./backup-clients.ts";
import { lazily } from "./lazily.ts";

/** https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html */
const pageMax = 100;

export const resourceTags = (functionName: string, installId: string, aws: AwsOptions): TagReader => {
  const sdk = lazily(() => import("@aws-sdk/client-resource-groups-tagging-api"));
  const call = readerCallerOf(
    async (options) => new (await sdk()).ResourceGroupsTaggingAPIClient(options),
    functionName,
    installId,
    aws,
  );
  return {
    async carrying(place, tags, max) {
      const TagFilters = Object.entries(tags).map(([Key, value]) => ({ Key, Values: [value] }));
      try {
        const { GetResourcesCommand } = await sdk();
        return await call(place, async (client) => {
          const items: string[] = [];
          let token = "";
          do {
            const command = new GetResourcesCommand({
              TagFilters,
              ResourceTypeFilters: [...taggedTypes],
              ResourcesPerPage: pageMax,
              ...(token === "" ? {} : { PaginationToken: token }),
            });
            const page = await client.send(command);
            items.push(...(page.ResourceTagMappingList ?? []).flatMap(protectableArn));
            // A page may be short, or empty, and yet not be the last one; behind the last one the token is empty.
            token = page.PaginationToken ?? "";
          } while (token !== "" && items.length < max);
          return { items: items.slice(0, max), isCut: token !== "" || items.length > max };
        });
      } catch (error) {
        throw awsFault("GetResources", error);
      }
    },
    async of(place, arn) {
      try {
        const { GetResourcesCommand } = await sdk();
        const command = new GetResourcesCommand({ ResourceARNList: [arn] });
        const { ResourceTagMappingList: found = [] } = await call(place, (client) => client.send(command));
        return tagsOf(found.find(({ ResourceARN }) => ResourceARN === arn));
      } catch (error) {
        throw awsFault("GetResources", error);
      }
    },
  };
};

const protectableArn = ({ ResourceARN: arn }: ResourceTagMapping): readonly string[] =>
  arn === undefined || protectable(arn) === undefined ? [] : [arn];

const tagsOf = (told: ResourceTagMapping | undefined): Tags =>
  Object.fromEntries((told?.Tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value]));
