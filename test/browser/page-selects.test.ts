// Choosing: from lists that stand in the block, from lists that the app names while somebody types, from overflows.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "./chrome.ts";
import type { Fixture } from "./fixture.ts";
import { choosing, choosingView, offersFor } from "./fixture-selects.ts";
import { type VisitOptions, visit } from "./visit.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const acts = (fixture: Fixture) => fixture.told.map(({ body }) => body);
const queriesTo = (fixture: Fixture) =>
  acts(fixture)
    .filter((deed) => deed.do === "options")
    .map(({ query }) => query);
const optionsOf = (page: Page) => page.locator(".picker [role='option'] .menu-label").allTextContents();
const active = (page: Page) => page.locator(".picker .is-active .menu-label").textContent();

const inMessage = async (options: VisitOptions = {}) => {
  const found = await visit(browser, options);
  found.fixture.messages.push(choosing);
  found.fixture.reply = (deed) =>
    deed.do === "options" ? { status: 200, ack: offersFor(String(deed.query)), tookMs: 3 } : undefined;
  await found.openChannel("quiet");
  await found.page.getByText("What shall be looked at?").waitFor();
  return found;
};

const inForm = async (options: VisitOptions = {}) => {
  const found = await visit(browser, options);
  found.fixture.modal = choosingView;
  found.fixture.reply = (deed) =>
    deed.do === "options" ? { status: 200, ack: offersFor(String(deed.query)), tookMs: 3 } : undefined;
  await found.page.locator("dialog .lookup").first().waitFor();
  return found;
};

describe("a list that stands in the block", () => {
  it("is searched by typing on its button, keeps its groups' labels, and sends the whole option", async () => {
    const { page, fixture, shot, close } = await inMessage();
    await page.getByRole("button", { name: "Region" }).first().focus();
    await page.keyboard.press("ArrowDown");
    expect(await page.getByRole("group").allTextContents()).toEqual([
      "Asia PacificTokyoOsakaSeoul",
      "EuropeFrankfurtIreland",
    ]);
    expect(await active(page)).toBe("Tokyo");
    await page.keyboard.press("ArrowUp");
    expect(await active(page)).toBe("Ireland");
    await shot("select-groups");
    await page.keyboard.press("Escape");
    expect(await page.evaluate("document.activeElement.innerText")).toBe("Region");
    await page.keyboard.type("fr");
    expect(await page.locator(".menu-search").inputValue()).toBe("fr");
    expect(await page.getByRole("group").allTextContents()).toEqual(["EuropeFrankfurt"]);
    await page.keyboard.type("zz");
    expect(await page.locator(".picker").textContent()).toBe("No results");
    await page.keyboard.press("Backspace");
    await page.keyboard.press("Backspace");
    await page.keyboard.press("Enter");
    await expect
      .poll(() => acts(fixture))
      .toEqual([
        {
          user: "U0LEAD",
          channel: "C0EMPTY",
          ts: choosing.ts,
          do: "press",
          actionId: "pick.region",
          blockId: "choice",
          value: "frankfurt",
          selected: { text: { type: "plain_text", text: "Frankfurt" }, value: "frankfurt" },
        },
      ]);
    expect(await page.evaluate("document.activeElement.innerText")).toBe("Frankfurt");
    await close();
  });

  it("asks first where it must, and shows the old choice when the answer is no", async () => {
    const { page, fixture, close } = await inMessage();
    const select = page.locator(".accessory .lookup");
    await select.click();
    await page.getByRole("option", { name: "Osaka" }).click();
    await page.getByRole("button", { name: "No", exact: true }).click();
    expect(await select.textContent()).toBe("Region");
    expect(acts(fixture)).toEqual([]);
    await select.click();
    await page.getByRole("option", { name: "Osaka" }).click();
    await page.getByRole("button", { name: "Yes" }).click();
    await expect.poll(() => select.textContent()).toBe("Osaka");
    expect(acts(fixture)).toHaveLength(1);
    await close();
  });

  it("takes as many as it may, and says each by itself", async () => {
    const { page, fixture, close } = await inMessage();
    const select = page.locator(".lookup", { hasText: "Tags" });
    await select.focus();
    await page.keyboard.press("Enter");
    for (const key of ["Enter", "ArrowDown", "Enter", "ArrowDown", "Enter"]) await page.keyboard.press(key);
    expect(await page.locator(".picker .is-on .menu-label").allTextContents()).toEqual(["Nightly", "Weekly"]);
    await page.keyboard.press("Escape");
    expect(await page.locator(".token").allTextContents()).toEqual(["Nightly", "Weekly"]);
    expect(acts(fixture)[1]?.selected).toMatchObject([{ value: "nightly" }, { value: "weekly" }]);
    await close();
  });
});

describe("a list that the app names", () => {
  it("waits for as many letters as the app wants, says that it waits, and takes what is chosen", async () => {
    const { page, fixture, shot, close } = await inMessage();
    let answer = (_: object) => {};
    fixture.reply = (deed) =>
      deed.do === "options" ? new Promise<object>((resolve) => (answer = resolve)) : undefined;
    await page.getByRole("button", { name: "Resource" }).focus();
    await page.keyboard.press("Enter");
    const note = page.locator(".menu-note");
    expect(await note.textContent()).toBe("Type 2 letters or more.");
    await page.keyboard.type("o");
    await page.waitForTimeout(400);
    expect(queriesTo(fixture)).toEqual([]);
    await page.keyboard.type("rd");
    await expect.poll(() => note.textContent()).toBe("Searching…");
    expect(await page.locator(".spinner").isVisible()).toBe(true);
    await shot("select-waiting");
    await expect.poll(() => queriesTo(fixture)).toEqual(["ord"]);
    answer({ status: 200, ack: offersFor("ord"), tookMs: 3 });
    await expect.poll(() => optionsOf(page)).toEqual(["orders-db", "orders-fs", "orders-test"]);
    expect(await page.locator(".menu-heading").allTextContents()).toEqual(["production", "staging"]);
    await shot("select-found");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect
      .poll(() => acts(fixture).at(-1))
      .toMatchObject({
        do: "press",
        actionId: "pick.resource",
        blockId: "choice",
        selected: { text: { text: "orders-fs" }, value: expect.stringContaining("orders-fs") },
      });
    await close();
  });

  it("says that nothing was found, and that the app did not answer", async () => {
    const { page, fixture, close } = await inMessage();
    await page.getByRole("button", { name: "Resource" }).click();
    await page.keyboard.type("zzz");
    const note = page.locator(".menu-note");
    await expect.poll(() => note.textContent()).toBe("No results");
    fixture.reply = () => ({ status: 0, ack: null, tookMs: 3_000 });
    await page.keyboard.type("z");
    await expect.poll(() => note.textContent()).toBe("The app did not answer. Type again.");
    await close();
  });

  it("shows the answer to what stands there, and not one that comes late", async () => {
    const { page, fixture, close } = await inMessage();
    const waits: Record<string, number> = { or: 900, ord: 0 };
    fixture.reply = async ({ query }) => {
      const typed = String(query);
      await new Promise((resolve) => setTimeout(resolve, waits[typed] ?? 0));
      return { status: 200, ack: offersFor(typed === "or" ? "billing" : typed), tookMs: 3 };
    };
    await page.getByRole("button", { name: "Resource" }).click();
    await page.keyboard.type("or");
    await expect.poll(() => queriesTo(fixture)).toEqual(["or"]);
    await page.keyboard.type("d");
    await expect.poll(() => optionsOf(page)).toContain("orders-db");
    await page.waitForTimeout(900);
    expect(await optionsOf(page)).toEqual(["orders-db", "orders-fs", "orders-test"]);
    await close();
  });
});

it("opens upwards where there is no room below, and stays beside its button", async () => {
  const { page, shot, close } = await inMessage({ height: 700 });
  const select = page.locator(".lookup", { hasText: "Resource" });
  await select.click();
  await page.keyboard.type("ord");
  await page.getByRole("option", { name: /orders-test/ }).waitFor();
  await shot("select-above");
  const [list, button] = [await page.locator(".picker").boundingBox(), await select.boundingBox()];
  expect((list?.y ?? 0) + (list?.height ?? 0)).toBeLessThanOrEqual(button?.y ?? 0);
  expect(list?.y).toBeGreaterThanOrEqual(0);
  await close();
});

describe("in a form", () => {
  it("is filled in by keyboard alone, and read as Slack reads it", async () => {
    const { page, fixture, shot, close, lowContrast } = await inForm();
    expect(await page.evaluate("document.activeElement.innerText")).toBe("Region");
    await page.keyboard.type("os");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.type("bill");
    await page.getByRole("option", { name: /billing-db/ }).waitFor();
    await shot("form-select");
    expect(await lowContrast()).toEqual([]);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.type("we");
    await page.keyboard.press("Enter");
    // The Tab key leaves the list for what comes after its button.
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.type("11212026");
    await page.locator("dialog .lookup").last().focus();
    await page.keyboard.type("ask");
    await page.keyboard.press("Enter");
    await shot("form-filled");
    await page.getByRole("button", { name: "Show" }).press("Enter");
    await expect
      .poll(() => acts(fixture).at(-1))
      .toMatchObject({
        do: "submit",
        viewId: "V0PICK",
        values: {
          where: { "pick.region": { type: "static_select", selected_option: { value: "osaka" } } },
          what: { "pick.resource": { selected_option: { text: { text: "billing-db" } } } },
          tags: { "pick.tags": { type: "multi_static_select", selected_options: [{ value: "weekly" }] } },
          "what-of-it": { parts: { selected_options: [{ value: "its-vaults" }, { value: "its-jobs" }] } },
          since: { day: { selected_date: "2026-11-21" } },
          also: { who: { type: "users_select", selected_user: "U0ASKER" } },
        },
      });
    await close();
  });

  it.each([
    ["light", 1280],
    ["dark", 1280],
    ["light", 375],
    ["dark", 375],
  ] as const)("fits and can be read: %s at %i px", async (theme, width) => {
    const { page, shot, close, lowContrast, sideways } = await inForm({ theme, width, height: 760 });
    await page.locator("dialog .lookup").nth(1).click();
    await page.keyboard.type("orders");
    await page.getByRole("option", { name: /orders-test/ }).waitFor();
    await shot(`form-${theme}-${width}`);
    expect(await sideways()).toBe(0);
    expect(await lowContrast()).toEqual([]);
    await close();
  });
});

it("gives an overflow's choice whole, and finds its button again when the card was drawn anew", async () => {
  const { page, fixture, close } = await inMessage();
  const more = page.locator(".message", { hasText: "looked at" }).locator(".overflow");
  await more.focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowUp");
  const index = fixture.messages.indexOf(choosing);
  fixture.messages[index] = { ...choosing, edited: true };
  await page.waitForTimeout(1_500);
  await page.keyboard.press("Enter");
  await expect
    .poll(() => acts(fixture).at(-1))
    .toMatchObject({
      actionId: "pick.more",
      blockId: "choice",
      value: "snooze-8-h",
      selected: { value: "snooze-8-h" },
    });
  expect(await page.evaluate("document.activeElement.innerText")).toBe("⋯");
  await close();
});
