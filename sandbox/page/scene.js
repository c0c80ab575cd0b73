// Who looks, when, and what they can reach: all that drawing a message or a view needs beside its blocks.
import { withDrawing } from "./blocks/blocks.js";
import { dayOf, millisOf } from "./when.js";
import { wordsFor } from "./words.js";

/** The app's name where the workspace does not list the app among its users. */
const appName = "Stillpoint";
const appRoles = new Set(["app", "bot"]);

/**
 * Moments inside messages follow the viewer's own locale (`eye`); those of the page follow its language
 * (`chromeEye`). `hands` are the page's ways to act; `deed` says where: `{channel, ts}` or `{viewId}`.
 */
export const createScene = ({ slack, now, viewerId, language, hands }) => {
  const listed = slack.users ?? [];
  const people = listed.filter(({ role }) => !appRoles.has(role));
  const viewer = people.find(({ id }) => id === viewerId) ?? people[0] ?? { id: "", name: "", role: "" };
  const app = listed.find(({ role }) => appRoles.has(role)) ?? {
    id: undefined,
    name: slack.appName ?? appName,
  };
  const scene = {
    words: wordsFor(language),
    users: new Map(people.map((user) => [user.id, user])),
    channels: new Map((slack.channels ?? []).map((channel) => [channel.id, channel])),
    groups: new Map((slack.groups ?? []).map((group) => [group.id, group])),
    app,
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

/** The scene of one message or view: its blocks act in its name. */
export const sceneOf = (scene, deed, more = {}) =>
  withDrawing({
    ...scene,
    ...more,
    deed,
    act: (what) => scene.act({ ...deed, ...what }),
    options: (actionId, query) => scene.options({ ...deed, actionId, query }),
  });

/** Changes whenever a drawn message would read differently though its content is the same. */
export const eyeKey = ({ eye, viewer, words, users }) =>
  [viewer.id, viewer.locale, viewer.tz, words.app, users.size, dayOf(eye.now, eye.zone)].join(" ");

export const authorOf = (message, scene) => {
  const user = scene.users.get(message.user);
  if (user !== undefined) return { ...user, isApp: false };
  return { id: String(message.user ?? ""), name: message.username ?? scene.app.name, isApp: true };
};
