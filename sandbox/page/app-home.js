// The app's own page, as it published it for whoever looks.
import { appMark } from "./avatar.js";
import { words as wordsOf } from "./blocks/text.js";
import { h, replaceChildren } from "./dom.js";
import { icon } from "./icons.js";
import { eyeKey, sceneOf } from "./scene.js";

export const createAppHome = ({ openDrawer }) => {
  const drawer = h("button", { type: "button", class: "drawer-open", onclick: openDrawer }, icon("menu"));
  const title = h("h2", { class: "channel-title", tabindex: -1 });
  const tab = h("span", { class: "tab" });
  const body = h("div", { class: "home-body" });
  const root = h(
    "main",
    { class: "channel app-home", hidden: true },
    h("header", { class: "channel-head" }, drawer, title),
    h("div", { class: "tabs" }, tab),
    h("div", { class: "scroller", tabindex: 0, role: "region" }, body),
  );
  let drawn = "";
  const draw = (view, scene) => {
    const now = JSON.stringify([view, eyeKey(scene)]);
    if (now === drawn) return;
    drawn = now;
    const { words } = scene;
    drawer.setAttribute("aria-label", words.openSidebar);
    replaceChildren(title, h("span", { class: "row-face" }, appMark()), wordsOf(scene.app.name));
    tab.textContent = words.home;
    root.querySelector(".scroller").setAttribute("aria-label", words.appHome);
    if (view?.blocks === undefined) replaceChildren(body, h("p", { class: "none-found" }, words.homeEmpty));
    else replaceChildren(body, sceneOf(scene, { user: scene.viewer.id, viewId: view.id }).draw(view.blocks));
  };
  return { root, draw, focus: () => title.focus({ preventScroll: true }) };
};
