// The smallest pieces that every renderer is made of: plain words, links, mentions, moments.
import { h } from "../dom.js";
import { emojiOf } from "../emoji.js";
import { withMarks } from "../marks.js";
import { dateText } from "../when.js";

/** Slack opens these and nothing else; a link of any other kind is shown as it was written. */
const openable = /^(?:https?:\/\/|mailto:|slack:\/\/)[^\s]+$/i;

/** They turn the reading direction of what follows: shown by their code point, as they could hide anything. */
const turning = /([\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069])/;

/** Words as they are: drawn marks, and turning characters made visible. */
export const words = (text) =>
  text.split(turning).flatMap((part) => {
    if (!turning.test(part)) return withMarks(part);
    const point = part.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
    return h("span", { class: "turning" }, `U+${point}`);
  });

/** Words with shortcodes in them, as plain_text with `emoji` and mrkdwn have them. */
export const emojiWords = (text) =>
  text.split(/:([a-z0-9_+'-]+):(?::skin-tone-\d:)?/).flatMap((part, index) => {
    if (index % 2 === 0) return words(part);
    return words(emojiOf(part) ?? `:${part}:`);
  });

/** A link that Slack would open, or undefined. */
export const anchor = (url, label) => {
  if (!openable.test(url)) return undefined;
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, label);
};

export const person = (id, scene) => {
  const name = scene.users.get(id)?.name ?? scene.apps.get(id)?.name ?? id;
  return h("span", { class: id === scene.viewer.id ? "mention mention-you" : "mention" }, words(`@${name}`));
};

export const channelName = (id, scene) => {
  const channel = scene.channels.get(id);
  return h("span", { class: "mention" }, words(`#${channel?.name ?? scene.words.unknownChannel}`));
};

export const group = (id, label, scene) =>
  h("span", { class: "mention mention-you" }, words(label ?? `@${scene.groups.get(id)?.name ?? id}`));

export const broadcast = (range) => h("span", { class: "mention mention-you" }, `@${range}`);

/** A moment in the viewer's zone and locale; its full form waits under the pointer. */
export const moment = ({ seconds, format, url, fallback }, scene) => {
  const at = seconds * 1000;
  const text = dateText(at, format, scene.eye);
  if (text === undefined) return words(fallback ?? "");
  const title = dateText(at, "{date_long} {time_secs}", scene.eye);
  const time = h("time", { datetime: new Date(at).toISOString(), title }, text);
  return (url && anchor(url, time)) || time;
};

/** A composition object: plain_text, mrkdwn or raw words, drawn by the scene's mrkdwn. */
export const textOf = (object, scene) => {
  if (object === undefined || object === null) return [];
  if (typeof object === "string") return words(object);
  if (object.type === "mrkdwn")
    return scene.mrkdwn(object.text ?? "", { verbatim: object.verbatim === true });
  return lines(object.text ?? "").flatMap((line, index) => [
    index > 0 && h("br"),
    ...(object.emoji === false ? words(line) : emojiWords(line)),
  ]);
};

export const plainOf = (object) => (typeof object === "string" ? object : (object?.text ?? ""));

const lines = (text) => text.split("\n");
