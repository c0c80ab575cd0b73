// Views over the workspace: they open, fill, give way and come back, and the keyboard is never lost in them.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "./chrome.ts";
import type { Fixture } from "./fixture.ts";
import { alertsView, formView, menuView, waitingView } from "./fixture-views.ts";
import { visit } from "./visit.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const acts = (fixture: Fixture) => fixture.told.map(({ body }) => body);
const focused = (page: Page) =>
  page.evaluate("document.activeElement.innerText || document.activeElement.className") as Promise<string>;
const ok = { status: 200, ack: null, tookMs: 3 };
const skeleton = waitingView("V0FORM", "Loading…", "One moment…");
const checking = waitingView("V0FORM", "Checking…", "Your request is being looked at.");

/** Somebody presses Deny on the approval's card, and the app opens a view. */
const opened = async (view: object, options: Parameters<typeof visit>[1] = {}) => {
  const found = await visit(browser, options);
  const { page, fixture } = found;
  await found.openChannel("backup-approvals");
  fixture.reply = (deed) => {
    if (deed.actionId === "approvals.deny") fixture.modal = view;
    return undefined;
  };
  await page.getByRole("button", { name: "Deny…" }).focus();
  await page.keyboard.press("Enter");
  await page.locator("dialog").waitFor();
  fixture.told.length = 0;
  fixture.reply = () => undefined;
  return { ...found, form: page.locator("dialog") };
};

describe("a view that comes", () => {
  it("fills its skeleton in place, and the keyboard goes to the first field", async () => {
    const { page, fixture, form, shot, close } = await opened(skeleton);
    expect(await page.evaluate("document.activeElement.closest('dialog') !== null")).toBe(true);
    expect(await form.getAttribute("aria-label")).toBe("Loading…");
    await shot("modal-skeleton");
    await form.evaluate((dialog) => Object.assign(dialog, { isTheSame: true }));
    fixture.modal = formView;
    await page.locator("dialog textarea").waitFor();
    expect(await form.evaluate((dialog) => (dialog as { isTheSame?: boolean }).isTheSame)).toBe(true);
    expect(await form.getAttribute("aria-label")).toBe("Deny this restore");
    expect(await page.evaluate("document.activeElement.tagName")).toBe("TEXTAREA");
    await close();
  });

  it("leaves the keyboard alone where somebody has moved on", async () => {
    const { page, fixture, form, close } = await opened(skeleton);
    await page.keyboard.press("Tab");
    const before = await focused(page);
    fixture.modal = formView;
    await form.locator("textarea").waitFor();
    expect(await page.evaluate("document.activeElement.tagName")).toBe("BUTTON");
    expect(["icon-button", "Close", "Cancel"]).toContain(before);
    await close();
  });

  it("changes under somebody's hands: what was typed stays, with the caret where it was", async () => {
    const { page, fixture, form, close } = await opened(formView);
    await page.keyboard.type("Too old");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    const [alert, reason, ...rest] = formView.blocks;
    fixture.modal = {
      ...formView,
      hash: "2",
      blocks: [{ ...alert, level: "error" }, { ...reason, hint: undefined }, ...rest],
    };
    await form.locator(".alert-error").waitFor();
    await page.keyboard.type("!");
    expect(await form.locator("textarea").inputValue()).toBe("Too o!ld");
    await close();
  });

  it("that is closed gives the keyboard back, even to a button that was drawn anew", async () => {
    const { page, fixture, form, close } = await opened(formView);
    const card = fixture.messages.findIndex(({ channel }) => channel === "C0APPR");
    fixture.messages[card] = { ...fixture.messages[card], edited: true } as never;
    await page.waitForTimeout(900);
    await page.keyboard.press("Escape");
    expect(await form.count()).toBe(0);
    expect(await focused(page)).toBe("Deny…");
    await expect.poll(() => acts(fixture)).toEqual([{ user: "U0LEAD", viewId: "V0FORM", do: "close" }]);
    // The sandbox may still speak of it for a moment.
    await page.waitForTimeout(900);
    expect(await form.count()).toBe(0);
    await close();
  });

  it.each(["Close", "Cancel"])("is closed by %s too", async (name) => {
    const { page, fixture, form, close } = await opened(formView);
    await form.getByRole("button", { name, exact: true }).click();
    await expect.poll(() => acts(fixture).at(-1)).toMatchObject({ do: "close", viewId: "V0FORM" });
    expect(await form.count()).toBe(0);
    expect(await focused(page)).toBe("Deny…");
    await close();
  });
});

describe("a form that is sent", () => {
  it("shows each error under its own input, and keeps all that was filled in", async () => {
    const { page, fixture, form, shot, close, lowContrast } = await opened(formView);
    fixture.answer.said = {
      ...ok,
      ack: {
        response_action: "errors",
        errors: { until: "That day is over.", who: "They left.", gone: "Nowhere." },
      },
    };
    await page.keyboard.type("Too old");
    await form.getByText("Wrong place").click();
    await form.getByRole("button", { name: "Deny" }).press("Enter");
    const errorOf = (block: string) => form.locator(`[data-block='${block}'] .input-error`);
    await expect.poll(() => errorOf("until").textContent()).toBe("That day is over.");
    expect(await errorOf("who").textContent()).toBe("They left.");
    expect(await errorOf("reason").textContent()).toBe("");
    expect(await form.locator(".view-trouble").textContent()).toContain("gone");
    expect(await page.evaluate("document.activeElement.type")).toBe("date");
    expect(await form.locator("textarea").inputValue()).toBe("Too old");
    expect(await form.getByLabel("Wrong place").isChecked()).toBe(true);
    await shot("modal-errors");
    expect(await lowContrast()).toEqual([]);
    fixture.answer.said = ok;
    await form.getByRole("button", { name: "Deny" }).press("Enter");
    await expect.poll(() => errorOf("until").textContent()).toBe("");
    await close();
  });

  it.each([
    ["the app does not answer", { status: 0, ack: null, tookMs: 3_000 }, "We had some trouble connecting."],
    ["the app fails", { status: 500, ack: null, tookMs: 9 }, "We had some trouble connecting."],
    ["Slack refuses its view", { ...ok, refusal: "invalid_arguments: no title" }, "no title"],
  ])("says inside the form, not behind it, that %s", async (_, said, words) => {
    const { page, fixture, form, shot, close } = await opened(formView);
    fixture.answer.said = said;
    await page.keyboard.type("Too old");
    await form.getByRole("button", { name: "Deny" }).click();
    await expect.poll(() => form.locator(".view-trouble").textContent()).toContain(words);
    expect(await page.locator(".composer-notice").first().textContent()).toBe("");
    expect(await form.locator("textarea").inputValue()).toBe("Too old");
    if (said.status === 0) await shot("modal-trouble");
    await close();
  });

  it("goes out once however often it is pressed, and gives way to a view that traps nobody", async () => {
    const { page, fixture, form, shot, close } = await opened(formView);
    fixture.reply = async (deed) => {
      if (deed.do !== "submit") return ok;
      await new Promise((resolve) => setTimeout(resolve, 400));
      fixture.modal = checking;
      return { ...ok, ack: { response_action: "update", view: checking } };
    };
    await page.keyboard.type("Too old");
    const send = form.getByRole("button", { name: "Deny" });
    await send.press("Enter");
    await send.press("Enter");
    await form.getByText("Your request is being looked at.").waitFor();
    expect(acts(fixture).filter((deed) => deed.do === "submit")).toHaveLength(1);
    await shot("modal-checking");
    const names = new Set<string>();
    for (let step = 0; step < 6; step += 1) {
      await page.keyboard.press("Tab");
      expect(await page.evaluate("document.activeElement.closest('dialog') !== null")).toBe(true);
      names.add(await focused(page));
    }
    expect(names).toEqual(new Set(["icon-button", "Close"]));
    await page.keyboard.press("Escape");
    expect(await form.count()).toBe(0);
    expect(await focused(page)).toBe("Deny…");
    await close();
  });

  it("leaves at once when the app takes it", async () => {
    const { page, fixture, form, close } = await opened(formView);
    fixture.reply = () => {
      fixture.modal = undefined;
      return ok;
    };
    await page.keyboard.type("Too old");
    await form.getByRole("button", { name: "Deny" }).click();
    await expect.poll(() => form.count()).toBe(0);
    fixture.modal = formView;
    await form.waitFor();
    expect(await form.locator("textarea").inputValue()).toBe("");
    await close();
  });
});

describe("views on top of each other", () => {
  it("keep what was typed below, and where the keyboard was", async () => {
    const { page, fixture, form, close } = await opened(menuView);
    await page.keyboard.type("half a thought");
    fixture.reply = (deed) => {
      if (deed.actionId === "menu.help") fixture.modal = waitingView("V0HELP", "Help", "Ask anything.");
      if (deed.do === "close") fixture.modal = menuView;
      return ok;
    };
    await form.getByRole("button", { name: "Help" }).press("Enter");
    await form.getByText("Ask anything.").waitFor();
    expect(acts(fixture)[0]).toMatchObject({
      do: "press",
      viewId: "V0MENU",
      blockId: "menu",
      values: { note: { text: { value: "half a thought" } } },
    });
    await page.keyboard.press("Escape");
    await form.getByText("What would you like to see?").waitFor();
    expect(await form.locator("input").inputValue()).toBe("half a thought");
    expect(await focused(page)).toBe("Help");
    await close();
  });

  it("belong to one person: another one sees none, and the first finds theirs again", async () => {
    const { page, fixture, form, close } = await opened(formView);
    await page.keyboard.type("Too old");
    fixture.modalFor = "U0LEAD";
    await page.evaluate(`(() => {
      const you = document.querySelector(".bar select");
      you.value = "U0ASKER";
      you.dispatchEvent(new Event("change"));
    })()`);
    await expect.poll(() => form.count()).toBe(0);
    await page.waitForTimeout(900);
    await page.getByLabel("You are", { exact: true }).selectOption("U0LEAD");
    await form.waitFor();
    expect(await form.locator("textarea").inputValue()).toBe("Too old");
    await close();
  });
});

describe("what a view looks like", () => {
  it.each([
    ["light", 1280],
    ["dark", 1280],
    ["light", 375],
    ["dark", 375],
  ] as const)("alerts of every level: %s at %i px", async (theme, width) => {
    const { form, shot, close, lowContrast, sideways } = await opened(alertsView, {
      theme,
      width,
      height: 812,
    });
    expect(await form.locator(".alert").count()).toBe(5);
    await shot(`alerts-${theme}-${width}`);
    expect(await sideways()).toBe(0);
    expect(await lowContrast()).toEqual([]);
    await close();
  });

  it("speaks Japanese on a phone, and says what is missing in it", async () => {
    const { page, form, shot, close, sideways } = await opened(formView, { width: 375, height: 700 });
    await page.keyboard.press("Escape");
    await page.locator(".bar-more").click();
    await page.getByLabel("Language").selectOption("ja");
    await page.locator("html[lang='ja']").waitFor();
    await page.locator(".bar-more").click();
    await page.reload();
    await form.waitFor();
    await form.getByRole("button", { name: "Deny" }).click();
    await expect
      .poll(() => form.locator(".input-error").first().textContent())
      .toBe("この項目を入力してください。");
    await shot("modal-ja-375");
    expect(await sideways()).toBe(0);
    await close();
  });
});
