// What Stillpoint answers to whoever presses, lists or asks "what if", in English. Where a name or a link stands
// inside a sentence there are two words: what is before it, and what is after.

type Around = readonly [string, string];

const around = (before: string, after: string): Around => [before, after];

export const approvalAsksEn = {
  title: "Requests",
  /** By the kind of operation. */
  noun: { backup: "backup", copy: "copy", stop: "stop" },
  state: {
    open: "waiting for leads",
    granted: "approved, about to start",
    running: "running",
    succeeded: "done",
    failed: "failed",
    unknown: "unclear: nobody can tell whether it ran",
    denied: "denied",
    withdrawn: "withdrawn",
    expired: "expired",
    void: "void",
  },
  card: "See the card",

  refusedTitle: "Not done",
  /** By the name of the reason. */
  refused: {
    gone: "This request is not known any more.",
    changed: "This changed after you saw it, so nothing was counted.",
    over: (state: string) => `This is decided already: ${state}.`,
    running: "This runs already, so nothing of that is possible any more.",
    "self-approval": (noun: string) => `You asked for this ${noun}, so somebody else must approve it.`,
    "voted-before": "You have approved this already.",
    "not-lead": (environment: string) => `You are not a lead for this in ${environment}.`,
    "not-requester": "Only whoever asked may do this.",
    "not-asker": (noun: string, environment: string) => `You may not ask for a ${noun} in ${environment}.`,
    expired: "The time for this request is over, so nothing was counted. It can be asked for again.",
    phrase: (name: string) => `That is not the name. Type ${name}`,
    "to-type": (name: string) =>
      `Approving this now also needs its name: ${name}. Press Approve on the card again.`,
    "nobody-can-approve": (needed: number, able: number) =>
      `Nothing was sent, for nobody could approve it: ${needed} ${needed === 1 ? "lead is" : "leads are"} needed, and ${able} could decide now.`,
    barred: "This may not run as it is written. Ask again, and the form says why.",
    "draft-over": "This page is too old. Please ask again.",
    "not-entitled": "You may not run this without votes.",
    "reviewed-before": "Somebody has signed this off already.",
    "own-review": "You ran this yourself, so a second person must sign it off.",
    "too-many-edits": "This was changed too often. Withdraw it and ask anew.",
    unchanged: "Nothing was changed.",
    busy: "Many press at once just now. Please press again.",
    "too-long": "This came with too much text to be kept as evidence. Leave something out and ask again.",
    "too-old": "This took too long, so nothing was counted. Please press again.",
    "not-known": "Slack did not say who you are for two minutes, so nothing was counted. Please press again.",
  },
  can: {
    approve: around("", " can approve it."),
    ask: around("", " can ask for it."),
    breakGlass: around("", " can."),
    requester: around("", " asked for it."),
    review: around("", " can sign it off."),
    leads: around("", " decide here."),
  },
  now: "The current one:",

  receipt: {
    sent: { title: "Sent", text: "Sent to the leads." },
    edited: "Sent anew; votes for what it was before do not count any more.",
    needs: (votes: number): Around => around(`${votes} of `, " must approve it."),
    until: around("Votes count until ", "."),
    afterwards: (within: string) =>
      `After the last vote it starts within ${within}. You hear the outcome in a message.`,
    typed: "Each of them also types its name.",
    running: {
      title: "Started",
      text: "No votes are needed here, so it starts now. You hear the outcome in a message.",
    },
    voted: { title: "Approved", text: "Your approval counts." },
    denied: { title: "Denied", text: "Denied. Whoever asked is told, with your reason." },
    withdrawn: { title: "Withdrawn", text: "Withdrawn. Nothing runs." },
    broken: {
      title: "Running without votes",
      text: "It starts now, without votes. All leads are told, and a second person must sign it off.",
    },
    reviewed: { title: "Signed off", text: "Signed off." },
    standing: (state: string) => `Now: ${state}.`,
  },

  typing: {
    title: "Approve",
    label: (name: string) => `Type ${name} to approve`,
    hint: "Its name, so that nobody approves the wrong one by habit.",
    submit: "Approve",
  },
  denying: {
    title: "Deny",
    label: "Why?",
    hint: "Whoever asked reads this.",
    submit: "Deny",
    empty: "Please say why: whoever asked reads it.",
  },
  breaking: {
    title: "Run without votes",
    warning: "It starts at once. All leads are told, and a second person must sign it off afterwards.",
    label: "Why can it not wait for the leads?",
    hint: "Stands on the card and in the audit log.",
    phrase: (name: string) => `Type ${name} to run it`,
    submit: "Run now",
  },

  list: {
    title: "Requests",
    heading: {
      open: "Open requests",
      mine: "What you asked for",
      awaiting: "Waiting for your approval",
    },
    none: {
      open: "No request is open.",
      mine: "You have not asked for anything lately.",
      awaiting: "Nothing waits for your approval.",
    },
    which: { open: "Open", mine: "Mine", awaiting: "Awaiting me" },
    votes: (given: number, needed: number) => `${given} of ${needed} ${needed === 1 ? "vote" : "votes"}`,
    left: (time: string) => `${time} left`,
    asked: (age: string): Around => around("asked by ", `, ${age} ago`),
    page: (from: number, to: number, total: number) => `${from}–${to} of ${total}`,
    newer: "Newer",
    older: "Older",
    cut: (count: number) => `Only the newest ${count} requests of each environment were looked at.`,
    mark: {
      open: "🔐",
      granted: "🟢",
      running: "🔵",
      succeeded: "🟢",
      failed: "🔴",
      unknown: "⚪",
      denied: "⛔",
      withdrawn: "↩️",
      expired: "⌛",
      void: "⛔",
    },
  },

  home: {
    title: "Requests",
    awaiting: (count: number) => `${count} waiting for your approval`,
    mine: (count: number) => `${count} of your own`,
    open: (count: number) => `${count} open`,
    none: "No request is open.",
    more: (count: number) => `and ${count} more`,
    all: "Requests",
  },

  whatIf: {
    title: "What if",
    head: { backup: "A backup", copy: "A copy", stop: "Stopping a job" },
    ask: {
      yes: (who: string) => `${who} may ask for it.`,
      no: (who: string) => `${who} may not ask for it.`,
    },
    askers: "May ask",
    approve: {
      lead: (who: string) => `${who} may approve what others ask for.`,
      none: (who: string) => `${who} may not approve it.`,
    },
    you: "You",
    leads: "Decide",
    votes: (votes: number) =>
      votes === 0 ? "none: the asker's own press is enough" : `${votes} ${votes === 1 ? "lead" : "leads"}`,
    typed: "each also types its name",
    needed: "Votes",
    able: "Could approve now",
    ableCount: (able: number) => `${able} ${able === 1 ? "person" : "people"}, not counting whoever asks`,
    nobody: "too few: it would be refused before anybody is asked",
    cut: "or more",
    expires: (time: string) => `${time} to collect them; asked for now, until`,
    window: (time: string) => `starts within ${time} after the last vote`,
    time: "Time",
    freezes: "Freezes",
    noFreeze: "none now or in the next 14 days",
    frozenNow: "now, until",
    frozenSoon: "from",
    frozenTo: "to",
    granted: { waits: "what is approved waits for the end", void: "what is approved is void" },
    breakers: "Without votes, in need",
    rule: "Decided by",
    unknownPerson: (typed: string) => `Slack knows no “${typed}” in this team.`,
    unknownThing: (typed: string, known: string) =>
      `“${typed}” is neither an environment nor a protected resource that you may read. There is ${known}.`,
  },
};
