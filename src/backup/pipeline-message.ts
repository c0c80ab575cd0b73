// Data Pipeline's SnsAlarm: a subject and free text that whoever wrote the pipeline chose, often with lines such as
// `scheduledStartTime: …`. AWS takes no new customers for it; what still runs is still heard.
// https://docs.aws.amazon.com/datapipeline/latest/DeveloperGuide/dp-object-snsalarm.html
import { oneLine } from "../core/text.ts";
import { parseArn, shortName } from "./arn.ts";
import type { Delivery, ThingNotification } from "./notification.ts";
import { tellOf } from "./telling.ts";

/** `[Alart]` is how one widely copied recipe writes it. */
const tag = /^\s*\[(info|alart|alert|error|warn(?:ing)?|success|failure)\]/i;
const goodTag = /^\s*\[(?:info|success)\]/i;
const badTag = /^\s*\[(?:alart|alert|error|failure)\]/i;
const success = /\b(?:success(?:ful(?:ly)?)?|succeeded|finished|completed)\b|成功|完了/i;
const failure = /\b(?:fail(?:ed|ure|s)?|error|late|timed? ?out|cancel(?:l?ed)?)\b|失敗|エラー/i;

/** Fields that Data Pipeline fills in: https://docs.aws.amazon.com/datapipeline/latest/DeveloperGuide/dp-pipeline-objects.html */
const ownNames: readonly string[] = [
  "pipelineid",
  "pipelinename",
  "scheduledstarttime",
  "scheduledendtime",
  "actualstarttime",
  "actualendtime",
  "errormessage",
  "errorid",
  "attemptcount",
];

const linesMax = 60;

/** Reads the message, or undefined when nothing in it says that a pipeline sent it. */
export const parsePipelineMessage = (
  message: Delivery,
  topicArn: string | undefined,
  subject: string,
): ThingNotification | undefined => {
  const topic = parseArn(topicArn ?? "");
  if (topic === undefined || Object.keys(message.attributes).length > 0) return undefined;
  const lines = linesOf(message.body);
  if (!tag.test(subject) && !ownNames.some((name) => lines.has(name))) return undefined;
  const name = lines.get("pipelinename") ?? lines.get("pipelineid") ?? nameIn(subject);
  const { state, sense } = stateOf(subject, message.body, lines);
  return tellOf({
    feed: "sns",
    kind: "pipeline",
    account: topic.account,
    region: topic.region,
    id: lines.get("pipelineid") ?? name ?? topic.resource,
    name: name ?? shortName(topicArn ?? ""),
    state,
    sense,
    at: message.sentAt,
    facts: {
      scheduled: lines.get("scheduledstarttime"),
      started: lines.get("actualstarttime"),
      finished: lines.get("actualendtime"),
      source: lines.get("source") ?? lines.get("input"),
      target: lines.get("destination") ?? lines.get("target") ?? lines.get("output"),
    },
    message: oneLine([subject, message.body].filter((text) => text.trim() !== "").join(" · ")),
  });
};

/** `key: value` lines by the key in lower case without spaces. */
const linesOf = (body: string): ReadonlyMap<string, string> => {
  const pairs = body
    .slice(0, 20_000)
    .split(/\r?\n/)
    .slice(0, linesMax)
    .flatMap((line): readonly [string, string][] => {
      const found = /^\s*([A-Za-z@][\w @]{0,40}?)\s*[:=]\s*(\S.*)$/.exec(line);
      const [, key = "", value = ""] = found ?? [];
      return found === null ? [] : [[key.toLowerCase().replaceAll(/[\s@]/g, ""), value.trim()]];
    });
  return new Map(pairs);
};

/** Words that contradict each other are a failure; none at all say nothing. */
const stateOf = (
  subject: string,
  body: string,
  lines: ReadonlyMap<string, string>,
): { readonly state: string; readonly sense: string } => {
  const status = lines.get("status") ?? "";
  const texts = [subject, status];
  const bad = texts.map((text) => failure.exec(text)?.[0] ?? badTag.exec(text)?.[0]).find(Boolean);
  if (bad !== undefined) return { state: bad, sense: "failure" };
  if (lines.has("errormessage") || lines.has("errorid")) return { state: "errorMessage", sense: "failure" };
  const good = texts.map((text) => success.exec(text)?.[0] ?? goodTag.exec(text)?.[0]).find(Boolean);
  // The body is prose: "no errors" is no failure, but beside a good subject a plain "failed" is.
  const said = failedInBody.exec(body.slice(0, 4_000))?.[0];
  if (said !== undefined) return { state: said, sense: "failure" };
  if (good !== undefined) return { state: good, sense: "success" };
  const succeeded = success.exec(body.slice(0, 4_000))?.[0];
  return succeeded === undefined
    ? { state: oneLine(subject) || "?", sense: "unknown" }
    : { state: succeeded, sense: "success" };
};

const failedInBody = /\b(?:has |was |is )?failed\b|失敗/i;

/** What stays the same in the subjects of one pipeline: without the tag, the outcome and the time. */
const nameIn = (subject: string): string | undefined => {
  const rest = oneLine(subject)
    .replace(tag, " ")
    .replaceAll(new RegExp(success.source, "gi"), " ")
    .replaceAll(new RegExp(failure.source, "gi"), " ")
    .replaceAll(/\d{4}-\d{2}-\d{2}(?:[T ][\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?/g, " ")
    .replaceAll(/[\s:.,!]+/g, " ")
    .trim();
  return rest === "" ? undefined : rest;
};
