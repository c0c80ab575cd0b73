// Names that were made to break the page are shown as what they are: text.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchBrowser } from "./chrome.ts";
import { hostileView } from "./fixture-hostile.ts";
import { visit } from "./visit.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

it.each([1280, 375])("shows hostile text as text at %i pixels", async (width) => {
  const { page, shot, close, openChannel, sideways } = await visit(browser, { width });
  await openChannel("hostile");
  const list = page.locator(".channel .messages");
  const said = await list.textContent();
  for (const text of [
    "<script>window.broken = 1</script><img src=x onerror=window.broken=1>",
    "<b onmouseover=window.broken=1>plain</b>",
    "<iframe src=javascript:window.broken=1>",
    "<javascript:window.broken=1|click me>",
    "<svg onload=window.broken=1>",
    "<!channel> <@U0ASKER>",
    "&lt;b&gt;",
    "U+202Egnp.exe",
  ])
    expect(said).toContain(text);
  expect(await list.locator("script, img, iframe, b, object, style").count()).toBe(0);
  expect(
    await page.evaluate("[...document.querySelectorAll('.messages a')].map(({ href }) => href)"),
  ).toEqual(["https://example.com/?a=1&b=2"]);
  expect(await list.locator(".mention").count()).toBe(0);
  expect(await page.evaluate("window.broken")).toBeUndefined();
  expect(await page.evaluate("getComputedStyle(document.body).display")).toBe("flex");
  await list.locator(".button", { hasText: "A button" }).click();
  expect(await page.evaluate("window.broken")).toBeUndefined();
  expect(await sideways()).toBe(0);
  expect(
    await page.evaluate("(list => list.scrollWidth - list.clientWidth)(document.querySelector('.messages'))"),
  ).toBe(0);
  await page.evaluate("document.querySelector('#messages').scrollTop = 0");
  await shot(`hostile-${width}`);
  await close();
});

it("shows hostile views, lists, errors and refusals as text", async () => {
  const { page, fixture, shot, close } = await visit(browser);
  const image = "<img src=x onerror=window.broken=1>";
  fixture.modal = hostileView;
  const form = page.locator("dialog");
  await form.waitFor();
  await form.locator(".lookup").click();
  expect(await page.locator(".picker").textContent()).toBe(image.repeat(3));
  await page.keyboard.press("Enter");
  const errors = { [hostileView.blocks[2]?.block_id ?? ""]: image, [image]: image };
  fixture.answer.said = { status: 200, ack: { response_action: "errors", errors }, tookMs: 3 };
  await page.locator("dialog input").press("Enter");
  await expect.poll(() => form.locator(".input-error").last().textContent()).toBe(image);
  expect(await form.locator(".input-error").first().textContent()).toBe("");
  expect(await form.locator(".view-trouble").textContent()).toContain(image);
  await shot("hostile-view");
  fixture.answer.said = { status: 200, ack: null, tookMs: 3, refusal: image };
  await page.locator("dialog input").press("Enter");
  await expect.poll(() => form.locator(".view-trouble").textContent()).toContain(image);
  expect(fixture.told[0]?.body).toMatchObject({ do: "submit", viewId: "V0HOSTILE" });
  fixture.modal = undefined;
  await expect.poll(() => form.count()).toBe(0);
  fixture.answer.said = { status: 500, ack: null, tookMs: 3 };
  await page.locator(".channel .composer-text").fill(`/backup ${image}`);
  await page.keyboard.press("Enter");
  await page.locator(".message.is-ephemeral").waitFor();
  expect(await page.locator("img").count()).toBe(0);
  expect(await page.evaluate("window.broken")).toBeUndefined();
  await close();
});
