// What a formatter does that checks nothing: regular expressions over the text, strings put together. The alert rate
// is measured against it. It has no escaping, no limits, no order of states and one language.

const field = (body: string, name: string): string =>
  new RegExp(`"${name}":\\s*"([^"]*)"`).exec(body)?.[1] ?? "";

export const naiveCard = (body: string): string => {
  const kind = field(body, "detail-type").replace(" State Change", "");
  const state = field(body, "state") || field(body, "status");
  const message = field(body, "statusMessage");
  const arn = field(body, "resourceArn");
  const name = arn.replace(/^.*[:/]/, "");
  const icon = /FAILED|EXPIRED|ABORTED/.test(state) ? ":red_circle:" : ":large_green_circle:";
  const color = /FAILED|EXPIRED|ABORTED/.test(state) ? "#e01e5a" : "#2bac76";
  const lines = [
    ["Resource", `${name} (${field(body, "resourceType")})`],
    ["Account", `${field(body, "account")} ${field(body, "region")}`],
    ["Vault", field(body, "backupVaultName")],
    ["Job", field(body, "backupJobId") || field(body, "copyJobId") || field(body, "restoreJobId")],
    ["Started", field(body, "creationDate")],
    ["Message", message],
  ];
  const fields = lines.map(([title, value]) => ({ type: "mrkdwn", text: `*${title}*\n${value}` }));
  const title = `${icon} *${kind} ${state}* ${name}`;
  return JSON.stringify({
    text: title,
    blocks: [{ type: "section", text: { type: "mrkdwn", text: title } }],
    attachments: [{ color, blocks: [{ type: "section", fields }] }],
  });
};
