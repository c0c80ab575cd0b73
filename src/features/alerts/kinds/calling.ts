// Whom a card calls, and what it says beside what it is about: that it was held back, that nobody took it. Slack calls
// those whom the text and the blocks above the bar name; what stands beside the bar, and what is edited, calls nobody.
import type { Config } from "../../../config/config.ts";
import { ageText } from "../../../i18n/measures.ts";
import { textsFor } from "../../../i18n/texts.ts";
import { context, section } from "../../../slack/blocks.ts";
import type { Card } from "../../../slack/card.ts";
import { channelName, join, md, type Safe, userGroup } from "../../../slack/mrkdwn.ts";
import type { Call, Incident } from "../model.ts";
import { at } from "./card-parts.ts";

/** Whether somebody is still to be called. */
export const mayCall = (why: Call, { critical, acknowledged, snoozed }: Incident, card: Card): boolean => {
  if (!isCritical(card) || critical === undefined) return false;
  return why === "critical"
    ? critical.mention !== undefined
    : acknowledged === undefined && snoozed === undefined;
};

const isCritical = ({ metadata }: Card): boolean => metadata.event_payload.severity === "critical";

/** The card with those whom it calls. */
export const withCall = (card: Card, { critical }: Incident): Card => {
  if (critical?.mention === undefined) return card;
  const group = userGroup(critical.mention);
  return { ...card, text: `${card.text}\n${group.mrkdwn}`, blocks: [...card.blocks, section(group)] };
};

/** What becomes of any card, whatever it is about; a good one is not burdened with what was. */
export const withNotices = (card: Card, incident: Incident, config: Config): Card => {
  const { severity } = card.metadata.event_payload;
  if (severity === "good" || severity === "running") return card;
  const said = [...heldBack(incident, config), ...notTaken(incident, config)];
  return said.length === 0 ? card : { ...card, body: [...card.body, ...said.map((each) => context(each))] };
};

const heldBack = ({ held }: Incident, config: Config): readonly Safe[] => {
  const { heldSince } = textsFor(config.language).card;
  return held?.ended === "posted" ? [md`🌙 ${heldSince} ${at(held.since)}`] : [];
};

const notTaken = ({ escalated = [], also = [] }: Incident, config: Config): readonly Safe[] => {
  const { escalation: words } = textsFor(config.language).card;
  return escalated.map(({ step, at: when }) => {
    const elsewhere = also.filter(({ isEscalated }) => isEscalated === true);
    return step === 1
      ? md`📣 ${words.saidAgain} ${at(when)}`
      : md`📣 ${words.alsoIn} ${join(
          elsewhere.map(({ channel }) => channelName(channel)),
          " ",
        )} ${at(when)}`;
  });
};

/** Under the card, for the whole channel: whom it calls, why, and what about. */
export const callCard = (why: Call, incident: Incident, card: Card, config: Config): Card => {
  const { calling } = textsFor(config.language).card;
  const texts = textsFor(config.language);
  const { critical, escalated = [], environment } = incident;
  const own = config.environments.find(({ name }) => name === environment)?.escalation?.mention;
  const mention = why === "critical" ? critical?.mention : (own ?? critical?.mention);
  const since = (escalated[0]?.at ?? 0) - (critical?.since ?? 0);
  const words = why === "critical" ? calling.critical : calling.notTaken(ageText(since, texts));
  const said = join([...(mention === undefined ? [] : [userGroup(mention)]), md`${words}`], " ");
  return {
    text: `${card.text.split("\n")[0] ?? ""}\n${said.mrkdwn}`,
    blocks: [section(said), ...card.blocks.slice(0, 1)],
    body: [],
    color: card.color,
    // The card counts for other tools; this line only calls.
    metadata: { ...card.metadata, event_type: "stillpoint_call" },
  };
};
