// What can be pressed on a card and what becomes of it there, the same on every kind of card: who took it, until when it
// is put aside.
import type { ActionsBlockElement } from "@slack/types";
import { isWorthRetrying, type JobFacts, type JobKind } from "../../../backup/job.ts";
import type { Texts } from "../../../i18n/en.ts";
import { context } from "../../../slack/blocks.ts";
import { actions, button, overflow } from "../../../slack/elements.ts";
import { limits } from "../../../slack/limits.ts";
import { md, member } from "../../../slack/mrkdwn.ts";
import { jobIds } from "../../jobs/model.ts";
import { alertIds, type Incident, snoozes } from "../model.ts";
import { at } from "./card-parts.ts";

/** One thing to press first: to take it, as long as nobody has. `looks` are the card's own, between that and the rest. */
export const buttonsOf = (incident: Incident, looks: readonly ActionsBlockElement[], texts: Texts) =>
  row([
    ...(incident.acknowledged === undefined && isShort(incident.id)
      ? [button(alertIds.acknowledge, texts.card.acknowledge, incident.id, { isPrimary: true })]
      : []),
    ...furtherButtons(incident, looks, texts),
  ]);

const furtherButtons = ({ id }: Incident, looks: readonly ActionsBlockElement[], { card }: Texts) => {
  const choices = snoozes.map((each) => ({ label: card.snooze[each], value: `${each} ${id}` }));
  return [...looks, ...(isShort(id) ? [overflow(alertIds.snooze, choices)] : [])];
};

/** Whether an incident's id can be carried by what is pressed; AWS's own are half as long. */
const isShort = (id: string): boolean => id.length + "morning ".length <= limits.optionValue;

/** A row of nothing is refused by Slack. */
const row = (elements: readonly ActionsBlockElement[]) => (elements.length === 0 ? [] : [actions(elements)]);

export const taken = ({ acknowledged }: Incident, { card }: Texts) =>
  acknowledged === undefined
    ? []
    : [context(md`✋ ${card.takenBy} ${member(acknowledged.by)} · ${at(acknowledged.at)}`)];

/** What was put aside is one line, until it opens again by itself. */
export const asideOf = (incident: Incident, looks: readonly ActionsBlockElement[], texts: Texts) => {
  const { snoozed } = incident;
  if (snoozed === undefined) return undefined;
  const { snoozedUntil, snoozedBy } = texts.card;
  return [
    context(md`💤 ${snoozedUntil} ${at(snoozed.until)} · ${snoozedBy} ${member(snoozed.by)}`),
    ...taken(incident, texts),
    ...row(furtherButtons(incident, looks, texts)),
  ];
};

/** Asks for the job again, where that may help: whether it can be asked for, the preflight finds out. */
export const retryButton = (
  {
    kind,
    state,
    facts,
    value,
  }: {
    readonly kind: JobKind;
    readonly state: string;
    readonly facts: JobFacts;
    readonly value: string;
  },
  { card }: Texts,
) => {
  const isShort = value.length <= limits.buttonValue;
  const isWorthIt = kind !== "restore" && isWorthRetrying(state, facts);
  return isShort && isWorthIt ? [button(jobIds.retry, card.retryIt, value)] : [];
};

/** Opens all that is known of it, for whoever may read its environment. */
export const detailsButton = (value: string, { card }: Texts) =>
  value.length > limits.buttonValue ? [] : [button(alertIds.details, card.details, value)];
