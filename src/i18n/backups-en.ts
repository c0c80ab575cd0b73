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
};

/** The same shape in every language. */
export type BackupTexts = typeof backupsEn;
