// Approvals at the front door: what can be pressed on a card, the forms of a decision, and what can be asked of requests.
import type { CommandName, FrontTexts } from "../../i18n/front-en.ts";
import type { Door, Porch, Reply } from "../../ports/door.ts";
import type { OperationName } from "../../ports/operation.ts";
import { checking, opening, refusing, showing, working } from "../../ports/replies.ts";
import { type CommandLine, folded } from "../../slack/command-line.ts";
import type { PressRequest, SubmitRequest } from "../../slack/request.ts";
import { approvalIds, readMore, whiches, whyField } from "./model.ts";
import type { ListQuery } from "./record.ts";

const pressMore = (press: PressRequest, porch: Porch): Reply =>
  readMore(press.value)?.what === "withdraw" ? working() : opening(press, porch);

const submit = (_: SubmitRequest, { texts }: Porch): Reply => ({ do: "check", view: checking(texts) });

const submitWithReason = (sent: SubmitRequest, porch: Porch): Reply =>
  (sent.view.values[whyField] ?? "").trim() === ""
    ? { do: "errors", errors: { [whyField]: porch.texts.noReason } }
    : submit(sent, porch);

type Read<Query> =
  | { readonly type: "query"; readonly query: Query }
  | { readonly type: "refused"; readonly says: string };

const ack =
  <Query>(command: CommandName, read: (line: CommandLine, texts: FrontTexts) => Read<Query>) =>
  (line: CommandLine, { texts }: Porch): Reply => {
    const reading = read(line, texts);
    return reading.type === "query" ? working() : refusing(reading.says, texts, command);
  };

/** Which ones and where, in either order. */
export const readRequestsLine = ({ words }: CommandLine, texts: FrontTexts): Read<ListQuery> => {
  const rest = words.slice(1);
  const isWhich = (word: string) => whiches.some((each) => each === folded(word));
  const which = whiches.find((each) => rest.some((word) => folded(word) === each)) ?? "open";
  const [environment, extra] = rest.filter((word) => !isWhich(word));
  if (extra !== undefined) return { type: "refused", says: texts.tooMany(extra) };
  return {
    type: "query",
    query: { which, from: 0, ...(environment === undefined ? {} : { environment }) },
  };
};

export interface WhatIfQuery {
  readonly kind: OperationName;
  /** An environment or what lies in one. */
  readonly thing?: string;
  /** A Slack user id. */
  readonly as?: string;
}

/** By the words of the commands. */
const kinds: Readonly<Record<string, OperationName>> = {
  now: "backup",
  backup: "backup",
  copy: "copy",
  stop: "stop",
};

export const readWhatIfLine = ({ words }: CommandLine, texts: FrontTexts): Read<WhatIfQuery> => {
  const [, operation = "", ...rest] = words;
  const kind = Object.hasOwn(kinds, folded(operation)) ? kinds[folded(operation)] : undefined;
  if (kind === undefined) return { type: "refused", says: texts.badOperation(operation) };
  const at = rest.findIndex((word) => folded(word) === "as");
  const [thing, extra] = at < 0 ? rest : rest.slice(0, at);
  if (extra !== undefined) return { type: "refused", says: texts.tooMany(extra) };
  const who = at < 0 ? undefined : rest.slice(at + 1).join(" ");
  const as = /^@([UW][A-Z0-9]{5,20})$/.exec(who ?? "")?.[1];
  if (who !== undefined && as === undefined) return { type: "refused", says: texts.badPerson(who) };
  return {
    type: "query",
    query: { kind, ...(thing === undefined ? {} : { thing }), ...(as === undefined ? {} : { as }) },
  };
};

export const approvalsDoor: Door = {
  commands: {
    requests: { flags: [], ack: ack("requests", readRequestsLine) },
    // The options of the commands, so that a line can be tried as it would be typed: none of them changes who decides.
    whatif: { flags: ["vault", "retain", "window", "to", "why"], ack: ack("whatif", readWhatIfLine) },
  },
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
    [approvalIds.list]: showing,
    [approvalIds.page]: working,
    [approvalIds.open]: () => ({ do: "nothing" }),
  },
  forms: {
    [approvalIds.send]: submit,
    [approvalIds.approveTyped]: submit,
    [approvalIds.denied]: submitWithReason,
    [approvalIds.brokenGlass]: submitWithReason,
  },
};
