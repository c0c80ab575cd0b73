// `npm run pictures`: the pictures of the README, taken from the sandbox's page after its night.
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { startSandbox } from "../../sandbox/server.ts";
import { night } from "../../sandbox/stories/night.ts";
import { playStory } from "../../sandbox/stories/play.ts";
import { launchBrowser } from "./chrome.ts";

const folder = fileURLToPath(new URL("../../docs/pictures/", import.meta.url));

interface Picture {
  readonly name: string;
  readonly language: "en" | "ja";
  readonly colorScheme: "light" | "dark";
  readonly height: number;
  /** What is done before it is taken; what it shows is waited for. */
  readonly pose: (page: Page) => Promise<void>;
}

const take = async ({ name, language, colorScheme, height, pose }: Picture): Promise<void> => {
  const startAt = Date.parse("2026-11-20T13:00:00Z");
  const options = { language, startAt, speed: 0, limits: "none", pastNights: 4 } as const;
  const sandbox = await startSandbox(0, options);
  const browser = await launchBrowser();
  try {
    await playStory(night, sandbox.world);
    const page = await browser.newPage({ viewport: { width: 1280, height }, colorScheme });
    const viewer = sandbox.world.workspace.user(language === "ja" ? "oncall" : "asker");
    await page.addInitScript(`localStorage.setItem("stillpoint-sandbox", '{"viewer":"${viewer}"}')`);
    await page.goto(sandbox.url);
    await page.getByText("orders-db").first().waitFor();
    await page.evaluate("document.fonts.ready");
    await pose(page);
    await page.waitForTimeout(800);
    await page.screenshot({ path: `${folder}${name}.png` });
  } finally {
    await browser.close();
    await sandbox.close();
  }
};

const showNight = (page: Page) => page.getByText("orders-db").first().scrollIntoViewIfNeeded();

const ask = async (page: Page): Promise<void> => {
  const answers = page.locator(".message");
  for (const line of ["/backup status", "/backup points web-01"]) {
    const before = await answers.count();
    await page.locator(".channel .composer-text").fill(line);
    await page.keyboard.press("Enter");
    await answers.nth(before).waitFor();
    await page.waitForTimeout(400);
  }
};

/** Somebody has asked for a backup, and a lead looks at the card. */
const showRequest = async (page: Page): Promise<void> => {
  await page
    .locator(".channel .composer-text")
    .fill('/backup now orders-fs --retain 35d --why "INC-12: before the migration"');
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Check" }).click();
  await page.getByRole("button", { name: "Send to the leads" }).click();
  await page.locator("dialog").getByText("Sent to the leads.").waitFor();
  await page.keyboard.press("Escape");
  await page.getByLabel("You are", { exact: true }).selectOption({ label: "lead-b · lead" });
  await page.locator(".channel-row", { hasText: "backup-approvals" }).click();
  await page.getByRole("button", { name: "Approve" }).waitFor();
  await page.mouse.move(0, 0);
};

mkdirSync(folder, { recursive: true });
await take({ name: "sandbox", language: "en", colorScheme: "light", height: 1130, pose: showNight });
await take({ name: "sandbox-ja", language: "ja", colorScheme: "dark", height: 1130, pose: showNight });
await take({ name: "answers", language: "en", colorScheme: "light", height: 1130, pose: ask });
await take({ name: "approval", language: "en", colorScheme: "light", height: 800, pose: showRequest });
process.exit(0);
