// The dark column: the workspace, its channels with what is unread in them, and the app.
import { appMark } from "./avatar.js";
import { words as wordsOf } from "./blocks/text.js";
import { h, renew, replaceChildren } from "./dom.js";
import { icon } from "./icons.js";

export const createSidebar = ({ openChannel, openHome, hide }) => {
  const title = h("h1", { class: "workspace" });
  const shut = h("button", { type: "button", class: "drawer-shut", onclick: hide }, icon("close"));
  const heading = h("h2", { class: "sidebar-heading" });
  const list = h("ul", { class: "channel-list" });
  const appHeading = h("h2", { class: "sidebar-heading" });
  const apps = h("ul", { class: "channel-list" });
  const root = h(
    "nav",
    { class: "sidebar", id: "sidebar", onkeydown: (event) => steer(event, root) },
    h("div", { class: "sidebar-head" }, title, shut),
    h("div", { class: "sidebar-scroll" }, heading, list, appHeading, apps),
  );
  /** `rows`: {channel, unread, mentions}; `here` is the open channel's id or "home"; `direct`: unread of the app. */
  const draw = (rows, here, direct, scene) => {
    const { words } = scene;
    title.textContent = words.workspace;
    heading.textContent = words.channels;
    appHeading.textContent = words.apps;
    root.setAttribute("aria-label", words.channels);
    shut.setAttribute("aria-label", words.closeSidebar);
    renew(
      list,
      rows.map((row) => ({
        key: row.channel.id,
        signature: JSON.stringify([row, here === row.channel.id, words.app]),
        make: () => channelRow(row, here === row.channel.id, words, () => openChannel(row.channel.id)),
      })),
    );
    renew(apps, [
      {
        key: "home",
        signature: JSON.stringify([here === "home", direct, words.app, scene.app.name]),
        make: () => appRow(here === "home", direct, scene, openHome),
      },
    ]);
    rove(root);
  };
  return { root, draw };
};

const channelRow = ({ channel, unread, mentions }, isHere, words, open) => {
  const look = ["channel-row", isHere && "is-here", unread > 0 && !isHere && "is-unread"]
    .filter(Boolean)
    .join(" ");
  const button = h(
    "button",
    {
      type: "button",
      class: look,
      tabindex: -1,
      "aria-current": isHere && "page",
      "data-focus": channel.id,
      onclick: open,
    },
    icon(channel.private ? "lock" : "hash"),
    channel.private && h("span", { class: "unseen" }, words.private),
    h("span", { class: "channel-name" }, wordsOf(channel.name)),
  );
  if (unread > 0 && !isHere) button.append(h("span", { class: "unseen" }, `, ${words.unread}`));
  if (mentions > 0 && !isHere) button.append(badge(mentions, words.mentions(mentions)));
  return h("li", null, button);
};

const badge = (count, says) =>
  h(
    "span",
    { class: "badge" },
    h("span", { "aria-hidden": "true" }, String(count)),
    h("span", { class: "unseen" }, says),
  );

const appRow = (isHere, unread, scene, open) =>
  h(
    "li",
    null,
    h(
      "button",
      {
        type: "button",
        class: ["channel-row", isHere && "is-here", unread > 0 && "is-unread"].filter(Boolean).join(" "),
        tabindex: -1,
        "aria-current": isHere && "page",
        "data-focus": "home",
        onclick: open,
      },
      h("span", { class: "row-face" }, appMark()),
      h("span", { class: "channel-name" }, wordsOf(scene.app.name)),
      unread > 0 && badge(unread, scene.words.unread),
    ),
  );

/** One stop for the Tab key; the arrows walk from there. */
const rove = (root) => {
  const rows = [...root.querySelectorAll(".channel-row")];
  const stop =
    rows.find((row) => row === document.activeElement) ??
    rows.find((row) => row.matches(".is-here")) ??
    rows[0];
  for (const row of rows) row.tabIndex = row === stop ? 0 : -1;
};

const steer = (event, root) => {
  const rows = [...root.querySelectorAll(".channel-row")];
  const at = rows.indexOf(document.activeElement);
  const steps = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 };
  if (at < 0 || !(event.key in steps)) return;
  event.preventDefault();
  rows[Math.max(0, Math.min(steps[event.key], rows.length - 1))].focus();
  rove(root);
};

/** The narrow column at the window's edge. */
export const createRail = ({ goHome, openApp }) => {
  const home = h("button", { type: "button", class: "rail-button", onclick: goHome });
  const app = h("button", { type: "button", class: "rail-button", onclick: openApp });
  const face = h("span", { class: "rail-face" });
  const root = h(
    "div",
    { class: "rail" },
    h("span", { class: "rail-mark", "aria-hidden": "true" }, "S"),
    home,
    app,
    face,
  );
  const draw = (isHome, scene, viewerFace) => {
    replaceChildren(home, h("span", { class: "rail-tile" }, icon("home")), scene.words.home);
    replaceChildren(app, h("span", { class: "rail-tile" }, appMark()), scene.words.apps);
    home.classList.toggle("is-on", !isHome);
    app.classList.toggle("is-on", isHome);
    replaceChildren(face, viewerFace);
  };
  return { root, draw };
};
