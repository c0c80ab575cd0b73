// Whether whoever is woken is woken, and finds what to do: each rule from templates to sentences.
import { readFileSync } from "node:fs";
import { guardedOf, valuesOf } from "./statement.ts";
import { allOf, at, type Found, textsOf } from "./template.ts";
import type { Rule } from "./walls.ts";

const text = readFileSync(new URL("../../docs/runbook.md", import.meta.url), "utf8");

/** Code is no prose: a comment of the shell is not a heading. */
const prose = text.replace(/^```[\s\S]*?^```/gm, "");

/** Each stands for an alarm. */
export const headings = [...prose.matchAll(/^## (.+)$/gm)].map(([, heading = ""]) => heading);

/** As GitHub makes them: lower case, no punctuation, a hyphen for every space. */
export const anchorOnGitHub = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}_\- ]/gu, "")
    .replaceAll(" ", "-");

export const runbook = { text, prose } as const;

const alarm = "AWS::CloudWatch::Alarm";

const said = ({ stack, name }: Found, what: string): string => `${stack.id}: ${name} ${what}`;

const descriptionOf = ({ properties }: Found): string => String(at(properties, "AlarmDescription"));

/** What its description begins with, and where that leads. */
const leadsTo = (found: Found): { readonly heading: string; readonly anchor: string } => {
  const [, heading = "", anchor = ""] = /^(.+)\. \S+#(\S+)$/.exec(descriptionOf(found)) ?? [];
  return { heading, anchor };
};

export const alarmsLeadToTheRunbook: Rule = (installation) =>
  allOf(installation, alarm)
    .filter((found) => {
      const { heading, anchor } = leadsTo(found);
      return !headings.includes(heading) || anchor !== anchorOnGitHub(heading);
    })
    .map((found) => said(found, `leads to ${descriptionOf(found)}`));

export const theRunbookHasNoMore: Rule = (installation) => {
  const led = allOf(installation, alarm).map((found) => leadsTo(found).heading);
  return headings
    .filter((heading) => !led.includes(heading))
    .map((heading) => `no alarm leads to "${heading}"`);
};

export const alarmsRingByMail: Rule = (installation) =>
  allOf(installation, alarm).flatMap((found) => {
    const { stack, properties } = found;
    const topics = allOf([stack], "AWS::SNS::Topic").filter(({ name }) => name === "stillpoint-alarms");
    const heard = allOf([stack], "AWS::SNS::Subscription").some(
      (mail) =>
        at(mail.properties, "Protocol") === "email" &&
        topics.some(({ arn }) => arn === at(mail.properties, "TopicArn")),
    );
    const rings = (actions: string) =>
      textsOf(at(properties, actions)).join() === topics.map(({ arn }) => arn).join();
    return [
      ...(topics.length === 1 && heard ? [] : [said(found, "reaches nobody")]),
      ...(rings("AlarmActions") ? [] : [said(found, "does not ring")]),
      ...(rings("OKActions") ? [] : [said(found, "does not tell when it is well again")]),
      ...(at(properties, "ActionsEnabled") === false ? [said(found, "is mute")] : []),
    ];
  });

/** A topic's own policy takes the place of the one that let in whatever is in its account. */
export const cloudWatchMayRing: Rule = (installation) =>
  guardedOf(installation)
    .filter(({ name }) => name === "stillpoint-alarms")
    .filter(
      ({ found, statements }) =>
        !statements.some(
          (statement) =>
            statement.isAllow &&
            statement.principals.includes("Service:cloudwatch.amazonaws.com") &&
            statement.actions.includes("sns:Publish") &&
            [...valuesOf(statement, "aws:SourceAccount"), ...valuesOf(statement, "aws:SourceArn")].every(
              (value) => value.includes(found.stack.account),
            ),
        ),
    )
    .map(({ found }) => `${found.stack.id}: CloudWatch may not publish to stillpoint-alarms`);

/** Of the clock silence is the alarm; everywhere else it is peace. */
export const silenceIsRead: Rule = (installation) =>
  allOf(installation, alarm)
    .filter(({ name, properties }) => {
      const isHeartbeat = name === "stillpoint-heartbeat";
      const isBelow = at(properties, "ComparisonOperator") === "LessThanThreshold";
      const missing = at(properties, "TreatMissingData");
      return missing !== (isHeartbeat ? "breaching" : "notBreaching") || isBelow !== isHeartbeat;
    })
    .map((found) => said(found, "reads silence the wrong way"));
