// What may become of a delivery, by the name of the rule that says so. Whoever hears deliveries answers with one of
// these names; the ledger keeps them, and the weekly line has words for each.

/** A card was posted, a card that stands took it in, or nothing was said. */
export type Fate = "posted" | "grouped" | "silent";

export const fates = {
  "first-sign": "posted",
  "not-understood": "posted",
  "worse-meanwhile": "posted",
  "card-exists": "grouped",
  "same-again": "grouped",
  storm: "grouped",
  "storm-again": "grouped",
  "good-again": "grouped",
  "still-running": "silent",
  "below-threshold": "silent",
  routine: "silent",
  "accepted-message": "silent",
  "before-recovery": "silent",
  "under-a-failed-backup": "silent",
  "quiet-hours": "silent",
  "nothing-new": "silent",
  "not-named-yet": "silent",
  "call-refused": "silent",
  "started-by-stillpoint": "silent",
  "started-by-plan": "silent",
  "started-by-aws": "silent",
  "expected-caller": "silent",
  "outside-ignored": "silent",
  "origin-unknown": "silent",
  "origin-pending": "silent",
} as const satisfies Readonly<Record<string, Fate>>;

export type Outcome = keyof typeof fates;
