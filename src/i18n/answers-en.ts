// What Stillpoint answers to commands, in English.

export const answersEn = {
  close: "Close",
  /** While Slack does not say who somebody is. */
  checking: "Checking… Slack has not said yet who you are. You will hear of it here.",

  status: {
    title: "Status",
    /** The day is the team's, wherever whoever looks may be. */
    today: (zone: string) => `Today since 00:00, ${zone}`,
    counts: {
      good: (count: number) => `${count} good`,
      warned: (count: number) => `${count} ${count === 1 ? "warning" : "warnings"}`,
      failed: (count: number) => `${count} failed`,
      unknown: (count: number) => `${count} in a state that Stillpoint does not know`,
      running: (count: number) => `${count} running`,
    },
    nothing: "no job has ended yet",
    lastBackup: "Last good backup",
    noBackup: "No good backup since yesterday.",
    notKnown: "AWS did not answer for all of it, so the last good backup is not known.",
    open: "Open",
    nothingOpen: "Nothing is open.",
    openSince: (age: string) => `for ${age}`,
    openMore: (count: number) => `and ${count} more`,
    failedJobs: "Failed jobs",
    allJobs: "Jobs",
    refresh: "Refresh",
  },

  jobs: {
    title: "Jobs",
    heading: (count: number) => `${count} ${count === 1 ? "job" : "jobs"}`,
    none: "No job fits.",
    noneNext: "Look further back, for example with --since 7d, or leave a filter out.",
    columns: {
      when: "Began",
      state: "State",
      kind: "Job",
      resource: "Resource",
      place: "Where",
    },
    kind: { backup: "backup", copy: "copy", restore: "restore" },
    filters: {
      ago: "in the last",
      since: "since",
      environment: "in",
      state: "state",
      resource: "resource",
      type: "type",
      kind: "kind",
    },
    page: (from: number, to: number, total: number) => `${from}–${to} of ${total}`,
    open: "Open a job…",
    newer: "Newer",
    older: "Older",
    unknownState: (typed: string, known: string) => `“${typed}” is no state. There is ${known}.`,
    badDay: (typed: string) => `“${typed}” is no day of the calendar.`,
  },

  job: {
    title: "Job",
    state: "State",
    began: "Began",
    ended: "Ended",
    percentDone: "Done",
    size: "Size",
    role: "Role",
    consistency: "Consistency",
    gone: "AWS does not know this job. It keeps jobs for about 30 days.",
  },

  points: {
    title: "Recovery points",
    form: {
      title: "Recovery points",
      label: "Resource",
      placeholder: "Type a name, a type or an account",
      hint: "Resources that AWS Backup protects in the environments that you may read.",
      submit: "Show",
    },
    none: (name: string) => `AWS Backup has no recovery point of ${name}.`,
    columns: {
      when: "Created",
      size: "Size",
      vault: "Vault",
      expires: "Expires",
      consistency: "Consistency",
    },
    never: "never",
    notSaid: "not known",
    unknownResource: (typed: string) => `No protected resource is called “${typed}”.`,
    similar: "Perhaps one of these:",
    several: (typed: string) => `Several resources are called “${typed}”. Which one?`,
    nothingProtected: "AWS Backup protects nothing yet in the environments that you may read.",
    pick: "Choose a resource",
    listAge: (age: string) => `The list of resources is ${age} old.`,
  },

  consistency: {
    "application-consistent": "application-consistent",
    "crash-consistent": "crash-consistent",
    "no-backup": "no backup",
    unknown: "not known",
  },

  /** What the verdict on a Windows backup means for a restore, where it is not application-consistent. */
  consistencyMeans: {
    "crash-consistent": "crash-consistent only: as after a power cut, so databases may need recovery",
    "no-backup": "no backup: nothing of this run can be restored",
    unknown: "not known: AWS has not said whether VSS worked",
  },

  vaults: {
    title: "Vaults",
    none: "There is no backup vault in the environments that you may read.",
    columns: {
      vault: "Vault",
      place: "Where",
      points: "Recovery points",
      lock: "Lock",
      retention: "Retention",
    },
    locked: "🔒 locked",
    open: "not locked",
    retention: (min: string, max: string) => `${min}–${max} d`,
    anyRetention: "any",
    airGapped: "air-gapped",
    more: (count: number) => `and ${count} more`,
  },

  home: {
    yours: "What you may do",
    rights: { read: "read", ask: "ask for backups and restores", lead: "approve", audit: "audit" },
    as: "As of",
  },

  alert: {
    gone: "This alert is not known any more.",
    notTheirs:
      "You may not ask for operations in this alert's environment, so somebody who may has to take it.",
    notTheirsToRead: "You may not read this alert's environment.",
    allGood: "This is well again, so nobody has to take it.",
    taken: "Somebody else took it a moment ago; the card says who.",
    busy: "Many press at once just now. Please press again.",
  },

  refusal: {
    title: "Not possible",
    deactivated: "This account is deactivated in Slack, so it may see nothing here.",
    bot: "Stillpoint answers people, not other apps.",
    guest: "Guests may see nothing of AWS Backup. A full member can ask for you.",
    stranger: "Only members of this Slack team may see something here.",
    outsider: {
      read: "You may not read any environment. The platform team can add you to the readers of one.",
      ask: "You may not ask for operations in any environment. The platform team can add you to the askers of one.",
      lead: "You are not a lead of any environment.",
      audit: "You are not an auditor of any environment.",
    },
    environment: (name: string, known: string) => `You may not read ${name}. You may read ${known}.`,
    unknownEnvironment: (typed: string, known: string) =>
      `There is no environment “${typed}”. You may read ${known}.`,
  },

  fault: {
    title: "No answer",
    tooOld: "This took too long. Please press again.",
    "aws-throttled": "AWS is limiting calls just now. Please try again in a minute.",
    "aws-unavailable": "AWS did not answer. Please try again in a minute.",
    "aws-denied": "Stillpoint may not read this in AWS. The platform team should check the reader role.",
    "aws-not-found": "AWS does not know this any more.",
    slack: "Slack did not say who you are, so nothing was shown. Please try again in a minute.",
    bug: "Something in Stillpoint broke. Nothing was started.",
    quote: (id: string) => `Quote ${id} when you ask about it.`,
    silent: (places: string) => `Not all answered: ${places}. What they have is missing here.`,
    cut: (count: number) => `Only the newest ${count} jobs of a place were looked at.`,
  },
};

export type AnswerTexts = typeof answersEn;
