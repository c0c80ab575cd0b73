// The page on the real sandbox, in a real browser: the night arrives by itself, and everything can be walked through.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../sandbox/server.ts";
import { night } from "../../sandbox/stories/night.ts";
import { playStory } from "../../sandbox/stories/play.ts";
import { launchBrowser } from "./chrome.ts";

let sandbox: Sandbox;
let browser: Browser;

const open = async (width: number, colorScheme: "light" | "dark"): Promise<Page> => {
  const page = await browser.newPage({
    viewport: { width, height: 800 },
    colorScheme,
    reducedMotion: "reduce",
  });
  await page.goto(sandbox.url);
  await page.getByText("orders-db").first().waitFor();
  return page;
};

beforeAll(async () => {
  const startAt = Date.parse("2026-11-20T13:00:00Z");
  sandbox = await startSandbox(0, { language: "en", startAt, speed: 1, limits: "none" });
  await playStory(night, sandbox.world);
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await sandbox?.close();
});

describe("the workspace of a fresh sandbox", () => {
  it("shows the night: what failed, why, and what to do", async () => {
    const page = await open(1280, "light");
    const words = await page.locator("body").textContent();
    expect(words).toContain("Backup failed · orders-db · production");
    expect(words).toContain("The KMS key that encrypts this backup is disabled");
    expect(words).toContain("Backed up, but not application-consistent · web-01 · production");
    expect(words).toContain("KMS key is either disabled or pending deletion");
    await page.close();
  });

  it.each([
    [1280, "light"],
    [1280, "dark"],
    [375, "light"],
    [375, "dark"],
  ] as const)("fits %i px in %s, with nothing beyond its edge", async (width, scheme) => {
    const page = await open(width, scheme);
    expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
    await page.close();
  });

  it("makes something happen from its menu, by keyboard alone, and the card arrives by itself", async () => {
    const page = await open(1280, "light");
    const before = sandbox.world.slack.messages().length;
    await page.locator(".bar-happen").focus();
    await page.keyboard.press("Enter");
    await page.getByRole("menuitem", { name: /A backup expires/ }).waitFor();
    for (let step = 0; step < 20; step += 1) {
      const focused = await page.evaluate("document.activeElement.innerText");
      if (String(focused).includes("A backup expires")) break;
      await page.keyboard.press("ArrowDown");
    }
    await page.keyboard.press("Enter");
    await expect
      .poll(() => sandbox.world.slack.messages().length, { timeout: 15_000 })
      .toBeGreaterThan(before);
    await page.locator(".channel-row", { hasText: "backup-stg" }).click();
    await page.getByText("Backup expired · build-cache · staging").first().waitFor();
    await page.close();
  });

  it("speaks Japanese when it is told to, and so do the cards that come then", async () => {
    const page = await open(1280, "light");
    await page.locator(".bar select").last().selectOption("ja");
    await expect.poll(() => sandbox.world.language).toBe("ja");
    await page.locator(".bar-happen").click();
    await page.getByRole("menuitem", { name: /VSS が失敗する/ }).click();
    await page.getByText("バックアップ完了(アプリケーション整合性なし)").first().waitFor({ timeout: 15_000 });
    await page.close();
  });
});
