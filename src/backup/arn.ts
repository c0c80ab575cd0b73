// Amazon Resource Names, read tolerantly: an odd one is shown as it is and never throws.

export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/** The parts of an ARN, or undefined when the text is not one. */
export const parseArn = (text: string): Arn | undefined => {
  const [prefix, partition, service, region, account, ...rest] = text.split(":");
  if (prefix !== "arn" || !partition || !service || region === undefined || account === undefined) {
    return undefined;
  }
  if (rest.length === 0) return undefined;
  return { partition, service, region, account, resource: rest.join(":") };
};

/** What people call the thing: `orders-db` of `…:db:orders-db`, `web-01` of `…/web-01`. */
export const shortName = (arn: string): string => {
  const resource = parseArn(arn)?.resource ?? arn;
  const last = resource.slice(Math.max(resource.lastIndexOf(":"), resource.lastIndexOf("/")) + 1);
  return last === "" ? resource : last;
};

/** The recovery point, vault or resource name after the type: `prod-daily` of `backup-vault:prod-daily`. */
export const vaultNameOf = (vaultArn: string): string => {
  const resource = parseArn(vaultArn)?.resource ?? vaultArn;
  return resource.startsWith("backup-vault:") ? resource.slice("backup-vault:".length) : resource;
};

const consoleHosts: Readonly<Record<string, string>> = {
  aws: "console.aws.amazon.com",
  "aws-cn": "console.amazonaws.cn",
  "aws-us-gov": "console.amazonaws-us-gov.com",
};

/** The partition that a Region belongs to. https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html */
export const partitionOf = (region: string): string =>
  region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";

const jobPages = { backup: "backup", copy: "copy", restore: "restore" } as const;

/** The job's page in the AWS Backup console, or undefined when its Region or id is not of AWS's form. */
export const consoleUrlOf = (job: {
  readonly kind: keyof typeof jobPages;
  readonly region: string;
  readonly id: string;
}): string | undefined => {
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(job.region) || !/^[\w-]{1,64}$/.test(job.id)) return undefined;
  const host = consoleHosts[partitionOf(job.region)];
  const page = `jobs/${jobPages[job.kind]}/details/${job.id}`;
  return `https://${job.region}.${host}/backup/home?region=${job.region}#/${page}`;
};
