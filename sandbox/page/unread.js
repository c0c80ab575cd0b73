// What one person may see, and what of it they have not read yet.
import { readUpTo } from "./memory.js";

/** The conversation of one person with the app, as Slack names it. */
export const directOf = ({ id }) => `D${id.slice(1)}`;

export const visibleTo = ({ channel, ephemeralFor }, viewer) =>
  (!ephemeralFor || ephemeralFor === viewer.id) && (!channel.startsWith("D") || channel === directOf(viewer));

/** Messages of the channel itself, without answers in threads. */
export const rootsOf = (messages) => messages.filter(({ ts, threadTs }) => !threadTs || threadTs === ts);

export const repliesIn = (messages, parent) =>
  messages.filter(({ ts, threadTs }) => threadTs === parent && ts !== parent);

export const unreadIn = (roots, scene) => {
  const [first] = roots;
  if (first === undefined) return { unread: 0, mentions: 0 };
  const upTo = readUpTo(scene.viewer.id, first.channel);
  const fresh = roots.filter(({ ts, user }) => ts > upTo && user !== scene.viewer.id);
  return { unread: fresh.length, mentions: fresh.filter((message) => isFor(message, scene.viewer)).length };
};

/** Where the red line goes when the channel opens: above what came since the last visit, if there was one. */
export const firstUnread = (messages, scene) => {
  const roots = rootsOf(messages).filter((message) => visibleTo(message, scene.viewer));
  const upTo = roots.length === 0 ? "" : readUpTo(scene.viewer.id, roots[0].channel);
  return upTo === "" ? undefined : roots.find(({ ts, user }) => ts > upTo && user !== scene.viewer.id)?.ts;
};

/** A mention of the reader, of everyone, or of a group that their role belongs to. */
const isFor = (message, viewer) => {
  const said = JSON.stringify([message.text, message.blocks, message.attachments]);
  const isLead = /lead/i.test(viewer.role ?? "");
  return (
    said.includes(`<@${viewer.id}>`) ||
    /<!(?:here|channel|everyone)>/.test(said) ||
    (isLead && said.includes("<!subteam^"))
  );
};
