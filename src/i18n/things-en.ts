// What is said of things that are no jobs, in English. Keys are the senses of `backup/thing.ts`. Whatever needs nobody
// has a headline alone.

interface Said {
  readonly head: string;
  readonly why?: string;
  readonly next?: string;
}

export const said = (head: string, why?: string, next?: string): Said => ({
  head,
  ...(why === undefined ? {} : { why }),
  ...(next === undefined ? {} : { next }),
});

export const thingsEn = {
  kinds: {
    "recovery-point": {
      creating: said("Recovery point being created"),
      available: said("Recovery point available"),
      completed: said("Recovery point completed"),
      modified: said("Recovery point changed"),
      partial: said(
        "Recovery point is partial",
        "It does not hold everything, so a restore from it may lack something.",
        "back the resource up again, and see in its job what was left out.",
      ),
      expired: said(
        "Expired recovery point could not be deleted",
        "Its retention is over, but AWS Backup could not delete it. It is kept, and it costs.",
        "see whether the backup role may delete it and whether somebody deleted or holds the source, then delete it by hand.",
      ),
      stopped: said(
        "Continuous backup stopped",
        "This recovery point can no longer be restored to moments after the stop.",
        "see that versioning and EventBridge notifications of the source are on and the role still has its rights; the next backup begins a new one.",
      ),
      deleting: said("Recovery point being deleted"),
      deleted: said("Recovery point deleted"),
      "deleted-by-hand": said(
        "Recovery point deleted by hand",
        "Somebody deleted it; its lifecycle did not. It cannot be brought back.",
        "ask whoever did it whether it was meant. If not, take away the right to delete and lock the vault.",
      ),
      unknown: said("Recovery point in an unknown state"),
    },
    vault: {
      created: said("Vault created"),
      modified: said("Vault changed"),
      deleted: said(
        "Vault deleted",
        "A vault can only be deleted when it is empty. Plans that store in it fail from now on.",
        "see whether it was meant, and give the plans and copies that named it another vault.",
      ),
      unknown: said("Vault in an unknown state"),
    },
    plan: {
      created: said("Backup plan created"),
      modified: said("Backup plan changed"),
      deleted: said(
        "Backup plan deleted",
        "What it selected is backed up by it no more.",
        "see whether it was meant and whether another plan selects the same resources.",
      ),
      unknown: said("Backup plan in an unknown state"),
    },
    "region-setting": {
      created: said("Region settings of AWS Backup set"),
      modified: said("Region settings of AWS Backup changed"),
      deleted: said(
        "Region settings of AWS Backup deleted",
        "Which types of resource AWS Backup protects here may have changed.",
        "compare the opt-in settings with what must be backed up.",
      ),
      unknown: said("Region settings of AWS Backup in an unknown state"),
    },
    index: {
      pending: said("Backup index being made"),
      active: said("Backup index ready"),
      available: said("Backup index ready"),
      failed: said(
        "Backup index failed",
        "The recovery point itself is unharmed, but it cannot be searched and no single file can be found in it.",
        "see whether the index role may read the recovery point and its key, then have the index made again.",
      ),
      deleting: said("Backup index being deleted"),
      deleted: said("Backup index deleted"),
      unknown: said("Backup index in an unknown state"),
    },
    scan: {
      created: said("Malware scan created"),
      running: said("Malware scan running"),
      completed: said("Malware scan found no threats"),
      "completed-with-issues": said(
        "Malware scan incomplete",
        "Not everything could be scanned, so finding no threats does not mean that there are none.",
        "see in Amazon GuardDuty what was left out before this recovery point is restored.",
      ),
      failed: said(
        "Malware scan failed",
        "Nothing is known about malware in this recovery point.",
        "see that the scanner role may read the recovery point and its key, then scan it again.",
      ),
      expired: said(
        "Malware scan expired",
        "It did not run in time. Nothing is known about malware in this recovery point.",
        "scan it again.",
      ),
      canceled: said(
        "Malware scan cancelled",
        "It was stopped before its end. Nothing is known about malware in this recovery point.",
        "scan it again, unless it was meant.",
      ),
      "threats-found": said(
        "Malware scan found threats",
        "This recovery point holds malware. Restoring it brings the malware back.",
        "do not restore it. Tell security, see the findings in Amazon GuardDuty, and find the last clean recovery point.",
      ),
      unknown: said("Malware scan with an unknown result"),
    },
    "batch-job": {
      new: said("S3 batch job created"),
      preparing: said("S3 batch job preparing"),
      ready: said("S3 batch job ready"),
      active: said("S3 batch job running"),
      pausing: said("S3 batch job pausing"),
      paused: said("S3 batch job paused"),
      completing: said("S3 batch job completing"),
      suspended: said(
        "S3 batch job waits to be confirmed",
        "It changes nothing until somebody confirms it; after 30 days it fails.",
        "compare its counts with what was meant, then confirm or cancel it.",
      ),
      complete: said("S3 batch job complete; its report says what became of each object"),
      "complete-with-failures": said(
        "S3 batch job complete, with failures",
        "AWS calls it complete and names failures in the same breath.",
        "see in its completion report which objects failed, and run a new job for them.",
      ),
      cancelling: said(
        "S3 batch job being cancelled",
        "What it did so far stays done.",
        "see whether it was meant.",
      ),
      cancelled: said(
        "S3 batch job cancelled",
        "What it did before stays done; the rest was not touched.",
        "see whether it was meant, and in its report how far it came.",
      ),
      failing: said(
        "S3 batch job failing",
        "AWS is ending it; what it did so far stays done.",
        "wait for its report: it says which objects failed and why.",
      ),
      failed: said(
        "S3 batch job failed",
        "AWS ended it before it was through; what it did so far stays done.",
        "see the failure codes and its report, mend the cause, and create the job anew.",
      ),
      unknown: said("S3 batch job in an unknown state"),
    },
    datasync: {
      queued: said("DataSync task queued"),
      launching: said("DataSync task starting"),
      preparing: said("DataSync task preparing"),
      transferring: said("DataSync task transferring"),
      verifying: said("DataSync task verifying"),
      cancelling: said("DataSync task being cancelled"),
      success: said("DataSync task succeeded"),
      error: said(
        "DataSync task failed",
        "The copy is not complete. The event does not say why.",
        "see the execution in the DataSync console: its error code and log say what was not copied.",
      ),
      unknown: said("DataSync task in an unknown state"),
    },
    pipeline: {
      success: said("Data Pipeline succeeded"),
      failure: said(
        "Data Pipeline failed",
        "The copy did not run to its end.",
        "see the failed attempt and its log in the pipeline's log bucket, then run it again.",
      ),
      unknown: said("Data Pipeline message that says neither success nor failure"),
    },
    "cloudwatch-alarm": {
      ok: said("CloudWatch alarm is over"),
      "insufficient-data": said(
        "CloudWatch alarm has no data",
        "The metric tells nothing any more, so the alarm cannot watch.",
        "see whether what it watches still runs and still sends its metric.",
      ),
      alarm: said(
        "CloudWatch alarm",
        "The metric has crossed the alarm's threshold.",
        "open the alarm in the CloudWatch console and look at what the metric did.",
      ),
      unknown: said("CloudWatch alarm in an unknown state"),
    },
    "eks-object": {
      "backup-failed": said(
        "Kubernetes resources were not backed up",
        "The backup of the cluster lacks them, whatever the state of its job.",
        "see the reasons below, mend them, and back the cluster up again.",
      ),
      "restore-failed": said(
        "Kubernetes resources were not restored",
        "The restored cluster lacks them, whatever the state of its job.",
        "see the reasons below, and restore or create them by hand.",
      ),
      "restore-skipped": said("Kubernetes resources skipped in a restore: they exist already"),
      unknown: said("Kubernetes resources of a backup in an unknown state"),
    },
    "outside-start": {
      backup: said("Backup started outside Stillpoint"),
      copy: said("Copy started outside Stillpoint"),
      restore: said("Restore started outside Stillpoint"),
      unknown: said("Job started outside Stillpoint"),
    },
    "outside-stop": {
      backup: said("Backup stopped outside Stillpoint"),
      unknown: said("Job stopped outside Stillpoint"),
    },
  },

  unknownNext: "look at it in the AWS console; the card changes when AWS says more.",
  unnamed: "unnamed",
  nobodyNamed: "AWS does not say who",

  facts: {
    resource: "Resource",
    type: "Type",
    vault: "Vault",
    point: "Recovery point",
    plan: "Plan",
    by: "Done by",
    how: "Deleted how",
    deletes: "Retained until",
    locked: "Locked",
    changed: "Now protected",
    result: "Result",
    scanner: "Scanner",
    codes: "Failure codes",
    execution: "Execution",
    scheduled: "Scheduled",
    started: "Started",
    finished: "Finished",
    source: "From",
    target: "To",
    metric: "Metric",
    cluster: "Cluster",
    job: "Job",
  },

  objects: {
    label: "Objects",
    failed: (count: string) => `Objects that failed: ${count}`,
    atLeast: (count: number) => `at least ${count}`,
    more: (count: string) => `and ${count} more`,
    why: (count: string) =>
      `AWS calls the job completed, but objects of the bucket failed in it: ${count}. They are not in this backup.`,
    whyRestore: (count: string) =>
      `AWS calls the job completed, but objects failed in it: ${count}. They were not restored.`,
    next: "see that the role may read these objects and their keys, and that none lies in an archive class; then run the job again.",
  },
};
