// Names that were made to break the page are shown as what they are: text.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchBrowser } from "./chrome.ts";
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
