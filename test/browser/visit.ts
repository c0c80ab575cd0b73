// Opens the page on a fixture as somebody would, listens for what must never happen, and takes pictures.
import { mkdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";
import { type Fixture, startFixture } from "./fixture.ts";

const shots = fileURLToPath(new URL("./shots/", import.meta.url));
const contrastFile = fileURLToPath(new URL("./contrast.js", import.meta.url));

export interface Visit {
  readonly page: Page;
  readonly fixture: Fixture;
  openChannel(name: string): Promise<void>;
  shot(name: string): Promise<void>;
  lowContrast(): Promise<string[]>;
  /** How far the page could be scrolled sideways, in pixels. */
  sideways(): Promise<number>;
  close(): Promise<void>;
}

export interface VisitOptions {
  readonly width?: number;
  readonly height?: number;
  readonly theme?: "light" | "dark";
  readonly viewer?: string;
}

export const visit = async (browser: Browser, options: VisitOptions = {}): Promise<Visit> => {
  const fixture = await startFixture();
  const { width = 1280, height = 860, theme = "light", viewer = "U0LEAD" } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    locale: "en-US",
    timezoneId: "UTC",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("dialog", (dialog) => faults.push(`a dialog said ${dialog.message()}`));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(fixture.url) && !url.startsWith("data:")) faults.push(`asked ${url}`);
  });
  await page.addInitScript(`localStorage.getItem("stillpoint-sandbox") ??
    localStorage.setItem("stillpoint-sandbox", '{"viewer":"${viewer}"}')`);
  await page.goto(fixture.url);
  await page.locator(".message").first().waitFor();
  await page.evaluate("document.fonts.ready");
  return {
    page,
    fixture,
    async openChannel(name) {
      const drawer = page.locator(".channel:not([hidden]) .drawer-open");
      if (await drawer.isVisible()) await drawer.click();
      await page.locator(".channel-row", { hasText: name }).click();
      await page.locator(".channel-title", { hasText: name }).waitFor();
    },
    async shot(name) {
      await mkdir(shots, { recursive: true });
      await page.evaluate("document.fonts.ready");
      await page.screenshot({ path: `${shots}${name}.png` });
    },
    async lowContrast() {
      const script = (await readFile(contrastFile, "utf8")).replace("export const", "const");
      return page.evaluate(`(() => {${script}\nreturn lowContrast();})()`);
    },
    sideways: () =>
      page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"),
    async close() {
      await context.close();
      await fixture.close();
      expect(faults).toEqual([]);
    },
  };
};
