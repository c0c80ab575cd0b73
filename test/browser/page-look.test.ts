// What the workspace shows, at a desk and on a phone, by day and by night. Each claim leaves its picture.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchBrowser } from "./chrome.ts";
import { type VisitOptions, visit } from "./visit.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const rows = ".channel-list .channel-row";

it("lists the channels with their locks, what is unread in bold, and how often the reader is meant", async () => {
  const { page, shot, close, openChannel } = await visit(browser);
  expect(await page.locator(rows).allInnerTexts()).toHaveLength(7);
  expect(await page.locator(rows, { hasText: "backup-approvals" }).locator(".icon-lock").count()).toBe(1);
  const staging = page.locator(rows, { hasText: "backup-staging" });
  expect(await staging.getAttribute("class")).toContain("is-unread");
  expect(await staging.locator(".badge").textContent()).toMatch(/^1/);
  expect(await page.locator(rows, { hasText: "quiet" }).getAttribute("class")).not.toContain("is-unread");
  await shot("channels");
  await openChannel("backup-staging");
  await openChannel("backup-production");
  expect(await staging.getAttribute("class")).not.toContain("is-unread");
  await page.reload();
  await staging.waitFor();
  expect(await staging.getAttribute("class")).not.toContain("is-unread");
  await close();
});

it("keeps unread marks for each reader apart", async () => {
  const { page, close, openChannel } = await visit(browser);
  const staging = page.locator(rows, { hasText: "backup-staging" });
  await openChannel("backup-staging");
  await openChannel("backup-production");
  await page.getByLabel("You are", { exact: true }).selectOption("U0ASKER");
  await page.locator(`${rows}.is-unread`, { hasText: "backup-staging" }).waitFor();
  await page.getByLabel("You are", { exact: true }).selectOption("U0LEAD");
  await expect.poll(() => staging.getAttribute("class")).not.toContain("is-unread");
  await close();
});

it("draws a line above what came since the last visit", async () => {
  const { page, fixture, shot, close, openChannel } = await visit(browser);
  await openChannel("backup-staging");
  const [first] = fixture.messages;
  if (first === undefined) throw new Error("The fixture is empty.");
  fixture.messages.push({ ...first, ts: "1795221000.000100" });
  await page.locator(`${rows}.is-unread`, { hasText: "backup-production" }).waitFor();
  await openChannel("backup-production");
  expect(await page.locator(".new-line + .message").getAttribute("data-ts")).toBe("1795221000.000100");
  await shot("new-line");
  await close();
});

it("draws a long card with its bar, its facts and its buttons, in the reader's own time", async () => {
  const { page, shot, close } = await visit(browser, { height: 1100 });
  const card = page.locator(".message", { hasText: "Backup failed" });
  const bar = "document.querySelectorAll('.attachment-bar')[2]";
  expect(await page.evaluate(`getComputedStyle(${bar}).backgroundColor`)).toBe("rgb(224, 30, 90)");
  expect(await card.locator(".field").count()).toBe(6);
  expect(await card.locator(".button").allInnerTexts()).toEqual(["Retry", "Acknowledge", "Details", "⋯"]);
  // 13:13 UTC on the 20th is 8:13 in New York, on the day that the world's clock shows there.
  expect(await card.textContent()).toContain("Today 8:13");
  expect(await card.locator(".mark svg").count()).toBe(1);
  await shot("long-card");
  await close();
});

it("opens a thread beside its message", async () => {
  const { page, shot, close } = await visit(browser);
  await page.locator(".thread-link", { hasText: "2 replies" }).click();
  const panel = page.locator(".thread");
  expect(await panel.locator(".message").count()).toBe(3);
  expect(await panel.textContent()).toContain("Looking at the key now.");
  await shot("thread");
  await page.keyboard.press("Escape");
  expect(await panel.isVisible()).toBe(false);
  expect(await page.evaluate("document.activeElement.className")).toBe("thread-link");
  await close();
});

it("draws a table, turns the pages of a data table, and says what it cannot draw", async () => {
  const { page, shot, close, openChannel } = await visit(browser);
  await openChannel("every-block");
  expect(await page.locator("table").first().locator("tr").count()).toBe(5);
  await shot("table");
  await page.getByLabel("Next page").click();
  expect(await page.locator(".page-count").textContent()).toBe("4–6 of 8");
  expect(await page.locator(".unsupported").textContent()).toBe("Unsupported block: hologram");
  await close();
});

it("says of an empty channel that it is empty", async () => {
  const { page, shot, close, openChannel } = await visit(browser);
  await openChannel("quiet");
  expect(await page.locator(".intro").textContent()).toContain("Nothing has happened here yet.");
  await shot("empty");
  await close();
});

it("shows the app's home", async () => {
  const { page, shot, close } = await visit(browser);
  await page.locator(rows, { hasText: "Stillpoint" }).click();
  await page.locator(".home-body .card").waitFor();
  expect(await page.locator(".home-body").textContent()).toContain("88 good tonight");
  await shot("app-home");
  await close();
});

const surfaces: readonly (VisitOptions & { name: string; channel: string })[] = [
  { name: "desk-light", width: 1280, theme: "light", channel: "backup-approvals" },
  { name: "desk-dark", width: 1280, theme: "dark", channel: "backup-production" },
  { name: "phone-light", width: 375, height: 812, theme: "light", channel: "backup-production" },
  { name: "phone-dark", width: 375, height: 812, theme: "dark", channel: "backup-approvals" },
  { name: "phone-table", width: 375, height: 812, theme: "light", channel: "every-block" },
  { name: "dark-table", width: 1280, theme: "dark", channel: "every-block" },
];

it.each(surfaces)("fits and can be read: $name", async ({ name, channel, ...options }) => {
  const { shot, close, openChannel, sideways, lowContrast } = await visit(browser, options);
  await openChannel(channel);
  expect(await sideways()).toBe(0);
  await shot(name);
  expect(await lowContrast()).toEqual([]);
  await close();
});

it("shows the sidebar as a drawer on a phone", async () => {
  const { page, shot, close, lowContrast } = await visit(browser, { width: 375, height: 812 });
  const sidebar = page.locator(".sidebar");
  expect(await sidebar.isVisible()).toBe(false);
  await page.getByLabel("Show channels").first().click();
  expect(await sidebar.isVisible()).toBe(true);
  await shot("phone-drawer");
  expect(await lowContrast()).toEqual([]);
  await page.keyboard.press("Escape");
  expect(await sidebar.isVisible()).toBe(false);
  await page.getByLabel("Simulator controls").click();
  await shot("phone-bar");
  await close();
});
