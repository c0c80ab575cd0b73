// The part of a configuration file that says who may ask, who decides, and when nothing starts.
import * as z from "zod";
import { channel, group } from "./schema-alerts.ts";

const user = z
  .string()
  .regex(/^[UW][A-Z0-9]{8,}$/, "a Slack user id such as U0123456789 (profile → Copy member ID)")
  .describe("A Slack user id, U… or W….");

export const people = (what: string) =>
  z
    .strictObject({ group: group.optional(), users: z.array(user).default([]) })
    .describe(what)
    .prefault({});

const moment = z.iso.datetime({ offset: true, error: "a moment such as 2026-12-28T00:00:00+09:00" });

/** Kinds of operations that can be asked for. */
const operation = z.enum(["backup", "copy", "stop"]);

const kindApprovals = z.strictObject({
  askers: people("May ask for it; the environment's askers when left out.").optional(),
  leads: people("Decide it; the environment's leads when left out.").optional(),
  votes: z.int().min(0).max(5).optional(),
  typed: z.boolean().optional(),
  expiresInMinutes: z.int().min(5).max(10_080).optional(),
  runWithinMinutes: z.int().min(5).max(1_440).optional(),
});

export const approvals = z
  .strictObject({
    channel: channel.optional().describe("The private channel that leads decide in."),
    votes: z
      .record(z.string(), z.int().min(0).max(5))
      .default({ default: 1 })
      .describe("Leads needed by kind of operation; `default` for the others, 0 for the asker's own press."),
    expiresInMinutes: z.int().min(5).max(10_080).default(60),
    runWithinMinutes: z.int().min(5).max(1_440).default(120),
    freezes: z
      .array(
        z
          .strictObject({
            from: moment,
            to: moment,
            why: z.string().min(1).max(200),
            kinds: z.array(operation).min(1).optional().describe("Of these kinds alone; all when left out."),
            granted: z
              .enum(["waits", "void"])
              .default("waits")
              .describe(
                "What was approved before: it waits for the end while its run window lasts, or it is void.",
              ),
          })
          .refine(({ from, to }) => Date.parse(from) < Date.parse(to), {
            error: "a freeze that ends after it begins",
          }),
      )
      .default([])
      .describe("While one lasts, nothing that was approved starts."),
    typed: z.boolean().optional().describe("Each lead also types the name of what is touched."),
    breakGlass: people("May run something without votes in need; all leads are told.").optional(),
    escalation: z
      .strictObject({
        beforeMinutes: z.int().min(1).max(1_440).describe("So long before it expires."),
        mention: group.optional().describe("Who is called; the leads' own group when left out."),
      })
      .optional(),
    kinds: z
      .partialRecord(operation, kindApprovals)
      .optional()
      .describe("What one kind of operation has otherwise."),
  })
  .prefault({});
