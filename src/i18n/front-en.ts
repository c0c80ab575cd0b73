// The front door's few words in English: commands, their help, and what is said when something is not taken. The
// source of the type, as en.ts is for everything else.

export const frontEn = {
  /** By the command's word. Each example runs as it stands. */
  commands: {
    status: {
      summary: "Today at a glance: good, warned and failed, what is open, the last backup.",
      usage: "/backup status [environment]",
      examples: ["/backup status", "/backup status production"],
      flags: "",
    },
    jobs: {
      summary: "Backup, copy and restore jobs as a table; each opens a page of its own.",
      usage: "/backup jobs [environment] [--state …] [--since …] [--resource …] [--type …] [--kind …]",
      examples: [
        "/backup jobs --state failed",
        "/backup jobs production --since 7d",
        "/backup jobs --type RDS --kind backup",
      ],
      flags:
        "--state failed, warning, running, good or AWS's own word such as EXPIRED · --since 90m, 24h, 7d or 2026-11-20 · --resource a name or an ARN · --type EC2, RDS, EFS … · --kind backup, copy or restore",
    },
    points: {
      summary: "A resource's recovery points: age, size, vault, expiry, consistency.",
      usage: "/backup points [resource]",
      examples: ["/backup points", "/backup points orders-db"],
      flags: "",
    },
    vaults: {
      summary: "Backup vaults: recovery points, lock, and how long they keep.",
      usage: "/backup vaults [environment]",
      examples: ["/backup vaults"],
      flags: "",
    },
    now: {
      summary: "Back up a resource now: a form, a look ahead, then the leads.",
      usage: "/backup now [resource] [--vault …] [--retain …] [--window …] [--why …]",
      examples: ["/backup now", '/backup now orders-db --retain 35d --why "before the migration"'],
      flags:
        "--vault a vault's name · --retain 35d, 12w, 1y or forever · --window 1h or longer · --why what leads read first",
    },
    copy: {
      summary: "Copy a recovery point into another vault.",
      usage: "/backup copy [recovery point or resource] [--to …] [--retain …] [--why …]",
      examples: ["/backup copy orders-fs --to prod-archive --retain 1y"],
      flags: "--to a vault's name or ARN · --retain 35d, 12w, 1y or forever · --why what leads read first",
    },
    stop: {
      summary: "Stop a running backup job.",
      usage: "/backup stop [job] [--why …]",
      examples: ["/backup stop 1B2345B2"],
      flags: "--why what leads read first",
    },
    requests: {
      summary: "What was asked for: open, yours, or waiting for your approval, with links to the cards.",
      usage: "/backup requests [open|mine|awaiting] [environment]",
      examples: ["/backup requests", "/backup requests awaiting", "/backup requests mine production"],
      flags: "",
    },
    whatif: {
      summary: "What would be needed: who is asked, how many, until when, and which rule says so.",
      usage: "/backup whatif now|copy|stop [resource or environment] [as @someone]",
      examples: ["/backup whatif now", "/backup whatif copy production"],
      flags: "",
    },
    audit: {
      summary:
        "The audit log, for auditors: who asked, decided, was refused and did what, and whether it is whole.",
      usage: "/backup audit [verify | request | @person | resource] [--since …]",
      examples: [
        "/backup audit",
        "/backup audit orders-db --since 30d",
        "/backup audit verify --since 2026-11-01",
      ],
      flags: "--since 24h, 7d or 2026-11-01",
    },
    help: {
      summary: "What a command does, with examples.",
      usage: "/backup help [command]",
      examples: ["/backup help jobs"],
      flags: "",
    },
    version: {
      summary: "Which version answers, and its configuration.",
      usage: "/backup version",
      examples: ["/backup version"],
      flags: "",
    },
  },

  menu: {
    title: "Stillpoint",
    /** Between the names of a list. */
    separator: ", ",
    /** The environments that this person may read. */
    mayRead: (names: string) => `You may read ${names}.`,
    buttons: {
      status: "Status",
      jobs: "Jobs",
      points: "Recovery points…",
      vaults: "Vaults",
      requests: "Requests",
      help: "Help",
    },
  },

  help: {
    title: "Help",
    lead: "Everything is asked for with `/backup` and a command. Only you see the answer.",
    usage: "Usage",
    flags: "Options",
    examples: "Examples",
    more: "`/backup help jobs` tells more of a command.",
  },

  version: {
    title: "Version",
    line: (version: string, commit: string) => `Stillpoint ${version} (${commit})`,
    config: (hash: string, environments: number) =>
      `Configuration ${hash}, ${environments} ${environments === 1 ? "environment" : "environments"}`,
  },

  unknownCommand: (typed: string) => `There is no command “${typed}”.`,
  didYouMean: (line: string) => `Did you mean \`${line}\`?`,
  flag: {
    unknown: (flag: string, known: string) =>
      known === ""
        ? `There is no option --${flag} here.`
        : `There is no option --${flag} here; there is ${known}.`,
    "no-value": (flag: string) => `--${flag} needs a value.`,
    twice: (flag: string) => `--${flag} stands twice; once is enough.`,
  },

  /** What was typed after a flag has not the right form. */
  badSince: (typed: string) =>
    `“${typed}” is no length of time. Say how far back: 90m, 24h, 7d, or a day as 2026-11-20.`,
  badKind: (typed: string) => `“${typed}” is no kind of job. There is backup, copy and restore.`,
  badOperation: (typed: string) =>
    typed === ""
      ? "Say what: now, copy or stop."
      : `“${typed}” is nothing that can be asked for. There is now, copy and stop.`,
  badPerson: (typed: string) => `“${typed}” is nobody. Name somebody of this team with @.`,
  unknownPerson: (typed: string) =>
    `Slack knows nobody as “${typed}”. Choose the person from the list that opens when you type @.`,
  tooMany: (words: string) => `“${words}” is one word too many.`,
  noResource: "Choose a resource.",
  noReason: "Please say why.",
  badRetention: (typed: string) =>
    `“${typed}” is no retention. Say 35d, 12w, 1y or forever; 1 to 36,500 days.`,
  badCold: (typed: string) =>
    `“${typed}” does not fit. Say 30d or the like; what is kept must stay in cold storage for 90 days or more.`,
  badWindow: (typed: string) => `“${typed}” is no start window. Say 1h, 90m or the like; 60 minutes or more.`,
  noVault: "Choose a vault.",
  noPoint: "Choose a recovery point.",
  noJob: "Choose a job.",
  noWhy: "Say why: leads read it first.",

  trouble: {
    title: "Not taken",
    tooLong: "That was too long to take. Leave something out and send it again.",
    notTaken: "This could not be taken just now, and nothing was started. Please try again.",
    notOpened: "Slack did not let the form open in time. Please try again.",
    unknownButton: "This button is of an older version and does nothing any more. Type /backup for the menu.",
    unknownForm: "This form is of an older version. Please open it again.",
  },

  loading: { title: "Stillpoint", text: "Loading…" },
  checking: { title: "Stillpoint", text: "Checking…" },
  close: "Close",

  /** Over the offers of a field: the environment, and how old the list is when it is old. */
  listAge: (environment: string, minutes: number) => `${environment} · list of ${minutes} min ago`,
};

/** The same shape in every language. */
export type FrontTexts = typeof frontEn;

/** The words that begin a command. */
export type CommandName = keyof FrontTexts["commands"];
