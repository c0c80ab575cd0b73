// People who press, in a worker whose table is in memory: each press goes the worker's whole road, from its bytes to the
// answer. What would be posted, run, written down and shown is kept.
import { memoryStore } from "../../../sandbox/memory-store.ts";
import { takeWork } from "../../../src/app/worker.ts";
import type { Config } from "../../../src/config/config.ts";
import { names, type Person } from "../../../src/config/rights.ts";
import { Fault } from "../../../src/core/errors.ts";
import { type Instant, instant, minuteMs } from "../../../src/core/time.ts";
import { sealPlan } from "../../../src/features/approvals/decide.ts";
import { requestOf } from "../../../src/features/approvals/flow.ts";
import { phraseField } from "../../../src/features/approvals/kinds/proof.ts";
import { approvalIds, type Draft, namedIn, whyField } from "../../../src/features/approvals/model.ts";
import { draftKey } from "../../../src/features/approvals/record.ts";
import type { AuditRow } from "../../../src/ports/audit.ts";
import type { WorkerWorld } from "../../../src/ports/feature.ts";
import type { PostNote, RunNote } from "../../../src/ports/note.ts";
import type { Finding, Plan } from "../../../src/ports/operation.ts";
import type { Message, Modal } from "../../../src/slack/message.ts";
import { packRequest } from "../../../src/slack/pack.ts";
import {
  asForm,
  asPayload,
  command,
  pressInMessage,
  submitted,
  type Thing,
  view,
} from "../../app/requests.ts";
import { idle } from "../../idle.ts";
import { configIn } from "../alerts/cards.ts";
import { askedAt, operations, plan } from "./plans.ts";

export const groups = { readers: "S0123456781", askers: "S0123456782", leads: "S0123456789" } as const;

export const person = (id: string, more: Partial<Person> = {}): Person => ({
  id,
  teams: ["T0123456789"],
  groups: [],
  isDeleted: false,
  isBot: false,
  isGuest: false,
  isStranger: false,
  ...more,
});

export const asker = plan.requester;
export const leads = ["U0LEADA001", "U0LEADB001"] as const;

const everybody = (): Person[] => [
  person("U0READER001", { groups: [groups.readers] }),
  person(asker, { groups: [groups.askers] }),
  person("U0OUTSIDER1"),
  person("U0GUEST0001", { groups: [groups.leads], isGuest: true }),
  person("U0STRANGER1", { teams: ["T0OTHER0001"], isStranger: true }),
  person("U0BOTLEAD01", { groups: [groups.leads], isBot: true }),
  ...leads.map((id) => person(id, { groups: [groups.leads] })),
];

export interface Parts {
  readonly config?: Config;
  /** How the environment's approvals are otherwise. */
  readonly approvals?: Partial<Config["environments"][number]["approvals"]>;
}

export const createPresses = ({ config: given = configIn("en"), approvals = {} }: Parts = {}) => {
  const config: Config = {
    ...given,
    environments: given.environments.map((each) => ({
      ...each,
      approvals: { ...each.approvals, votes: { default: 1 }, ...approvals },
    })),
  };
  const people = new Map(everybody().map((each) => [each.id, each]));
  const posted: PostNote[] = [];
  const ran: RunNote[] = [];
  const rows: AuditRow[] = [];
  const said: Message[] = [];
  const shown: Modal[] = [];
  const lines: { readonly verb: string; readonly facts: object }[] = [];
  const sky = { isSlackSilent: false, isViewGone: false, isCutOff: false };
  const store = memoryStore();
  let now: Instant = instant(askedAt + minuteMs);
  let presses = 0;

  const silent = () => new Fault("slack-unavailable", "users.info", { retryable: true });
  const find = async (user: string): Promise<Person> => {
    if (sky.isSlackSilent) throw silent();
    return people.get(user) ?? person(user, { teams: [], isStranger: true });
  };
  const note = (verb: string, facts: object) => lines.push({ verb, facts });
  const refuse = () => Promise.reject(new Error("not asked for here"));
  const world: WorkerWorld = {
    ...idle,
    config,
    log: { info: note, warn: note, error: note },
    store: {
      ...store,
      putIfAbsent: async (item) => {
        // Right before a note is marked as done.
        if (sky.isCutOff && item.key.partition.startsWith("done#")) throw new Error("cut off");
        return store.putIfAbsent(item);
      },
    },
    heads: { put: refuse, get: refuse },
    audit: {
      insert: async (row) => {
        if (!rows.some(({ hash }) => hash === row.hash)) rows.push(row);
      },
      list: async () => [],
    },
    posts: { send: async (one) => void posted.push(one) },
    run: { send: async (one) => void ran.push(one) },
    operations,
    people: {
      find,
      live: find,
      leads: async (list) => {
        if (sky.isSlackSilent) throw silent();
        const able = [...people.values()].filter(
          (each) => names(list, each) && !each.isBot && !each.isGuest && !each.isDeleted,
        );
        return { items: able.map(({ id }) => id), isCut: false };
      },
    },
    views: {
      open: refuse,
      push: refuse,
      publish: refuse,
      update: async (_, shape) => {
        if (sky.isViewGone) throw new Fault("slack-view-gone", "not_found", { retryable: false });
        shown.push(shape);
      },
    },
    responder: { respond: async (_, message) => void said.push(message) },
    catalog: {
      jobs: refuse,
      job: refuse,
      resources: refuse,
      points: refuse,
      point: refuse,
      vaults: refuse,
      vault: refuse,
      unfinished: refuse,
    },
    region: "ap-northeast-1",
    now: () => now,
  };

  const noteOf = (user: string, payload: Thing, isOpened: boolean, at = now) => {
    presses += 1;
    const sent = asPayload({
      ...payload,
      user: { id: user, team_id: "T0123456789" },
      trigger_id: `t.${presses}`,
    });
    const timestamp = String(Math.floor(at / 1000));
    const packed = packRequest({ ...sent, timestamp, signature: `v0=${"0".repeat(64)}` }) ?? "";
    return {
      note: "work" as const,
      packed,
      ...(isOpened ? { opened: { id: "V0OPENED001", hash: "" } } : {}),
    };
  };

  /** As the queue brings it; again when it must come again. */
  const take = (user: string, payload: Thing, options: { readonly isOpened?: boolean } = {}) => {
    const taken = noteOf(user, payload, options.isOpened === true);
    return { outcome: takeWork(taken, 1, world), again: (count = 2) => takeWork(taken, count, world) };
  };

  const namedOf = (of: Plan) =>
    namedIn({ request: of.request, revision: of.revision, hash: sealPlan(of).hash });

  const press = (user: string, button: string, value = namedOf(plan)) =>
    take(user, pressInMessage(button, value)).outcome;

  const fill = (user: string, callbackId: string, fields: Readonly<Record<string, string>>, of = plan) =>
    take(user, formOf(callbackId, fields, namedOf(of))).outcome;

  return {
    world,
    config,
    people,
    posted,
    ran,
    rows,
    said,
    shown,
    lines,
    sky,
    take,
    press,
    fill,
    namedOf,
    pass: (ms: number) => {
      now = instant(now + ms);
    },
    draft: (of: Plan = plan, findings: readonly Finding[] = []) => {
      const { text, hash } = sealPlan(of);
      const body: Draft = { plan: text, hash, findings };
      return world.store.putIfAbsent({
        key: draftKey(of.request, of.revision),
        version: 1,
        body,
        keepUntil: now,
      });
    },
    ask: (user: string = asker, of: Plan = plan) => fill(user, approvalIds.send, {}, of),
    deny: (user: string, why: string) => fill(user, approvalIds.denied, { [whyField]: why }),
    type: (user: string, typed: string) => fill(user, approvalIds.approveTyped, { [phraseField]: typed }),
    command: (user: string, text: string) => {
      presses += 1;
      const sent = asForm({ ...command(text), user_id: user, trigger_id: `t.${presses}` });
      const timestamp = String(Math.floor(now / 1000));
      const packed = packRequest({ ...sent, timestamp, signature: `v0=${"0".repeat(64)}` }) ?? "";
      return takeWork({ note: "work", packed }, 1, world);
    },
    request: async (of: Plan = plan) => (await requestOf(of.request, world))?.body,
    /** What the last answer said, wherever it was said. */
    heard: () => JSON.stringify([said.at(-1), shown.at(-1)]),
  };
};

export const formOf = (callbackId: string, fields: Readonly<Record<string, string>>, kept: string): Thing => {
  const values = Object.fromEntries(
    Object.entries(fields).map(([field, value]) => [field, { [field]: { type: "plain_text_input", value } }]),
  );
  return {
    ...submitted(callbackId, values),
    view: { ...view("modal", callbackId, values), private_metadata: kept },
  };
};

export type Rig = ReturnType<typeof createPresses>;

const valueOfPlan = namedIn({
  request: plan.request,
  revision: plan.revision,
  hash: sealPlan(plan).hash,
});

/** Somebody asked for the plan a minute ago. */
export const asked = async (parts: Parts = {}) => {
  const rig = createPresses(parts);
  await rig.draft();
  await rig.ask();
  rig.pass(minuteMs);
  return rig;
};

/** Of a lead, on the card. */
export const approve = () => pressInMessage(approvalIds.approve, valueOfPlan);

/** Of whom a refusal is in the audit log. */
export const refusalsOf = ({ rows }: Pick<Rig, "rows">) =>
  rows.flatMap(({ verb, by }) => (verb === "press.refused" ? [by] : []));
