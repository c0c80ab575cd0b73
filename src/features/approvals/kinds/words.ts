// How people, things and links are written in the answers to presses, in lists and in what-if.
import type { Config, Environment, People } from "../../../config/config.ts";
import { cut, oneLine } from "../../../core/text.ts";
import type { Instant } from "../../../core/time.ts";
import { approvalTextsFor } from "../../../i18n/approvals.ts";
import { approvalAsksFor } from "../../../i18n/approvals-asks.ts";
import type { Subject } from "../../../ports/operation.ts";
import { messageLink } from "../../../slack/message-link.ts";
import { join, link, md, moment, type Safe, utcText } from "../../../slack/mrkdwn.ts";
import type { Request, ShownCard } from "../model.ts";
import { peopleText } from "./card-facts.ts";

const nameMax = 80;

/** Words of which one part stands before something and the other after it. */
export const around = ([before, after]: readonly [string, string], inner: Safe): Safe =>
  join([md`${before}`, inner, md`${after}`], "");

/** A user group by its name, and people by theirs; only whom the answer is for is called by it. */
export const listText = (people: People, { language }: Config): Safe =>
  peopleText(people, approvalTextsFor(language));

export const labelOf = ({ name, labels }: Environment, { language }: Config): string =>
  labels[language] ?? name;

export const nameOf = ({ name }: Subject): string => cut(oneLine(name), nameMax);

/** What a request would do, in as few words as a row of a list has. */
export const whatOf = (kind: Request["kind"], subject: Subject, { language }: Config): string =>
  approvalTextsFor(language).title[kind](nameOf(subject));

export const momentText = (at: Instant): Safe => moment(at, utcText(at));

/** None before the poster has posted it. */
export const cardLink = (card: ShownCard | undefined, config: Config): readonly Safe[] =>
  card === undefined
    ? []
    : [link(messageLink(config.slackTeam, card.channel, card.ts), approvalAsksFor(config.language).card)];
