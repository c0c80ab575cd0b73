// What one function asks another to do, as a message in a queue. A note names a thing and never carries its
// state: whoever takes it reads the newest.
import * as z from "zod/mini";

/** Make the card of an incident look as the incident is now. */
const draw = z.object({ note: z.literal("alerts.draw"), incident: z.string(), channel: z.string() });

/** Ask AWS again for what it did not say the first time. */
const enrich = z.object({
  note: z.literal("alerts.enrich"),
  job: z.object({
    account: z.string(),
    region: z.string(),
    kind: z.enum(["backup", "copy", "restore"]),
    id: z.string(),
  }),
  attempt: z.number(),
});

export type DrawNote = z.output<typeof draw>;
export type EnrichNote = z.output<typeof enrich>;

/** Reads a note from the body of a queue message; undefined when it is something else. */
const read = <Schema extends z.ZodMiniType>(schema: Schema, body: string): z.output<Schema> | undefined => {
  try {
    const checked = schema.safeParse(JSON.parse(body));
    return checked.success ? checked.data : undefined;
  } catch {
    return undefined;
  }
};

export const readDraw = (body: string): DrawNote | undefined => read(draw, body);
export const readEnrich = (body: string): EnrichNote | undefined => read(enrich, body);
