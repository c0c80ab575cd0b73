// Faces: the app's own mark, and people's initials on a colour that is theirs for good.
import { h, svg } from "./dom.js";

const colors = ["#7a3e9d", "#1d6b8f", "#0b7a5c", "#a3452a", "#8a5a00", "#b0306a", "#3d55b8", "#4c6b22"];

export const avatar = (author) =>
  h("span", { class: "avatar", "aria-hidden": "true" }, author.isApp ? appMark() : initial(author));

const initial = ({ id, name }) => {
  const sum = [...id].reduce((total, character) => (total * 31 + character.charCodeAt(0)) % 9973, 7);
  const tile = h(
    "span",
    { class: "avatar-letter" },
    (name.replace(/^[^\p{L}\p{N}]+/u, "")[0] ?? "?").toUpperCase(),
  );
  tile.style.backgroundColor = colors[sum % colors.length];
  return tile;
};

/** Rings that come to rest in one point. */
export const appMark = () =>
  svg(
    "svg",
    { viewBox: "0 0 36 36", class: "app-mark", "aria-hidden": "true", focusable: "false" },
    svg("rect", { width: 36, height: 36, fill: "#0f3d3e" }),
    svg("circle", {
      cx: 18,
      cy: 18,
      r: 12.5,
      fill: "none",
      stroke: "#3fb8a0",
      "stroke-opacity": 0.45,
      "stroke-width": 1.6,
    }),
    svg("circle", {
      cx: 18,
      cy: 18,
      r: 8,
      fill: "none",
      stroke: "#6fdcc4",
      "stroke-opacity": 0.8,
      "stroke-width": 1.8,
    }),
    svg("circle", { cx: 18, cy: 18, r: 3.4, fill: "#f4fffb" }),
  );
