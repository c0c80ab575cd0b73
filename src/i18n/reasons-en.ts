// Why a job ended as it did, and what to do: one sentence each, read at 3 a.m. Keys are the reasons of src/backup.

export const reasonsEn = {
  "vss-not-installed": {
    cause: "The VSS components are not installed on the instance.",
    next: "install the package AwsVssComponents on the instance, then back it up again.",
  },
  "vss-no-rights": {
    cause: "VSS could not run: the instance or its SSM Agent is in the wrong state or lacks rights.",
    next: "check that the instance runs, that SSM shows it online and that its role may take VSS snapshots.",
  },
  "vss-timeout": {
    cause: "Windows did not finish the VSS snapshot in time.",
    next: "look at the VSS writers and the disk load on the instance, then back it up again at a quieter time.",
  },
  "vss-unsupported": {
    cause: "This version of Windows Server has no VSS support in AWS Backup.",
    next: "turn VSS off for this instance or move it to a supported version.",
  },
  "vss-failed": {
    cause: "VSS failed on the instance.",
    next: "check the VSS components, the SSM Agent and the rights of the instance's role.",
  },
  "concurrent-limit": {
    cause: "The account has reached AWS Backup's number of concurrent backups.",
    next: "wait until other jobs have finished, spread the start windows or ask AWS for a higher quota.",
  },
  "snapshot-limit": {
    cause: "A limit on snapshots or backups of this resource is reached.",
    next: "delete old ones that nobody needs or ask AWS for a higher quota.",
  },
  "tag-limit": {
    cause: "The recovery point would carry more than 50 tags.",
    next: "take tags off the resource or the plan so that both together are at most 50.",
  },
  "kms-key": {
    cause: "The KMS key that encrypts this backup is disabled, is about to be deleted or cannot be used.",
    next: "enable the key and allow the backup role to use it, then back up again.",
  },
  "default-key": {
    cause: "It is encrypted with an AWS managed key, and such backups cannot be copied to another account.",
    next: "encrypt the resource or the vault with a customer managed key.",
  },
  "role-unusable": {
    cause: "AWS Backup cannot assume the role of this job.",
    next: "let backup.amazonaws.com assume the role, or give the plan another one.",
  },
  "access-denied": {
    cause: "The role of this job lacks a permission.",
    next: "add the permission that AWS names below to the job's role.",
  },
  "already-running": {
    cause: "Another job for the same resource was still running.",
    next: "see whether two plans select this resource, or give the backups more time between them.",
  },
  "too-many-copies": {
    cause: "Too many copy jobs were running for this resource.",
    next: "wait until they have finished or spread the copies.",
  },
  "cross-account-off": {
    cause: "Cross-account copy is not turned on in the organization.",
    next: "turn on cross-account backup in the AWS Backup settings of the management account.",
  },
  "other-organization": {
    cause: "Source and destination account are not in the same organization.",
    next: "copy to an account of the same organization.",
  },
  "retention-range": {
    cause: "The retention is outside the range that the locked destination vault allows.",
    next: "change the retention of the rule or copy into another vault.",
  },
  "maintenance-window": {
    cause: "It would have started inside or too close to the database's maintenance or backup window.",
    next: "move the start of the backup plan or the window of the database.",
  },
  "wrong-state": {
    cause: "The resource was not in a state that can be backed up.",
    next: "bring the resource back to its available state, then back up again.",
  },
  "vault-gone": {
    cause: "The backup vault does not exist any more.",
    next: "give the plan's rule a vault that exists.",
  },
  "resource-gone": {
    cause: "Something that the job needs does not exist any more.",
    next: "see what AWS names below; take it out of the plan if it was deleted on purpose.",
  },
  "not-started-in-time": {
    cause: "The job did not start or finish within its window.",
    next: "widen the window of the plan's rule or spread the jobs; AWS tries again at the next schedule.",
  },
  "stopped-by-person": {
    cause: "Somebody stopped the job.",
    next: "ask in the team whether that was meant; CloudTrail names who did it.",
  },
  "nothing-copied": {
    cause: "Not one object of the bucket was backed up.",
    next: "check the role's rights on the bucket, its KMS key and its versioning.",
  },
  "instance-profile": {
    cause: "The restore asked for an instance profile that the backed-up instance did not have.",
    next: "restore with the instance profile of the backup, or with none.",
  },
  "tags-not-copied": {
    cause: "The backup exists, but its tags were not copied.",
    next: "tag the recovery point by hand if something selects it by tag.",
  },
  "not-supported": {
    cause: "AWS Backup cannot do this for this type of resource.",
    next: "see the feature table of AWS Backup for the type, and take the resource out of the plan if need be.",
  },
  "marketplace-image": {
    cause: "The image comes from AWS Marketplace, and its licence does not allow this.",
    next: "subscribe to the product in the account or leave the copy out of the plan.",
  },
  "internal-error": {
    cause: "AWS reports an internal error.",
    next: "try again; if it repeats, open a case with AWS Support and quote the job id.",
  },
  "snapshots-in-progress": {
    cause: "Too many snapshots of this resource are being taken at the same time.",
    next: "wait until they have finished, and spread the backups of this resource.",
  },
  "image-limit": {
    cause: "The account has reached its quota of images in this Region.",
    next: "deregister images that nobody needs, or ask AWS for a higher AMI quota.",
  },
  "other-limit": {
    cause: "A quota of the service behind this resource is reached.",
    next: "see which one AWS names below; delete what nobody needs, or ask AWS for a higher quota.",
  },
  "gateway-key": {
    cause: "A copy of a Storage Gateway backup needs a vault and a key of your own at the destination.",
    next: "copy into a vault that you made and that is encrypted with a customer managed key.",
  },
  "not-subscribed": {
    cause: "The account is not subscribed to the service that holds the resource.",
    next: "activate the service in this account and Region, then run the job again.",
  },
  "options-differ": {
    cause:
      "The backup exists, but with the options for ACLs and object tags of the bucket's continuous backup.",
    next: "give both rules the same options for ACLs and object tags.",
  },
  "metadata-dropped": {
    cause: "The backup exists, but AWS could not keep the metadata of its network interfaces.",
    next: "write down the network interfaces elsewhere; after a restore they must be attached by hand.",
  },
  "hypervisor-offline": {
    cause: "The hypervisor of this virtual machine is not online.",
    next: "check the hypervisor and the Backup gateway until AWS Backup shows them online.",
  },
  "hypervisor-snapshot": {
    cause: "The hypervisor cannot take a snapshot of this virtual machine.",
    next: "check the version of the hypervisor and the disks of the machine against what AWS Backup supports.",
  },
  "recovery-point-gone": {
    cause: "The recovery point that the job needs does not exist any more.",
    next: "choose another recovery point; /backup points shows those that there are.",
  },
  "token-expired": { cause: "AWS's own token for the job expired.", next: "run the job again." },
  "invalid-request": {
    cause: "AWS refuses a value that the job was started with.",
    next: "see which one AWS names below, and correct the plan or the request.",
  },
  contradicted: {
    cause: "AWS calls the job completed, but its own words say that it failed.",
    next: "look for the recovery point in the AWS console before you rely on it.",
  },
  unlisted: {
    cause: "AWS gives a reason that Stillpoint does not know.",
    next: "read AWS's own words below.",
  },
  "none-given": {
    cause: "AWS gives no reason.",
    next: "open the job in the AWS console.",
  },
};
