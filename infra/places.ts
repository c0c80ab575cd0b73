// The accounts and Regions that a configuration speaks of, and what stands in each.
import type { Config, PassedRoles } from "../src/config/config.ts";
import type { Deployment } from "../src/config/deployment.ts";
import type { Place } from "./arns.ts";
import { vaultTopicArn } from "./arns.ts";

/** One account in one Region whose backups Stillpoint watches. */
export interface Member extends Place {
  /** The topic that its vaults tell. */
  readonly topicArn: string;
  /** Vault names with `*`; empty means all. */
  readonly vaults: readonly string[];
  /** Whether the topic was there before, named among the `sources`. */
  readonly isTopicTheirs: boolean;
}

/** An environment without Regions is watched in the hub's own. */
export const membersOf = (config: Config, { hub, sources }: Deployment): readonly Member[] => {
  const found = new Map<string, Place>();
  for (const { accounts, regions } of config.environments) {
    for (const { id: account } of accounts) {
      for (const region of regions.length === 0 ? [hub.region] : regions) {
        found.set(`${account}/${region}`, { account, region });
      }
    }
  }
  const places = [...found.values()];
  return places.map((place) => {
    const named = sources.find((arn) => arn.includes(`:sns:${place.region}:${place.account}:`));
    const environments = config.environments.filter(
      ({ accounts, regions }) =>
        accounts.some(({ id }) => id === place.account) &&
        (regions.length === 0 || regions.includes(place.region)),
    );
    return {
      ...place,
      topicArn: named ?? vaultTopicArn(place),
      isTopicTheirs: named !== undefined,
      vaults: vaultsOf(environments),
    };
  });
};

const vaultsOf = (environments: Config["environments"]): readonly string[] =>
  environments.some(({ vaults }) => vaults.length === 0) ? [] : environments.flatMap(({ vaults }) => vaults);

/** The roles that may be handed to a service in an account, by whatever environment it belongs to. */
export const passedIn = ({ environments }: Config, account: string): PassedRoles => {
  const here = environments.filter(({ accounts }) => accounts.some(({ id }) => id === account));
  const all = (service: keyof PassedRoles) => [...new Set(here.flatMap(({ roles }) => roles[service]))];
  return { backup: all("backup"), batch: all("batch") };
};

/** Every topic that the hub subscribes to: those that vaults tell, of members and of the sources, and those of others. */
export const topicsOf = (members: readonly Member[], { sources, topics }: Deployment): readonly string[] => [
  ...new Set([...members.map(({ topicArn }) => topicArn), ...sources, ...topics]),
];
