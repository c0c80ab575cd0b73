// What is said of backups, copies and stops that people ask for, in English.

export const backupsEn = {
  /** A step that nobody can read: it never runs. */
  unreadable: "Something that Stillpoint cannot read; it does not run.",

  kept: {
    days: (days: number) => `kept for ${days} d`,
    forever: "kept until somebody deletes it",
  },

  backup: {
    runs: (name: string, type: string, vault: string, kept: string) =>
      `One backup of ${name} (${type}) into the vault ${vault}, ${kept}.`,
    risks: {
      busy: "While it runs, AWS Backup starts no other backup or copy of this resource: a planned one waits, and may expire.",
      forever: "AWS never deletes it by itself, so it costs until somebody does.",
      cold: (days: number, stay: number) =>
        `After ${days} d it moves to cold storage. It is paid for there for at least ${stay} d, and restores take longer.`,
      window: (minutes: number) => `AWS gives up on it when it has not started within ${minutes} min.`,
      vss: "When VSS fails on the instance, AWS takes a crash-consistent backup and calls it completed all the same.",
    },
  },

  copy: {
    runs: (facts: {
      readonly point: string;
      readonly name: string;
      readonly from: string;
      readonly to: string;
      readonly kept: string;
    }) =>
      `One copy of the recovery point ${facts.point} of ${facts.name} from the vault ${facts.from} into ${facts.to}, ${facts.kept}.`,
    risks: {
      busy: "While it runs, AWS Backup starts no other backup or copy of this resource: a planned one waits, and may expire.",
      account: (account: string) =>
        `It goes into another account, ${account}: whoever may restore there can read it.`,
      region: (region: string) => `It goes into another Region, ${region}: AWS charges for the transfer.`,
    },
  },

  stop: {
    runs: (job: string, name: string, type: string) => `Stops the backup job ${job} of ${name} (${type}).`,
    risks: {
      lost: "There will be no recovery point of this job: what it has backed up so far is thrown away.",
      late: "A job that ends before AWS comes to it is not stopped.",
    },
  },

  form: {
    choose: {
      title: "Choose a resource",
      label: "Resource",
      placeholder: "Type part of a name or an ID",
      hint: "What AWS Backup protects, in the environments where you may ask.",
      submit: "Next",
    },
    now: { title: "Back up now" },
    copy: { title: "Copy recovery point" },
    stop: { title: "Stop a backup job" },
    submit: "Check",
    vault: { label: "Vault", placeholder: "Choose a vault" },
    point: { label: "Recovery point", placeholder: "Choose a recovery point" },
    target: { label: "Copy into", placeholder: "Choose a vault" },
    job: { label: "Job", placeholder: "Choose a job" },
    retention: {
      label: "Retention",
      placeholder: "such as 35d",
      hint: "35d, 12w or 1y; “forever” keeps it until somebody deletes it.",
    },
    cold: {
      label: "To cold storage after",
      placeholder: "such as 30d",
      hint: "Left empty it stays where it is. Cold storage keeps it for 90 d or more.",
    },
    window: {
      label: "Start window",
      placeholder: "such as 1h",
      hint: "AWS gives up when it has not started by then; 60 min or more. Left empty: 8 h.",
    },
    role: { label: "Role", placeholder: "Choose a role" },
    why: { label: "Why", placeholder: "INC-12: before the schema migration", hint: "Leads read this first." },
    forever: "forever",
    locked: (range: string) => `locked, ${range} d`,
    airGapped: "air-gapped",
    stopped: "It cannot be asked for as it is.",
    unknownVault: (name: string) => `There is no vault “${name}” that it could go into.`,
    noVault: (name: string) => `There is no vault for ${name} in the environments where you may ask.`,
    noPoint: (name: string) => `There is no recovery point of ${name} that could be copied.`,
    unknownPoint: (name: string) =>
      `There is no recovery point “${name}” in the environments where you may ask.`,
    unknownJob: (id: string) =>
      `There is no running backup job “${id}” in the environments where you may ask.`,
    noJob: "No backup job is running in the environments where you may ask.",
    older: "This form is of an older version. Please type the command again.",
    badDays: "Look at the retention and the days until cold storage again.",
  },

  preflight: {
    title: "Before it is asked",
    stoppedTitle: "Not possible now",
    stopped: "It cannot be asked for now.",
    send: "Send to the leads",
    run: "Run",
    why: "Why",
    risks: "To know",
    checked: "Checked",
    terms: "Who decides",
    parameters: "What AWS is sent",
    plan: "plan",
    revision: (number: number) => `rev ${number}`,
    votes: (count: number) => (count === 1 ? "One of" : `${count} of`),
    able: (count: number) => `beside you ${count} could decide now`,
    typed: (phrase: string) => `Each of them also types the name ${phrase}.`,
    expires: (length: string) => `Their votes must be in within ${length} after you have sent it.`,
    runsWithin: (length: string) => `Then it starts at once, and within ${length} or not at all.`,
    noVotes: "Nobody has to approve it: your own press runs it.",
    runsAtOnce: (length: string) => `It starts at once, and within ${length} or not at all.`,
    rule: "Rule",
    closed: "This was checked and not sent: nothing was asked for. Type the command again to send it.",
  },

  retry: {
    why: (job: string, message: string) => `Retry of the failed job ${job}: ${message}`,
    noMessage: "AWS gave no reason",
    notWorth: "The same again would fail again, so it is not offered. The alert says what to do.",
    notFailed: (state: string) => `This job has not failed (${state}), so there is nothing to retry.`,
    notTheirs: "You may not ask for operations in this alert's environment.",
    gone: "AWS does not know this job any more, or tells too little of it to do it again.",
  },

  /** What a look at AWS and at the configuration found before it was asked for; a, b and c are the finding's values. */
  findings: {
    alone: () => "No other backup or copy of this resource is running.",
    "job-running": (id: string, state: string) =>
      `Another job of this resource is on its way: ${id}, ${state}. AWS would let this one wait for it, and expire.`,
    "window-open": (at: string, until: string) =>
      `At ${at} AWS would not start a backup, inside or too close to the database's maintenance or backup window. It may still be open: ask again after ${until}.`,
    "window-near": (at: string) =>
      `At about this time of the day, at ${at}, AWS would not start a backup: the database's maintenance or backup window.`,
    "jobs-silent": () => "AWS did not say whether another job of this resource is running.",
    "vault-there": (vault: string) => `The vault ${vault} is there.`,
    "vault-gone": (vault: string) => `AWS shows no vault ${vault}, or does not let Stillpoint see it.`,
    "vault-silent": (vault: string) => `AWS did not say anything of the vault ${vault}.`,
    "key-good": () => "The vault's key can be used.",
    "key-disabled": (key: string) =>
      `The vault's KMS key is disabled: ${key}. Enable it, or choose another vault.`,
    "key-pending-deletion": (key: string) =>
      `The vault's KMS key is to be deleted: ${key}. Cancel that and enable it, or choose another vault.`,
    "key-gone": (key: string) => `The vault's KMS key is not there: ${key}. Choose another vault.`,
    "key-not-told": (key: string) => `AWS does not say whether the vault's KMS key can be used: ${key}.`,
    "lock-fits": (range: string) => `The retention is within the vault's lock (${range} d).`,
    "lock-too-short": (least: string) =>
      `The vault's lock takes nothing that is kept for less than ${least} d.`,
    "lock-too-long": (most: string) => `The vault's lock takes nothing that is kept for more than ${most} d.`,
    "lock-keeps": () =>
      "The vault is locked: until the retention is over nobody can delete it, not even an administrator with every right.",
    "air-gapped": (vault: string) =>
      `${vault} is a logically air-gapped vault: backups come into it as copies.`,
    "air-gapped-target": (vault: string) =>
      `${vault} is a logically air-gapped vault: its lock cannot be taken off.`,
    "restore-vault": (vault: string) => `${vault} is a vault to restore from; nothing can be put into it.`,
    "not-cold": (type: string) => `${type} has no cold storage: AWS does not heed the days until then.`,
    "same-vault": () => "A copy into the vault that it comes from is no copy. Choose another vault.",
    "point-there": (created: string) => `The recovery point is there and whole, of ${created}.`,
    "point-gone": () => "AWS knows no such recovery point in this vault.",
    "point-continuous": () => "This is a continuous backup, and AWS does not copy those. Choose a snapshot.",
    "point-not-whole": (state: string) => `AWS copies no recovery point that is ${state}.`,
    "point-partial": () => "Parts of this recovery point are missing (PARTIAL), and so they are in the copy.",
    "point-expires": (when: string) =>
      `AWS deletes the recovery point at ${when}; the copy must be done by then.`,
    "point-expires-first": (when: string) =>
      `AWS deletes the recovery point at ${when}, which may be before leads have decided. Choose a newer one.`,
    "point-silent": () => "AWS did not say anything of the recovery point.",
    "job-not-seen": (id: string) => `AWS does not say anything of the job ${id}.`,
    "job-there": (state: string) => `The job goes on (${state}).`,
    "job-ended": (state: string) => `The job has ended (${state}): there is nothing to stop.`,
    "job-stopping": () => "Somebody has stopped it already (ABORTING).",
    "job-not-stoppable": (type: string) => `AWS cannot stop backup jobs of ${type}.`,
    "job-of-plan": (plan: string) => `The plan ${plan} started it: it does so again at its next time.`,
    "barred-input": () => "AWS would not take it as it is written: look at the days.",
    "barred-place": () => "The account or the Region is not of this environment.",
    "barred-vault": (vault: string) => `The vault ${vault} is not of this environment.`,
    "barred-role": (role: string) =>
      `The role ${role} may not be handed to AWS Backup; the configuration lists those that may.`,
    "not-asker": (environment: string) => `You may not ask for this in ${environment}.`,
    "nobody-can-approve": (needed: string, able: string) =>
      `It needs ${needed} of its leads beside you, and ${able} could decide now.`,
    "no-freeze": () => "No freeze is in force until it would have run.",
    frozen: (until: string, why: string) =>
      `Nothing starts before ${until}: ${why}. What is approved waits for it.`,
    "frozen-too-long": (until: string, why: string) =>
      `Nothing starts before ${until}: ${why}. By then this would be over; ask again after it.`,
    "freeze-soon": (from: string, why: string) =>
      `A freeze begins at ${from}: ${why}. It must have started before.`,
  },
};

/** The same shape in every language. */
export type BackupTexts = typeof backupsEn;
