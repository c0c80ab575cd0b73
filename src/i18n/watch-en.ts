// What is said of things that AWS did not tell, in English.

export const watchEn = {
  /** In the small print of a job's card. */
  found: "AWS did not deliver this event; Stillpoint found the job in AWS's lists.",

  absent: {
    headline: "No good backup",
    headlineNever: "Never backed up",
    headlineOf: (count: number) => `${count} resources without a good backup`,
    headlineGood: "Backed up again",
    headlineFirst: "Backed up for the first time",
    headlineGoodOf: (count: number) => `${count} resources backed up again`,
    headlineGone: "No longer watched for backups",
    headlineGoneOf: (count: number) => `${count} resources no longer watched for backups`,
    byRequirement: (name: string, allowed: string) =>
      `Its last good backup is older than the requirement "${name}" allows (${allowed}).`,
    byCadence: (allowed: string) =>
      `Its last good backup is older than its own rhythm of backups allows (${allowed}).`,
    neverByTag: (name: string, allowed: string) =>
      `Its tags ask for backups by the requirement "${name}", at most ${allowed} apart, and AWS Backup has no backup of it.`,
    many: "Their last good backups are older than a requirement or their own rhythm of backups allows, or there never was one.",
    next: "see whether a plan still selects it and whether its jobs start. If it was deleted on purpose, nothing is to be done.",
    nextNever:
      "see whether a plan in this account and Region selects it, and whether AWS Backup is turned on for this type of resource. If it needs no backup, take the tag off.",
    nextMany:
      "see whether the plans still select them and whether their jobs start. For what was deleted on purpose, nothing is to be done.",
    lastGood: "Last good backup",
    never: "never",
    bareSince: "First seen without a backup",
    allowed: "Allowed",
    more: (count: number) => `and ${count} more`,
    againOf: (count: number) => `Backed up again, or no longer watched: ${count}`,
    explained: "Found by comparing what AWS Backup lists; AWS sends no event for a backup that never began.",
  },
};
