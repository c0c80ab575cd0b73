// A link to a message that needs no call to Slack. Where a client does not read the `ts` it opens the channel.
// https://docs.slack.dev/interactivity/deep-linking (channel and team; message_ts is what Slack's own mails use, and
// unverified)

export const messageLink = (team: string, channel: string, ts: string): string =>
  `https://slack.com/app_redirect?${new URLSearchParams({ team, channel, message_ts: ts })}`;
