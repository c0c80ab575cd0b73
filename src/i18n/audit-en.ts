// What is said of the audit log, in English. Counts and days come as text.

export const auditEn = {
  title: "Audit log",
  sought: {
    all: "Everything",
    person: "What one person did",
    name: (name: string) => `What concerns ${name}`,
  },
  since: "since",
  none: "No row of the audit log fits.",
  noneNext: "Look further back, for example with --since 30d.",
  stopped: (day: string) => `Looked back to ${day}. Older goes on from there.`,
  /** Who did something, where Stillpoint did it itself. */
  stillpoint: "Stillpoint",
  /** What somebody did, by the verb of its row. */
  verb: {
    "request.asked": "asked for approval",
    "request.edited": "changed the request",
    "request.approved": "approved",
    "request.granted": "granted: the votes are enough",
    "request.denied": "denied",
    "request.withdrawn": "withdrew the request",
    "request.expired": "the request expired",
    "request.voided": "the request became void",
    "step.claimed": "took the step in hand",
    "step.called": "called AWS",
    "step.running": "the step runs",
    "step.succeeded": "the step succeeded",
    "step.failed": "the step failed",
    "step.unknown": "what became of the step is not known",
    "request.succeeded": "the request is done",
    "request.failed": "the request failed",
    "request.unknown": "what became of the request is not known",
    "press.refused": "was refused",
    "run.refused": "the run was refused",
    "broken-glass": "acted without approval, in an emergency",
    "review.signed": "signed the review",
    "view.mismatch": "what was shown is not what was asked",
  },
  /** On the last refusal that is written down. */
  capped: "further refusals are not written down",
  export: "Export",
  older: "Older",
  newest: "Newest",
  file: (count: string, from: string, to: string) =>
    `Audit log, ${from} to ${to} (UTC days): rows: ${count}, oldest first. Each line is one row as JSON, with its hash.`,
  fileCut: (max: string) => `There are more than ${max}; ask for a shorter time to have the rest.`,

  verify: {
    whole: (from: string, to: string) =>
      `The audit log is whole, ${from} to ${to} (UTC days): no row is changed or missing.`,
    broken: (from: string, to: string, count: string) =>
      `The audit log is not whole, ${from} to ${to} (UTC days). Found: ${count}.`,
    counted: (rows: string, heads: string) => `Rows: ${rows}. Daily heads: ${heads}.`,
    more: (count: string) => `and ${count} more`,
    next: (heading: string) => `What to do: the runbook, under "${heading}".`,
    /** A row by its chain and number. */
    row: (chain: string, number: string) => `${chain} no. ${number}`,
    hidden: "a row of an environment that you do not audit",
    /** By the name of the trouble; the day stands before it. */
    trouble: {
      unreadable: () => "something lies in the log that is no row",
      altered: (row: string) => `changed after it was written: ${row}`,
      misplaced: (row: string) => `lies where it does not belong: ${row}`,
      forked: (row: string) => `there are two with this number: ${row}`,
      gap: (row: string, count: string) => `before ${row}, rows are missing: ${count}`,
      unlinked: (row: string) => `does not follow from the row before it: ${row}`,
      "rows-gone": (_: string, count: string) => `rows of the day's head that are gone: ${count}`,
      "rows-late": (_: string, count: string) =>
        `rows that came when the day was closed, and no head has them yet: ${count}`,
      "head-missing": () => "the day has no head",
      "head-altered": () => "the day's head was changed, or is none",
      "head-unlinked": () => "the day's head does not follow from the one before it",
    },
  },
};
