// Users and user groups as the Web API shows them. https://docs.slack.dev/reference/objects/user-object
import { type Arguments, flagArgument, pageOf, textArgument } from "./arguments.ts";
import { SlackRefusal } from "./refusal.ts";
import type { Person, UserGroup, Workspace } from "./workspace.ts";

export const createPeople = (workspace: Workspace) => {
  const shown = (person: Person, withLocale: boolean) => ({
    id: person.id,
    team_id: person.is_stranger ? "T0ELSEWHERE" : workspace.teamId,
    name: person.name,
    real_name: person.realName,
    ...(withLocale ? { locale: person.locale } : {}),
    tz: person.tz,
    deleted: person.deleted === true,
    is_bot: person.is_bot === true,
    is_restricted: person.is_restricted === true,
    is_ultra_restricted: person.is_ultra_restricted === true,
    is_stranger: person.is_stranger === true,
    profile: { display_name: person.name, real_name: person.realName },
  });

  const groupShown = ({ id, handle, users, disabled }: UserGroup, given: Arguments) => ({
    id,
    team_id: workspace.teamId,
    handle,
    name: handle,
    date_delete: disabled ? 1 : 0,
    user_count: users.length,
    ...(flagArgument(given, "include_users") ? { users } : {}),
  });

  const demandPlan = (): void => {
    if (!workspace.hasUserGroups) throw new SlackRefusal("plan_upgrade_required");
  };

  return {
    info(given: Arguments) {
      const person = workspace.users.find(({ id }) => id === textArgument(given, "user"));
      if (person === undefined) throw new SlackRefusal("user_not_found");
      return { user: shown(person, flagArgument(given, "include_locale")) };
    },

    /** People of other teams are known by their id alone. */
    list(given: Arguments) {
      const own = workspace.users.filter(({ is_stranger }) => !is_stranger);
      const { items, next } = pageOf(own, given, 1_000);
      const withLocale = flagArgument(given, "include_locale");
      return {
        members: items.map((person) => shown(person, withLocale)),
        response_metadata: { next_cursor: next },
      };
    },

    groups(given: Arguments) {
      demandPlan();
      const withDisabled = flagArgument(given, "include_disabled");
      const groups = workspace.groups.filter(({ disabled }) => !disabled || withDisabled);
      return { usergroups: groups.map((group) => groupShown(group, given)) };
    },

    groupUsers(given: Arguments) {
      demandPlan();
      const group = workspace.groups.find(({ id }) => id === textArgument(given, "usergroup"));
      if (group === undefined) throw new SlackRefusal("no_such_subteam");
      if (group.disabled && !flagArgument(given, "include_disabled"))
        throw new SlackRefusal("subteam_disabled");
      return { users: group.users };
    },
  };
};
