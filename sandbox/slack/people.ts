// Users and user groups as the Web API shows them. https://docs.slack.dev/reference/objects/user-object
import { type Arguments, textArgument } from "./messages.ts";
import { SlackRefusal } from "./refusal.ts";
import type { Person, Workspace } from "./workspace.ts";

export const createPeople = (workspace: Workspace) => {
  const shown = (person: Person) => ({
    id: person.id,
    team_id: person.is_stranger ? "T0ELSEWHERE" : workspace.teamId,
    name: person.name,
    real_name: person.realName,
    locale: person.locale,
    tz: person.tz,
    deleted: person.deleted === true,
    is_bot: person.is_bot === true,
    is_restricted: person.is_restricted === true,
    is_ultra_restricted: person.is_ultra_restricted === true,
    is_stranger: person.is_stranger === true,
    profile: { display_name: person.name, real_name: person.realName },
  });

  return {
    info(given: Arguments) {
      const person = workspace.users.find(({ id }) => id === textArgument(given, "user"));
      if (person === undefined) throw new SlackRefusal("user_not_found");
      const { locale, ...user } = shown(person);
      return {
        user: given.include_locale === true || given.include_locale === "true" ? { ...user, locale } : user,
      };
    },
    list: () => ({ members: workspace.users.filter(({ is_stranger }) => !is_stranger).map(shown) }),
    groups: (given: Arguments) => ({
      usergroups: workspace.groups
        .filter(({ disabled }) => !disabled || given.include_disabled === "true")
        .map(({ id, handle, users, disabled }) => ({
          id,
          handle,
          name: handle,
          user_count: users.length,
          date_delete: disabled ? 1 : 0,
        })),
    }),
    groupUsers(given: Arguments) {
      const group = workspace.groups.find(({ id }) => id === textArgument(given, "usergroup"));
      if (group === undefined) throw new SlackRefusal("no_such_subteam");
      if (group.disabled && given.include_disabled !== "true") throw new SlackRefusal("subteam_disabled");
      return { users: group.users };
    },
  };
};
