// What a person may do, and where. Decided from what Slack says of them and from the configuration; whatever is
// not said is refused.
import type { Config, Environment, People } from "./config.ts";

/** A person as Slack tells of them. https://docs.slack.dev/reference/objects/user-object */
export interface Person {
  readonly id: string;
  /** Ids of the team and of the organisation that they belong to. */
  readonly teams: readonly string[];
  /** Those user groups of the configuration that they are in. */
  readonly groups: readonly string[];
  readonly isDeleted: boolean;
  readonly isBot: boolean;
  readonly isGuest: boolean;
  readonly isStranger: boolean;
}

export type Right = "read" | "ask" | "lead" | "audit";

/** Why somebody may do nothing at all, whatever list they are on; undefined for a member. */
export const barOf = (
  person: Person,
  config: Config,
): "deactivated" | "bot" | "guest" | "stranger" | undefined => {
  if (person.isDeleted) return "deactivated";
  if (person.isBot) return "bot";
  if (person.isGuest) return "guest";
  return person.isStranger || !person.teams.includes(config.slackTeam) ? "stranger" : undefined;
};

/** The environments in which a person has a right. Whoever may ask, decide or audit may also read. */
export const environmentsFor = (person: Person, right: Right, config: Config): readonly Environment[] =>
  barOf(person, config) === undefined
    ? config.environments.filter((environment) =>
        listsFor(environment, right).some((list) => names(list, person)),
      )
    : [];

/** The user groups that the configuration names, each once. */
export const groupsOf = (config: Config): readonly string[] => [
  ...new Set(
    config.environments
      .flatMap((environment) => listsFor(environment, "read"))
      .flatMap(({ group }) => (group === undefined ? [] : [group])),
  ),
];

/** A kind of operation may have askers and leads of its own; who of them may do what with it, its policy says. */
const listsFor = (environment: Environment, right: Right): readonly People[] => {
  const { readers, askers, leads, auditors, approvals } = environment;
  const kinds = Object.values(approvals.kinds ?? {});
  switch (right) {
    case "read":
      return [readers, ...(["ask", "lead", "audit"] as const).flatMap((each) => listsFor(environment, each))];
    case "ask":
      return [askers, ...kinds.flatMap((kind) => kind.askers ?? [])];
    case "lead":
      return [leads, ...kinds.flatMap((kind) => kind.leads ?? []), approvals.breakGlass ?? []].flat();
    case "audit":
      return [auditors];
  }
};

/** Whether a list has somebody on it, by id or by a group of theirs. */
export const names = (list: People, { id, groups }: Person): boolean =>
  list.users.includes(id) || (list.group !== undefined && groups.includes(list.group));
