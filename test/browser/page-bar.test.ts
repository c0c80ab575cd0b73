// The simulator's strip: who looks, the world's clock, the language, and the stories that may happen.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchBrowser } from "./chrome.ts";
import { visit } from "./visit.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

it("shows the world's clock in the reader's zone, and moves it", async () => {
  const { page, fixture, close } = await visit(browser);
  const time = page.locator(".bar-time");
  expect(await time.textContent()).toContain("19:30");
  await page.getByLabel("You are", { exact: true }).selectOption("U0ASKER");
  await expect.poll(() => time.textContent()).toContain("09:30");
  await page.getByLabel("Pause the world clock").click();
  await page.locator(".bar-step[aria-pressed='true']", { has: page.locator(".icon-pause") }).waitFor();
  await page.getByRole("button", { name: "×60" }).click();
  await page.getByRole("button", { name: "+1 h" }).click();
  await page.getByRole("button", { name: "+1 day" }).click();
  await expect
    .poll(() => fixture.told.map(({ body }) => body))
    .toEqual([{ pause: true }, { pause: false, speed: 60 }, { advance: "PT1H" }, { advance: "P1D" }]);
  await close();
});

it("makes something happen", async () => {
  const { page, fixture, shot, close, lowContrast } = await visit(browser);
  await page.getByRole("button", { name: "Make something happen" }).click();
  const menu = page.locator(".menu");
  await menu.waitFor();
  expect(await menu.textContent()).toContain("One nightly backup fails for it.");
  await shot("stories");
  expect(await lowContrast()).toEqual([]);
  await page.keyboard.press("Enter");
  await expect.poll(() => page.locator(".bar-status").textContent()).toBe("Done: A key is disabled");
  expect(fixture.told).toEqual([{ path: "/control/story", body: { name: "failed" } }]);
  await close();
});

it("speaks Japanese, tells the sandbox so, and shows no English word of its own", async () => {
  const { page, fixture, shot, close, openChannel, lowContrast } = await visit(browser, {
    viewer: "U0ASKER",
  });
  await openChannel("backup-staging");
  await page.getByLabel("Language").selectOption("ja");
  await page.locator(".sidebar", { hasText: "チャンネル" }).waitFor();
  expect(fixture.told).toContainEqual({ path: "/control/language", body: { language: "ja" } });
  expect(await page.evaluate("document.documentElement.lang")).toBe("ja");
  expect(await page.locator(".day-label").first().textContent()).toBe("昨日");
  const names = await page.evaluate(
    "[...document.querySelectorAll('button, select, input, textarea')].map((one) => one.ariaLabel ?? '')",
  );
  // Only the command's own name and the channel's are Latin.
  const own = (names as string[]).map((label) => label.replace("#backup-staging", ""));
  expect(own.filter((label) => /[A-Za-z]{3,}/.test(label))).toEqual([]);
  await shot("japanese");
  expect(await lowContrast()).toEqual([]);
  await close();
});

it("turns dark and stays so", async () => {
  const { page, close } = await visit(browser);
  await page.getByLabel("Dark theme").click();
  expect(await page.evaluate("document.documentElement.dataset.theme")).toBe("dark");
  await page.reload();
  await page.getByLabel("Light theme").waitFor();
  await close();
});

it("shows a message in the locale and zone of whoever looks", async () => {
  const { page, close } = await visit(browser, { viewer: "U0ASKER" });
  const card = page.locator(".message", { hasText: "Backup failed" });
  expect(await card.textContent()).toContain("昨日 22:13");
  await page.getByLabel("You are", { exact: true }).selectOption("U0OTHER");
  await expect.poll(() => card.textContent()).toContain("Yesterday 13:13");
  await close();
});
