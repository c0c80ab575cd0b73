// The people around approvals, and what Slack sends when they press: real bytes under a real signature. Who somebody is
// changes while requests are open.
import { Buffer } from "node:buffer";
import type { Config } from "../../src/config/config.ts";
import { barOf, type Person } from "../../src/config/rights.ts";
import type { Instant } from "../../src/core/time.ts";
import { approvalIds, type Named, namedIn } from "../../src/features/approvals/model.ts";
import type { People } from "../../src/ports/world.ts";
import { packRequest } from "../../src/slack/pack.ts";
import { signatureOf } from "../slack/signing.ts";

export const team = "T0123456789";
export const leadsGroup = "S0123456789";
export const askersGroup = "S0123456782";
export const signingSecret = "0123456789abcdef0123456789abcdef";

export const asker = "U0ASKER0001";
export const users = [
  asker,
  "U0LEAD00001",
  "U0LEAD00002",
  "U0LEAD00003",
  "U0OUTSIDER1",
  "U0GUEST0001",
] as const;

export type RoleChange = "lead" | "not-lead" | "guest" | "member" | "deactivated" | "active";

const personOf = (id: string): Person => ({
  id,
  teams: [team],
  groups: id.startsWith("U0LEAD") ? [leadsGroup, askersGroup] : id === asker ? [askersGroup] : [],
  isDeleted: false,
  isBot: false,
  isGuest: id.startsWith("U0GUEST"),
  isStranger: false,
});

const changed = (person: Person, change: RoleChange): Person => {
  const others = person.groups.filter((group) => group !== leadsGroup);
  switch (change) {
    case "lead":
      return { ...person, groups: [...others, leadsGroup] };
    case "not-lead":
      return { ...person, groups: others };
    case "guest":
      return { ...person, isGuest: true };
    case "member":
      return { ...person, isGuest: false };
    case "deactivated":
      return { ...person, isDeleted: true };
    case "active":
      return { ...person, isDeleted: false };
  }
};

/** Slack's word on people at any moment, then and now. */
export const createPeople = (config: Config, now: () => Instant) => {
  const histories = new Map<string, { readonly at: Instant; readonly person: Person }[]>(
    users.map((id) => [id, [{ at: 0 as Instant, person: personOf(id) }]]),
  );
  const nowOf = (user: string): Person => histories.get(user)?.at(-1)?.person ?? personOf(user);
  const leadsNow = (): readonly string[] =>
    users.filter((user) => {
      const person = nowOf(user);
      return barOf(person, config) === undefined && person.groups.includes(leadsGroup);
    });
  const port: People = {
    find: async (user) => nowOf(user),
    live: async (user) => nowOf(user),
    leads: async () => ({ items: leadsNow(), isCut: false }),
  };
  return {
    port,
    change(user: string, change: RoleChange): void {
      histories.get(user)?.push({ at: now(), person: changed(nowOf(user), change) });
    },
    /** Whether somebody was so at any moment between two. */
    wasBetween(user: string, from: Instant, to: Instant, is: (person: Person) => boolean): boolean {
      const known = histories.get(user) ?? [];
      return known.some(({ at, person }, index) => {
        const until = known[index + 1]?.at ?? Number.MAX_SAFE_INTEGER;
        return at <= to && until >= from && is(person);
      });
    },
  };
};

export type SimulatedPeople = ReturnType<typeof createPeople>;

/** Somebody presses a button or sends a form. */
export interface Pressing {
  readonly user: string;
  readonly at: Instant;
  readonly named: Named;
  readonly press: keyof typeof approvalIds;
  /** What stands in the fields of a form, by action id; without it a button is pressed. */
  readonly fields?: Readonly<Record<string, string>>;
}

/** What the front door hands on: the bytes, Slack's signature over them, and when. */
export const packedPress = (pressing: Pressing, secret = signingSecret): string => {
  const body = Buffer.from(`payload=${encodeURIComponent(JSON.stringify(payloadOf(pressing)))}`);
  const timestamp = String(Math.floor(pressing.at / 1000));
  const packed = packRequest({
    body,
    contentType: "application/x-www-form-urlencoded",
    timestamp,
    signature: signatureOf(secret, timestamp, body),
  });
  if (packed === undefined) throw new Error("the press is too long");
  return packed;
};

const payloadOf = ({ user, named, press, fields, at }: Pressing): object => {
  const common = { team: { id: team }, user: { id: user, team_id: team }, trigger_id: `${at}.${user}` };
  if (fields === undefined)
    return {
      type: "block_actions",
      ...common,
      response_url: "https://hooks.slack.com/actions/T0123456789/1/x",
      actions: [
        { type: "button", action_id: approvalIds[press], value: namedIn(named), action_ts: String(at) },
      ],
    };
  const values = Object.entries(fields).map(([action, value]) => [action, { [action]: { value } }]);
  return {
    type: "view_submission",
    ...common,
    view: {
      id: "V0000000001",
      hash: String(at),
      type: "modal",
      callback_id: approvalIds[press],
      private_metadata: namedIn(named),
      state: { values: Object.fromEntries(values) },
    },
  };
};
