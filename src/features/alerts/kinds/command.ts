// The line that shows the same in a terminal, with the account's credentials. What AWS never calls its things, and so
// might do something in a shell, has no line.
import { partitionOf } from "../../../backup/arn.ts";
import type { Absence } from "../model.ts";
import type { Thing } from "./thing.ts";

/** Nothing in it means anything to a shell inside double quotes. */
const harmless = /^[\w:/.,@+= ()#-]{1,300}$/;

export const commandForThing = ({ key, sense, facts }: Thing): string | undefined => {
  const { account, region, kind, id } = key;
  const told = (name: string) => facts.find(({ label }) => label === name)?.value;
  const inVault = ["--backup-vault-name", told("vault"), "--recovery-point-arn", id];
  const words = (): readonly (string | undefined)[] => {
    switch (kind) {
      case "recovery-point":
        return ["backup", "describe-recovery-point", ...inVault];
      case "index":
        return ["backup", "get-recovery-point-index-details", ...inVault];
      case "vault":
        return ["backup", "describe-backup-vault", "--backup-vault-name", id];
      case "plan":
        return ["backup", "get-backup-plan", "--backup-plan-id", id];
      case "region-setting":
        return ["backup", "describe-region-settings"];
      case "scan":
        return ["backup", "describe-scan-job", "--scan-job-id", id];
      case "batch-job":
        return ["s3control", "describe-job", "--account-id", account, "--job-id", id];
      case "datasync":
        return [
          "datasync",
          "describe-task-execution",
          "--task-execution-arn",
          executionOf(key, told("execution")),
        ];
      case "pipeline":
        return ["datapipeline", "list-pipelines"];
      case "cloudwatch-alarm":
        return ["cloudwatch", "describe-alarms", "--alarm-names", id];
      case "eks-object":
        return sense.startsWith("backup")
          ? ["backup", "describe-backup-job", "--backup-job-id", told("job") ?? id]
          : ["backup", "describe-restore-job", "--restore-job-id", told("job") ?? id];
      case "outside-start":
      case "outside-stop":
        if (sense === "unknown") return ["backup", "list-backup-jobs"];
        return ["backup", `describe-${sense}-job`, `--${sense}-job-id`, told("job") ?? id];
    }
  };
  return lineOf([...words(), "--region", region]);
};

const executionOf = (
  { account, region, id }: Thing["key"],
  execution: string | undefined,
): string | undefined =>
  execution === undefined
    ? undefined
    : `arn:${partitionOf(region)}:datasync:${region}:${account}:task/${id}/execution/${execution}`;

export const commandForAbsence = ({ arn, region }: Absence): string | undefined =>
  lineOf(["backup", "list-recovery-points-by-resource", "--resource-arn", arn, "--region", region]);

const lineOf = (words: readonly (string | undefined)[]): string | undefined => {
  const whole = words.filter((word) => word !== undefined);
  if (whole.length < words.length || !whole.every((word) => harmless.test(word))) return undefined;
  return ["aws", ...whole.map((word) => (/[ ()#]/.test(word) ? `"${word}"` : word))].join(" ");
};
