// The page of all cards: each as the sandbox's page draws it, by the same code. `cards` comes with the page.
import { h } from "../../sandbox/page/dom.js";
import { withMarks } from "../../sandbox/page/marks.js";
import { messageElement } from "../../sandbox/page/message.js";
import { createScene } from "../../sandbox/page/scene.js";

const { slack, now, languages, names, cards } = JSON.parse(document.getElementById("cards").textContent);

const hands = { act: async () => ({}), options: async () => [], openLink: () => {}, openProfile: () => {} };

const cell = (name, language) => {
  const viewer = slack.users.find(({ locale }) => locale.startsWith(language));
  const scene = createScene({ slack, now, viewerId: viewer.id, language, hands });
  const { text, blocks, body, color } = cards[language][name];
  const attachments = body.length === 0 ? [] : [{ color, blocks: body }];
  const message = {
    channel: "C0",
    ts: `${Date.parse(now) / 1000}.000100`,
    user: "",
    text,
    blocks,
    attachments,
  };
  const place = { isFirst: true, replies: [] };
  return h(
    "td",
    { lang: language },
    h("ul", { class: "drawn" }, messageElement(message, place, scene)),
    h("p", { class: "spoken" }, withMarks(text)),
  );
};

const rows = names.map((name) =>
  h(
    "tr",
    { id: name },
    h("th", { scope: "row" }, name),
    ...languages.map((language) => cell(name, language)),
  ),
);
document.body.append(
  h("h1", null, `${names.length} cards`),
  h("p", null, "Each as it stands in a channel and, below it, as a lock screen or a screen reader says it."),
  h("table", null, h("tbody", null, ...rows)),
);
