// `npm run pictures`: the pictures of the README, taken from the sandbox's page after its night.
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { startSandbox } from "../../sandbox/server.ts";
import { night } from "../../sandbox/stories/night.ts";
import { playStory } from "../../sandbox/stories/play.ts";
import { launchBrowser } from "./chrome.ts";

const folder = fileURLToPath(new URL("../../docs/pictures/", import.meta.url));

const take = async (language: "en" | "ja", name: string, colorScheme: "light" | "dark"): Promise<void> => {
  const startAt = Date.parse("2026-11-20T13:00:00Z");
  const sandbox = await startSandbox(0, { language, startAt, speed: 0, limits: "none" });
  const browser = await launchBrowser();
  try {
    await playStory(night, sandbox.world);
    const page = await browser.newPage({ viewport: { width: 1280, height: 1130 }, colorScheme });
    await page.addInitScript(
      `localStorage.setItem("stillpoint-sandbox", '{"viewer":"${sandbox.world.workspace.users[language === "ja" ? 0 : 3]?.id}"}')`,
    );
    await page.goto(sandbox.url);
    const first = page.getByText("orders-db").first();
    await first.waitFor();
    await page.evaluate("document.fonts.ready");
    await first.scrollIntoViewIfNeeded();
    await page.waitForTimeout(800);
    await page.screenshot({ path: `${folder}${name}.png` });
  } finally {
    await browser.close();
    await sandbox.close();
  }
};

mkdirSync(folder, { recursive: true });
await take("en", "sandbox", "light");
await take("ja", "sandbox-ja", "dark");
process.exit(0);
