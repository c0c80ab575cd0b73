// What a screen reader says when something comes: the gist of what is new for whoever looks, and nothing of the rest.
import { plainOf } from "./blocks/text.js";
import { h } from "./dom.js";
import { gistOf } from "./message.js";
import { authorOf } from "./scene.js";

const saidMax = 3;

export const createAloud = () => {
  const root = h("div", { class: "unseen", "aria-live": "polite", id: "live" });
  let heard = new Set();
  let listener;

  /** `shown`: all that this person can see. Nothing is said at their first look, when all is old. */
  const announce = (shown, scene) => {
    const isFirstLook = listener !== scene.viewer.id;
    if (isFirstLook) {
      heard = new Set();
      // What was said aloud to one person is not for the next.
      root.textContent = "";
    }
    listener = scene.viewer.id;
    const fresh = shown.filter((message) => !heard.has(nameOf(message)));
    for (const message of fresh) heard.add(nameOf(message));
    if (isFirstLook || fresh.length === 0) return;
    const lines = fresh
      .slice(-saidMax)
      .map((message) => scene.words.newMessage(authorOf(message, scene).name, plainOf(gistOf(message))));
    root.replaceChildren(...lines.map((line) => h("p", null, line)));
  };
  return { root, announce };
};

const nameOf = ({ channel, ts }) => `${channel} ${ts}`;
