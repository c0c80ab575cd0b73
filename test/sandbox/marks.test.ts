// The signs that Stillpoint puts before its lines, on a machine with no emoji font.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const textOf = (path: string) => readFileSync(fileURLToPath(new URL(path, import.meta.url)), "utf8");

/** A sign of the text, which every font has, is none to draw. */
const signs = (text: string) =>
  text.match(/\p{Emoji_Presentation}|\p{Extended_Pictographic}(?=\uFE0F)/gu) ?? [];

it("are all drawn by the page", () => {
  const source = fileURLToPath(new URL("../../src/", import.meta.url));
  const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".ts"),
  );
  const used = [...new Set(files.flatMap((name) => signs(textOf(`../../src/${name}`))))].sort();
  expect(used).toContain("🚫");
  const drawn = textOf("../../sandbox/page/marks.js");
  expect(used.filter((sign) => !drawn.includes(sign))).toEqual([]);
});
