// What can be pressed on a card, by where its request stands. Everybody sees the same buttons; who may press them is found
// out when they do.
import type { ActionsBlockElement } from "@slack/types";
import type { Policy } from "../../../config/policy.ts";
import type { ApprovalTexts } from "../../../i18n/approvals-en.ts";
import type { Terms } from "../../../ports/operation.ts";
import { actions, button, overflow } from "../../../slack/elements.ts";
import { approvalIds, type Further, moreOf, type Named, namedIn, type Request } from "../model.ts";

/** Buttons that decide vanish with the decision; what is left looks, or signs off. */
export const buttonsOf = (
  request: Request,
  policy: Policy | undefined,
  terms: Terms,
  { card }: ApprovalTexts,
) => {
  const named: Named = { request: request.id, revision: request.revision, hash: request.hash };
  const value = namedIn(named);
  const looks = [button(approvalIds.everything, card.everything, value)];
  const dots = furtherOf(request, policy);
  const labels: Readonly<Record<Further, string>> = {
    deny: card.deny,
    withdraw: card.withdraw,
    edit: card.edit,
    "break-glass": card.breakGlass,
  };
  const choices = dots.map((what) => ({ label: labels[what], value: moreOf(what, named) }));
  const elements: readonly ActionsBlockElement[] = [
    ...(request.phase.state === "open" ? votes(value, terms, card) : []),
    ...(isToReview(request) ? [button(approvalIds.review, card.review, value, { isPrimary: true })] : []),
    ...looks,
    ...(choices.length === 0 ? [] : [overflow(approvalIds.more, choices)]),
  ];
  return actions(elements);
};

/** What was run without votes waits for a second pair of eyes. */
export const isToReview = ({ glass }: Request): boolean =>
  glass !== undefined && glass.reviewed === undefined;

const votes = (value: string, { isTyped }: Terms, card: ApprovalTexts["card"]) => [
  isTyped
    ? button(approvalIds.typed, card.approveTyped, value, { isPrimary: true })
    : button(approvalIds.approve, card.approve, value, { isPrimary: true }),
  button(approvalIds.deny, card.deny, value),
];

/** What was granted can be taken back and denied until its first call is on its way. */
const furtherOf = ({ phase }: Request, policy: Policy | undefined): readonly Further[] => {
  const { group, users } = policy?.breakers ?? { users: [] };
  const hasBreakers = group !== undefined || users.length > 0;
  if (phase.state === "open") return ["withdraw", "edit", ...(hasBreakers ? (["break-glass"] as const) : [])];
  return phase.state === "granted" ? ["deny", "withdraw"] : [];
};
