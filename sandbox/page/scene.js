// Who looks, when, and what they can reach: all that drawing a message or a view needs beside its blocks.
import { withDrawing } from "./blocks/blocks.js";
import { slackbot } from "./slackbot.js";
import { dayOf, millisOf } from "./when.js";
import { wordsFor } from "./words.js";

/** The app's name where the workspace does not list the app among its users. */
const appName = "Stillpoint";

/** A workspace tells apps from people by their role alone, and this app from others by being itself. */
const isApp = ({ role = "" }) => /\b(?:app|bot|itself)\b/i.test(role);
const isOther = ({ role = "" }) => /\b(?:another|other)\b/i.test(role);

/**
 * Moments inside messages follow the viewer's own locale (`eye`); those of the page follow its language
 * (`chromeEye`). `hands` are the page's ways to act; `deed` says where: `{channel, ts}` or `{viewId}`.
 */
export const createScene = ({ slack, now, viewerId, language, hands }) => {
  const listed = slack.users ?? [];
  const people = listed.filter((user) => !isApp(user));
  const apps = listed.filter(isApp).map((one) => ({ ...one, name: capital(one.name) }));
  const viewer = people.find(({ id }) => id === viewerId) ?? firstViewer(people, language);
  const app = apps.find((one) => !isOther(one)) ?? { id: undefined, name: appName };
  const scene = {
    words: wordsFor(language),
    users: new Map(people.map((user) => [user.id, user])),
    channels: new Map((slack.channels ?? []).map((channel) => [channel.id, channel])),
    groups: new Map((slack.groups ?? []).map((group) => [group.id, group])),
    app,
    apps: new Map(apps.map((one) => [one.id, one])),
    viewer,
    eye: {
      now: millisOf(now),
      zone: viewer.tz ?? "UTC",
      locale: (viewer.locale ?? "en-US").replace("_", "-"),
    },
    deed: {},
    ...hands,
  };
  return withDrawing({
    ...scene,
    chromeEye: { ...scene.eye, locale: language === "ja" ? "ja-JP" : "en-US" },
  });
};

/** Whoever comes first sees the workspace through eyes that read the page's language. */
const firstViewer = (people, language) =>
  people.find(({ locale }) => locale?.startsWith(language)) ?? people[0] ?? { id: "", name: "", role: "" };

/** The scene of one message or view: its blocks act in its name, by `more.act` where that is given. */
export const sceneOf = (scene, deed, more = {}) =>
  withDrawing({
    ...scene,
    ...more,
    deed,
    act: (what) => (more.act ?? scene.act)({ ...deed, ...what }),
    options: (actionId, query, blockId) => scene.options({ ...deed, actionId, query, blockId }),
  });

/** The same scene where whoever acts is told by `tell` what went wrong, and no more once it goes well. */
export const tellingIn = (scene, tell) => ({
  ...scene,
  act: async (what) => {
    const answer = await scene.act(what);
    tell(answer.trouble);
    return answer;
  },
});

/** Changes whenever a drawn message would read differently though its content is the same. */
export const eyeKey = ({ eye, viewer, words, users }) =>
  [viewer.id, viewer.locale, viewer.tz, words.app, users.size, dayOf(eye.now, eye.zone)].join(" ");

export const authorOf = (message, scene) => {
  const user = scene.users.get(message.user);
  if (user !== undefined) return { ...user, isApp: false };
  if (message.user === slackbot.id) return slackbot;
  const app = scene.apps.get(message.user) ?? scene.app;
  return { id: String(message.user ?? ""), name: message.username ?? app.name, isApp: true };
};

/** An app's own name, where the workspace knows only its handle. */
const capital = (handle) => handle.charAt(0).toUpperCase() + handle.slice(1);
