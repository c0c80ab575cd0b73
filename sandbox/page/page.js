// The page's heart: asks the sandbox how things stand, remembers who looks at what, and has it drawn.
import { createAppHome } from "./app-home.js";
import { avatar } from "./avatar.js";
import { createBar } from "./bar.js";
import { plainOf, textOf } from "./blocks/text.js";
import { createChannel } from "./channel.js";
import * as control from "./control.js";
import { askConfirm } from "./dialog.js";
import { h, isNarrow } from "./dom.js";
import { markRead, recall, remember } from "./memory.js";
import { closeMenu, isMenuOpen } from "./menu.js";
import { gistOf } from "./message.js";
import { createModal } from "./modal.js";
import { authorOf, createScene } from "./scene.js";
import { createRail, createSidebar } from "./sidebar.js";
import { createThread } from "./thread.js";
import { firstUnread, repliesIn, rootsOf, unreadIn, visibleTo } from "./unread.js";

const pollMs = 700;

let known;
let scene;
let here = { channel: recall("channel"), thread: undefined, isHome: false, query: "" };
let language = recall("language") ?? (navigator.language.startsWith("ja") ? "ja" : "en");
let isSwitching = false;
const heard = new Set();

const live = h("div", { class: "unseen", "aria-live": "polite", id: "live" });
const lost = h("div", { class: "lost", role: "alert", hidden: true });

const openChannel = (id) => {
  here = { ...here, channel: id, thread: undefined, isHome: false, query: "" };
  remember("channel", id);
  channel.clearFilter();
  hideDrawer();
  draw();
  channel.focus();
};

const openHome = async () => {
  here = { ...here, isHome: true, thread: undefined };
  hideDrawer();
  draw();
  home.focus();
  await control.act({ user: scene.viewer.id, do: "home" });
  await poll();
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

/** Only commands go anywhere; the answer is a sentence to show, or nothing. */
const send = (place) => async (text) => {
  if (!text.startsWith("/")) return scene.words.onlyCommands;
  const { isDone, status, said } = await control.act({
    ...place(),
    user: scene.viewer.id,
    do: "command",
    text,
  });
  if (!isDone) return scene.words.refused(status);
  await poll();
  return failure(said, text.split(/\s/)[0]);
};

/** As Slack tells it, and to nobody else: the app did not answer in time, or not as it should. */
const failure = ({ status, refusal }, command) => {
  if (refusal !== undefined) return scene.words.notShown(refusal);
  if (status >= 200 && status < 300) return undefined;
  return scene.words.commandFailed(command, status === 0 ? "operation_timeout" : "dispatch_failed");
};

const hands = {
  act: async (deed) => {
    const { isDone, status, said } = await control.act({ ...deed, user: scene.viewer.id });
    const isTaken = isDone && said.status >= 200 && said.status < 300 && said.refusal === undefined;
    const why = isDone
      ? said.refusal
        ? scene.words.notShown(said.refusal)
        : scene.words.trouble
      : scene.words.refused(status);
    // A view has a line of its own for it, where whoever pressed is looking.
    if (!isTaken && deed.viewId === undefined) channel.composer.tell(why);
    await poll();
    return isTaken ? said : { ...said, trouble: why };
  },
  options: async (deed) => {
    const { said } = await control.act({ ...deed, user: scene.viewer.id, do: "options" });
    const groups = said.ack?.option_groups?.flatMap(({ label, options }) => [
      { heading: true, text: label },
      ...options,
    ]);
    return said.ack?.options ?? groups ?? [];
  },
  confirm: (confirm) => askConfirm(confirm, (text) => text && textOf(text, scene), scene.words),
};

const bar = createBar({
  become: (id) => {
    remember("viewer", id);
    // What was said aloud to one person is not for the next.
    live.textContent = "";
    here = { ...here, thread: undefined };
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
const channel = createChannel({
  send: send(() => ({ channel: here.channel })),
  commands: () => known?.state.slack.commands ?? [],
  shortcuts: () => known?.state.slack.shortcuts ?? [],
  shortcut: (callbackId) => hands.act({ do: "shortcut", callbackId }),
  openThread,
  openDrawer,
  filter: (query) => {
    here = { ...here, query };
    draw();
  },
});
const home = createAppHome({ openDrawer });
const thread = createThread({ send: send(() => ({ channel: here.channel })), close: closeThread });
const modal = createModal();
const panes = h("div", { class: "panes" }, channel.root, home.root, thread.root);

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
  document.querySelector("#skip").textContent = scene.words.skip;
  const people = [...scene.users.values()];
  bar.draw({ people, speed: known.state.speed, isDark: isDark(), languageNow: language }, scene);
  const railKey = JSON.stringify([here.isHome, language, scene.viewer.id]);
  if (railKey !== railDrawn) rail.draw(here.isHome, scene, avatar(scene.viewer));
  railDrawn = railKey;
  drawRooms();
};

const drawRooms = () => {
  const shown = known.messages.filter((message) => visibleTo(message, scene.viewer));
  const channels = [...scene.channels.values()];
  const open = scene.channels.get(here.channel) ?? channels[0];
  if (open === undefined) return;
  here.channel = open.id;
  const mine = shown.filter((message) => message.channel === open.id);
  const roots = rootsOf(mine);
  const key = `${open.id} ${scene.viewer.id}`;
  // The red line stays where it was when this reader came in, however much is read meanwhile.
  if (here.key !== key) here = { ...here, key, newFrom: firstUnread(mine, scene) };
  if (!here.isHome && !document.hidden && roots.length > 0)
    markRead(scene.viewer.id, open.id, roots.at(-1).ts);
  const rows = channels.map((row) => ({
    channel: row,
    ...unreadIn(rootsOf(shown.filter((m) => m.channel === row.id)), scene),
  }));
  sidebar.draw(rows, here.isHome ? "home" : open.id, scene);
  channel.root.hidden = here.isHome;
  home.root.hidden = !here.isHome;
  const repliesOf = (ts) => repliesIn(mine, ts);
  const { newFrom, query } = here;
  if (here.isHome) home.draw(known.views.home, scene);
  else channel.draw({ channel: open, messages: roots, repliesOf, newFrom, query, key }, scene);
  const parent = mine.find(({ ts }) => ts === here.thread);
  thread.draw(parent && { message: parent, replies: repliesOf(parent.ts) }, scene);
  channel.root.inert = isNarrow() && parent !== undefined;
  modal.draw(known.views.modal, scene);
  announce(shown);
};

/** Says aloud what came since the last look; nothing at the first look, when all is old. */
const announce = (shown) => {
  const isFirstLook = heard.size === 0;
  const fresh = shown.filter(({ channel: id, ts }) => !heard.has(`${id} ${ts}`));
  for (const { channel: id, ts } of fresh) heard.add(`${id} ${ts}`);
  heard.add("looked");
  if (isFirstLook || fresh.length === 0) return;
  const said = fresh
    .slice(-3)
    .map((message) => scene.words.newMessage(authorOf(message, scene).name, plainOf(gistOf(message))));
  live.replaceChildren(...said.map((line) => h("p", null, line)));
};

/** One look at a time; an answer that was overtaken by a newer question is thrown away. */
let asked = 0;
const poll = async () => {
  asked += 1;
  const mine = asked;
  try {
    const viewer = recall("viewer") ?? scene?.viewer.id ?? "";
    const [state, messages, views] = await Promise.all([
      control.readState(),
      control.readMessages(),
      viewer === "" ? {} : control.readViews(viewer).catch(() => ({})),
    ]);
    if (mine !== asked) return;
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
  if (event.key !== "Escape" || document.querySelector("dialog[open]")) return;
  if (isMenuOpen()) closeMenu();
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
  live,
);
addEventListener("resize", () => !isNarrow() && hideDrawer());
keepPolling();
