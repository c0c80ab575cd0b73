// Every state of the weekly line.
import type { Config } from "../../../src/config/config.ts";
import { instant } from "../../../src/core/time.ts";
import type { Tally, Week } from "../../../src/features/ledger/model.ts";
import { weekCard } from "../../../src/features/ledger/views.ts";
import { fates } from "../../../src/ports/outcome.ts";
import type { Card } from "../../../src/slack/card.ts";

const quiet: Tally = {
  outcomes: {
    "first-sign": 11,
    "not-understood": 1,
    "same-again": 2,
    "card-exists": 6,
    "good-again": 1,
    "still-running": 802,
    "below-threshold": 401,
    routine: 14,
    "nothing-new": 2,
  },
  lost: 0,
  found: 0,
};

export const weekWith = (tally: Tally, change: Partial<Week> = {}): Week => ({
  first: "2026-11-16",
  last: "2026-11-22",
  from: instant(Date.parse("2026-11-15T15:00:00Z")),
  to: instant(Date.parse("2026-11-22T15:00:00Z")),
  channel: "C0FALLBACK01",
  tally,
  ...change,
});

const every = Object.fromEntries(Object.keys(fates).map((name, index) => [name, index + 1]));
const twoMonths = { first: "2026-11-30", last: "2026-12-06" };

export const weekCardsIn = (config: Config): Readonly<Record<string, Card>> => {
  const card = (tally: Tally, change: Partial<Week> = {}) => weekCard(weekWith(tally, change), config);
  return {
    week: card(quiet),
    "week-empty": card({ outcomes: {}, lost: 0, found: 0 }),
    "week-lost": card({ ...quiet, lost: 3 }),
    "week-one-lost": card({ outcomes: { "first-sign": 1 }, lost: 1, found: 0 }),
    "week-every-rule": card(
      { outcomes: { ...every, "of-an-older-version": 1 }, lost: 0, found: 2 },
      twoMonths,
    ),
    "week-rerouted": card(quiet, { refusedBy: { channel: "C0PRODUCTION", refusal: "not_in_channel" } }),
  };
};
