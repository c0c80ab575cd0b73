// The shape of everything that answers to a press on a request: what it names is read, whoever may not is refused in the
// words of what they pressed, and each refusal is written down.
import type { Right } from "../../../config/rights.ts";
import type { Asker } from "../../../ports/door.ts";
import type { Answer, Answerer, AnswerWorld, TurnedAway } from "../../../ports/feature.ts";
import type { Plan } from "../../../ports/operation.ts";
import type { ViewState } from "../../../slack/request.ts";
import { planOf } from "../decide.ts";
import { requestOf } from "../flow.ts";
import { type Draft, type Named, type Request, readNamed } from "../model.ts";
import { draftKey } from "../record.ts";
import { planIn } from "./ask-rule.ts";
import { isHeard, type Pressed, pressOf, type Reason } from "./pressing.ts";
import { type Refused, refuse } from "./refusing.ts";

/** A press, or a form that was sent: both name the request, the revision and the hash that were seen. */
const namedBy = (asked: string | ViewState): Named | undefined =>
  readNamed(typeof asked === "string" ? asked : asked.privateMetadata);

interface Parts<Asked> {
  readonly needs: Right;
  /** Its id in Slack. */
  readonly button: string;
  /** What whoever lacks the right is told. */
  readonly lacking: Reason;
  readonly answer: (named: Named, asked: Asked, asker: Asker, world: AnswerWorld) => Promise<Answer>;
}

export const answererOn = <Asked extends string | ViewState>({
  needs,
  button,
  lacking,
  answer,
}: Parts<Asked>): Answerer<Asked> => ({
  needs,
  isLive: true,
  answer: async (asked, asker, world) => {
    const named = namedBy(asked);
    return named === undefined
      ? refuse({ ...whoPressed(asker), ...nothing, reason: "gone", button }, world)
      : answer(named, asked, asker, world);
  },
  turnAway: (asked, turned, world) => turnAway({ named: namedBy(asked), button, lacking }, turned, world),
});

const nothing = { named: undefined, plan: undefined, request: undefined };

const turnAway = async (
  what: { readonly named: Named | undefined; readonly button: string; readonly lacking: Reason },
  { user, at, packed, why }: TurnedAway,
  world: AnswerWorld,
) => {
  const { named, button, lacking } = what;
  const request = named === undefined ? undefined : (await requestOf(named.request, world))?.body;
  // It counted, and whoever took it was cut off before saying so.
  if (request !== undefined && isHeard(request, pressOf({ person: { id: user }, at, packed })))
    return { type: "shown" as const };
  const reason = why === "no-right" ? reasonFor(lacking, user, request) : why;
  const plan = request === undefined ? await drafted(named, world) : planOf(request);
  return refuse({ reason, button, user, at, packed, named, request, plan }, world);
};

/** What was not sent yet. */
const drafted = async (named: Named | undefined, world: AnswerWorld): Promise<Plan | undefined> => {
  if (named === undefined) return undefined;
  const draft = await world.store.get<Draft>(draftKey(named.request, named.revision));
  return planIn(draft?.body, named);
};

/** Whoever asked is told that, before anything about leads. */
const reasonFor = (lacking: Reason, user: string, request: Request | undefined): Reason =>
  lacking === "not-lead" && request?.requester === user ? "self-approval" : lacking;

export const whoPressed = ({ person, at, packed }: Asker): Pick<Refused, "user" | "at" | "packed"> => ({
  user: person.id,
  at,
  packed,
});

/** The answer to a press that was judged. */
export const answerTo = async (
  pressed: Pressed,
  { named, button, asker }: { readonly named: Named; readonly button: string; readonly asker: Asker },
  accepted: (request: Request) => Answer | Promise<Answer>,
  world: AnswerWorld,
): Promise<Answer> => {
  if (pressed.type === "accepted") return accepted(pressed.request);
  const { reason, request } = pressed;
  const plan = request === undefined ? undefined : planOf(request);
  return refuse({ ...whoPressed(asker), reason, button, named, request, plan }, world);
};
