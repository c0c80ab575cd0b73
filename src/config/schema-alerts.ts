// What a configuration file may say of where alerts go, whom they call and when they wait.
import * as z from "zod";
import { weekdays } from "./config.ts";

export const channel = z
  .string()
  .regex(/^[CG][A-Z0-9]{8,}$/, "a Slack channel id such as C0123456789 (channel menu → Copy link)")
  .describe("A Slack channel id, C… or G….");

export const group = z
  .string()
  .regex(/^S[A-Z0-9]{8,}$/, "a Slack user group id such as S0123456789")
  .describe("A Slack user group id, S….");

export const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "a time of day such as 02:30");

/** A card is edited in each of its channels, each time something is new. */
const channelsMax = 5;

/** The most that GetResources is asked for at once, and that a resource can carry. */
const tagsMax = 50;

/** https://docs.aws.amazon.com/tag-editor/latest/userguide/reference.html */
export const tags = z
  .record(z.string().min(1).max(128), z.string().max(256))
  .refine((named) => Object.keys(named).length <= tagsMax, { error: `at most ${tagsMax} tags` });

/** Where alerts go; the first that fits wins. */
export const route = z
  .strictObject({
    environment: z.string().optional(),
    severity: z.enum(["good", "info", "unknown", "warning", "failed", "critical"]).optional(),
    resourceType: z.string().optional().describe("As AWS Backup writes it: EC2, RDS, EFS, S3 …"),
    tags: tags
      .optional()
      .describe(
        "The resource carries all of these. Asked of AWS only when a card is due that would fit otherwise.",
      ),
    channel: channel.optional(),
    channels: z
      .array(channel)
      .min(2)
      .max(channelsMax)
      .optional()
      .describe("Instead of channel: the same card in each of them. It is taken once for all."),
    mention: group
      .optional()
      .describe("A user group that is called when an alert is critical, and only then."),
  })
  .superRefine((each, context) => {
    const refuse = (path: string, message: string) =>
      context.addIssue({ code: "custom", path: [path], message });
    if ((each.channel === undefined) === (each.channels === undefined))
      refuse("channel", "either channel or channels");
    if (new Set(each.channels).size !== (each.channels?.length ?? 0)) refuse("channels", "each channel once");
    if (each.mention !== undefined && (each.severity ?? "critical") !== "critical")
      refuse("mention", `nobody to mention: a route for ${each.severity} is never critical`);
  });

const minutes = z.int().min(5).max(1_440);

export const escalation = z
  .strictObject({
    afterMinutes: minutes.describe("After so long without anybody taking it, it is said again to all."),
    mention: group.optional().describe("Whom that calls; the route's own group where it is left out."),
    thenAfterMinutes: minutes.optional().describe("After so long again, the card stands in channel too."),
    channel: channel.optional(),
  })
  .refine((each) => (each.thenAfterMinutes === undefined) === (each.channel === undefined), {
    error: "thenAfterMinutes and channel together, or neither",
    path: ["channel"],
  })
  .describe("What is done about a critical alert that nobody acknowledges.");

/** By the clock, so that a moment is left in which nothing waits. */
const quietMinutesMax = 23 * 60;

export const quietHours = z
  .strictObject({
    from: clockTime,
    to: clockTime.describe("The next day when it is not after from; the same twice is a whole day."),
    days: z.array(z.enum(weekdays)).min(1).optional().describe("On which they begin. Left out: all."),
    holds: z
      .enum(["good", "info", "warning", "failed"])
      .default("warning")
      .describe("The worst that waits. What is critical never does, nor what nobody understands."),
  })
  .superRefine(({ from, to, days }, context) => {
    const minuteOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
    const length = (minuteOf(to) - minuteOf(from) + 1_440) % 1_440;
    if (from === to && (days === undefined || new Set(days).size === weekdays.length))
      context.addIssue({
        code: "custom",
        path: ["days"],
        message: "a day without them, or nothing is ever told",
      });
    if (length > quietMinutesMax)
      context.addIssue({ code: "custom", path: ["to"], message: "quiet hours of at most 23 hours" });
  });

export const outside = z
  .enum(["tell", "ignore"])
  .default("tell")
  .describe("Whether it is told, once, who started or stopped a job that neither a plan nor Stillpoint did.");

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const callerName = z
  .string()
  .regex(/^[\w+=,.@*-]{1,64}$/, "a role's or a user's name such as terraform-*, without its path or its ARN")
  .refine((name) => /[^*]/.test(name), { error: "more than *: to expect everybody, write outside: ignore" });

export const expectedCallers = z
  .array(callerName)
  .max(50)
  .default([])
  .describe("Roles and users who start and stop jobs all the time, * for anything. Nothing is told of them.");

export const weekly = z
  .strictObject({
    channel: channel.optional(),
    day: z
      .enum([...weekdays, "never"])
      .default("mon")
      .describe("In the team's zone. `never`: no line is said."),
    at: clockTime.default("09:00"),
  })
  .prefault({})
  .describe(
    "One line a week: how many events came, and what became of them. Without a channel it goes to the fallback.",
  );
