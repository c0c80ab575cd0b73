// What is said of a week of events, in English. Counts come as text, with their commas.

export const ledgerEn = {
  week: (days: string) => `Week of ${days}`,
  received: (count: string) => `${count} ${count === "1" ? "event" : "events"}`,
  posted: (count: string) => `${count} posted`,
  grouped: (count: string) => `${count} grouped`,
  silent: (count: string) => `${count} silent`,
  lost: (count: string) => `${count} lost`,
  group: { posted: "Posted", grouped: "Grouped", silent: "Silent" },
  counted: (count: string, rule: string) => `${count} ${rule}`,
  /** By the name of what became of an event. */
  rule: {
    "first-sign": "new, in a card of its own",
    "not-understood": "not understood, shown as they came",
    "worse-meanwhile": "became worse in quiet hours",
    "card-exists": "more about a card that stands",
    "same-again": "failed again, in the card's thread",
    storm: "one of many failures for one cause",
    "storm-again": "failed again among many",
    "good-again": "good again, turned a card green",
    "still-running": "still under way",
    "below-threshold": "less severe than what opens a card there",
    routine: "routine, told by their jobs",
    "accepted-message": "accepted in the configuration",
    "before-recovery": "older than the recovery",
    "under-a-failed-backup": "copies that a failed backup explains",
    "quiet-hours": "held for the end of quiet hours",
    "nothing-new": "told before",
    "not-named-yet": "begun, without an id yet",
    "call-refused": "calls that AWS refused",
    "started-by-stillpoint": "started or stopped by Stillpoint",
    "started-by-plan": "started by a plan, a restore test or another job",
    "started-by-aws": "started or stopped by AWS itself",
    "expected-caller": "started or stopped by whom the configuration expects",
    "outside-ignored": "started or stopped by others where nobody wants to know",
    "origin-unknown": "jobs of which AWS did not say what started them",
    "origin-pending": "jobs of which it is not known yet what started them",
  },
  found: (count: string) => `Never delivered by AWS and found by Stillpoint: ${count}`,
  missing: (count: string) =>
    count === "1"
      ? "1 event was received and never brought to an end. Its alert was not shown, or not with its reason; it may lie in the dead-letter queue."
      : `${count} events were received and never brought to an end. Their alerts were not shown, or not with their reasons; they may lie in the dead-letter queue.`,
  next: (heading: string) => `the runbook, under "${heading}".`,
};
