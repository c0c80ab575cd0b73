// The simulator's strip, which is no part of Slack: who looks, the world's clock, what may happen next.
import { words as wordsOf } from "./blocks/text.js";
import { h, replaceChildren } from "./dom.js";
import { icon } from "./icons.js";
import { toggleMenu } from "./menu.js";
import { clockText } from "./when.js";

const speeds = [1, 60];

export const createBar = ({ become, speak, paint, clock, stories, play }) => {
  const you = h("select", { class: "bar-select", onchange: () => become(you.value) });
  const youLabel = h("span", { class: "bar-label" });
  const time = h("span", { class: "bar-time", role: "timer" });
  const timeLabel = h("span", { class: "unseen" });
  const stop = step(icon("pause"), () => clock({ pause: true }));
  const runs = speeds.map((speed) => step(`×${speed}`, () => clock({ pause: false, speed })));
  const hour = step("", () => clock({ advance: "PT1H" }));
  const day = step("", () => clock({ advance: "P1D" }));
  const language = h(
    "select",
    { class: "bar-select", onchange: () => speak(language.value) },
    h("option", { value: "en", lang: "en" }, "English"),
    h("option", { value: "ja", lang: "ja" }, "日本語"),
  );
  const theme = h("button", { type: "button", class: "bar-button bar-icon", onclick: () => paint() });
  const happen = h("button", {
    type: "button",
    class: "bar-button bar-happen",
    "aria-haspopup": "menu",
    "aria-expanded": "false",
  });
  const status = h("span", { class: "bar-status", role: "status" });
  const title = h("span", { class: "bar-title" });
  const more = h(
    "button",
    { type: "button", class: "bar-button bar-more", "aria-expanded": "false", onclick: () => unfold() },
    icon("down"),
  );
  const rest = h(
    "div",
    { class: "bar-rest" },
    h(
      "span",
      { class: "bar-group" },
      timeLabel,
      time,
      h("span", { class: "bar-steps" }, stop, runs, hour, day),
    ),
    status,
    h("span", { class: "spacer" }),
    language,
    theme,
  );
  const root = h(
    "section",
    { class: "bar" },
    title,
    h("label", { class: "bar-group" }, youLabel, you),
    happen,
    more,
    rest,
  );

  const unfold = () => {
    const isOpen = root.classList.toggle("is-unfolded");
    more.setAttribute("aria-expanded", String(isOpen));
  };

  let words;
  happen.addEventListener("click", async () => {
    const known = await stories();
    const items = known.map((story) => ({
      label: wordsOf(story.title ?? story.name),
      description: story.description && wordsOf(story.description),
      pick: () => tell(story),
    }));
    const none = [{ heading: true, label: words.noStories }];
    toggleMenu({ anchor: happen, label: words.stories, items: items.length > 0 ? items : none });
  });
  const tell = async (story) => {
    const name = story.title ?? story.name;
    status.textContent = words.playing(name);
    const refusal = await play(story.name);
    status.textContent = refusal ?? words.played(name);
  };

  let drawn = "";
  const draw = ({ people, speed, isDark, languageNow }, scene) => {
    words = scene.words.bar;
    time.textContent = clockText(scene.eye.now, scene.chromeEye);
    press(stop, speed === 0);
    for (const [index, run] of runs.entries()) press(run, speed === speeds[index]);
    const now = JSON.stringify([people, scene.viewer.id, isDark, languageNow]);
    if (now === drawn) return;
    drawn = now;
    root.setAttribute("aria-label", words.title);
    title.textContent = words.title;
    youLabel.textContent = words.you;
    replaceChildren(
      you,
      people.map(({ id, name, role }) =>
        h("option", { value: id, selected: id === scene.viewer.id }, role ? `${name} · ${role}` : name),
      ),
    );
    timeLabel.textContent = words.clock;
    name(stop, words.pause);
    for (const [index, run] of runs.entries()) name(run, words.speed(speeds[index]));
    hour.textContent = words.hour;
    day.textContent = words.day;
    name(hour, words.hourLong);
    name(day, words.dayLong);
    name(you, words.you);
    name(language, words.language);
    language.value = languageNow;
    name(theme, isDark ? words.light : words.dark);
    replaceChildren(theme, icon(isDark ? "sun" : "moon"));
    replaceChildren(happen, icon("play"), words.stories);
    name(more, words.more);
  };
  return { root, draw };
};

const step = (face, onclick) => h("button", { type: "button", class: "bar-step", onclick }, face);

const press = (button, isOn) => button.setAttribute("aria-pressed", String(isOn));

/** The short face stays what speech control can say: the name begins with it where there is one. */
const name = (control, label) => {
  const face = control.matches("select") ? "" : control.textContent;
  control.title = label;
  control.setAttribute("aria-label", face === "" || face === label ? label : `${face}: ${label}`);
};
