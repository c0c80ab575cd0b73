// Parts that every kind of card has: its headline, where it happened, what other apps may read of it.
import type { JobKey, Severity } from "../../../backup/job.ts";
import type { Account, Config } from "../../../config/config.ts";
import { cut, oneLine } from "../../../core/text.ts";
import type { Instant } from "../../../core/time.ts";
import type { Texts } from "../../../i18n/en.ts";
import { context } from "../../../slack/blocks.ts";
import { type Card, marks } from "../../../slack/card.ts";
import { channelName, join, md, moment, type Safe, utcText } from "../../../slack/mrkdwn.ts";
import type { Incident } from "../model.ts";

/** Characters of data in a headline and a fact; escaping may make five of one. */
const nameMax = 80;
const factMax = 200;

export const headline = (severity: Severity, parts: readonly string[]): Safe =>
  md`${marks[severity]} ${join(
    parts.filter((part) => part !== "").map((part) => md`${part}`),
    " · ",
  )}`;

/**
 * The same for a lock screen and a screen reader, which may not show the mark or say it oddly: how bad it is stands in a
 * word, unless the headline has that word itself.
 */
export const spoken = (severity: Severity, parts: readonly string[], texts: Texts): Safe => {
  const [first = "", ...rest] = parts;
  const said = texts.card.severity[severity as keyof Texts["card"]["severity"]];
  const isSaid = said === undefined || said.stems.some((stem) => first.toLowerCase().includes(stem));
  return headline(severity, [isSaid ? first : `${said.word}: ${first}`, ...rest]);
};

/** What other apps of the workspace may read: nothing secret. */
export const metadataOf = (
  { id, environment }: Pick<Incident, "id" | "environment">,
  severity: Severity,
  state: string,
): Card["metadata"] => ({
  event_type: "stillpoint_alert",
  event_payload: {
    incident: id.slice(0, factMax),
    severity,
    environment: environment ?? "",
    state: state.slice(0, nameMax),
  },
});

/** The environment's label, else the account's digits: a name that nobody gave is not made up. */
export const placeOf = (incident: Incident, job: Pick<JobKey, "account">, config: Config): string => {
  const environment = config.environments.find(({ name }) => name === incident.environment);
  return environment?.labels[config.language] ?? environment?.name ?? clip(job.account, nameMax);
};

export const accountText = (id: string, region: string | undefined, config: Config): Safe => {
  const name = accountNamed(id, config)?.name ?? id;
  return md`${clip([name, region ?? ""].filter((part) => part !== "").join(" · "), factMax)}`;
};

const accountNamed = (id: string, config: Config): Account | undefined => {
  for (const { accounts } of config.environments) {
    const found = accounts.find((account) => account.id === id);
    if (found !== undefined) return found;
  }
  return undefined;
};

export const wrongChannel = ({ refusedBy }: Incident, texts: Texts) => {
  if (refusedBy === undefined) return [];
  const { before, after } = texts.card.wrongChannel(clip(refusedBy.refusal, nameMax));
  return [context(md`${before}${channelName(clip(refusedBy.channel, nameMax))}${after}`)];
};

export const at = (when: Instant): Safe => moment(when, utcText(when));

export const clip = (text: string, max: number): string => cut(oneLine(text), max);
