// One page of requests: what each would do, how it stands, and where its card is. Nothing can be decided here; but whoever
// asked takes theirs back or changes it, for the leads' channel may be closed to them.
import type { Config, Environment } from "../../../config/config.ts";
import { policyFor } from "../../../config/policy.ts";
import type { Instant } from "../../../core/time.ts";
import { approvalTextsFor } from "../../../i18n/approvals.ts";
import { approvalAsksFor } from "../../../i18n/approvals-asks.ts";
import { ageText } from "../../../i18n/measures.ts";
import { textsFor } from "../../../i18n/texts.ts";
import { context, section } from "../../../slack/blocks.ts";
import { actions, button, overflow } from "../../../slack/elements.ts";
import type { Message } from "../../../slack/message.ts";
import { bold, join, md, member, type Safe } from "../../../slack/mrkdwn.ts";
import { planOf, stricter } from "../decide.ts";
import { environmentOf } from "../flow.ts";
import { approvalIds, moreOf, type Request, type ShownCard, whiches } from "../model.ts";
import { type ListQuery, listIn } from "../record.ts";
import { around, cardLink, labelOf, whatOf } from "./words.ts";

/** Each is three lines, and a screen holds not many more. */
export const pageSize = 10;

interface Page {
  /** Who looks at it. */
  readonly viewer: string;
  readonly query: ListQuery;
  readonly rows: readonly { readonly request: Request; readonly card: ShownCard | undefined }[];
  readonly total: number;
  /** How many of each environment were looked at, where there were more. */
  readonly cutAt?: number;
}

export const listMessage = (page: Page, now: Instant, config: Config): Message => {
  const { query, rows, total, cutAt } = page;
  const { list: words } = approvalAsksFor(config.language);
  const { which, from } = query;
  const range = words.page(from + 1, from + rows.length, total);
  const heading = md`${words.heading[which]}`;
  return {
    title: words.title,
    text: rows.length === 0 ? md`${words.none[which]}` : md`${heading} (${range})`,
    blocks: [
      section(bold(heading)),
      ...(rows.length === 0
        ? [section(md`${words.none[which]}`)]
        : rows.map(({ request, card }) => ({
            ...section(rowText(request, card, now, config)),
            ...ownDots(request, page.viewer, config),
          }))),
      ...(rows.length < total ? [context(md`${range}`)] : []),
      ...(cutAt === undefined ? [] : [context(md`⚠️ ${words.cut(cutAt)}`)]),
      actions([...turns(page, config), ...others(query, config)]),
    ],
  };
};

/** What whoever asked may do with it. */
const ownDots = (request: Request, viewer: string, config: Config) => {
  const { card } = approvalTextsFor(config.language);
  const { id, revision, hash, phase } = request;
  const may: readonly ("withdraw" | "edit")[] =
    phase.state === "open" ? ["withdraw", "edit"] : phase.state === "granted" ? ["withdraw"] : [];
  if (request.requester !== viewer || may.length === 0) return {};
  const choices = may.map((what) => ({
    label: card[what],
    value: moreOf(what, { request: id, revision, hash }),
  }));
  return { accessory: overflow(`${approvalIds.more}#${id}`, choices) };
};

const rowText = (request: Request, card: ShownCard | undefined, now: Instant, config: Config): Safe => {
  const { list: words, state } = approvalAsksFor(config.language);
  const { phase, requester, createdAt } = request;
  const environment = environmentOf(request, { config });
  const place = environment === undefined ? request.environment : labelOf(environment, config);
  const age = ageText(Math.max(0, now - createdAt), textsFor(config.language));
  const standing = [
    md`${state[phase.state]}`,
    ...(phase.state === "open" ? openFacts(request, environment, now, config) : []),
  ];
  return join(
    [
      md`${words.mark[phase.state]} ${bold(md`${whatOf(request.kind, planOf(request).subject, config)}`)} · ${place}`,
      join(standing, " · "),
      join([around(words.asked(age), member(requester)), ...cardLink(card, config)], " · "),
    ],
    "\n",
  );
};

const openFacts = (
  request: Request,
  environment: Environment | undefined,
  now: Instant,
  config: Config,
): readonly Safe[] => {
  const { list: words, state } = approvalAsksFor(config.language);
  const left = request.expiresAt - now;
  const { terms } = planOf(request);
  const { votes } = environment === undefined ? terms : stricter(terms, policyFor(environment, request.kind));
  return [
    md`${words.votes(request.votes.length, votes)}`,
    md`${left > 0 ? words.left(ageText(left, textsFor(config.language))) : state.expired}`,
  ];
};

const turns = ({ query, rows, total }: Page, config: Config) => {
  const { list: words } = approvalAsksFor(config.language);
  const { from } = query;
  const at = (start: number): string => listIn({ ...query, from: start });
  return [
    ...(from === 0
      ? []
      : [button(`${approvalIds.page}#newer`, words.newer, at(Math.max(0, from - pageSize)))]),
    ...(from + rows.length >= total
      ? []
      : [button(`${approvalIds.page}#older`, words.older, at(from + pageSize))]),
  ];
};

const others = ({ which, environment }: ListQuery, config: Config) => {
  const { list: words } = approvalAsksFor(config.language);
  const within = environment === undefined ? {} : { environment };
  return whiches
    .filter((each) => each !== which)
    .map((each) =>
      button(`${approvalIds.page}#${each}`, words.which[each], listIn({ which: each, from: 0, ...within })),
    );
};
