// The app's own page: its Home, as it published it for whoever looks, and its direct messages to them.
import { appMark } from "./avatar.js";
import { words as wordsOf } from "./blocks/text.js";
import { createComposer } from "./composer.js";
import { h, replaceChildren } from "./dom.js";
import { icon } from "./icons.js";
import { tellingIn } from "./scene.js";
import { createSurface } from "./surface.js";
import { drawTimeline } from "./timeline.js";

/** `turn(tab)`: somebody wants to see "home" or "messages". */
export const createAppHome = ({ openDrawer, turn, send, commands, shortcuts, shortcut }) => {
  const drawer = h("button", { type: "button", class: "drawer-open", onclick: openDrawer }, icon("menu"));
  const title = h("h2", { class: "channel-title", tabindex: -1 });
  const tabs = ["home", "messages"].map((name) => tabOf(name, turn));
  const surface = createSurface("home-body");
  const none = h("p", { class: "none-found", hidden: true });
  const published = h("div", { class: "scroller", ...panelOf("home") }, surface.root, none);
  const list = h("ol", { class: "messages" });
  const silence = h("p", { class: "none-found" });
  const said = h("div", { class: "scroller", ...panelOf("messages") }, silence, list);
  const composer = createComposer({ send, commands, shortcuts, shortcut });
  const root = h(
    "main",
    { class: "channel app-home" },
    h("header", { class: "channel-head" }, drawer, title),
    h("div", { class: "tabs", role: "tablist", onkeydown: (event) => steer(event, tabs) }, tabs),
    published,
    said,
    composer.root,
  );

  const choose = (tab) => {
    for (const button of tabs) {
      const isOn = button.dataset.tab === tab;
      button.setAttribute("aria-selected", String(isOn));
      button.tabIndex = isOn ? 0 : -1;
    }
    published.hidden = tab !== "home";
    said.hidden = tab !== "messages";
    composer.root.hidden = said.hidden;
  };

  const speak = ({ words, app }) => {
    drawer.setAttribute("aria-label", words.openSidebar);
    replaceChildren(title, h("span", { class: "row-face" }, appMark()), wordsOf(app.name));
    const [home, messages] = tabs;
    home.textContent = words.home;
    messages.textContent = words.about;
    none.textContent = words.homeEmpty;
    silence.textContent = words.directEmpty;
    published.setAttribute("aria-label", words.appHome);
    said.setAttribute("aria-label", words.about);
    composer.speak(words, words.compose(app.name));
  };

  let spoken = "";
  let lastSaid = "";
  /** `view`: what is published, if anything. `messages`: what the app told this person directly; `place` names it. */
  const draw = ({ view, isKnown, tab, messages, place }, scene) => {
    const now = JSON.stringify([scene.words.app, scene.app.name]);
    if (now !== spoken) speak(scene);
    spoken = now;
    choose(tab);
    composer.turnTo(`${place} ${scene.viewer.id}`);
    const isPublished = view?.blocks !== undefined;
    none.hidden = isPublished || !isKnown;
    surface.root.hidden = !isPublished;
    if (isPublished) surface.draw(view, scene);
    else surface.clear();
    silence.hidden = messages.length > 0;
    drawTimeline(list, { messages, repliesOf: () => [], withDays: true }, tellingIn(scene, composer.tell));
    const last = `${place} ${messages.at(-1)?.ts} ${tab}`;
    if (last !== lastSaid) said.scrollTop = said.scrollHeight;
    lastSaid = last;
  };
  return { root, draw, composer, focus: () => title.focus({ preventScroll: true }) };
};

const tabOf = (name, turn) =>
  h("button", {
    type: "button",
    class: "tab",
    role: "tab",
    id: `tab-${name}`,
    "data-tab": name,
    "aria-controls": `panel-${name}`,
    onclick: () => turn(name),
  });

const panelOf = (name) => ({
  role: "tabpanel",
  id: `panel-${name}`,
  tabindex: 0,
});

const steer = (event, tabs) => {
  if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
  event.preventDefault();
  const other = tabs.find((tab) => tab !== document.activeElement);
  other.focus();
  other.click();
};
