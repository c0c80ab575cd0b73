// The side panel: one message and what was answered to it.
import { words as wordsOf } from "./blocks/text.js";
import { createComposer } from "./composer.js";
import { h, replaceChildren } from "./dom.js";
import { icon } from "./icons.js";
import { tellingIn } from "./scene.js";
import { drawTimeline } from "./timeline.js";

export const createThread = ({ send, close }) => {
  const composer = createComposer({ send });
  const title = h("h2", { class: "thread-title" });
  const place = h("span", { class: "thread-place" });
  const shut = h("button", { type: "button", class: "icon-button", onclick: close }, icon("close"));
  const parent = h("ol", { class: "messages" });
  const count = h("div", { class: "reply-count" });
  const replies = h("ol", { class: "messages" });
  const scroller = h("div", { class: "scroller", tabindex: 0 }, parent, count, replies);
  const root = h(
    "aside",
    { class: "thread", hidden: true },
    h("header", { class: "thread-head" }, h("div", null, title, place), shut),
    scroller,
    composer.root,
  );
  let seen = "";
  const draw = (open, scene) => {
    root.hidden = open === undefined;
    if (open === undefined) {
      seen = "";
      parent.replaceChildren();
      replies.replaceChildren();
      return;
    }
    const { words } = scene;
    const name = `#${scene.channels.get(open.message.channel)?.name ?? ""}`;
    title.textContent = words.thread;
    replaceChildren(place, wordsOf(name));
    root.setAttribute("aria-label", words.thread);
    shut.setAttribute("aria-label", words.close);
    count.textContent = open.replies.length > 0 ? words.replies(open.replies.length) : "";
    composer.speak(words, words.composeThread);
    composer.turnTo(`${open.message.channel} ${open.message.ts} ${scene.viewer.id}`);
    const own = tellingIn(scene, composer.tell);
    const none = () => [];
    drawTimeline(parent, { messages: [open.message], repliesOf: none }, own);
    drawTimeline(replies, { messages: open.replies, repliesOf: none }, own);
    const now = `${open.message.ts} ${open.replies.length}`;
    if (now !== seen) scroller.scrollTop = scroller.scrollHeight;
    seen = now;
  };
  return { root, draw, composer, focus: () => shut.focus() };
};
