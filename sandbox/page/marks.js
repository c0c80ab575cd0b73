// Severity marks and the commonest signs, drawn: a machine without an emoji font must not lose the one thing
// that people look for first. The character itself stays in the text, for screen readers and for copying.
import { h, svg } from "./dom.js";

const disc = (fill, edge) => () => [
  svg("circle", { cx: 10, cy: 10, r: 8.5, fill, stroke: edge, "stroke-width": 1 }),
  svg("path", { d: "M5 8.6a5.6 5.6 0 0 1 4-3.9", stroke: "#fff", "stroke-opacity": 0.6, ...line(1.6) }),
];

const line = (width) => ({ fill: "none", "stroke-width": width, "stroke-linecap": "round" });

const stroke = (d, color, width = 2.4) => svg("path", { d, stroke: color, ...line(width) });

const zees = () => [
  stroke("M3 10h6l-6 7h6", "#4a8fe7", 2),
  stroke("M11 5.500h4.200l-4.200 5h4.200", "#4a8fe7", 1.7),
  stroke("M15.500 1.500h2.800l-2.800 3.300h2.800", "#4a8fe7", 1.3),
];

const padlock = () => [
  stroke("M5.5 9V6.500a3.500 3.500 0 0 1 7 0V9", "#8a94a3", 2),
  svg("rect", { x: 3, y: 8.5, width: 12, height: 9.5, rx: 1.8, fill: "#f5b83d", stroke: "#b97f12" }),
];

const key = () => [
  svg("circle", { cx: 14.5, cy: 12, r: 2.6, stroke: "#8a5a00", ...line(1.8) }),
  stroke("M14.5 14.500V19m0-1.200h2", "#8a5a00", 1.8),
];

const tile = (fill, d) => () => [
  svg("rect", { x: 1.5, y: 1.5, width: 17, height: 17, rx: 3.5, fill }),
  stroke(d, "#fff"),
];

const square = (fill, edge) => () => [
  svg("rect", { x: 1, y: 1, width: 18, height: 18, rx: 2.5, fill, stroke: edge, "stroke-width": 1 }),
];

const sand = () => [
  svg("path", {
    d: "M5 2.500h10c0 5-4 6-4 7.500s4 2.500 4 7.500H5c0-5 4-6 4-7.500S5 7.500 5 2.500z",
    fill: "#f3d08b",
  }),
  stroke("M4 2.500h12M4 17.500h12", "#a06a2c", 2),
];

const bell = () => [
  svg("path", { d: "M10 2a5 5 0 0 1 5 5c0 5 2 6 2 7H3c0-1 2-2 2-7a5 5 0 0 1 5-5z", fill: "#f5b83d" }),
  stroke("M8.300 16.500a1.800 1.800 0 0 0 3.400 0", "#b97f12", 1.8),
];

const caution = () => [
  svg("path", {
    d: "M10 1.800 19 17.500H1z",
    fill: "#ffcc33",
    stroke: "#b97f12",
    "stroke-linejoin": "round",
  }),
  stroke("M10 7v5m0 2.800v.1", "#3b2a00", 2),
];

const siren = () => [
  svg("path", { d: "M4.500 14.500V10a5.500 5.500 0 0 1 11 0v4.500z", fill: "#dd2e44", stroke: "#b51f33" }),
  svg("rect", { x: 2.5, y: 14.5, width: 15, height: 4, rx: 1, fill: "#8a94a3" }),
  stroke("M10 .800v1.400M2.300 4l1.200 1M17.700 4l-1.200 1", "#f4900c", 1.6),
  stroke("M8 13V10a2 2 0 0 1 2-2", "#fff", 1.6),
];

const palm = () =>
  ["M6 11V5", "M9 10V2.500", "M12 10V3", "M15 11V5", "M3 12l3 2.500"]
    .map((finger) => stroke(finger, "#f5b83d", 2.6))
    .concat(svg("path", { d: "M4.700 10h11.600v3a5.800 5.800 0 0 1-11.600 0z", fill: "#f5b83d" }));

const ring = () => [
  svg("circle", { cx: 10, cy: 10, r: 7.3, fill: "#fff", stroke: "#dd2e44", "stroke-width": 2.6 }),
  stroke("M5 5l10 10", "#dd2e44", 2.6),
];

const bar = () => [
  svg("circle", { cx: 10, cy: 10, r: 8.5, fill: "#dd2e44" }),
  stroke("M5.500 10h9", "#fff", 3),
];

const octagon = () => [
  svg("path", { d: "M6.500 1.500h7l5 5v7l-5 5h-7l-5-5v-7z", fill: "#dd2e44", stroke: "#b51f33" }),
];

const flake = () =>
  ["M10 1.500v17", "M2.600 5.800l14.800 8.400", "M17.400 5.800L2.600 14.200"].map((d) =>
    stroke(d, "#4a9fd8", 2),
  );

const horn = () => [
  svg("path", {
    d: "M2 8h4l10-5v13L6 12H2z",
    fill: "#f5b83d",
    stroke: "#b97f12",
    "stroke-linejoin": "round",
  }),
  stroke("M6 12.500l1.500 5", "#b97f12", 2.2),
  stroke("M18 8v3.500", "#dd2e44", 2),
];

const hammer = () => [
  stroke("M11 8L3.500 16.500", "#a06a2c", 3),
  stroke("M8.500 4.500l6.500 6", "#6b7684", 5),
];

const crescent = () => [
  svg("path", { d: "M12.500 2a8 8 0 1 0 5.500 11A6.500 6.500 0 0 1 12.500 2z", fill: "#fdcb58" }),
];

const pencil = () => [stroke("M5.500 14.500l9-9", "#f4900c", 4), stroke("M3 17l1-2.500", "#31373d", 2)];

const keyboard = () => [
  svg("rect", { x: 1, y: 5, width: 18, height: 11, rx: 2, fill: "#8a94a3" }),
  stroke("M4.500 8.500h.1m3.600 0h.1m3.600 0h.1m3.500 0h.1M6 12.500h8", "#fff", 1.8),
];

const drawings = {
  "🔴": disc("#dd2e44", "#b51f33"),
  "🟠": disc("#f4900c", "#c87306"),
  "🟡": disc("#fdcb58", "#c99a2c"),
  "🟢": disc("#5fae34", "#45871f"),
  "🔵": disc("#3d8fe0", "#2669ae"),
  "🟣": disc("#9b6fd6", "#7447b3"),
  "⚪": disc("#eceff3", "#8d959f"),
  "⚫": disc("#31373d", "#7b828a"),
  "🟥": square("#dd2e44", "#b51f33"),
  "🟧": square("#f4900c", "#c87306"),
  "🟩": square("#5fae34", "#45871f"),
  "⬜": square("#eceff3", "#8d959f"),
  "💤": zees,
  "🔐": () => [...padlock(), ...key()],
  "🔒": padlock,
  "✅": tile("#5fae34", "M5.500 10.500l3 3 6-7"),
  "🚫": ring,
  "⛔": bar,
  "🛑": octagon,
  "❄": flake,
  "🧊": flake,
  "📣": horn,
  "🔨": hammer,
  "🌙": crescent,
  "✏": pencil,
  "⌨": keyboard,
  "↩": tile("#3d8fe0", "M8.500 5.500L5 9l3.500 3.500M5.500 9H12a3 3 0 0 1 0 6h-1"),
  "❌": () => [stroke("M4 4l12 12M16 4L4 16", "#dd2e44", 3.2)],
  "⚠": caution,
  "⏳": sand,
  "⌛": sand,
  "🔔": bell,
  "🚨": siren,
  "✋": palm,
  ℹ: tile("#3d8fe0", "M10 9.500v5M10 5.800v.1"),
};

const pattern = new RegExp(`(${Object.keys(drawings).join("|")})\\uFE0F?`, "u");

/** Text in which the drawn signs are drawings and everything else is text. */
export const withMarks = (text) =>
  text.split(pattern).map((part) => (Object.hasOwn(drawings, part) ? mark(part) : part));

const mark = (character) =>
  h(
    "span",
    { class: "mark" },
    svg("svg", { viewBox: "0 0 20 20", "aria-hidden": "true", focusable: "false" }, ...drawings[character]()),
    h("span", { class: "unseen" }, character),
  );
