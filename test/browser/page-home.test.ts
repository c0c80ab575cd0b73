// The app's Home: asked for each time that somebody comes, drawn for them alone, and kept as it changes.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchBrowser } from "./chrome.ts";
import type { Fixture } from "./fixture.ts";
import { homeView, waitingView } from "./fixture-views.ts";
import { type VisitOptions, visit } from "./visit.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const acts = (fixture: Fixture) => fixture.told.map(({ body }) => body);
const become = (page: Page, id: string) => page.getByLabel("You are", { exact: true }).selectOption(id);
const plain = (text: string) => ({ type: "plain_text", text });
const ok = { status: 200, ack: null, tookMs: 3 };

/** A Home with a heading, a button, a choice and a field. */
const homeOf = (says: string, id = "V0HOME2") => ({
  id,
  type: "home",
  blocks: [
    { type: "header", block_id: "head", text: plain(says) },
    {
      type: "actions",
      block_id: "deeds",
      elements: [
        { type: "button", action_id: "home.jobs", text: plain("Failed jobs"), style: "primary", value: "f" },
        {
          type: "static_select",
          action_id: "home.place",
          placeholder: plain("Environment"),
          options: ["production", "staging"].map((name) => ({ text: plain(name), value: name })),
        },
      ],
    },
    {
      type: "input",
      block_id: "find",
      dispatch_action: true,
      label: plain("Resource"),
      element: { type: "plain_text_input", action_id: "home.find" },
    },
  ],
});

const atHome = async (options: VisitOptions = {}) => {
  const found = await visit(browser, options);
  found.fixture.homes.set("U0LEAD", homeOf("Good morning, lead"));
  const drawer = found.page.locator(".channel .drawer-open");
  if (await drawer.isVisible()) await drawer.click();
  await found.page.locator(".channel-row", { hasText: "Stillpoint" }).focus();
  await found.page.keyboard.press("Enter");
  await found.page.getByText("Good morning, lead").waitFor();
  return { ...found, body: found.page.locator(".home-body") };
};

it("tells the app that somebody came, and shows what it published for them", async () => {
  const { page, fixture, body, close } = await atHome();
  expect(acts(fixture)).toEqual([{ user: "U0LEAD", do: "home" }]);
  expect(await page.getByRole("tab", { selected: true }).textContent()).toBe("Home");
  await page.getByRole("button", { name: "Failed jobs" }).press("Enter");
  await expect
    .poll(() => acts(fixture).at(-1))
    .toMatchObject({
      user: "U0LEAD",
      viewId: "V0HOME2",
      do: "press",
      actionId: "home.jobs",
      blockId: "deeds",
      value: "f",
    });
  await body.locator(".lookup").focus();
  await page.keyboard.type("st");
  await page.keyboard.press("Enter");
  await expect
    .poll(() => acts(fixture).at(-1))
    .toMatchObject({
      do: "pick",
      actionId: "home.place",
      selected: { value: "staging" },
    });
  await body.getByLabel("Resource").fill("orders");
  await page.keyboard.press("Enter");
  await expect
    .poll(() => acts(fixture).at(-1))
    .toMatchObject({
      do: "pick",
      actionId: "home.find",
      value: "orders",
      values: { find: { "home.find": { value: "orders" } } },
    });
  await close();
});

it("opens a view from its button, and the keyboard comes back to the button", async () => {
  const { page, fixture, close } = await atHome();
  fixture.reply = (deed) => {
    fixture.modal = deed.do === "press" ? waitingView("V0JOBS", "Jobs", "One moment…") : undefined;
    return ok;
  };
  await page.getByRole("button", { name: "Failed jobs" }).press("Enter");
  await page.locator("dialog", { hasText: "One moment…" }).waitFor();
  // What lies below is published anew meanwhile.
  const blocks = homeOf("Good day, lead").blocks.map((block) =>
    block.block_id === "deeds" ? { ...block, elements: block.elements?.slice(0, 1) } : block,
  );
  fixture.homes.set("U0LEAD", { ...homeOf("Good day, lead"), blocks });
  await page.getByText("Good day, lead").waitFor();
  await page.keyboard.press("Escape");
  expect(await page.evaluate("document.activeElement.innerText")).toBe("Failed jobs");
  await close();
});

it("follows its view as it changes, and leaves alone what did not", async () => {
  const { page, fixture, body, close } = await atHome();
  await body.getByLabel("Resource").fill("half a na");
  await body.getByLabel("Resource").focus();
  fixture.homes.set("U0LEAD", homeOf("Good evening, lead"));
  await page.getByText("Good evening, lead").waitFor();
  await page.keyboard.type("me");
  expect(await body.getByLabel("Resource").inputValue()).toBe("half a name");
  await close();
});

it("is each person's own", async () => {
  const { page, fixture, body, close } = await atHome();
  fixture.homes.set("U0ASKER", homeView);
  fixture.homes.delete("U0OTHER");
  await become(page, "U0ASKER");
  await expect.poll(() => body.textContent()).toContain("88 good tonight");
  expect(await body.textContent()).not.toContain("lead");
  await become(page, "U0OTHER");
  await page.getByText("This app has nothing to show at home yet.").waitFor();
  expect(acts(fixture)).toEqual([
    { user: "U0LEAD", do: "home" },
    { user: "U0ASKER", do: "home" },
    { user: "U0OTHER", do: "home" },
  ]);
  fixture.homes.set("U0OTHER", homeOf("Good night, reader"));
  await page.getByText("Good night, reader").waitFor();
  await close();
});

it("shows nothing of one person to the next, not even for a moment", async () => {
  const { page, fixture, close } = await atHome();
  fixture.homes.set("U0ASKER", homeView);
  await page.evaluate(`(() => {
    window.seen = [];
    new MutationObserver(() => {
      const you = document.querySelector(".bar select").value;
      if (you !== "U0LEAD") window.seen.push(document.querySelector(".home-body")?.textContent ?? "");
    }).observe(document.querySelector(".app-home"), { childList: true, subtree: true, attributes: true });
  })()`);
  await become(page, "U0ASKER");
  await page.getByText("88 good tonight").waitFor();
  const seen = (await page.evaluate("window.seen")) as string[];
  expect(seen.filter((text) => text.includes("lead"))).toEqual([]);
  await close();
});

it("says in its own place when a press was not taken, and no more once it was", async () => {
  const { page, fixture, body, shot, close, lowContrast } = await atHome();
  fixture.reply = () => ({ status: 0, ack: null, tookMs: 3_000 });
  await page.getByRole("button", { name: "Failed jobs" }).press("Enter");
  const trouble = body.locator(".view-trouble");
  await expect.poll(() => trouble.textContent()).toBe("We had some trouble connecting. Try again?");
  await shot("home-trouble");
  expect(await lowContrast()).toEqual([]);
  fixture.reply = () => ok;
  await page.getByRole("button", { name: "Failed jobs" }).press("Enter");
  await expect.poll(() => trouble.isVisible()).toBe(false);
  await close();
});

it.each([
  ["light", 1280],
  ["dark", 1280],
  ["light", 375],
  ["dark", 375],
] as const)("fits and can be read: %s at %i px", async (theme, width) => {
  const { page, shot, close, lowContrast, sideways } = await atHome({ theme, width, height: 812 });
  await page.getByRole("tab", { name: "Home" }).focus();
  await shot(`home-${theme}-${width}`);
  expect(await sideways()).toBe(0);
  expect(await lowContrast()).toEqual([]);
  await close();
});
