// Everything can be done without a mouse: the keyboard never gets lost, and comes back to where it was.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchBrowser } from "./chrome.ts";
import { formView } from "./fixture-views.ts";
import { visit } from "./visit.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const focused = (page: Page) => page.evaluate("document.activeElement.innerText ?? ''") as Promise<string>;

it("skips to the messages", async () => {
  const { page, close } = await visit(browser);
  await page.keyboard.press("Tab");
  expect(await focused(page)).toBe("Skip to messages");
  await page.keyboard.press("Enter");
  expect(await page.evaluate("document.activeElement.id")).toBe("messages");
  await close();
});

it("walks the channels by arrows and opens one by Enter", async () => {
  const { page, shot, close } = await visit(browser);
  await page.locator(".channel-row.is-here").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  expect(await focused(page)).toContain("backup-approvals");
  await shot("keyboard");
  await page.keyboard.press("Enter");
  await page.locator(".channel-title", { hasText: "backup-approvals" }).waitFor();
  await close();
});

it("keeps the focus while the page asks again", async () => {
  const { page, fixture, close } = await visit(browser);
  const retry = page.locator(".button", { hasText: "Retry" });
  await retry.focus();
  const first = fixture.messages.findIndex(({ text }) => text.includes("orders-db"));
  fixture.messages[first] = { ...fixture.messages[first], edited: true } as never;
  await page.waitForTimeout(1800);
  expect(await focused(page)).toBe("Retry");
  await close();
});

it("steers a menu by arrows and closes it by Escape", async () => {
  const { page, fixture, close } = await visit(browser);
  const more = page.locator(".message", { hasText: "Backup failed" }).locator(".overflow");
  await more.focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowDown");
  expect(await focused(page)).toBe("Snooze 8 h");
  await page.keyboard.press("Escape");
  expect(await focused(page)).toBe("⋯");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await expect
    .poll(() => fixture.told.map(({ body }) => body))
    .toContainEqual(
      expect.objectContaining({
        do: "press",
        actionId: "alerts.snooze",
        value: "Snooze 1 h",
        channel: "C0PROD",
      }),
    );
  await close();
});

it("asks before a press that wants to be confirmed", async () => {
  const { page, fixture, shot, close, openChannel } = await visit(browser);
  await openChannel("backup-approvals");
  await page.locator(".button", { hasText: "Approve" }).focus();
  await page.keyboard.press("Enter");
  expect(await focused(page)).toBe("Not yet");
  await shot("confirm");
  await page.keyboard.press("Escape");
  expect(await focused(page)).toBe("Approve");
  expect(fixture.told).toEqual([]);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect
    .poll(() => fixture.told[0]?.body)
    .toMatchObject({ user: "U0LEAD", actionId: "approvals.approve" });
  await close();
});

it("keeps the keyboard inside a form, sends what was written, and shows what was refused", async () => {
  const { page, fixture, shot, close, lowContrast } = await visit(browser);
  await page.locator(".composer-text").first().focus();
  fixture.modal = formView;
  fixture.answer.status = 200;
  fixture.answer.said = { ack: { response_action: "errors", errors: { reason: "Say a little more." } } };
  const form = page.locator("dialog");
  await form.waitFor();
  expect(await page.evaluate("document.activeElement.tagName")).toBe("TEXTAREA");
  await page.getByRole("button", { name: "Deny" }).click();
  expect(await form.locator(".input-error").first().textContent()).toBe("Please fill in this field.");
  expect(fixture.told).toEqual([]);
  await page.keyboard.type("Too old");
  await page.getByRole("button", { name: "Deny" }).click();
  await expect.poll(() => form.locator(".input-error").first().textContent()).toBe("Say a little more.");
  await shot("modal");
  expect(await lowContrast()).toEqual([]);
  expect(fixture.told[0]?.body).toMatchObject({
    viewId: "V0FORM",
    do: "submit",
    values: {
      reason: { text: { type: "plain_text_input", value: "Too old" } },
      until: { date: { type: "datepicker", selected_date: "2026-11-22" } },
      kind: { kind: { selected_option: { value: "Wrong point" } } },
    },
  });
  for (let step = 0; step < 15; step += 1) {
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.closest('dialog') !== null")).toBe(true);
  }
  await page.keyboard.press("Escape");
  expect(await form.count()).toBe(0);
  expect(await page.evaluate("document.activeElement.className")).toBe("composer-text");
  await close();
});

it("says aloud what arrives", async () => {
  const { page, fixture, close } = await visit(browser);
  const [first] = fixture.messages;
  if (first === undefined) throw new Error("The fixture is empty.");
  fixture.messages.push({ ...first, ts: "1795221500.000100", text: "🟢 Recovered · web-01" });
  await expect.poll(() => page.locator("#live").textContent()).toBe("Stillpoint: 🟢 Recovered · web-01");
  await close();
});

it("offers commands and what they take: arrows choose, Tab takes, Escape puts the list away", async () => {
  const { page, fixture, shot, close } = await visit(browser);
  const area = page.locator(".channel .composer-text");
  await area.focus();
  await page.keyboard.type("/b");
  await page.keyboard.press("Tab");
  expect(await area.inputValue()).toBe("/backup ");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await shot("hints");
  await page.keyboard.press("Enter");
  expect(await area.inputValue()).toBe("/backup jobs --state failed");
  await area.fill("");
  await page.keyboard.type("/ba");
  await page.keyboard.press("Escape");
  expect(await page.locator(".channel .hints").isHidden()).toBe(true);
  expect(fixture.told.filter(({ path }) => path === "/control/act")).toEqual([]);
  await close();
});

it("runs a shortcut from beside the box", async () => {
  const { page, fixture, close } = await visit(browser);
  await page.getByRole("button", { name: "Shortcuts" }).first().focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await expect
    .poll(() => fixture.told.map(({ body }) => body))
    .toContainEqual({ user: "U0LEAD", do: "shortcut", callbackId: "menu.open" });
  await close();
});
