// Tags of vaults, plans and recovery points. https://docs.aws.amazon.com/aws-backup/latest/devguide/API_TagResource.html
import type * as backup from "@aws-sdk/client-backup";
import type { Handlers } from "../service.ts";
import { invalid, notFound, required } from "./errors.ts";
import { pageOf } from "./page.ts";
import { isAt, type Place, placed, type Tags } from "./state.ts";
import type { World } from "./world.ts";

/** "The resultant tag set must not have more than 50 user tags." */
const tagsMax = 50;

interface Tagged {
  readonly tags: Tags;
  readonly keep: (tags: Tags) => void;
}

export const tagHandlers = ({ state }: World): Handlers<typeof backup> => {
  const taggedOf = (place: Place, resourceArn: string | undefined): Tagged => {
    const arn = required(resourceArn, "ResourceArn");
    const vault = state.vaults.get(arn);
    if (vault !== undefined && isAt(vault, place)) {
      return { tags: vault.tags, keep: (tags) => state.vaults.set(arn, { ...vault, tags }) };
    }
    const plan = [...state.plans.values()].find((one) => one.arn === arn && isAt(one, place));
    if (plan !== undefined) {
      return { tags: plan.tags, keep: (tags) => state.plans.set(plan.id, { ...plan, tags }) };
    }
    const point = state.points.get(placed(place, arn));
    if (point === undefined) throw notFound("Resource", arn);
    return { tags: point.tags, keep: (tags) => state.points.set(placed(place, arn), { ...point, tags }) };
  };

  return {
    ListTags(input, call) {
      const { tags } = taggedOf(call, input.ResourceArn);
      const { items, NextToken } = pageOf("ListTags", Object.entries(tags), input, ([key]) => key);
      return { Tags: Object.fromEntries(items), NextToken };
    },

    TagResource(input, call) {
      const { tags, keep } = taggedOf(call, input.ResourceArn);
      const next = { ...tags, ...required(input.Tags, "Tags") };
      if (Object.keys(next).length > tagsMax) {
        throw invalid("The resultant tag set must not have more than 50 user tags.", "Tags");
      }
      keep(next);
      return {};
    },

    UntagResource(input, call) {
      const { tags, keep } = taggedOf(call, input.ResourceArn);
      const gone = required(input.TagKeyList, "TagKeyList");
      keep(Object.fromEntries(Object.entries(tags).filter(([key]) => !gone.includes(key))));
      return {};
    },
  };
};
