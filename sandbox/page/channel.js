// The white middle: a channel's header, its messages, and the box to write in. It stays at the newest message
// as long as somebody has not scrolled away.
import { words as wordsOf } from "./blocks/text.js";
import { createComposer } from "./composer.js";
import { h, replaceChildren } from "./dom.js";
import { icon } from "./icons.js";
import { tellingIn } from "./scene.js";
import { drawTimeline, messagesMax } from "./timeline.js";

export const createChannel = ({ send, commands, shortcuts, shortcut, openThread, openDrawer, filter }) => {
  const composer = createComposer({ send, commands, shortcuts, shortcut });
  const title = h("h2", { class: "channel-title", tabindex: -1 });
  const people = h("span", { class: "people" });
  const drawer = h("button", { type: "button", class: "drawer-open", onclick: openDrawer }, icon("menu"));
  const search = h("input", {
    class: "search-input",
    type: "search",
    oninput: () => filter(search.value.trim()),
  });
  const tab = h("span", { class: "tab" });
  const intro = h("div", { class: "intro" });
  const list = h("ol", { class: "messages" });
  const none = h("p", { class: "none-found", hidden: true });
  const scroller = h(
    "div",
    { class: "scroller", id: "messages", tabindex: 0, role: "region" },
    intro,
    none,
    list,
  );
  const below = h("button", { type: "button", class: "new-below", hidden: true, onclick: () => toEnd() });
  const root = h(
    "main",
    { class: "channel" },
    h(
      "header",
      { class: "channel-head" },
      drawer,
      title,
      people,
      h("label", { class: "search" }, icon("search"), search),
    ),
    h("div", { class: "tabs" }, tab),
    h("div", { class: "scroll-frame" }, scroller, below),
    composer.root,
  );

  let shownMax = messagesMax;
  let here = "";
  const isAtEnd = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 60;
  const toEnd = () => {
    scroller.scrollTop = scroller.scrollHeight;
    below.hidden = true;
  };
  let isPinned = true;
  scroller.addEventListener("scroll", () => {
    isPinned = isAtEnd();
    if (isPinned) below.hidden = true;
  });
  new ResizeObserver(() => isPinned && toEnd()).observe(scroller);

  /** `messages` are the channel's own, replies apart; `key` changes when another channel opens. */
  const draw = ({ channel, messages, repliesOf, newFrom, query, key }, scene) => {
    const isOther = key !== here;
    if (isOther) shownMax = messagesMax;
    here = key;
    composer.turnTo(key);
    const wasAtEnd = isOther || isAtEnd();
    const lastBefore = list.lastElementChild?.dataset.key;
    const found = query === "" ? messages : messages.filter((message) => says(message, query));
    const hidden = Math.max(0, found.length - shownMax);
    const showEarlier = () => {
      shownMax += messagesMax;
      draw({ channel, messages, repliesOf, newFrom, query, key }, scene);
    };
    speak(channel, messages, scene);
    drawTimeline(
      list,
      { messages: found.slice(hidden), repliesOf, openThread, newFrom, hidden, showEarlier, withDays: true },
      tellingIn(scene, composer.tell),
    );
    none.hidden = query === "" || found.length > 0;
    intro.hidden = hidden > 0 || query !== "";
    if (wasAtEnd) toEnd();
    else if (list.lastElementChild?.dataset.key !== lastBefore) below.hidden = false;
  };

  let spoken = "";
  const speak = (channel, messages, scene) => {
    const { words, users } = scene;
    const now = JSON.stringify([channel, messages.length === 0, words.app, users.size]);
    if (now === spoken) return;
    spoken = now;
    const sign = icon(channel.private ? "lock" : "hash");
    replaceChildren(title, sign, h("span", { class: "channel-name" }, wordsOf(channel.name)));
    replaceChildren(
      people,
      icon("people"),
      String(users.size),
      h("span", { class: "unseen" }, words.people(users.size)),
    );
    drawer.setAttribute("aria-label", words.openSidebar);
    search.placeholder = words.search;
    search.setAttribute("aria-label", words.search);
    replaceChildren(tab, icon("bubble"), words.about);
    scroller.setAttribute("aria-label", `${words.introPublic} ${channel.name}`);
    none.textContent = words.noneFound;
    replaceChildren(below, icon("down"), words.newBelow);
    composer.speak(words, words.compose(`#${channel.name}`));
    drawIntro(intro, channel, messages.length === 0, scene);
  };
  const clearFilter = () => {
    search.value = "";
  };
  return { root, draw, composer, clearFilter, focus: () => title.focus({ preventScroll: true }) };
};

const says = (message, query) => JSON.stringify(message).toLowerCase().includes(query.toLowerCase());

const drawIntro = (intro, channel, isEmpty, { words }) =>
  replaceChildren(
    intro,
    h("div", { class: "intro-sign" }, icon(channel.private ? "lock" : "hash")),
    h("h3", { class: "intro-title" }, wordsOf(`#${channel.name}`)),
    h("p", null, words.intro(`#${channel.name}`), isEmpty && [" ", words.introEmpty]),
  );
