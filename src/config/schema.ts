// What a configuration file may say, checked when the infrastructure is synthesised and never at run time.
// The JSON Schema for editors is made from the same source.
import * as z from "zod";
import type { Config } from "./config.ts";

const channel = z
  .string()
  .regex(/^[CG][A-Z0-9]{8,}$/, "a Slack channel id such as C0123456789 (channel menu → Copy link)")
  .describe("A Slack channel id, C… or G….");

const user = z
  .string()
  .regex(/^[UW][A-Z0-9]{8,}$/, "a Slack user id such as U0123456789 (profile → Copy member ID)")
  .describe("A Slack user id, U… or W….");

const group = z
  .string()
  .regex(/^S[A-Z0-9]{8,}$/, "a Slack user group id such as S0123456789")
  .describe("A Slack user group id, S….");

const people = (what: string) =>
  z
    .strictObject({ group: group.optional(), users: z.array(user).default([]) })
    .describe(what)
    .prefault({});

const alertsFrom = z
  .enum(["good", "warning", "failed"])
  .describe("The least severity that opens a card. What is below it stays silent.");

const moment = z.iso.datetime({ offset: true, error: "a moment such as 2026-12-28T00:00:00+09:00" });

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "a time of day such as 02:30");

const approvals = z
  .strictObject({
    channel: channel.optional().describe("The private channel that leads decide in."),
    votes: z
      .record(z.string(), z.int().min(0).max(5))
      .default({ default: 1 })
      .describe("Leads needed by kind of operation; `default` for the others, 0 for the asker's own press."),
    expiresInMinutes: z.int().min(5).max(10_080).default(60),
    runWithinMinutes: z.int().min(5).max(1_440).default(120),
    freezes: z
      .array(z.strictObject({ from: moment, to: moment, why: z.string().min(1).max(200) }))
      .default([])
      .describe("While one lasts, nothing that was approved starts."),
  })
  .prefault({});

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
        id: z.string().regex(/^\d{12}$/, "twelve digits in quotes, such as '012345678901'"),
        name: z.string().min(1).max(60),
      }),
    )
    .min(1),
  regions: z
    .array(z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "a Region such as ap-northeast-1"))
    .default([]),
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
});

const route = z.strictObject({
  environment: z.string().optional(),
  severity: z.enum(["good", "unknown", "warning", "failed"]).optional(),
  resourceType: z.string().optional().describe("As AWS Backup writes it: EC2, RDS, EFS, S3 …"),
  channel,
});

const requirement = z.strictObject({
  name: z.string().min(1).max(60),
  tags: z.record(z.string(), z.string()),
  everyHours: z.int().min(1).max(8_760),
  window: z.strictObject({ from: clockTime, to: clockTime }).optional(),
  keepDays: z.int().min(1).max(36_500),
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

/** The whole file. Two rules need more than one member: names are unique and routes name an environment. */
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
    fallback: z
      .strictObject({ channel, alertsFrom: alertsFrom.default("good") })
      .describe("Where events of accounts go that no environment names, and events of unknown shape."),
    environments: z.array(environment).min(1),
    routes: z.array(route).default([]).describe("The first that fits wins over the environment's channel."),
    requirements: z.array(requirement).default([]),
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
    config.routes.forEach(({ environment: named }, index) => {
      if (named !== undefined && !names.includes(named)) {
        context.addIssue({
          code: "custom",
          path: ["routes", index, "environment"],
          message: `the name of an environment: ${names.join(", ")}`,
        });
      }
    });
  });

/** Drops the editor's `$schema` line; what is left is the configuration. */
export const configOf = ({ $schema: _, ...config }: z.output<typeof configSchema>): Config =>
  JSON.parse(JSON.stringify(config));
