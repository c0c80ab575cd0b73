// What people, AWS and the team do to simulated requests: each deed is done once, at its time, and nothing here can fail.
import { hourMs, type Instant, instant, minuteMs } from "../../src/core/time.ts";
import { sealPlan } from "../../src/features/approvals/decide.ts";
import type { Draft, Named, Request } from "../../src/features/approvals/model.ts";
import { draftKey } from "../../src/features/approvals/record.ts";
import type { Input, Plan } from "../../src/ports/operation.ts";
import type { Store } from "../../src/ports/world.ts";
import type { SimulatedAws } from "./approvals-aws.ts";
import { type Deed, environmentName, type PolicyChange, type PolicyNow } from "./approvals-deeds.ts";
import { asker, type Pressing, packedPress, type SimulatedPeople, team } from "./approvals-people.ts";

/** Something that somebody really pressed. */
export interface Pressed extends Pressing {
  /** Slack tells whole seconds. */
  readonly signedAt: Instant;
}

interface Place {
  readonly now: () => Instant;
  readonly random: () => number;
  readonly aws: SimulatedAws;
  readonly people: SimulatedPeople;
  readonly heads: ReadonlyMap<string, Request>;
  readonly store: Store;
  readonly policy: () => PolicyNow;
  readonly decree: (change: PolicyChange) => void;
  readonly deliver: (packed: string, request: string) => void;
  readonly again: (which: number) => void;
  readonly tick: () => Promise<void>;
}

type Shape = Extract<Deed, { readonly do: "ask" }>["shape"];

const requestIds = ["req00000001", "req00000002"] as const;
const idOf = (which: number): string => requestIds[which] ?? requestIds[0];

const account = { account: "111111111111", region: "ap-northeast-1" };

export const createDoing = (place: Place) => {
  const { now, aws, heads, store } = place;
  /** What people were shown, by the hash that named it. */
  const plans = new Map<string, { readonly named: Named; readonly plan: Plan }>();
  const pressed: Pressed[] = [];

  const press = (pressing: Omit<Pressing, "at">): void => {
    const at = now();
    pressed.push({ ...pressing, at, signedAt: instant(Math.floor(at / 1000) * 1000) });
    place.deliver(packedPress({ ...pressing, at }), pressing.named.request);
  };

  const inputFor = (name: string, arn: string, shape: Shape): Input => {
    if (shape !== "stop")
      return {
        BackupVaultName: `prod-${name}`,
        IamRoleArn: "arn:aws:iam::111111111111:role/service-role/AWSBackupDefaultServiceRole",
        ResourceArn: arn,
      };
    aws.plansJob(`PLAN-${name}`, account);
    return { BackupJobId: `PLAN-${name}` };
  };

  /** What a preflight page shows; its press is the asker's. */
  const draft = async (which: number, shape: Shape): Promise<Named> => {
    const id = idOf(which);
    const revision = (heads.get(id)?.revision ?? 0) + 1;
    const policy = place.policy();
    const arn = `arn:aws:rds:ap-northeast-1:111111111111:db:orders-${which}`;
    const operation = shape === "stop" ? "stop" : "backup";
    const plan: Plan = {
      request: id,
      revision,
      requester: asker,
      team,
      environment: environmentName,
      kind: operation,
      why: `because ${plans.size}`,
      subject: { arn, name: `orders-${which}`, type: "RDS" },
      notBefore: instant(Math.floor(now() / 1000) * 1000),
      notAfter: instant(now() + 24 * hourMs),
      terms: {
        votes: policy.votes,
        isTyped: policy.isTyped,
        expiresInMs: policy.expiresInMinutes * minuteMs,
        runWithinMs: policy.runWithinMinutes * minuteMs,
      },
      steps: (shape === "two" ? [1, 2] : [1]).map((step) => ({
        operation,
        place: account,
        input: inputFor(`${id}-${plans.size}-${step}`, arn, shape),
      })),
    };
    const { text, hash } = sealPlan(plan);
    const named = { request: id, revision, hash };
    plans.set(hash, { named, plan });
    const body: Draft = { plan: text, hash, findings: [] };
    const key = draftKey(id, revision);
    const known = await store.get(key);
    const item = { key, version: (known?.version ?? 0) + 1, body, keepUntil: now() };
    await (known === undefined ? store.putIfAbsent(item) : store.put(item));
    return named;
  };

  /** What stands on the card that somebody looks at. */
  const namedOn = (which: number, card: "current" | "old"): Named | undefined => {
    const id = idOf(which);
    const head = heads.get(id);
    if (card === "current" && head !== undefined)
      return { request: id, revision: head.revision, hash: head.hash };
    const shown = [...plans.values()].filter(({ named }) => named.request === id);
    return shown[Math.floor(place.random() * shown.length)]?.named;
  };

  const pressOn = (deed: Extract<Deed, { readonly card: string }>): void => {
    const { user } = deed;
    const named = namedOn(deed.request, deed.card);
    if (named === undefined) return;
    const phrase = { "approvals.phrase": plans.get(named.hash)?.plan.subject.name ?? "" };
    const why = { "approvals.why": "not tonight" };
    press({ user, named, ...pressedIn(deed, phrase, why) });
  };

  const act = async (deed: Deed): Promise<void> => {
    switch (deed.do) {
      case "ask": {
        const named = await draft(deed.request, deed.shape);
        return press({ user: deed.user, named, press: "send", fields: {} });
      }
      case "policy":
        return place.decree(deed.change);
      case "role":
        return place.people.change(deed.user, deed.change);
      case "tick":
        return place.tick();
      case "again":
        return place.again(deed.which);
      case "jobs-end":
        return aws.endJobs(deed.state);
      case "aws-refuses":
        return aws.refuseNext();
      default:
        return pressOn(deed);
    }
  };

  return { act, plans, pressed };
};

const pressedIn = (
  deed: Extract<Deed, { readonly card: string }>,
  phrase: Readonly<Record<string, string>>,
  why: Readonly<Record<string, string>>,
): Pick<Pressing, "press" | "fields"> => {
  switch (deed.do) {
    case "approve":
      return deed.isTyped ? { press: "approveTyped", fields: phrase } : { press: "approve" };
    case "deny":
      return { press: "denied", fields: why };
    case "glass":
      return { press: "brokenGlass", fields: { ...phrase, ...why } };
    default:
      return { press: deed.do };
  }
};
