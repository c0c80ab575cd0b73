// Commands from the first slash to the answer: what is offered, what is sent, what is said when it fails, and who sees it.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "./chrome.ts";
import type { Fixture } from "./fixture.ts";
import { type Visit, visit } from "./visit.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const lineOf = (page: Page) => page.locator(".channel:not([hidden]) .composer-text");
const offersOf = (page: Page) => page.locator(".channel:not([hidden]) .offer-text");
const acts = (fixture: Fixture) =>
  fixture.told.filter(({ path }) => path === "/control/act").map(({ body }) => body);
const become = (page: Page, id: string) => page.getByLabel("You are", { exact: true }).selectOption(id);

describe("what is offered while a command is typed", () => {
  it("narrows to what is typed: first what begins so, then what speaks of it", async () => {
    const { page, close } = await visit(browser);
    await lineOf(page).focus();
    await page.keyboard.type("/");
    expect(await offersOf(page).allTextContents()).toEqual(["/backup status · jobs · help"]);
    await page.keyboard.type("backup ");
    expect(await offersOf(page).allTextContents()).toEqual([
      "/backup status",
      "/backup jobs --state failed",
      "/backup points orders-db",
      "/backup help",
    ]);
    await page.keyboard.type("Table");
    expect(await offersOf(page).allTextContents()).toEqual(["/backup jobs --state failed"]);
    await lineOf(page).fill("/backup help");
    expect(await page.locator(".channel .hints").isHidden()).toBe(true);
    await close();
  });

  it("is chosen by mouse too, and goes away when somebody turns elsewhere", async () => {
    const { page, fixture, close } = await visit(browser);
    await page.getByRole("button", { name: "Write a command" }).click();
    await page.locator(".offer").click();
    expect(await lineOf(page).inputValue()).toBe("/backup ");
    await page.locator(".offer", { hasText: "points" }).click();
    expect(await lineOf(page).inputValue()).toBe("/backup points orders-db");
    expect(await page.evaluate("document.activeElement.className")).toBe("composer-text");
    await lineOf(page).fill("/backup ");
    await page.locator(".channel .scroller").click({ position: { x: 5, y: 5 } });
    expect(await page.locator(".channel .hints").isHidden()).toBe(true);
    expect(acts(fixture)).toEqual([]);
    await close();
  });

  it("is put away by Escape, which does nothing else", async () => {
    const { page, close } = await visit(browser);
    await page.locator(".thread-link", { hasText: "2 replies" }).click();
    await lineOf(page).focus();
    await page.keyboard.type("/b");
    await page.keyboard.press("Escape");
    expect(await page.locator(".channel .hints").isHidden()).toBe(true);
    expect(await page.locator(".thread").isVisible()).toBe(true);
    expect(await lineOf(page).inputValue()).toBe("/b");
    await close();
  });

  it.each([
    ["light", 1280, "en"],
    ["dark", 375, "ja"],
  ] as const)("fits and can be read: %s, %i px, %s", async (theme, width, language) => {
    const { page, shot, close, lowContrast, sideways } = await visit(browser, { theme, width, height: 812 });
    if (language === "ja") await inJapanese(page);
    await lineOf(page).fill("/backup ");
    await page.keyboard.press("ArrowDown");
    await page.locator(".offer[aria-selected='true']").waitFor();
    await shot(`commands-${theme}-${width}-${language}`);
    expect(await sideways()).toBe(0);
    expect(await lowContrast()).toEqual([]);
    await close();
  });
});

const inJapanese = async (page: Page): Promise<void> => {
  const more = page.locator(".bar-more");
  if (await more.isVisible()) await more.click();
  await page.getByLabel("Language").selectOption("ja");
  await page.locator("html[lang='ja']").waitFor();
  if (await more.isVisible()) await more.click();
};

describe("sending", () => {
  it("sends a line once, however often Enter is pressed while it waits", async () => {
    const { page, fixture, close } = await visit(browser);
    fixture.reply = () => new Promise((resolve) => setTimeout(() => resolve(undefined), 400));
    await lineOf(page).fill("/backup jobs --since 24h");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    expect(await lineOf(page).inputValue()).toBe("");
    await page.waitForTimeout(700);
    expect(acts(fixture)).toEqual([
      { user: "U0LEAD", channel: "C0PROD", do: "command", text: "/backup jobs --since 24h" },
    ]);
    await close();
  });

  it("sends nothing that no app takes, and says so", async () => {
    const { page, fixture, close } = await visit(browser);
    const line = lineOf(page);
    await line.fill("hello");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.locator(".composer-notice").first().textContent()).toContain("Try /backup.");
    await line.fill("/bakcup jobs");
    await page.keyboard.press("Enter");
    await page.locator(".message", { hasText: "/bakcup is not a valid command." }).waitFor();
    await page.locator(".thread-link", { hasText: "2 replies" }).click();
    await page.locator(".thread .composer-text").fill("/backup jobs");
    await page.keyboard.press("Enter");
    await page.getByText("/backup is not supported in threads. Sorry!").waitFor();
    expect(acts(fixture)).toEqual([]);
    await close();
  });

  it("takes the Enter that ends a Japanese conversion for no more than that", async () => {
    const { page, fixture, close } = await visit(browser);
    await lineOf(page).fill("/backup jobs");
    await page.evaluate(`document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {
      key: "Enter", isComposing: true, bubbles: true, cancelable: true }))`);
    expect(await lineOf(page).inputValue()).toBe("/backup jobs");
    await page.keyboard.press("Enter");
    await expect.poll(() => acts(fixture)).toHaveLength(1);
    await close();
  });

  it("keeps a line for each channel and each person", async () => {
    const { page, close, openChannel } = await visit(browser);
    await lineOf(page).fill("/backup jobs");
    await openChannel("backup-staging");
    expect(await lineOf(page).inputValue()).toBe("");
    await openChannel("backup-production");
    expect(await lineOf(page).inputValue()).toBe("/backup jobs");
    await become(page, "U0ASKER");
    await expect.poll(() => lineOf(page).inputValue()).toBe("");
    await close();
  });
});

describe("what Slack says when a command fails", () => {
  it.each([
    [0, "operation_timeout"],
    [500, "dispatch_failed"],
    [404, "dispatch_failed"],
    [201, "dispatch_failed"],
  ])("answers %i with %s, to the one who asked and to nobody else", async (status, error) => {
    const { page, fixture, shot, close } = await visit(browser);
    fixture.answer.said = { status, ack: null, tookMs: 3 };
    await lineOf(page).fill("/backup jobs");
    await page.keyboard.press("Enter");
    const said = page.locator(".message.is-ephemeral", {
      hasText: `/backup failed with the error "${error}"`,
    });
    await said.waitFor();
    expect(await said.textContent()).toContain("Only visible to you");
    expect(await said.textContent()).toContain("Slackbot");
    // What was typed is there to be sent again.
    expect(await lineOf(page).inputValue()).toBe("/backup jobs");
    if (status === 0) await shot("command-failed");
    await become(page, "U0ASKER");
    await expect.poll(() => said.count()).toBe(0);
    await become(page, "U0LEAD");
    await said.waitFor();
    await close();
  });

  it("says why Slack would not show an answer, and what the sandbox refused", async () => {
    const { page, fixture, close } = await visit(browser);
    const notice = page.locator(".channel .composer-notice");
    fixture.answer.said = { status: 200, ack: {}, tookMs: 3, refusal: "invalid_blocks: no text" };
    await lineOf(page).fill("/backup jobs");
    await page.keyboard.press("Enter");
    await expect.poll(() => notice.textContent()).toContain("invalid_blocks: no text");
    fixture.answer.status = 400;
    fixture.answer.said = { error: "Nobody could do that in Slack." };
    await page.keyboard.press("Enter");
    await expect.poll(() => notice.textContent()).toBe("Nobody could do that in Slack.");
    await close();
  });
});

describe("what only one person sees", () => {
  const mine = "Today since 00:00 JST";

  it.each([
    ["en", "Only visible to you"],
    ["ja", "あなただけに表示されています"],
  ])("is marked so in %s, and is gone when another person looks", async (language, mark) => {
    const { page, shot, close } = await visit(browser, { viewer: "U0ASKER" });
    if (language === "ja") await inJapanese(page);
    const answer = page.locator(".message", { hasText: mine });
    await expect.poll(() => answer.locator(".only-you").textContent()).toBe(mark);
    await shot(`ephemeral-${language}`);
    await page.locator(".bar select").first().selectOption("U0LEAD");
    expect(await answer.count()).toBe(0);
    expect(await page.locator("#live").textContent()).toBe("");
    await close();
  });

  it("comes to them in the app's own conversation too, and to nobody else", async () => {
    const { page, fixture, shot, close } = await visit(browser);
    const [first] = fixture.messages as [Visit["fixture"]["messages"][number]];
    const button = { type: "button", action_id: "dm.see", text: { type: "plain_text", text: "See it" } };
    fixture.messages.push({
      ...first,
      channel: "D0LEAD",
      ts: "1795221700.000100",
      text: "Your form was closed.",
      attachments: [],
      blocks: [
        { type: "section", text: { type: "mrkdwn", text: "Your form was closed. *3 points* were found." } },
        { type: "actions", elements: [button] },
      ],
    });
    const app = page.locator(".channel-row", { hasText: "Stillpoint" });
    await app.locator(".badge").waitFor();
    expect(await page.locator("#live").textContent()).toContain("Your form was closed.");
    await app.click();
    await page.locator("[role='tab'][aria-selected='true']").focus();
    await page.keyboard.press("ArrowRight");
    const panel = page.getByRole("tabpanel", { name: "Messages" });
    await panel.getByRole("button", { name: "See it" }).click();
    await expect
      .poll(() => acts(fixture))
      .toContainEqual(
        expect.objectContaining({ channel: "D0LEAD", ts: "1795221700.000100", actionId: "dm.see" }),
      );
    await shot("direct");
    expect(await app.locator(".badge").count()).toBe(0);
    await become(page, "U0ASKER");
    await panel.getByText("The app has not written to you yet.").waitFor();
    expect(await panel.locator(".message").count()).toBe(0);
    await close();
  });
});

describe("the shortcuts beside the line", () => {
  it("are listed, run by keyboard, and say when the app did not take them", async () => {
    const { page, fixture, shot, close } = await visit(browser, { width: 375, height: 812 });
    fixture.reply = () => ({ status: 0, ack: null, tookMs: 3_000 });
    await page.getByRole("button", { name: "Shortcuts" }).focus();
    await page.keyboard.press("Enter");
    expect(await page.getByRole("menuitem").allTextContents()).toEqual(["Backup menu", "Recovery points"]);
    await shot("shortcuts");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect
      .poll(() => acts(fixture))
      .toEqual([{ user: "U0LEAD", do: "shortcut", callbackId: "points.open" }]);
    await expect.poll(() => page.locator(".composer-notice").first().textContent()).toContain("Try again?");
    expect(await page.evaluate("document.activeElement.title")).toBe("Shortcuts");
    await close();
  });
});
