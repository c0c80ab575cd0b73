// A run of messages: days between them, the line where the unread begin, and neighbours of one author as one.
import { h, renew } from "./dom.js";
import { messageElement } from "./message.js";
import { eyeKey } from "./scene.js";
import { dayOf, dayText, millisOf } from "./when.js";

/** Messages at once; older ones wait behind a button. */
export const messagesMax = 150;

/** Slack lets go of the face and name when the same author goes on within five minutes. */
const runMs = 5 * 60_000;

/** `options`: {messages, repliesOf(ts), openThread?(ts), newFrom?, hidden, showEarlier, withDays}. */
export const drawTimeline = (list, options, scene) => {
  const { messages, repliesOf, openThread, newFrom, hidden = 0 } = options;
  const eye = eyeKey(scene);
  const items = hidden > 0 ? [earlier(hidden, options.showEarlier, scene)] : [];
  let before;
  for (const message of messages) {
    const at = millisOf(message.ts);
    const day = dayOf(at, scene.eye.zone);
    const isNewDay = before === undefined || dayOf(millisOf(before.ts), scene.eye.zone) !== day;
    if (isNewDay && options.withDays) items.push(dayDivider(at, day, eye, scene));
    if (message.ts === newFrom) items.push(newDivider(scene));
    const replies = repliesOf(message.ts);
    const isFirst = isNewDay || message.ts === newFrom || !isRun(before, message);
    items.push({
      key: `${message.channel} ${message.ts} ${message.ephemeralFor ?? ""}`,
      signature: [
        eye,
        isFirst,
        replies.length,
        replies.at(-1)?.ts,
        tick(message, replies, scene),
        JSON.stringify(message),
      ].join("\n"),
      make: () =>
        messageElement(
          message,
          { isFirst, replies, openThread: openThread && (() => openThread(message.ts)) },
          scene,
        ),
    });
    before = message;
  }
  renew(list, items);
};

const isRun = (before, message) =>
  before.user === message.user &&
  !before.ephemeralFor === !message.ephemeralFor &&
  millisOf(message.ts) - millisOf(before.ts) < runMs;

/** Words such as "3 minutes ago" grow old; only messages that hold some are drawn again as time goes. */
const tick = (message, replies, scene) =>
  replies.length > 0 || JSON.stringify(message).includes("{ago}") ? Math.floor(scene.eye.now / 60_000) : "";

const dayDivider = (at, day, eye, scene) => ({
  key: `day ${day}`,
  signature: eye,
  make: () => h("li", { class: "day" }, h("span", { class: "day-label" }, dayText(at, scene.chromeEye))),
});

const newDivider = (scene) => ({
  key: "new",
  signature: scene.words.newMarker,
  make: () => h("li", { class: "new-line" }, h("span", null, scene.words.newMarker)),
});

const earlier = (hidden, showEarlier, scene) => ({
  key: "earlier",
  signature: `${hidden} ${scene.words.app}`,
  make: () =>
    h(
      "li",
      { class: "earlier" },
      h("button", { type: "button", class: "button", onclick: showEarlier }, scene.words.earlier(hidden)),
    ),
});
