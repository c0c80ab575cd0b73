// The preflight page: what would run, what could go wrong, every field of the call, what was found, and who decides.

import type { Environment, People } from "../../config/config.ts";
import type { Policy } from "../../config/policy.ts";
import { cut, oneLine } from "../../core/text.ts";
import { minuteMs } from "../../core/time.ts";
import { answersFor } from "../../i18n/answers.ts";
import { backupTextsFor } from "../../i18n/backups.ts";
import { durationText } from "../../i18n/measures.ts";
import { textsFor } from "../../i18n/texts.ts";
import type { Answer, AnswerWorld } from "../../ports/feature.ts";
import { findingMarks, findingText } from "../../ports/findings.ts";
import { placeText } from "../../ports/gaps.ts";
import type { Finding, Json, Plan } from "../../ports/operation.ts";
import { context, divider, section } from "../../slack/blocks.ts";
import { modal } from "../../slack/elements.ts";
import { bold, code, join, md, member, type Safe, userGroup } from "../../slack/mrkdwn.ts";
import { approvalIds, namedIn } from "../approvals/model.ts";

type Page = Extract<Answer, { readonly type: "form" }>;

export interface Preflight {
  readonly plan: Plan;
  readonly hash: string;
  readonly findings: readonly Finding[];
  readonly policy: Policy;
  readonly could: readonly string[];
  readonly environment: Environment;
}

/** Characters of data; escaping may make five of one. */
const valueMax = 400;
const whyMax = 500;

export const preflightPage = (
  preflight: Preflight,
  { config, operations }: Pick<AnswerWorld, "config" | "operations">,
): Page => {
  const { plan, hash, findings, policy } = preflight;
  const { preflight: words } = backupTextsFor(config.language);
  const needsVotes = policy.votes > 0;
  const described = plan.steps.map((step) =>
    operations[step.operation].describe(step, plan.subject, config.language),
  );
  const runs = join(
    described.map((each) => each.runs),
    "\n",
  );
  const risks = described.flatMap((each) => each.risks);
  const blocks = [
    section(bold(runs)),
    section(md`${words.why}: ${cut(oneLine(plan.why), whyMax)}`),
    ...titled(
      words.risks,
      risks.map((risk) => md`• ${risk}`),
    ),
    ...titled(
      words.checked,
      findings.map((each) => md`${findingMarks[each.level]} ${findingText(each, config.language)}`),
    ),
    ...titled(words.terms, termsOf(preflight, config)),
    divider,
    ...titled(
      words.parameters,
      parametersOf(plan).map(([path, value]) => md`${code(path)} ${cut(oneLine(value), valueMax)}`),
    ),
    context(
      md`${join(
        plan.steps.map(({ place }) => md`${placeText(place, config)}`),
        " · ",
      )} · ${words.plan} ${code(`${hash.slice(0, 4)}-${hash.slice(4, 8)}`)} · ${words.revision(plan.revision)}`,
    ),
  ];
  return {
    type: "form",
    form: modal(words.title, blocks, {
      close: answersFor(config.language).close,
      submit: needsVotes ? words.send : words.run,
      callbackId: approvalIds.send,
      kept: namedIn({ request: plan.request, revision: plan.revision, hash }),
    }),
    gist: {
      title: words.title,
      text: md`${words.closed}`,
      blocks: [section(md`${words.closed}`), section(runs)],
    },
  };
};

/** Why it cannot be asked for, where there is no form to correct. */
export const stoppedMessage = (
  stops: readonly Finding[],
  { config }: Pick<AnswerWorld, "config">,
): Extract<Answer, { readonly type: "message" }> => {
  const { preflight: words } = backupTextsFor(config.language);
  const lines = stopLines(stops, config.language);
  return {
    type: "message",
    message: {
      title: words.stoppedTitle,
      text: md`${words.stopped} ${join(lines, " ")}`,
      blocks: [section(bold(md`${words.stopped}`)), ...inSections(lines)],
    },
    place: "new",
  };
};

export const stopLines = (stops: readonly Finding[], language: "en" | "ja"): readonly Safe[] =>
  stops.map((each) => md`${findingMarks.stop} ${findingText(each, language)}`);

const termsOf = ({ policy, could, plan }: Preflight, config: AnswerWorld["config"]): readonly Safe[] => {
  const { preflight: words } = backupTextsFor(config.language);
  const texts = textsFor(config.language);
  const minutes = (ms: number) => durationText(Math.max(minuteMs, ms), texts);
  const { votes, isTyped, expiresInMs, runWithinMs, rule } = policy;
  if (votes === 0)
    return [md`${words.noVotes}`, md`${words.runsAtOnce(minutes(runWithinMs))}`, ruleText(rule, words)];
  const others = could.filter((lead) => lead !== plan.requester).length;
  return [
    md`${words.votes(votes)} ${peopleText(policy.leads)} (${words.able(others)})`,
    ...(isTyped ? [md`${words.typed(cut(oneLine(plan.subject.name), valueMax))}`] : []),
    md`${words.expires(minutes(expiresInMs))}`,
    md`${words.runsWithin(minutes(runWithinMs))}`,
    ruleText(rule, words),
  ];
};

const ruleText = (rule: string, words: { readonly rule: string }): Safe => md`${words.rule}: ${code(rule)}`;

const peopleMax = 8;

/** A modal calls nobody. */
const peopleText = ({ group, users }: People): Safe => {
  const all = [...(group === undefined ? [] : [userGroup(group)]), ...users.map(member)];
  const more = all.length > peopleMax ? [md`…`] : [];
  return join([...all.slice(0, peopleMax), ...more], ", ");
};

/** Every field of the calls, by its path. */
const parametersOf = ({ steps }: Plan): readonly (readonly [string, string])[] =>
  steps.flatMap(({ input }) => leavesOf(input, ""));

const leavesOf = (value: Json, path: string): readonly (readonly [string, string])[] => {
  if (typeof value !== "object" || value === null) return [[path, String(value)]];
  return Object.entries(value).flatMap(([key, inner]) =>
    leavesOf(inner as Json, path === "" ? key : `${path}.${key}`),
  );
};

const titled = (title: string, lines: readonly Safe[]) =>
  lines.length === 0 ? [] : inSections([bold(md`${title}`), ...lines]);

/** Slack's limit of a section, with room for what joins the lines. */
const sectionMax = 2_900;

/** Lines in as few sections as hold them. */
export const inSections = (lines: readonly Safe[]) => {
  const sections: Safe[][] = [[]];
  let length = 0;
  for (const line of lines) {
    if (length > 0 && length + line.mrkdwn.length + 1 > sectionMax) {
      sections.push([]);
      length = 0;
    }
    sections.at(-1)?.push(line);
    length += line.mrkdwn.length + 1;
  }
  return sections.filter((each) => each.length > 0).map((each) => section(join(each, "\n")));
};
