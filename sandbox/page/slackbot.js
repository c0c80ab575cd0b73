// What Slack itself says to one person and to nobody else: that a command failed, or that there is none of that name.
// These lines are the page's own; like Slack's they are gone after a reload.

/** Slack's own user. */
export const slackbot = { id: "USLACKBOT", name: "Slackbot", isApp: false };

export const createSlackbot = () => {
  let lines = [];
  return {
    /** `at`: the world's time, in milliseconds. */
    say({ channel, user, text, at }) {
      const ts = `${Math.floor(at / 1000)}.${String(900_000 + lines.length).padStart(6, "0")}`;
      const blocks = [{ type: "section", text: { type: "plain_text", text, emoji: false } }];
      const more = { text, edited: false, ephemeralFor: user, at: new Date(at).toISOString() };
      lines = [...lines, { channel, ts, user: slackbot.id, blocks, ...more }];
    },

    /** The messages of the workspace with these lines at their times. */
    among: (messages) =>
      lines.length === 0
        ? messages
        : [...messages, ...lines].sort((one, other) => Number(one.ts) - Number(other.ts)),
  };
};
