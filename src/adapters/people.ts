// Who somebody is, asked of Slack and kept for a minute. Concurrent questions share one answer; what failed is
// asked anew.
import type { Config } from "../config/config.ts";
import { barOf, groupsOf, type Person } from "../config/rights.ts";
import { Fault } from "../core/errors.ts";
import type { Instant } from "../core/time.ts";
import { inTurns } from "../core/turns.ts";
import type { People } from "../ports/world.ts";
import type { SlackCall } from "./slack-client.ts";

const keepMs = 60_000;

/** More people than that need nobody to decide: who is looked up costs a call each, and Slack counts them. */
const leadsMax = 60;
const lookUpsAtOnce = 10;

/** Refusals that say a group has nobody in it. Any other means that Slack did not say. */
const emptyGroups = ["no_such_subteam", "subteam_disabled", "plan_upgrade_required"];

export const slackPeople = (call: SlackCall, config: Config, now: () => Instant): People => {
  const kept = keeper(now);

  const membersOf = (group: string, since?: Instant): Promise<readonly string[]> =>
    kept(`group ${group}`, since, async () => {
      try {
        const answer = await call((client) => client.usergroups.users.list({ usergroup: group }));
        return answer.users ?? [];
      } catch (error) {
        if (error instanceof Fault && emptyGroups.some((word) => error.message.startsWith(word))) return [];
        throw error;
      }
    });

  const tell = (user: string, since?: Instant): Promise<Told> =>
    kept(`user ${user}`, since, () => askUser(call, user));

  const lookUp = async (user: string, since?: Instant): Promise<Person> => {
    const [told, groups] = await Promise.all([
      tell(user, since),
      Promise.all(
        groupsOf(config).map(async (group) =>
          (await membersOf(group, since)).includes(user) ? [group] : [],
        ),
      ),
    ]);
    return { ...told, groups: groups.flat() };
  };

  return {
    find: (user) => lookUp(user),
    live: lookUp,
    async leads({ group, users }, since) {
      const members = group === undefined ? [] : await membersOf(group, since);
      const listed = [...new Set([...users, ...members])];
      const looked = await inTurns(listed.slice(0, leadsMax), lookUpsAtOnce, (user) => tell(user, since));
      const items = looked.filter((told) => barOf({ ...told, groups: [] }, config) === undefined);
      return { items: items.map(({ id }) => id), isCut: listed.length > leadsMax };
    },
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

/** An answer, or the question that is out. */
interface Held {
  /** On the real clock: rates and people do not wait for the world's. */
  readonly at: number;
  /** By the world's clock, as clicks are. */
  readonly askedAt: Instant;
  readonly answer: Promise<unknown>;
  isThere: boolean;
}

/**
 * Keeps answers for a minute. For a click, only what was asked behind it counts: an answer that is there may be of before
 * it in the same instant, and a question that is out is shared.
 */
const keeper = (now: () => Instant) => {
  const answers = new Map<string, Held>();
  const serves = ({ askedAt, isThere, at }: Held, since: Instant | undefined): boolean => {
    if (performance.now() - at >= keepMs) return false;
    return since === undefined || (isThere ? askedAt > since : askedAt >= since);
  };
  return <Answer>(name: string, since: Instant | undefined, ask: () => Promise<Answer>): Promise<Answer> => {
    const known = answers.get(name);
    if (known !== undefined && serves(known, since)) return known.answer as Promise<Answer>;
    const answer = ask();
    const held: Held = { at: performance.now(), askedAt: now(), answer, isThere: false };
    answers.set(name, held);
    answer.then(
      () => {
        held.isThere = true;
      },
      () => {
        if (answers.get(name) === held) answers.delete(name);
      },
    );
    return answer;
  };
};
