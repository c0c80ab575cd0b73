// What a form keeps of what it is about, from its opening to its sending. Slack shows it to nobody and lets anybody change
// it who speaks for the client, so nothing is believed of it that is not looked at again.
import * as z from "zod/mini";
import { limits } from "../../slack/limits.ts";
import type { Kept } from "./model.ts";

const field = z.optional(z.string());

const kept = z.object({
  kind: z.enum(["backup", "copy", "stop"]),
  arn: field,
  point: z.optional(z.object({ arn: z.string(), vault: z.string() })),
  edit: z.optional(z.object({ request: z.string(), revision: z.int() })),
  typed: z.optional(
    z.object({
      vault: field,
      point: field,
      target: field,
      job: field,
      retention: field,
      cold: field,
      window: field,
      role: field,
      why: field,
    }),
  ),
});

export const keptIn = (metadata: string): Kept | undefined => {
  try {
    const checked = kept.safeParse(JSON.parse(metadata));
    return checked.success ? (checked.data as Kept) : undefined;
  } catch {
    return undefined;
  }
};

/** Without what was typed when all of it is too long to be carried. */
export const keptText = (what: Kept): string => {
  const text = JSON.stringify(what);
  if (text.length <= limits.privateMetadata) return text;
  const { typed: _, ...rest } = what;
  return JSON.stringify(rest);
};
