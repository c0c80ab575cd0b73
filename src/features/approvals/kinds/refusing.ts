// Whoever is refused hears why, alone and kindly, and who can; and the audit log has that it was tried.
import type { Environment } from "../../../config/config.ts";
import { policyFor } from "../../../config/policy.ts";
import type { Instant } from "../../../core/time.ts";
import { answersFor } from "../../../i18n/answers.ts";
import { approvalAsksFor } from "../../../i18n/approvals-asks.ts";
import type { AnswerWorld } from "../../../ports/feature.ts";
import type { Plan } from "../../../ports/operation.ts";
import { context, section } from "../../../slack/blocks.ts";
import type { Message } from "../../../slack/message.ts";
import { join, md, member, type Safe } from "../../../slack/mrkdwn.ts";
import { refuse as refuseInLog } from "../../audit/flow.ts";
import { stricter } from "../decide.ts";
import { environmentOf, shownCardOf } from "../flow.ts";
import type { Named, Request, ShownCard } from "../model.ts";
import { evidenceOf } from "../record.ts";
import type { Reason } from "./pressing.ts";
import { around, cardLink, labelOf, listText, nameOf } from "./words.ts";

/** A press that counts for nothing. */
export interface Refused {
  readonly reason: Reason;
  /** What was pressed, by its id in Slack. */
  readonly button: string;
  readonly user: string;
  readonly at: Instant;
  readonly packed: string;
  readonly named: Named | undefined;
  readonly plan: Plan | undefined;
  readonly request: Request | undefined;
  /** How many could decide, where that was looked up. */
  readonly able?: number;
}

type Answered = { readonly type: "message"; readonly message: Message; readonly place: "new" };

export const refuse = async (refused: Refused, world: AnswerWorld): Promise<Answered> => {
  const { reason, button, user, named } = refused;
  const request = named?.request ?? "none";
  world.log.info("press.refused", { request, user, button, reason });
  await writeDown(refused, request, world);
  const card = named === undefined ? undefined : await shownCardOf(named.request, world);
  return { type: "message", message: refusalMessage(refused, card, world), place: "new" };
};

/** A row of the audit log, in a short chain of its own. Without a plan nobody knows where it was wanted. */
const writeDown = (refused: Refused, request: string, world: AnswerWorld) => {
  const { reason, button, user, at, packed, plan, named } = refused;
  return refuseInLog(
    {
      request,
      once: evidenceOf(packed),
      at,
      environment: plan?.environment ?? "",
      verb: "press.refused",
      by: user,
      ...(plan === undefined ? {} : { resource: plan.subject.arn }),
      facts: { reason, button, ...(named === undefined ? {} : { revision: named.revision }) },
    },
    world,
  );
};

/** Where a look at the card as it is now says the rest. */
const withCard: readonly Reason[] = [
  "changed",
  "over",
  "running",
  "expired",
  "voted-before",
  "reviewed-before",
  "to-type",
];

const refusalMessage = (
  refused: Refused,
  card: ShownCard | undefined,
  world: Pick<AnswerWorld, "config">,
): Message => {
  const { config } = world;
  const words = approvalAsksFor(config.language);
  const environment = refused.plan === undefined ? undefined : environmentOf(refused.plan, world);
  const says = join(
    [md`${saysOf(refused, environment, world)}`, ...whoCan(refused, environment, world)],
    " ",
  );
  const links = withCard.includes(refused.reason) ? cardLink(card, config) : [];
  const small = links.map((one) => context(md`${words.now} ${one}`));
  return { title: words.refusedTitle, text: says, blocks: [section(says), ...small] };
};

const saysOf = (
  { reason, plan, request, able }: Refused,
  environment: Environment | undefined,
  { config }: Pick<AnswerWorld, "config">,
): string => {
  const { refused: words, noun, state } = approvalAsksFor(config.language);
  const kind = noun[plan?.kind ?? "backup"];
  const place = environment === undefined ? (plan?.environment ?? "") : labelOf(environment, config);
  switch (reason) {
    case "deactivated":
    case "bot":
    case "guest":
    case "stranger":
      return answersFor(config.language).refusal[reason];
    case "over":
      return words.over(state[request?.phase.state ?? "void"]);
    case "self-approval":
      return words[reason](kind);
    case "not-lead":
      return words[reason](place);
    case "not-asker":
      return words[reason](kind, place);
    case "phrase":
    case "to-type":
      return words[reason](plan === undefined ? "" : nameOf(plan.subject));
    case "nobody-can-approve":
      return words[reason](neededFor(plan, environment), able ?? 0);
    default:
      return words[reason];
  }
};

const neededFor = (plan: Plan | undefined, environment: Environment | undefined): number =>
  plan === undefined || environment === undefined
    ? 1
    : stricter(plan.terms, policyFor(environment, plan.kind)).votes;

/** Never only "not allowed". */
const whoCan = (
  { reason, plan }: Refused,
  environment: Environment | undefined,
  { config }: Pick<AnswerWorld, "config">,
): readonly Safe[] => {
  if (plan === undefined || environment === undefined) return [];
  const { can } = approvalAsksFor(config.language);
  const policy = policyFor(environment, plan.kind);
  switch (reason) {
    case "self-approval":
    case "not-lead":
      return [around(can.approve, listText(policy.leads, config))];
    case "nobody-can-approve":
      return [around(can.leads, listText(policy.leads, config))];
    case "own-review":
      return [around(can.review, listText(policy.leads, config))];
    case "not-asker":
      return [around(can.ask, listText(policy.askers, config))];
    case "not-entitled":
      return [around(can.breakGlass, listText(policy.breakers, config))];
    case "not-requester":
      return [around(can.requester, member(plan.requester))];
    default:
      return [];
  }
};
