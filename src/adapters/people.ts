// Who somebody is, asked of Slack and kept for a minute. Concurrent questions share one answer; what failed is
// asked anew.
import type { Config } from "../config/config.ts";
import { groupsOf, type Person } from "../config/rights.ts";
import { Fault } from "../core/errors.ts";
import type { People } from "../ports/world.ts";
import type { SlackCall } from "./slack-client.ts";

const keepMs = 60_000;

/** Refusals that say a group has nobody in it. Any other means that Slack did not say. */
const emptyGroups = ["no_such_subteam", "subteam_disabled", "plan_upgrade_required"];

export const slackPeople = (call: SlackCall, config: Config): People => {
  const kept = keeper();

  const membersOf = (group: string): Promise<readonly string[]> =>
    kept(group, async () => {
      try {
        const answer = await call((client) => client.usergroups.users.list({ usergroup: group }));
        return answer.users ?? [];
      } catch (error) {
        if (error instanceof Fault && emptyGroups.some((word) => error.message.startsWith(word))) return [];
        throw error;
      }
    });

  return {
    find: (user) =>
      kept(user, async () => {
        const [told, groups] = await Promise.all([
          askUser(call, user),
          Promise.all(
            groupsOf(config).map(async (group) => ((await membersOf(group)).includes(user) ? [group] : [])),
          ),
        ]);
        return { ...told, groups: groups.flat() };
      }),
  };
};

type Told = Omit<Person, "groups">;

/** Somebody that Slack does not know is a stranger. https://docs.slack.dev/reference/methods/users.info */
const askUser = async (call: SlackCall, user: string): Promise<Told> => {
  try {
    const { user: told } = await call((client) => client.users.info({ user }));
    const organisation = told?.enterprise_user?.enterprise_id;
    return {
      id: user,
      teams: [told?.team_id, organisation].filter((team) => team !== undefined),
      isDeleted: told?.deleted === true,
      isBot: told?.is_bot === true,
      isGuest: told?.is_restricted === true || told?.is_ultra_restricted === true,
      isStranger: told === undefined || ("is_stranger" in told && told.is_stranger === true),
    };
  } catch (error) {
    if (!(error instanceof Fault) || !/^user_(?:not_found|not_visible)/.test(error.message)) throw error;
    return { id: user, teams: [], isDeleted: false, isBot: false, isGuest: false, isStranger: true };
  }
};

/** Measured on the real clock: rates and people do not wait for the world's. */
const keeper = () => {
  const answers = new Map<string, { readonly at: number; readonly answer: Promise<unknown> }>();
  return <Answer>(name: string, ask: () => Promise<Answer>): Promise<Answer> => {
    const known = answers.get(name);
    if (known !== undefined && performance.now() - known.at < keepMs) return known.answer as Promise<Answer>;
    const answer = ask();
    answers.set(name, { at: performance.now(), answer });
    answer.catch(() => answers.delete(name));
    return answer;
  };
};
