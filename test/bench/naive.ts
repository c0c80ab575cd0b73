// What a formatter does that checks nothing: regular expressions over the text, strings put together. It says what
// our card says and nothing is made sure of: no escaping, no limits, no order of states, one feed, one language.

const field = (body: string, name: string): string =>
  new RegExp(`"${name}":\\s*"([^"]*)"`).exec(body)?.[1] ?? "";

const adviceFor = (message: string): readonly [string, string] => {
  if (/vss/i.test(message)) return ["VSS failed on the instance.", "check the VSS components."];
  if (/running job/i.test(message)) return ["Another job was running.", "give the backups more time."];
  if (/kms key/i.test(message)) return ["The KMS key cannot be used.", "enable the key."];
  if (/access denied|not authorized/i.test(message))
    return ["A permission is missing.", "add the permission."];
  if (/does not exist|not found/i.test(message)) return ["Something is gone.", "see what AWS names below."];
  if (/stopped by user/i.test(message)) return ["Somebody stopped the job.", "ask in the team."];
  return ["AWS gives a reason.", "read AWS's own words below."];
};

const text = (mrkdwn: string): string => `{"type":"mrkdwn","text":${JSON.stringify(mrkdwn)}}`;

export const naiveCard = (body: string): string => {
  const kind = field(body, "detail-type").replace(" Job State Change", "");
  const state = field(body, "state") || field(body, "status");
  const message = field(body, "statusMessage");
  const name = field(body, "resourceArn").replace(/^.*[:/]/, "");
  const isBad = /FAILED|EXPIRED|ABORTED/.test(state);
  const region = field(body, "region");
  const id = field(body, "backupJobId") || field(body, "copyJobId") || field(body, "restoreJobId");
  const [cause, next] = adviceFor(message);
  const title = `${isBad ? ":red_circle:" : ":large_green_circle:"} *${kind} ${state.toLowerCase()} · ${name}*`;
  const facts = [
    ["Resource", `${name} (${field(body, "resourceType")})`],
    ["Account", `${field(body, "account")} · ${region}`],
    ["Plan", field(body, "backupPlanId")],
    ["Vault", field(body, "backupVaultName")],
  ].map(([label, value]) => text(`*${label}*\n${value}`));
  const url = `https://${region}.console.aws.amazon.com/backup/home?region=${region}#/jobs/backup/details/${id}`;
  const seconds = Math.floor(Date.parse(field(body, "time")) / 1000);
  const print = `job ${id} · <!date^${seconds}^{date_short_pretty} {time}|${field(body, "time")}> · <${url}|Open>`;
  const blocks = [
    `{"type":"section","text":${text(`${cause}\n*Next:* ${next}`)}}`,
    `{"type":"section","fields":[${facts.join(",")}]}`,
    `{"type":"context","elements":[${text(`AWS says: ${message}`)}]}`,
    `{"type":"context","elements":[${text(print)}]}`,
  ];
  return `{"text":${JSON.stringify(`${title}\n${cause}\n${next}`)},"blocks":[{"type":"section","text":${text(title)}}],"attachments":[{"color":"${isBad ? "#e01e5a" : "#2bac76"}","blocks":[${blocks.join(",")}]}]}`;
};
