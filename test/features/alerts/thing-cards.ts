// Every state of every thing that is no job, as a card: what the golden files hold.
import type { Severity } from "../../../src/backup/job.ts";
import {
  type FactLabel,
  sensesOf,
  severityOfThing,
  type ThingFact,
  type ThingKind,
  thingKinds,
} from "../../../src/backup/thing.ts";
import type { Config } from "../../../src/config/config.ts";
import { instant } from "../../../src/core/time.ts";
import { routeOf } from "../../../src/features/alerts/decide.ts";
import type { Thing } from "../../../src/features/alerts/kinds/thing.ts";
import { thingCard } from "../../../src/features/alerts/kinds/thing-card.ts";
import type { Incident } from "../../../src/features/alerts/model.ts";
import type { Card } from "../../../src/slack/card.ts";

const point =
  "arn:aws:backup:ap-northeast-1:111111111111:recovery-point:abcd1234-5678-abcd-9012-abcdef123456";
const task = "task-0123456789abcdef0";
const batch = "e849b567-5232-44be-9a0c-40988f14e80c";

const told = (facts: Partial<Record<FactLabel, string>>): readonly ThingFact[] =>
  Object.entries(facts).map(([label, value]) => ({ label: label as FactLabel, value }));

const backedUp = {
  resource: "i-0a1b2c3d4e5f60718",
  type: "EC2",
  point: "abcd1234-5678-abcd-9012-abcdef123456",
  vault: "prod-daily",
};

/** What is known of one of each kind, whatever its state. */
const known: Readonly<Record<ThingKind, Pick<Thing, "facts" | "message"> & { id: string; name: string }>> = {
  "recovery-point": { id: point, name: "i-0a1b2c3d4e5f60718", facts: told(backedUp) },
  vault: { id: "prod-daily", name: "prod-daily", facts: told({ vault: "prod-daily", locked: "true" }) },
  plan: { id: "83fcb8ee-2d93", name: "daily-35d", facts: told({ plan: "daily-35d" }) },
  "region-setting": {
    id: "settings",
    name: "ap-northeast-1",
    facts: told({ changed: "Aurora: true, EFS: false" }),
  },
  index: {
    id: point,
    name: "i-0a1b2c3d4e5f60718",
    facts: told(backedUp),
    message: "An AWS Backup recovery point index failed to create.",
  },
  scan: {
    id: "4d5fc12e-7e33-4336-a981-bbe43c300298",
    name: "i-0a1b2c3d4e5f60718",
    facts: told({ ...backedUp, result: "THREATS_FOUND", scanner: "GUARDDUTY" }),
    message: "An AWS Backup scan job was successful completed.",
  },
  "batch-job": { id: batch, name: batch, facts: [] },
  datasync: { id: task, name: task, facts: told({ execution: "exec-0123456789abcdef0" }) },
  pipeline: {
    id: "efs-backup",
    name: "efs-backup",
    facts: told({ scheduled: "2026-11-20T13:00:00", source: "fs-0aaa", target: "fs-0bbb" }),
    message: "[Alart] EFS backup · errorMessage: rsync exited with 23",
  },
  "cloudwatch-alarm": {
    id: "orders-db-free-storage",
    name: "orders-db-free-storage",
    facts: told({ metric: "AWS/RDS · FreeStorageSpace" }),
    message: "Threshold Crossed: 1 datapoint [1.0E9] was less than the threshold (5.0E9).",
  },
  "eks-object": {
    id: "1b2345b2-f22c-4dab-5eb6-bbc7890ed123",
    name: "shop-eks",
    facts: told({ cluster: "shop-eks", job: "1B2345B2-F22C-4DAB-5EB6-BBC7890ED123" }),
    message: "Already exists.",
  },
  "outside-start": {
    id: "1b2345b2-f22c-4dab-5eb6-bbc7890ed123",
    name: "orders-fs",
    facts: told({
      type: "EFS",
      vault: "prod-daily",
      by: "AWSReservedSSO_Administrator_0123456789abcdef/kei@example.com",
      job: "1B2345B2-F22C-4DAB-5EB6-BBC7890ED123",
    }),
  },
  "outside-stop": {
    id: "1b2345b2-f22c-4dab-5eb6-bbc7890ed123",
    name: "orders-fs",
    facts: told({ type: "EFS", vault: "prod-daily", job: "1B2345B2-F22C-4DAB-5EB6-BBC7890ED123" }),
  },
};

export const thingIn = (kind: ThingKind, sense: string, severity?: Severity): Thing => {
  const { id, name, facts, message } = known[kind];
  const by =
    sense === "deleted-by-hand" ? told({ by: "arn:aws:sts::111111111111:assumed-role/admin/mallory" }) : [];
  const codes = sense.startsWith("fail") || sense.endsWith("failures") ? told({ codes: "AccessDenied" }) : [];
  return {
    key: { kind, account: "111111111111", region: "ap-northeast-1", id, name },
    state: sense === "unknown" ? "ARCHIVING" : sense.toUpperCase().replaceAll("-", "_"),
    sense,
    severity: severity ?? severityOfThing(kind, sense),
    at: instant(Date.parse("2026-11-20T13:13:00Z")),
    facts: [...facts, ...by, ...(kind === "batch-job" ? codes : [])],
    ...(message === undefined ? {} : { message }),
    objects: kind === "eks-object" ? objects : [],
  };
};

const objects = ["a", "b", "c", "d", "e", "f", "g"].map(
  (name) => `apps/v1 deployment ${name}: Already exists.`,
);

export const thingCardIn = (thing: Thing, config: Config, more: Partial<Incident> = {}): Card => {
  const { account, region } = thing.key;
  const route = routeOf(config, { account, region }, {}, thing.severity);
  const incident: Incident = {
    id: "thing/1",
    subject: { type: "thing", thing: thing.key },
    ...route,
    ...more,
  };
  return thingCard(thing, incident, config);
};

export const thingCardsIn = (config: Config): Readonly<Record<string, Card>> =>
  Object.fromEntries(
    thingKinds.flatMap((kind) =>
      [...sensesOf(kind), "unknown"].map((sense) => [
        `${kind}-${sense}`,
        thingCardIn(thingIn(kind, sense), config),
      ]),
    ),
  );
