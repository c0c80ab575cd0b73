// From a note in the posts queue to the feature that answers to it.
import { Fault } from "../core/errors.ts";
import type { Feature, PosterWorld } from "../ports/feature.ts";
import {
  readAuditFile,
  readCall,
  readDraw,
  readFileNote,
  readRepeat,
  readRequestCall,
  readRequestCard,
  readRequestNews,
  readSay,
  readWeek,
  type SayNote,
} from "../ports/note.ts";
import { errorFacts } from "./answer.ts";
import { listeners } from "./listeners.ts";

/** What Slack will never take (somebody left meanwhile) must not hold back what comes after it. */
const tell = async (said: SayNote, world: PosterWorld): Promise<string> => {
  try {
    await world.slack.say(said.channel, said.text, said.blocks);
    return "said";
  } catch (error) {
    if (!(error instanceof Fault) || error.retryable) throw error;
    world.log.error("say.refused", errorFacts(error));
    return error.code === "slack-blocks" && said.blocks.length > 0
      ? tell({ ...said, blocks: [] }, world)
      : "refused";
  }
};

type Takes = NonNullable<Feature["posts"]>;

const answererTo = <Name extends keyof Takes>(name: Name): NonNullable<Takes[Name]> => {
  const take = listeners.find(({ posts }) => posts?.[name] !== undefined)?.posts?.[name];
  if (take === undefined) throw new Error(`no feature answers to ${name}`);
  return take;
};

/** Hands a note to the feature that answers to it. A note that nobody understands is a bug: it ends in the DLQ. */
export const takePost = async (body: string, world: PosterWorld): Promise<string> => {
  const said = readSay(body);
  if (said !== undefined) return tell(said, world);
  const drawn = readDraw(body);
  if (drawn !== undefined) return answererTo("alerts.draw")(drawn, world);
  const called = readCall(body);
  if (called !== undefined) return answererTo("alerts.call")(called, world);
  const repeated = readRepeat(body);
  if (repeated !== undefined) return answererTo("alerts.repeat")(repeated, world);
  const filed = readFileNote(body);
  if (filed !== undefined) return answererTo("alerts.file")(filed, world);
  const requested = readRequestCard(body);
  if (requested !== undefined) return answererTo("approvals.draw")(requested, world);
  const news = readRequestNews(body);
  if (news !== undefined) return answererTo("approvals.tell")(news, world);
  const asked = readRequestCall(body);
  if (asked !== undefined) return answererTo("approvals.call")(asked, world);
  const week = readWeek(body);
  if (week !== undefined) return answererTo("ledger.week")(week, world);
  const file = readAuditFile(body);
  if (file !== undefined) return answererTo("audit.file")(file, world);
  throw new Error("the posts queue holds a message that is not a note");
};
