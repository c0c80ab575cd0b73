// What the executor takes for a proof, and every way in which somebody who can write the table might forge one.
import { describe, expect, it } from "vitest";
import { mayAsk, mayBreakGlass } from "../../../src/config/policy.ts";
import type { Person } from "../../../src/config/rights.ts";
import { type Instant, minuteMs } from "../../../src/core/time.ts";
import { sealPlan } from "../../../src/features/approvals/decide.ts";
import { phraseField, prove } from "../../../src/features/approvals/kinds/proof.ts";
import { approvalIds, namedIn, type Press, type Request } from "../../../src/features/approvals/model.ts";
import { evidenceOf } from "../../../src/features/approvals/record.ts";
import type { Plan } from "../../../src/ports/operation.ts";
import { packRequest } from "../../../src/slack/pack.ts";
import { signatureOf } from "../../slack/signing.ts";
import { asked, minute, people, planOfBackup, policyOf, team } from "./requests.ts";

const secret = "the signing secret of the tests 1";
const { asker, leadA, leadB, breaker } = people;

interface Shape {
  readonly named: string;
  readonly at: Instant;
  readonly team?: string;
  readonly secret?: string;
  readonly typed?: string;
  readonly form?: string;
  readonly button?: string;
  readonly inHome?: boolean;
}

/** The bytes that Slack would have sent, packed as the front door packs them. */
const pressed = (user: string, shape: Shape): { readonly press: Press; readonly packed: string } => {
  const { named, at, form, button = approvalIds.approve } = shape;
  const from = { user: { id: user, team_id: shape.team ?? team }, team: { id: shape.team ?? team } };
  const values = {
    [phraseField]: { [phraseField]: { type: "plain_text_input", value: shape.typed ?? null } },
  };
  const view = { id: "V1", type: "modal", callback_id: form, private_metadata: named, state: { values } };
  const payload =
    form === undefined
      ? {
          type: "block_actions",
          ...from,
          actions: [{ action_id: button, value: named }],
          ...(shape.inHome === true ? { view: { ...view, type: "home" } } : {}),
        }
      : { type: "view_submission", ...from, view };
  const body = Buffer.from(new URLSearchParams({ payload: JSON.stringify(payload) }).toString());
  const timestamp = String(Math.floor(at / 1000));
  const contentType = "application/x-www-form-urlencoded";
  const signature = signatureOf(shape.secret ?? secret, timestamp, body);
  const packed = packRequest({ body, contentType, timestamp, signature }) ?? "";
  return { press: { user, at, evidence: evidenceOf(packed) }, packed };
};

const member = (id: string): Person => ({
  id,
  teams: [team],
  groups: [],
  isDeleted: false,
  isBot: false,
  isGuest: false,
  isStranger: false,
});

/**
 * What Slack signs when somebody opens the Home tab: JSON, with whatever the worker wrote into the view, which here is a
 * press in another's name for whoever reads the bytes as a form.
 */
const homeOpened = (user: string, named: string, at: Instant) => {
  const vote = {
    type: "block_actions",
    user: { id: user, team_id: team },
    actions: [{ action_id: approvalIds.approve, value: named }],
  };
  const metadata = `&${new URLSearchParams({ payload: JSON.stringify(vote) }).toString()}&`;
  const event = { type: "app_home_opened", tab: "home", user: asker, view: { private_metadata: metadata } };
  const body = Buffer.from(JSON.stringify({ type: "event_callback", team_id: team, event }));
  const timestamp = String(Math.floor(at / 1000));
  const contentType = "application/x-www-form-urlencoded";
  const signature = signatureOf(secret, timestamp, body);
  const packed = packRequest({ body, contentType, timestamp, signature }) ?? "";
  return { press: { user, at, evidence: evidenceOf(packed) }, packed };
};

/** A request whose presses are what is given; whatever is left out is as it should be. */
const proofOf = (
  given: {
    readonly plan?: Partial<Plan>;
    readonly asks?: Partial<Shape> & { readonly user?: string };
    readonly votes?: readonly (Partial<Shape> & { readonly user: string; readonly as?: string })[];
    readonly glass?: Partial<Shape>;
    readonly policy?: Parameters<typeof policyOf>[0];
    readonly leads?: readonly string[];
    readonly lose?: boolean;
    readonly swap?: boolean;
    readonly garble?: boolean;
    readonly teams?: readonly string[];
    readonly inEvent?: boolean;
    readonly secrets?: readonly string[];
  } = {},
) => {
  const plan = planOfBackup(given.plan);
  const request = asked(given.plan);
  const named = namedIn({ request: request.id, revision: plan.revision, hash: request.hash });
  const { user: who = asker, ...asks } = given.asks ?? {};
  const ask = pressed(who, { named, at: minute(1), form: approvalIds.send, ...asks });
  const votes = (given.votes ?? [{ user: leadA }]).map(({ user, as = user, ...shape }, index) => {
    const { press, packed } =
      given.inEvent === true
        ? homeOpened(user, named, minute(5 + index))
        : pressed(user, { named, at: minute(5 + index), ...shape });
    return { press: { ...press, user: as }, packed };
  });
  const broken =
    given.glass === undefined
      ? undefined
      : pressed(breaker, {
          named,
          at: minute(6),
          form: approvalIds.brokenGlass,
          typed: "orders-db",
          ...given.glass,
        });
  const all = [ask, ...votes, ...(broken === undefined ? [] : [broken])];
  const exhibits = new Map(all.map(({ press, packed }) => [press.evidence, packed]));
  const [first] = votes;
  if (given.lose === true && first !== undefined) exhibits.delete(first.press.evidence);
  if (given.swap === true && first !== undefined) exhibits.set(first.press.evidence, ask.packed);
  if (given.garble === true) exhibits.set(evidenceOf("garbage"), "garbage");
  const garbled = votes.map(({ press }) => ({ ...press, evidence: evidenceOf("garbage") }));
  const record: Request = {
    ...request,
    asked: ask.press,
    votes: given.garble === true ? garbled : votes.map(({ press }) => press),
    ...(broken === undefined ? {} : { glass: { press: broken.press, why: "the shop is down" } }),
  };
  const leads = given.leads ?? [leadA, leadB, asker];
  return prove({
    request: record,
    plan,
    policy: policyOf(given.policy),
    exhibits,
    secrets: given.secrets ?? [secret],
    people: new Map(
      [leadA, leadB, asker, breaker].map((id) => [id, { ...member(id), teams: given.teams ?? [team] }]),
    ),
    isLead: ({ id }) => leads.includes(id),
    isAsker: (person) => mayAsk(policyOf(given.policy), person),
    isBreaker: (person) => mayBreakGlass(policyOf(given.policy), person),
  });
};

const typed = { terms: { ...planOfBackup().terms, isTyped: true } };
const two = { terms: { ...planOfBackup().terms, votes: 2 } };
const none = { terms: { ...planOfBackup().terms, votes: 0 } };
const other = (change: object) => {
  const { hash } = sealPlan(planOfBackup());
  return namedIn({ request: "r0123456789ab", revision: 1, hash, ...change });
};

describe("is proven", () => {
  it("by a lead's press; its time begins the run window", () => {
    expect(proofOf()).toMatchObject({ type: "proven", by: [leadA], grantedAt: minute(5) });
  });

  it("by two leads, at the second one's time, in any order", () => {
    const votes = [
      { user: leadB, at: minute(9) },
      { user: leadA, at: minute(5) },
    ];
    expect(proofOf({ plan: two, votes })).toMatchObject({ type: "proven", grantedAt: minute(9) });
  });

  it("by the asker alone where no vote is needed", () => {
    const proof = proofOf({ plan: none, policy: { votes: 0 }, votes: [] });
    expect(proof).toMatchObject({ type: "proven", by: [], grantedAt: minute(1) });
  });

  it("by a lead of another workspace of the same organisation", () => {
    const votes = [{ user: leadA, team: "T0000000002" }];
    expect(proofOf({ votes, teams: ["T0000000002", "E0000000001"] })).toMatchObject({ type: "proven" });
  });

  it("by a typed phrase where one is asked for", () => {
    const votes = [{ user: leadA, form: approvalIds.approveTyped, typed: "Orders-DB" }];
    expect(proofOf({ plan: typed, votes })).toMatchObject({ type: "proven" });
  });

  it("by the secret before the one in force", () => {
    expect(proofOf({ secrets: ["a newer signing secret of the tests", secret] })).toMatchObject({
      type: "proven",
    });
  });

  it("by a broken glass of somebody entitled", () => {
    expect(proofOf({ votes: [], glass: {} })).toMatchObject({ type: "proven", by: [breaker] });
  });
});

describe("falls, and nothing is forged", () => {
  it("when the lead is one no longer", () => {
    expect(proofOf({ leads: [] })).toEqual({ type: "fell", by: [], needed: 1 });
  });

  it("when the policy asks for more votes since", () => {
    expect(proofOf({ policy: { votes: 2 } })).toEqual({ type: "fell", by: [leadA], needed: 2 });
  });

  it.each<[string, Parameters<typeof policyOf>[0]]>([
    ["asks for a phrase", { isTyped: true }],
    ["leaves less time", { expiresInMs: 3 * minuteMs }],
  ])("when the policy since %s", (_, policy) => {
    expect(proofOf({ policy })).toEqual({ type: "fell", by: [], needed: 1 });
  });

  it("when no vote is needed, and whoever asked may not ask any more", () => {
    const policy = { votes: 0, askers: { users: [] } };
    expect(proofOf({ plan: none, policy, votes: [] })).toEqual({ type: "fell", by: [], needed: 0 });
  });

  it("when whoever broke the glass is not entitled any more", () => {
    const policy = { breakers: { users: [] } };
    expect(proofOf({ votes: [], glass: {}, policy })).toMatchObject({ type: "fell" });
  });
});

describe("is forged", () => {
  type Given = Parameters<typeof proofOf>[0];
  const forgeries: readonly (readonly [string, Given, string])[] = [
    ["a vote without bytes", { lose: true }, "no-evidence"],
    ["a vote with other bytes than it names", { swap: true }, "other-bytes"],
    [
      "signed with another secret",
      { votes: [{ user: leadA, secret: "somebody else's secret!" }] },
      "not-signed",
    ],
    [
      "of another request",
      { votes: [{ user: leadA, named: other({ request: "rbbbbbbbbbbbb" }) }] },
      "other-request",
    ],
    ["of another revision", { votes: [{ user: leadA, named: other({ revision: 2 }) }] }, "other-revision"],
    ["of another plan", { votes: [{ user: leadA, named: other({ hash: "0".repeat(64) }) }] }, "other-hash"],
    ["of yesterday", { votes: [{ user: leadA, at: minute(-24 * 60) }] }, "out-of-time"],
    ["of before it was asked for", { votes: [{ user: leadA, at: minute(0) }] }, "out-of-time"],
    ["of after it expired", { votes: [{ user: leadA, at: minute(61) }] }, "out-of-time"],
    ["somebody's press in another's name", { votes: [{ user: asker, as: leadA }] }, "other-person"],
    ["of another workspace", { votes: [{ user: leadA, team: "T9999999999" }] }, "other-team"],
    ["the asker's own vote", { votes: [{ user: asker }] }, "self-approval"],
    ["one lead's two presses", { plan: two, votes: [{ user: leadA }, { user: leadA }] }, "voted-twice"],
    ["another button's press", { votes: [{ user: leadA, button: approvalIds.everything }] }, "other-button"],
    ["a press in the Home tab", { votes: [{ user: leadA, inHome: true }] }, "not-a-press"],
    ["the asker's press as a vote", { votes: [{ user: leadA, form: approvalIds.send }] }, "other-button"],
    ["a plain press where a phrase is asked for", { plan: typed }, "other-button"],
    [
      "a wrong phrase",
      { plan: typed, votes: [{ user: leadA, form: approvalIds.approveTyped, typed: "orders" }] },
      "other-button",
    ],
    ["a vote written into something else that Slack signed", { inEvent: true }, "not-a-press"],
    ["a vote whose bytes nobody packed", { garble: true }, "not-a-press"],
    ["an asker who did not ask", { asks: { user: leadB } }, "other-person"],
    ["an ask for another plan", { asks: { named: other({ hash: "0".repeat(64) }) } }, "other-hash"],
    ["an ask of before the plan", { asks: { at: minute(-1) } }, "out-of-time"],
    ["a glass without its phrase", { votes: [], glass: { typed: "" } }, "other-button"],
    ["a glass that is a vote", { votes: [], glass: { form: approvalIds.approveTyped } }, "other-button"],
  ];
  it.each(forgeries)("%s", (_, given, reason) => {
    expect(proofOf(given)).toMatchObject({ type: "forged", reason });
  });
});
