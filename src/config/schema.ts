// What a configuration file may say, checked when the infrastructure is synthesised and never at run time.
// The JSON Schema for editors is made from the same source.
import * as z from "zod";
import { dayMs, instant, isoOf, startOfNamedDay } from "../core/time.ts";
import type { AcceptedMessage, Config, Route } from "./config.ts";
import type { Deployment } from "./deployment.ts";
import {
  channel,
  clockTime,
  escalation,
  expectedCallers,
  outside,
  quietHours,
  route,
  tags,
  weekly,
} from "./schema-alerts.ts";
import { approvals, people } from "./schema-approvals.ts";

const alertsFrom = z
  .enum(["good", "info", "warning", "failed", "critical"])
  .describe("The least severity that opens a card. What is below it stays silent.");

const account = z.string().regex(/^\d{12}$/, "twelve digits in quotes, such as '012345678901'");

const region = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "a Region such as ap-northeast-1");

/** A role's name behind its path. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const roleName = z
  .string()
  .regex(
    /^(?:[\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/,
    "a role's name such as service-role/AWSBackupDefaultServiceRole",
  );

const roles = z
  .strictObject({
    backup: z
      .array(roleName)
      .default(["service-role/AWSBackupDefaultServiceRole"])
      .describe("Roles that AWS Backup may be given to back up, copy and restore with."),
    batch: z.array(roleName).default([]).describe("Roles that S3 Batch Operations may be given."),
  })
  .prefault({})
  .describe("Roles that Stillpoint may pass, in each account of the environment. No other can be.");

const environment = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,30}$/, "a short name such as production")
    .describe("Typed in commands: lower case, digits, hyphens."),
  labels: z
    .strictObject({ en: z.string().max(40).optional(), ja: z.string().max(40).optional() })
    .prefault({}),
  accounts: z
    .array(
      z.strictObject({
        id: account,
        name: z.string().min(1).max(60),
      }),
    )
    .min(1),
  regions: z.array(region).default([]).describe("The Regions that are watched. Empty: the hub's alone."),
  vaults: z
    .array(z.string().min(1).max(100))
    .default([])
    .describe("Vault names, * for anything. Empty: every vault of the accounts."),
  channel,
  alertsFrom: alertsFrom.default("warning"),
  readers: people("May see status, jobs and recovery points."),
  askers: people("May ask for backups, copies and restores."),
  leads: people("May approve or deny."),
  auditors: people("May read the audit log."),
  approvals,
  roles,
  escalation: escalation.optional(),
  quiet: z
    .union([quietHours, z.literal("none")], { error: "quiet hours with from and to, or none" })
    .optional()
    .describe("Instead of the quiet hours of all; none: nothing waits here."),
  outside,
  expectedCallers,
});

const requirement = z.strictObject({
  name: z.string().min(1).max(60),
  tags: tags.describe(
    "The resources that carry all of these, also those that were never backed up; {} for all that AWS Backup protects.",
  ),
  everyHours: z.int().min(1).max(8_760),
  window: z.strictObject({ from: clockTime, to: clockTime }).optional(),
  keepDays: z.int().min(1).max(36_500),
});

/** So much must be said of a message beside `*`, or it would fit them all. */
const acceptedTextMin = 8;

const accepted = z.strictObject({
  message: z
    .string()
    .max(400)
    .refine((text) => text.replaceAll("*", "").trim().length >= acceptedTextMin, {
      error: `AWS's message, with at least ${acceptedTextMin} characters beside *`,
    })
    .refine((text) => !/^\/.*\/[a-z]*$/s.test(text), {
      error: "AWS's message with * for anything; a regular expression is not read",
    })
    .describe("AWS's whole message, * for anything. Upper and lower case are the same."),
  reason: z
    .enum(["vss-failed", "vss-no-rights", "vss-not-installed", "vss-timeout", "vss-unsupported"])
    .optional()
    .describe("Needed for a message of VSS: the image is crash-consistent only."),
  resourceType: z.string().min(1).max(60).optional().describe("As AWS Backup writes it: EC2, S3 …"),
  environment: z.string().optional(),
  until: z.iso
    .date({ error: "a day such as 2026-12-31" })
    .describe("The last day, in the team's zone. Then it is a warning again."),
  why: z.string().min(1).max(200).describe("Said on the card."),
});

const timeZone = z.string().refine(
  (zone) => {
    try {
      return new Intl.DateTimeFormat("en", { timeZone: zone }).format(0) !== "";
    } catch {
      return false;
    }
  },
  { error: "an IANA time zone such as Asia/Tokyo" },
);

/** What CloudWatch Logs can keep. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const logDays = z.literal([
  7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 3653,
]);

const hub = z
  .strictObject({
    account: account.describe("Where Stillpoint itself runs."),
    region,
    organization: z
      .string()
      .regex(/^o-[a-z0-9]{10,32}$/, "an organization id such as o-a1b2c3d4e5")
      .optional()
      .describe("Then roles and queues trust nobody outside of it."),
    alarmEmails: z
      .array(z.email({ error: "an e-mail address" }))
      .min(1)
      .describe("Who is woken when Stillpoint itself is in trouble. Never by way of Slack."),
    runbook: z
      .url({ protocol: /^https$/, error: "an https address" })
      .optional()
      .describe("Where your team reads docs/runbook.md; alarms link to its headings."),
    door: z
      .enum(["http-api", "function-url"])
      .default("http-api")
      .describe("What Slack's requests come in by. An HTTP API throttles and keeps access logs."),
    logDays: logDays.default(90),
    audit: z
      .strictObject({
        keepDays: z.int().min(1).max(36_500).default(400),
        lock: z.enum(["governance", "compliance"]).default("governance"),
      })
      .prefault({})
      .describe(
        "How long daily heads of the audit log cannot be deleted: compliance binds even the account's root.",
      ),
  })
  .describe("Read when it is deployed; the functions do not carry it.");

const source = z
  .string()
  .regex(
    /^arn:aws[\w-]*:sns:[a-z\d-]+:\d{12}:[\w-]+$/,
    "a topic's ARN such as arn:aws:sns:ap-northeast-1:111111111111:backup-events",
  );

/** The whole file. Two rules need more than one member: names are unique, and what names an environment names one of them. */
export const configSchema = z
  .strictObject({
    $schema: z.string().optional(),
    language: z.enum(["en", "ja"]).default("en"),
    timeZone: timeZone.default("UTC"),
    slackTeam: z.string().regex(/^[TE][A-Z0-9]{6,}$/, "the Slack team id such as T0123456789"),
    installId: z
      .string()
      .regex(/^[a-z0-9-]{8,64}$/, "8 to 64 lower-case letters, digits and hyphens")
      .describe("Said to the reader roles as their external id."),
    hub,
    sources: z
      .array(source)
      .default([])
      .describe("Topics that vaults tell already; Stillpoint then makes none in that account and Region."),
    topics: z
      .array(source)
      .default([])
      .describe(
        "Topics on which others speak of backups: alarms of Data Pipeline and CloudWatch. All that they say is heard.",
      ),
    fallback: z
      .strictObject({ channel, alertsFrom: alertsFrom.default("good") })
      .describe("Where events of accounts go that no environment names, and events of unknown shape."),
    quiet: quietHours
      .optional()
      .describe(
        "When alerts that are not urgent wait, by the clock of timeZone. An environment may have its own.",
      ),
    environments: z.array(environment).min(1),
    routes: z.array(route).default([]).describe("The first that fits wins over the environment's channel."),
    requirements: z.array(requirement).default([]),
    accepted: z
      .array(accepted)
      .max(50)
      .default([])
      .describe(
        "Messages of COMPLETED jobs that are no warning, each until a day. Nothing else can be accepted.",
      ),
    weekly,
  })
  .superRefine((config, context) => {
    const names = config.environments.map(({ name }) => name);
    names.forEach((name, index) => {
      if (names.indexOf(name) !== index) {
        context.addIssue({
          code: "custom",
          path: ["environments", index, "name"],
          message: `a name that no other environment has; "${name}" stands twice`,
        });
      }
    });
    config.environments.forEach(({ channel: own, escalation: steps }, index) => {
      if (steps?.channel === own) {
        context.addIssue({
          code: "custom",
          path: ["environments", index, "escalation", "channel"],
          message: "a channel that is not the environment's own",
        });
      }
    });
    for (const list of ["routes", "accepted"] as const) {
      config[list].forEach(({ environment: named }, index) => {
        if (named !== undefined && !names.includes(named)) {
          context.addIssue({
            code: "custom",
            path: [list, index, "environment"],
            message: `the name of an environment: ${names.join(", ")}`,
          });
        }
      });
    }
  });

/** Drops the editor's `$schema` line; the rest is what the functions carry, and what only the deployment reads. */
export const partsOf = ({
  $schema: _,
  hub,
  sources,
  topics,
  ...config
}: z.output<typeof configSchema>): { readonly config: Config; readonly deployment: Deployment } =>
  JSON.parse(
    JSON.stringify({
      config: {
        ...config,
        routes: config.routes.map(withChannels),
        accepted: config.accepted.map((each) => withEnd(each, config.timeZone)),
      },
      deployment: { hub, sources, topics },
    }),
  );

/** One channel is the first of a list of one. */
const withChannels = ({ channel: one, channels, ...rest }: z.output<typeof route>): Route => {
  const [first = "", ...alsoIn] = channels ?? [one ?? ""];
  return { ...rest, channel: first, ...(alsoIn.length === 0 ? {} : { alsoIn }) } as Route;
};

/** A day ends when the next one begins; the zone is asked once, here. */
const withEnd = (each: z.output<typeof accepted>, zone: string): AcceptedMessage => {
  const next = isoOf(instant(Date.parse(each.until) + dayMs)).slice(0, 10);
  return { ...each, endsAt: startOfNamedDay(next, zone) ?? 0 } as AcceptedMessage;
};
