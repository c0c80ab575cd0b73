// Rows of the log as a file in an auditor's direct messages. JSON lines and no CSV: each line is the row as it was
// hashed, so it can be checked without us, and no spreadsheet takes a line for a formula.
import { Fault } from "../../../core/errors.ts";
import { canonicalJson } from "../../../core/ids.ts";
import { instant, isoOf } from "../../../core/time.ts";
import { auditTextsFor } from "../../../i18n/audit.ts";
import type { PosterWorld } from "../../../ports/feature.ts";
import type { AuditFileNote } from "../../../ports/note.ts";
import { findAll } from "./looking.ts";

/** Some 15 MB. Who wants more asks for it by parts. */
const rowsMax = 25_000;

export const putFile = async (
  note: AuditFileNote,
  world: PosterWorld,
): Promise<"filed" | "nothing-found" | "refused"> => {
  const { channel: user, sought, environments } = note;
  const from = instant(note.from);
  const to = instant(note.to);
  const query = { sought, since: from, to, environments };
  const { rows, isCut } = await findAll(query, rowsMax, world);
  const words = auditTextsFor(world.config.language);
  try {
    if (rows.length === 0) {
      await world.slack.say(user, words.none, []);
      return "nothing-found";
    }
    const text = `${rows.map(canonicalJson).join("\n")}\n`;
    const name = `stillpoint-audit-${isoOf(to).slice(0, 16).replace(/[-:]/g, "")}.jsonl`;
    const says = words.file(String(rows.length), isoOf(from).slice(0, 10), isoOf(to).slice(0, 10));
    await world.slack.hand(user, isCut ? `${says} ${words.fileCut(String(rowsMax))}` : says, { name, text });
    return "filed";
  } catch (error) {
    // A file that Slack will never take must not hold back what comes after it.
    if (!(error instanceof Fault) || error.retryable) throw error;
    world.log.error("file.refused", { channel: user, refusal: error.message });
    return "refused";
  }
};
