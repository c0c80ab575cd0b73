// `npm run cards`: one HTML page of every card in every state and language, drawn by the sandbox's own page, to be
// looked at. Only a font is taken from the packages, for whoever has no Japanese one.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { defaultWorkspace } from "../../sandbox/slack/workspace.ts";
import { cardsIn } from "../features/alerts/cards.ts";
import { requestCardsIn } from "../features/approvals/cards.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const languages = ["en", "ja"] as const;
const styles = ["theme", "messages", "blocks", "elements", "boxes"];

const look = `
body { display: block; height: auto; overflow: auto; padding: 24px; background: #fff; color: #1d1c1d; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
th { width: 140px; white-space: normal; text-align: left; vertical-align: top; padding: 12px 8px; overflow-wrap: anywhere; }
td { vertical-align: top; padding: 8px; border-top: 1px solid #8884; white-space: normal; overflow-wrap: anywhere; }
.drawn { list-style: none; margin: 0; padding: 0; }
.drawn * { min-width: 0; }
.spoken { margin: 4px 0 12px 52px; font-size: 12px; opacity: 0.65; white-space: pre-wrap; }
`;

const allIn = (language: "en" | "ja") => ({ ...requestCardsIn(language), ...cardsIn(language) });

/** Nothing in a card may end the script that carries it. */
const inScript = (content: unknown): string => JSON.stringify(content).replaceAll("<", "\\u003c");

export const cardsPage = async (): Promise<string> => {
  const cards = { en: allIn("en"), ja: allIn("ja") };
  const { users, channels, groups } = defaultWorkspace();
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ["test/browser/cards-page.js"],
    bundle: true,
    format: "iife",
    write: false,
    charset: "utf8",
  });
  const css = styles.map((name) => readFileSync(`${root}sandbox/page/look/${name}.css`, "utf8")).join("\n");
  const content = {
    slack: { users, channels, groups },
    now: "2026-11-20T14:00:00Z",
    languages,
    names: Object.keys(cards.en),
    cards,
  };
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Stillpoint: every card</title>
<link rel="stylesheet" href="../node_modules/@fontsource/noto-sans-jp/400.css">
<link rel="stylesheet" href="../node_modules/@fontsource/noto-sans-jp/700.css"><style>${css}${look}</style></head>
<body>
<script type="application/json" id="cards">${inScript(content)}</script>
<script>${outputFiles[0]?.text.replaceAll("</script", "<\\/script") ?? ""}</script>
</body>
</html>
`;
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = `${root}.sandbox`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/cards.html`, await cardsPage());
  process.stdout.write("Open .sandbox/cards.html\n");
}
