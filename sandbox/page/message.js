// One message as Slack draws it: face, name, time, words or blocks, bars of colour, and the way to its thread.
import { avatar } from "./avatar.js";
import { anchor, plainOf, words as wordsOf } from "./blocks/text.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { authorOf, sceneOf } from "./scene.js";
import { ago, dateText, millisOf, timeText } from "./when.js";

/** `place`: {isFirst (a face and a name, or just the words), replies, openThread?}. */
export const messageElement = (message, place, scene) => {
  const own = sceneOf(scene, { channel: message.channel, ts: message.ts });
  const author = authorOf(message, scene);
  const look = ["message", place.isFirst ? "is-first" : "is-next", message.ephemeralFor && "is-ephemeral"];
  return h(
    "li",
    { class: look.filter(Boolean).join(" "), "data-ts": message.ts },
    message.ephemeralFor && h("p", { class: "only-you" }, icon("eye"), scene.words.onlyYou),
    h("div", { class: "gutter" }, place.isFirst ? avatar(author) : stamp(message, scene)),
    h(
      "div",
      { class: "message-body" },
      h(
        "div",
        { class: place.isFirst ? "message-head" : "unseen" },
        nameOf(author, scene),
        place.isFirst && stamp(message, scene),
      ),
      content(message, own),
      place.openThread && place.replies.length > 0 && threadLink(place, scene),
    ),
    place.openThread && toolbar(place, scene),
  );
};

const nameOf = (author, scene) => [
  h("strong", { class: "author" }, wordsOf(author.name)),
  author.isApp && h("span", { class: "app-badge" }, scene.words.app),
];

const stamp = (message, scene) => {
  const at = millisOf(message.ts);
  return h(
    "time",
    {
      class: "stamp",
      datetime: new Date(at).toISOString(),
      title: dateText(at, "{date_long} {time_secs}", scene.chromeEye),
    },
    timeText(at, scene.chromeEye),
  );
};

const content = (message, scene) => {
  const blocks = message.blocks ?? [];
  const isPlain = blocks.length === 0;
  const edited = message.edited && isPlain && h("span", { class: "edited" }, ` ${scene.words.edited}`);
  const hasBody = (message.attachments ?? []).length > 0;
  return h(
    "div",
    { class: "content", dir: "auto" },
    isPlain && (message.text !== "" || !hasBody)
      ? h("div", { class: "plain" }, scene.mrkdwn(message.text ?? "", {}), edited)
      : scene.draw(blocks),
    (message.attachments ?? []).map((attachment) => attached(attachment, scene)),
  );
};

/** An attachment is a bar of colour with blocks beside it, or the old fields of one. */
const attached = (attachment, scene) => {
  const inside = attachment.blocks ? scene.draw(attachment.blocks) : oldStyle(attachment, scene);
  const bar = h("div", { class: "attachment-bar", "aria-hidden": "true" });
  if (/^#?[0-9a-f]{6}$/i.test(attachment.color ?? ""))
    bar.style.backgroundColor = `#${attachment.color.replace("#", "")}`;
  return h(
    "div",
    { class: "attachment" },
    attachment.pretext && h("div", { class: "pretext" }, scene.mrkdwn(attachment.pretext, {})),
    h("div", { class: "attachment-row" }, bar, h("div", { class: "attachment-body" }, inside)),
  );
};

const oldStyle = ({ title, title_link: link, text, fields = [], footer, fallback }, scene) => [
  title && h("div", { class: "attachment-title" }, (link && anchor(link, wordsOf(title))) || wordsOf(title)),
  text && h("div", null, scene.mrkdwn(text, {})),
  fields.length > 0 &&
    h(
      "div",
      { class: "fields" },
      fields.map((field) =>
        h(
          "div",
          { class: "field" },
          h("strong", null, wordsOf(field.title ?? "")),
          h("br"),
          scene.mrkdwn(field.value ?? "", {}),
        ),
      ),
    ),
  footer && h("div", { class: "context" }, wordsOf(footer)),
  !title && !text && fields.length === 0 && wordsOf(fallback ?? ""),
];

const threadLink = ({ replies, openThread }, scene) => {
  const faces = new Map(replies.map((reply) => [reply.user, authorOf(reply, scene)]));
  const last = ago(millisOf(replies.at(-1).ts), scene.chromeEye);
  return h(
    "button",
    { type: "button", class: "thread-link", "data-focus": "thread", onclick: openThread },
    h("span", { class: "thread-faces" }, [...faces.values()].slice(0, 3).map(avatar)),
    h("span", { class: "thread-count" }, scene.words.replies(replies.length)),
    h("span", { class: "thread-last" }, scene.words.lastReply(last)),
  );
};

const toolbar = ({ openThread }, scene) =>
  h(
    "div",
    { class: "toolbar" },
    h(
      "button",
      {
        type: "button",
        "data-focus": "reply",
        title: scene.words.replyInThread,
        "aria-label": scene.words.replyInThread,
        onclick: openThread,
      },
      icon("reply"),
    ),
  );

/** What a screen reader says when the message comes: its notification text. */
export const gistOf = (message) =>
  plainOf(message.text)
    .replace(/<[^>|]*\|?([^>]*)>/g, "$1")
    .slice(0, 300);
