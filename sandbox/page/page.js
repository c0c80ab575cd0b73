// The page's heart: asks the sandbox how things stand, remembers who looks at what, and has it drawn.
import { createAloud } from "./aloud.js";
import { createAppHome } from "./app-home.js";
import { avatar } from "./avatar.js";
import { createBar } from "./bar.js";
import { createChannel } from "./channel.js";
import * as control from "./control.js";
import { h, isNarrow } from "./dom.js";
import { createHands } from "./hands.js";
import { markRead, recall, remember } from "./memory.js";
import { createModal } from "./modal.js";
import { closePopup, isPopupOpen } from "./popup.js";
import { createScene } from "./scene.js";
import { createRail, createSidebar } from "./sidebar.js";
import { createSlackbot } from "./slackbot.js";
import { createThread } from "./thread.js";
import { directOf, firstUnread, repliesIn, rootsOf, unreadIn, visibleTo } from "./unread.js";

const pollMs = 700;

let known;
let scene;
let here = { channel: recall("channel"), thread: undefined, isHome: false, tab: "home", query: "" };
let language = recall("language") ?? (navigator.language.startsWith("ja") ? "ja" : "en");
let isSwitching = false;

const skip = document.querySelector("#skip");
const lost = h("div", { class: "lost", role: "alert", hidden: true });
const aloud = createAloud();
const bot = createSlackbot();
const commands = () => known?.state.slack.commands ?? [];
const shortcuts = () => known?.state.slack.shortcuts ?? [];
const hands = createHands({ scene: () => scene, commands, refresh: () => poll(), bot });

const openChannel = (id) => {
  here = { ...here, channel: id, thread: undefined, isHome: false, query: "" };
  remember("channel", id);
  channel.clearFilter();
  hideDrawer();
  draw();
  channel.focus();
};

const openHome = () => {
  turnTab("home");
  home.focus();
};

/** Slack tells the app each time that somebody comes to its Home. */
const turnTab = (tab) => {
  here = { ...here, isHome: true, tab, thread: undefined };
  hideDrawer();
  draw();
  if (tab === "home") hands.act({ do: "home" });
};

const openThread = (ts) => {
  here = { ...here, thread: ts };
  draw();
  thread.focus();
};

const closeThread = () => {
  const from = here.thread;
  here = { ...here, thread: undefined };
  draw();
  const row = [...document.querySelectorAll(".message")].find(({ dataset }) => dataset.ts === from);
  row?.querySelector("[data-focus='thread'], [data-focus='reply']")?.focus();
};

/** What lies under the drawer cannot be reached while it is open. */
const setDrawer = (isOpen) => {
  document.body.classList.toggle("drawer-is-open", isOpen);
  bar.root.inert = isOpen;
  panes.inert = isOpen;
};
const hideDrawer = () => setDrawer(false);
const openDrawer = () => {
  setDrawer(true);
  sidebar.root.querySelector("[tabindex='0']")?.focus();
};

const bar = createBar({
  become: (id) => {
    remember("viewer", id);
    here = { ...here, thread: undefined };
    // What one person sees is put away at once; the next one's views are asked for.
    known = { ...known, views: undefined };
    draw();
    if (here.isHome && here.tab === "home") hands.act({ do: "home" });
    poll();
  },
  speak: async (next) => {
    language = next;
    remember("language", next);
    isSwitching = true;
    draw();
    await control.setLanguage(next).catch(() => {});
    await poll();
    isSwitching = false;
  },
  paint: () => {
    remember("theme", isDark() ? "light" : "dark");
    draw();
  },
  clock: async (change) => {
    await control.setClock(change);
    await poll();
  },
  stories: async () => (await control.readStories().catch(() => ({}))).stories ?? [],
  play: async (name) => {
    const { isDone, status } = await control.playStory(name);
    await poll();
    return isDone ? undefined : scene.words.refused(status);
  },
});
const rail = createRail({ goHome: () => openChannel(here.channel), openApp: openHome });
const sidebar = createSidebar({ openChannel, openHome, hide: hideDrawer });
const writing = {
  commands,
  shortcuts,
  shortcut: (callbackId) => hands.act({ do: "shortcut", callbackId }),
};
const channel = createChannel({
  ...writing,
  send: hands.send(() => ({ channel: here.channel })),
  openThread,
  openDrawer,
  filter: (query) => {
    here = { ...here, query };
    draw();
  },
});
const home = createAppHome({
  ...writing,
  send: hands.send(() => ({ channel: directOf(scene.viewer) })),
  openDrawer,
  turn: turnTab,
});
const thread = createThread({
  send: hands.send(() => ({ channel: here.channel, isThread: true })),
  close: closeThread,
});
const modal = createModal();
const panes = h("div", { class: "panes" }, channel.root, thread.root);

const isDark = () => {
  const chosen = recall("theme");
  return chosen === undefined ? matchMedia("(prefers-color-scheme: dark)").matches : chosen === "dark";
};

let railDrawn = "";
const draw = () => {
  if (known === undefined) return;
  const { slack, now } = known.state;
  scene = createScene({ slack, now, viewerId: recall("viewer"), language, hands });
  if (recall("viewer") !== scene.viewer.id) remember("viewer", scene.viewer.id);
  document.documentElement.lang = language;
  document.documentElement.dataset.theme = isDark() ? "dark" : "light";
  skip.textContent = scene.words.skip;
  skip.hash = here.isHome ? `panel-${here.tab}` : "messages";
  const people = [...scene.users.values()];
  bar.draw({ people, speed: known.state.speed, isDark: isDark(), languageNow: language }, scene);
  const railKey = JSON.stringify([here.isHome, language, scene.viewer.id]);
  if (railKey !== railDrawn) rail.draw(here.isHome, scene, avatar(scene.viewer));
  railDrawn = railKey;
  drawRooms();
};

const drawRooms = () => {
  const { viewer } = scene;
  const shown = bot.among(known.messages).filter((message) => visibleTo(message, viewer));
  const rootsIn = (id) => rootsOf(shown.filter((message) => message.channel === id));
  const channels = [...scene.channels.values()];
  const open = scene.channels.get(here.channel) ?? channels[0];
  if (open === undefined) return;
  here.channel = open.id;
  const direct = rootsIn(directOf(viewer));
  const mine = shown.filter((message) => message.channel === open.id);
  const roots = rootsOf(mine);
  const key = `${open.id} ${viewer.id}`;
  // The red line stays where it was when this reader came in, however much is read meanwhile.
  if (here.key !== key) here = { ...here, key, newFrom: firstUnread(mine, scene) };
  const read = here.isHome ? (here.tab === "messages" ? direct : []) : roots;
  if (!document.hidden && read.length > 0) markRead(viewer.id, read[0].channel, read.at(-1).ts);
  const rows = channels.map((row) => ({ channel: row, ...unreadIn(rootsIn(row.id), scene) }));
  sidebar.draw(rows, here.isHome ? "home" : open.id, unreadIn(direct, scene).unread, scene);
  channel.root.hidden = here.isHome;
  if (!here.isHome) home.root.remove();
  else if (!home.root.isConnected) panes.insertBefore(home.root, thread.root);
  const repliesOf = (ts) => repliesIn(mine, ts);
  const { newFrom, query, tab } = here;
  if (here.isHome)
    home.draw(
      {
        view: known.views?.home,
        isKnown: known.views !== undefined,
        tab,
        messages: direct,
        place: directOf(viewer),
      },
      scene,
    );
  else channel.draw({ channel: open, messages: roots, repliesOf, newFrom, query, key }, scene);
  const parent = mine.find(({ ts }) => ts === here.thread);
  thread.draw(parent && { message: parent, replies: repliesOf(parent.ts) }, scene);
  channel.root.inert = isNarrow() && parent !== undefined;
  if (known.views === undefined) modal.hide();
  else modal.draw(known.views.modal, scene);
  aloud.announce(shown, scene);
};

/** One look at a time; an answer that was overtaken by a newer question, or by another person, is thrown away. */
let asked = 0;
const poll = async () => {
  asked += 1;
  const mine = asked;
  try {
    const viewer = recall("viewer") ?? scene?.viewer.id ?? "";
    const [state, messages, views] = await Promise.all([
      control.readState(),
      control.readMessages(),
      viewer === "" ? {} : control.readViews(viewer).catch(() => known?.views ?? {}),
    ]);
    if (mine !== asked || (viewer !== "" && viewer !== recall("viewer"))) return;
    known = { state, messages, views };
    if (!isSwitching && state.language !== undefined) language = state.language;
    lost.hidden = true;
    draw();
  } catch (fault) {
    lost.textContent = scene?.words.lost ?? String(fault);
    lost.hidden = false;
  }
};

const keepPolling = async () => {
  if (!document.hidden) await poll();
  setTimeout(keepPolling, pollMs);
};

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.isComposing || document.querySelector("dialog[open]")) return;
  if (isPopupOpen()) closePopup();
  else if (document.body.classList.contains("drawer-is-open")) {
    hideDrawer();
    document.querySelector(".channel:not([hidden]) .drawer-open")?.focus();
  } else if (here.thread !== undefined) closeThread();
});

document.addEventListener("visibilitychange", () => !document.hidden && poll());

document.body.append(
  bar.root,
  h(
    "div",
    { class: "workspace-frame" },
    rail.root,
    sidebar.root,
    h("div", { class: "scrim", onclick: hideDrawer }),
    panes,
  ),
  lost,
  aloud.root,
);
addEventListener("resize", () => !isNarrow() && hideDrawer());
keepPolling();
