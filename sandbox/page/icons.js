// Line drawings of the workspace's own controls, in the colour of the text around them.
import { svg } from "./dom.js";

const paths = {
  hash: "M7 3 5.500 17M14.500 3 13 17M3.500 7.500h14M2.500 12.500h14",
  lock: "M5 9h10v8H5zM7 9V6.500a3 3 0 0 1 6 0V9",
  close: "M5 5l10 10M15 5 5 15",
  send: "M3 4l14 6-14 6 2-6zM5 10h6",
  home: "M3.500 9.500 10 4l6.500 5.500V16a1 1 0 0 1-1 1h-3.500v-4h-4v4H4.500a1 1 0 0 1-1-1z",
  menu: "M3 6h14M3 10h14M3 14h14",
  reply: "M4 4h12v9H9l-4 3.500V13H4z",
  people:
    "M7.500 9a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5zM2.500 16c0-3 2-5 5-5s5 2 5 5M13 9a2 2 0 1 0 0-4M14 11.200c2 .3 3.500 2.100 3.500 4.800",
  search: "M9 15A6 6 0 1 0 9 3a6 6 0 0 0 0 12zM13.500 13.500 17 17",
  eye: "M2 10s3-5.500 8-5.500 8 5.500 8 5.500-3 5.500-8 5.500S2 10 2 10zM10 12.300a2.300 2.300 0 1 0 0-4.600 2.300 2.300 0 0 0 0 4.600z",
  pause: "M7 4v12M13 4v12",
  sun: "M10 13.500a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM10 2v1.500M10 16.500V18M2 10h1.500M16.500 10H18M4.300 4.300l1.100 1.100M14.600 14.600l1.100 1.100M15.700 4.300l-1.100 1.100M5.400 14.600l-1.100 1.100",
  moon: "M16.500 12.200A7 7 0 0 1 7.800 3.500a7 7 0 1 0 8.700 8.700z",
  down: "M5 8l5 5 5-5",
  play: "M6 4l10 6-10 6z",
  bolt: "M11 2.500 4.500 11.500H9.500L8.500 17.500 15.500 8.500H10.500z",
  bubble: "M3.500 4h13v9.500H9L5.500 16.500v-3h-2z",
};

export const icon = (name) =>
  svg(
    "svg",
    { viewBox: "0 0 20 20", class: `icon icon-${name}`, "aria-hidden": "true", focusable: "false" },
    svg("path", {
      d: paths[name],
      fill: "none",
      stroke: "currentColor",
      "stroke-width": 1.6,
      "stroke-linecap": "round",
      "stroke-linejoin": "round",
    }),
  );
