// The front door, walked in a real browser on the real sandbox: by keyboard, by two people, in both languages.
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../sandbox/server.ts";
import { night } from "../../sandbox/stories/night.ts";
import { playStory } from "../../sandbox/stories/play.ts";
import { launchBrowser } from "./chrome.ts";

const shots = fileURLToPath(new URL("./shots/", import.meta.url));
let sandbox: Sandbox;
let browser: Browser;

beforeAll(async () => {
  mkdirSync(shots, { recursive: true });
  const startAt = Date.parse("2026-11-20T13:00:00Z");
  sandbox = await startSandbox(0, { language: "en", startAt, speed: 1, limits: "none", pastNights: 3 });
  await playStory(night, sandbox.world);
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await sandbox?.close();
});

const open = async (who: string, width: number, colorScheme: "light" | "dark" = "light"): Promise<Page> => {
  const page = await browser.newPage({
    viewport: { width, height: 860 },
    colorScheme,
    reducedMotion: "reduce",
  });
  const remembered = JSON.stringify({ viewer: sandbox.world.workspace.user(who) });
  await page.addInitScript(
    `localStorage.getItem("stillpoint-sandbox") ?? localStorage.setItem("stillpoint-sandbox", '${remembered}')`,
  );
  await page.goto(sandbox.url);
  await page.getByText("orders-db").first().waitFor();
  return page;
};

const type = async (page: Page, line: string): Promise<void> => {
  await page.locator(".channel .composer-text").focus();
  await page.keyboard.type(line);
  await page.keyboard.press("Enter");
};

const shot = (page: Page, name: string) => page.screenshot({ path: `${shots}${name}.png` });

describe("by keyboard alone", () => {
  it("a command is found, a form opens, a resource is looked for, and its recovery points are shown", async () => {
    const page = await open("asker", 1280);
    await page.locator(".channel .composer-text").focus();
    await page.keyboard.type("/ba");
    await page.keyboard.press("Tab");
    await page.keyboard.type("poi");
    await page.keyboard.press("Tab");
    expect(await page.locator(".channel .composer-text").inputValue()).toBe("/backup points");
    await page.keyboard.press("Enter");
    await page.locator("dialog .lookup").waitFor();
    await page.keyboard.press("Enter");
    await page.locator(".menu-search").waitFor();
    await page.keyboard.type("web");
    await expect.poll(() => page.locator(".menu-item").allTextContents()).toHaveLength(1);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.locator("dialog .lookup-label").textContent()).toBe("web-01");
    await shot(page, "front-form");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.locator("dialog", { hasText: "crash-consistent" }).waitFor();
    expect(await page.locator("dialog").textContent()).toContain("application-consistent");
    await page.keyboard.press("Escape");
    await expect.poll(() => page.locator("dialog").count()).toBe(0);
    await page.close();
  });

  it("a field that is left empty is said under it, and a form that cannot be used comes back", async () => {
    const page = await open("asker", 1280);
    await type(page, "/backup points");
    await page.locator("dialog .lookup").waitFor();
    await page.getByRole("button", { name: "Show" }).click();
    await expect.poll(() => page.locator("dialog .input-error").textContent()).not.toBe("");
    await shot(page, "front-form-error");
    await page.keyboard.press("Escape");
    await page.close();
  });
});

describe("the menu and its buttons", () => {
  it("answers to one person alone, and to nobody else", async () => {
    const page = await open("oncall", 1280);
    await type(page, "/backup");
    await page.getByRole("button", { name: "Vaults" }).last().click();
    await page.getByText("prod-archive").first().waitFor();
    await page.locator(".bar select").first().selectOption({ label: "outsider · member without rights" });
    await expect.poll(() => page.getByText("prod-archive").count()).toBe(0);
    await type(page, "/backup status");
    await page
      .getByText(/readers of one|参照権限/)
      .first()
      .waitFor();
    await shot(page, "front-refused");
    await page.close();
  });

  it("opens one job of a table from the menu below it", async () => {
    const page = await open("asker", 1280);
    await type(page, "/backup jobs --state failed");
    await page
      .getByRole("button", { name: /Open a job|ジョブを開く/ })
      .last()
      .click();
    await page.locator(".menu-item", { hasText: "orders-db" }).click();
    await page.getByText("arn:aws:rds:ap-northeast-1:111111111111:db:orders-db").first().waitFor();
    const chosen = page.locator(".message .select .button-label").last();
    expect(await chosen.textContent()).toMatch(/^🔴 FAILED · orders-db$/u);
    await page.close();
  });

  it("opens the menu from the shortcut, and help over it", async () => {
    const page = await open("reader", 1280);
    await page.locator(".channel .composer [aria-haspopup='menu']").first().click();
    await page.locator(".menu-item").first().click();
    await page.locator("dialog button", { hasText: /Help|ヘルプ/ }).click();
    await page.locator("dialog", { hasText: "/backup status" }).waitFor();
    await page.close();
  });
});

describe.each([
  ["en", 1280, "light"],
  ["en", 375, "dark"],
  ["ja", 1280, "dark"],
  ["ja", 375, "light"],
] as const)("in %s at %i px in %s", (language, width, scheme) => {
  it.each([
    ["menu", "/backup", /\/backup status/],
    ["help", "/backup help", /\/backup help jobs/],
    ["status", "/backup status", /🟩/u],
    ["jobs", "/backup jobs", /COMPLETED/],
    ["points", "/backup points web-01", /prod-daily/],
  ] as const)("%s fits, and says what it should", async (name, line, expected) => {
    await sandbox.world.speak(language);
    const page = await open(language === "ja" ? "oncall" : "asker", width, scheme);
    await type(page, line);
    await expect.poll(() => page.locator(".message").last().textContent()).toMatch(expected);
    await page.locator(".message").last().scrollIntoViewIfNeeded();
    expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
    await page.waitForTimeout(300);
    await shot(page, `front-${name}-${language}-${width}`);
    await page.close();
  });

  it("the Home tab shows the day and what one may do", async () => {
    await sandbox.world.speak(language);
    const page = await open(language === "ja" ? "oncall" : "asker", width, scheme);
    const user = sandbox.world.workspace.user(language === "ja" ? "oncall" : "asker");
    if (width < 500) await page.locator(".drawer-open").first().click();
    await page.locator(".sidebar").getByText("Stillpoint").click();
    await expect.poll(() => page.locator(".home-body").textContent()).toContain("build-cache");
    expect(sandbox.world.slack.views(user).home?.type).toBe("home");
    await page.waitForTimeout(300);
    await shot(page, `front-home-${language}-${width}`);
    await page.close();
  });
});
