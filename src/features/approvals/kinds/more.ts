// The rarer things, behind the three dots of a card: each is its own press, with its own right.
import { environmentsFor } from "../../../config/rights.ts";
import type { Answerer } from "../../../ports/feature.ts";
import { approvalIds, type Further, namedIn, readMore } from "../model.ts";
import { answererOn } from "./answering.ts";
import { answerDeny } from "./denying.ts";
import { answerBreakGlass } from "./glass.ts";
import { answerEdit, answerWithdraw } from "./withdrawing.ts";

const further: Readonly<Record<Further, Answerer<string>>> = {
  deny: answerDeny,
  withdraw: answerWithdraw,
  edit: answerEdit,
  "break-glass": answerBreakGlass,
};

/** What another version wrote names nothing any more. */
const unread: Answerer<string> = answererOn<string>({
  needs: "read",
  button: approvalIds.more,
  lacking: "gone",
  answer: async () => {
    throw new Error("what names nothing is refused before");
  },
});

const chosenIn = (value: string): { readonly answerer: Answerer<string>; readonly asked: string } => {
  const read = readMore(value);
  return read === undefined
    ? { answerer: unread, asked: "" }
    : { answerer: further[read.what], asked: namedIn(read.named) };
};

export const answerMore: Answerer<string> = {
  needs: "read",
  isLive: true,
  answer: (value, asker, world) => {
    const { answerer, asked } = chosenIn(value);
    const environments = environmentsFor(asker.person, answerer.needs, world.config);
    const { person, at, packed } = asker;
    return environments.length === 0 && answerer.turnAway !== undefined
      ? answerer.turnAway(asked, { user: person.id, why: "no-right", at, packed }, world)
      : answerer.answer(asked, { ...asker, environments }, world);
  },
  turnAway: (value, turned, world) => {
    const { answerer, asked } = chosenIn(value);
    if (answerer.turnAway === undefined) throw new Error("whoever presses here is answered");
    return answerer.turnAway(asked, turned, world);
  },
};
