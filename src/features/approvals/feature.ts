// Approvals: whoever asks, whoever decides, and what runs, once.
import type { Feature } from "../../ports/feature.ts";
import { answerSend } from "./kinds/asking.ts";
import { call } from "./kinds/calling.ts";
import { answerDenied, answerDeny } from "./kinds/denying.ts";
import { draw } from "./kinds/drawing.ts";
import { answerEverything } from "./kinds/everything.ts";
import { answerBreakGlass, answerBrokenGlass, answerReview } from "./kinds/glass.ts";
import { answerRequests, answerRequestsPage } from "./kinds/listing.ts";
import { answerMore } from "./kinds/more.ts";
import { takeRun } from "./kinds/run.ts";
import { tell } from "./kinds/telling.ts";
import { tick } from "./kinds/tick.ts";
import { answerApprove, answerApproveTyped, answerTyped } from "./kinds/voting.ts";
import { answerWhatIf } from "./kinds/what-if.ts";
import { answerEdit, answerWithdraw } from "./kinds/withdrawing.ts";
import { approvalIds } from "./model.ts";

export const approvals: Feature = {
  name: "approvals",
  posts: { "approvals.draw": draw, "approvals.tell": tell, "approvals.call": call },
  commands: { requests: answerRequests, whatif: answerWhatIf },
  actions: {
    [approvalIds.approve]: answerApprove,
    [approvalIds.typed]: answerTyped,
    [approvalIds.deny]: answerDeny,
    [approvalIds.withdraw]: answerWithdraw,
    [approvalIds.edit]: answerEdit,
    [approvalIds.breakGlass]: answerBreakGlass,
    [approvalIds.review]: answerReview,
    [approvalIds.more]: answerMore,
    [approvalIds.everything]: answerEverything,
    [approvalIds.list]: answerRequestsPage,
    [approvalIds.page]: answerRequestsPage,
  },
  forms: {
    [approvalIds.send]: answerSend,
    [approvalIds.approveTyped]: answerApproveTyped,
    [approvalIds.denied]: answerDenied,
    [approvalIds.brokenGlass]: answerBrokenGlass,
  },
  runs: takeRun,
  ticks: tick,
};
