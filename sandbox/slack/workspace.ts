// Who and what is in the simulated workspace. People are named by what they are for.

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  /** What the simulator's bar says of them. */
  readonly role: string;
  readonly locale: string;
  readonly tz: string;
  readonly is_restricted?: true;
  readonly is_ultra_restricted?: true;
  readonly is_stranger?: true;
  readonly is_bot?: true;
  readonly deleted?: true;
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly isPrivate: boolean;
  readonly isArchived?: true;
  readonly members: readonly string[];
}

export interface UserGroup {
  readonly id: string;
  readonly handle: string;
  readonly users: readonly string[];
  readonly disabled?: true;
}

export interface Workspace {
  readonly teamId: string;
  /** The app's own user. */
  readonly bot: string;
  readonly botId: string;
  readonly appId: string;
  readonly users: readonly Person[];
  readonly channels: readonly Channel[];
  readonly groups: readonly UserGroup[];
  /** Free plans have none: Slack then answers `plan_upgrade_required`. */
  readonly hasUserGroups: boolean;
  /** The id of a channel or group by its name; an unknown name is a bug of the caller. */
  channel(name: string): string;
  user(name: string): string;
  group(handle: string): string;
  /** What an administrator of the workspace does: from the next call on, Slack tells it. */
  changePerson(name: string, flags: PersonFlags): void;
  /** `disabled` groups are known and have nobody; `users` are names. */
  changeGroup(handle: string, change: { readonly users?: readonly string[]; readonly disabled?: true }): void;
}

type PersonFlags = Partial<
  Pick<Person, "deleted" | "is_restricted" | "is_ultra_restricted" | "is_stranger" | "is_bot">
>;

const person = (
  id: string,
  name: string,
  role: string,
  place: readonly [string, string],
  flags: Partial<Person> = {},
) => ({
  id,
  name,
  realName: name,
  role,
  locale: place[0],
  tz: place[1],
  ...flags,
});

const tokyo = ["ja-JP", "Asia/Tokyo"] as const;
const berlin = ["en-US", "Europe/Berlin"] as const;
const newYork = ["en-US", "America/New_York"] as const;

const bot = "U0STILLPNT";

const users: readonly Person[] = [
  person("U0ONCALL01", "oncall", "on-call engineer", tokyo),
  person("U0ASKER001", "asker", "engineer", berlin),
  person("U0LEADA001", "lead-a", "lead", tokyo),
  person("U0LEADB001", "lead-b", "lead", newYork),
  person("U0READER001", "reader", "may only look, at production", tokyo),
  person("U0AUDITOR1", "auditor", "auditor", newYork),
  person("U0OUTSIDER", "outsider", "member without rights", berlin),
  person("U0GUEST001", "guest", "guest", berlin, { is_restricted: true }),
  person("U0SGUEST01", "single-guest", "single-channel guest", berlin, {
    is_restricted: true,
    is_ultra_restricted: true,
  }),
  person("U0STRANGER", "stranger", "of another team", newYork, { is_stranger: true }),
  person("U0GONE0001", "gone", "deactivated", tokyo, { deleted: true }),
  person("U0OTHERBOT", "other-bot", "another app", newYork, { is_bot: true }),
  person(bot, "stillpoint", "Stillpoint itself", tokyo, { is_bot: true }),
];

const everybody = users.filter(({ is_stranger, deleted }) => !is_stranger && !deleted).map(({ id }) => id);

const channels: readonly Channel[] = [
  { id: "C0BACKUPPRD", name: "backup-prod", isPrivate: false, members: everybody },
  { id: "C0BACKUPSTG", name: "backup-stg", isPrivate: false, members: everybody },
  {
    id: "C0APPROVALS",
    name: "backup-approvals",
    isPrivate: true,
    members: ["U0LEADA001", "U0LEADB001", "U0ONCALL01", bot],
  },
  { id: "C0PAYMENTS1", name: "team-payments", isPrivate: false, members: everybody },
  { id: "C0BACKUPOTH", name: "backup-other", isPrivate: false, members: everybody },
  {
    id: "C0QUIET0001",
    name: "quiet-corner",
    isPrivate: false,
    members: everybody.filter((id) => id !== bot),
  },
  {
    id: "C0GENERAL01",
    name: "general",
    isPrivate: false,
    members: everybody.filter((id) => id !== bot),
  },
  { id: "C0ARCHIVED1", name: "old-backups", isPrivate: false, isArchived: true, members: everybody },
];

const groups: readonly UserGroup[] = [
  { id: "S0BKLEADS01", handle: "backup-leads", users: ["U0LEADA001", "U0LEADB001"] },
  { id: "S0BKREADERS", handle: "backup-readers", users: ["U0READER001"] },
  { id: "S0BKASKERS1", handle: "backup-askers", users: ["U0ASKER001", "U0ONCALL01"] },
  { id: "S0DISABLED1", handle: "old-leads", users: [], disabled: true },
];

export const defaultWorkspace = (): Workspace => {
  const found = <Thing>(things: readonly Thing[], test: (thing: Thing) => boolean, name: string): Thing => {
    const thing = things.find(test);
    if (thing === undefined) throw new Error(`the workspace has no ${name}`);
    return thing;
  };
  let people = users;
  let teams = groups;
  const userNamed = (name: string) => found(people, (user) => user.name === name, name).id;
  const groupNamed = (handle: string) => found(teams, (group) => group.handle === handle, handle).id;
  return {
    teamId: "T0SANDBOX1",
    bot,
    botId: "B0STILLPNT",
    appId: "A0STILLPNT",
    get users() {
      return people;
    },
    channels,
    get groups() {
      return teams;
    },
    hasUserGroups: true,
    user: userNamed,
    channel: (name) => found(channels, (channel) => channel.name === name, name).id,
    group: groupNamed,
    changePerson(name, flags) {
      const id = userNamed(name);
      people = people.map((user) => (user.id === id ? { ...user, ...flags } : user));
    },
    changeGroup(handle, { users: names, ...rest }) {
      const id = groupNamed(handle);
      const members = names === undefined ? {} : { users: names.map(userNamed) };
      teams = teams.map((group) => (group.id === id ? { ...group, ...members, ...rest } : group));
    },
  };
};
