// Approvals at the front door: what can be pressed on a card, and the forms of a decision.
import type { Door, Porch, Reply } from "../../ports/door.ts";
import { checking, opening, working } from "../../ports/replies.ts";
import type { PressRequest, SubmitRequest } from "../../slack/request.ts";
import { approvalIds, readMore, whyField } from "./model.ts";

const pressMore = (press: PressRequest, porch: Porch): Reply =>
  readMore(press.value)?.what === "withdraw" ? working() : opening(press, porch);

const submit = (_: SubmitRequest, { texts }: Porch): Reply => ({ do: "check", view: checking(texts) });

const submitWithReason = (sent: SubmitRequest, porch: Porch): Reply =>
  (sent.view.values[whyField] ?? "").trim() === ""
    ? { do: "errors", errors: { [whyField]: porch.texts.noReason } }
    : submit(sent, porch);

export const approvalsDoor: Door = {
  actions: {
    [approvalIds.approve]: working,
    [approvalIds.typed]: opening,
    [approvalIds.deny]: opening,
    [approvalIds.withdraw]: working,
    [approvalIds.edit]: opening,
    [approvalIds.breakGlass]: opening,
    [approvalIds.review]: working,
    [approvalIds.more]: pressMore,
    [approvalIds.everything]: opening,
    [approvalIds.open]: () => ({ do: "nothing" }),
  },
  forms: {
    [approvalIds.send]: submit,
    [approvalIds.approveTyped]: submit,
    [approvalIds.denied]: submitWithReason,
    [approvalIds.brokenGlass]: submitWithReason,
  },
};
