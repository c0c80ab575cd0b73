// What each kind of block and each sign of Slack's text becomes, in a real browser.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchBrowser } from "./chrome.ts";
import { type Visit, visit } from "./visit.ts";

let browser: Browser;
let open: Visit;
let last = 1_795_218_000;

beforeAll(async () => {
  browser = await launchBrowser();
  open = await visit(browser, { viewer: "U0OTHER" });
  await open.openChannel("quiet");
});
afterAll(async () => {
  await open.close();
  await browser.close();
});

/** Posts one block into the quiet channel and returns what it was drawn as. */
const drawn = async (block: object): Promise<string> => {
  last += 1;
  const ts = `${last}.000100`;
  const more = { channel: "C0EMPTY", user: "UAPP", text: "", edited: false, at: "" };
  open.fixture.messages.push({ ...more, ts, blocks: [block] });
  // The page looks again at once when it comes back into sight.
  await open.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
  const message = open.page.locator(`.message[data-ts="${ts}"] .block`).first();
  await message.waitFor({ state: "attached" });
  return (await message.innerHTML()).replace(/<svg.*?<\/svg>/g, "");
};

const mrkdwn = async (text: string, verbatim = true): Promise<string> => {
  const html = await drawn({ type: "section", text: { type: "mrkdwn", text, verbatim } });
  return html.replace(/^<div class="section-words"><div class="section-text">|<\/div><\/div>$/g, "");
};

const linked = (url: string, text: string) =>
  `<a href="${url}" target="_blank" rel="noopener noreferrer">${text}</a>`;

it.each([
  ["*bold* and _italic_ and ~gone~", "<strong>bold</strong> and <em>italic</em> and <s>gone</s>"],
  ["*bold _both_*", "<strong>bold <em>both</em></strong>"],
  ["orders_db_1 2*3*4", "orders_db_1 2*3*4"],
  ["\u2060*\u2060no\u2060*\u2060", "\u2060*\u2060no\u2060*\u2060"],
  ["`a *b* &lt;c&gt;`", "<code>a *b* &lt;c&gt;</code>"],
  ["```\nline 1\n*line 2*\n```", '<pre tabindex="0">line 1\n*line 2*</pre>'],
  ["&gt; said\n&gt; again\nafter", "<blockquote>said<br>again</blockquote>after"],
  ["• one\n• two", '<span class="bullet">• one</span><span class="bullet">• two</span>'],
  ["a\nb", "a<br>b"],
  [
    "<@U0OTHER> <@U0LEAD>",
    '<span class="mention mention-you">@reader</span> <span class="mention">@lead-a</span>',
  ],
  ["<#C0PROD>", '<span class="mention">#backup-production</span>'],
  ["<!subteam^S1|@leads>", '<span class="mention mention-you">@leads</span>'],
  ["<!here>", '<span class="mention mention-you">@here</span>'],
  ["&lt;!here&gt;", "&lt;!here&gt;"],
  ["<https://example.com/?a=1&amp;b=2|a *label*>", linked("https://example.com/?a=1&amp;b=2", "a *label*")],
  ["<mailto:a@example.com|write>", linked("mailto:a@example.com", "write")],
  ["<javascript:alert(1)|no>", "&lt;javascript:alert(1)|no&gt;"],
  ["https://example.com", "https://example.com"],
  [":tada: :no_such_thing: 10:30:45", "🎉 :no_such_thing: 10:30:45"],
  [":red_circle:", '<span class="mark"><span class="unseen">🔴</span></span>'],
])("reads %j", async (text, html) => {
  expect(await mrkdwn(text)).toBe(html);
});

it("finds bare links only where it may", async () => {
  expect(await mrkdwn("see https://example.com/a.", false)).toBe(
    `see ${linked("https://example.com/a", "https://example.com/a")}.`,
  );
});

it("reads ten thousand signs in no time", async () => {
  const before = performance.now();
  for (const sign of ["*", "_", "`", "<", "~a "]) await mrkdwn(sign.repeat(3000));
  expect(performance.now() - before).toBeLessThan(20_000);
});

// London, in British English, at 00:30 of 21 November 2026; the moment is 13:13:07 of the day before.
// Browsers differ in the comma after the weekday.
it.each([
  ["{date_num}", "2026-11-20"],
  ["{date}", "20th November 2026"],
  ["{date_short}", "20 Nov 2026"],
  ["{date_long}", "Friday 20th November 2026"],
  ["{date_pretty}", "Yesterday"],
  ["on {date_short_pretty} at {time}", "on yesterday at 13:13"],
  ["{date_long_pretty}", "Yesterday"],
  ["{time}", "13:13"],
  ["{time_secs}", "13:13:07"],
  ["{ago}", "11 hours ago"],
  ["{nonsense}", "fallback"],
])("tells %s in the reader's zone and locale", async (format, text) => {
  const html = await mrkdwn(`<!date^1795180387^${format}|fallback>`);
  expect(html.replace(/<[^>]+>|,/g, "")).toBe(text);
});

it("draws every element of rich text", async () => {
  const section = (...elements: object[]) => ({ type: "rich_text_section", elements });
  const html = await drawn({
    type: "rich_text",
    elements: [
      section(
        { type: "text", text: "bold", style: { bold: true } },
        { type: "emoji", name: "x", unicode: "1f389" },
        { type: "user", user_id: "U0LEAD" },
        { type: "link", url: "https://example.com", text: "link" },
        { type: "color", value: "#ff0000" },
        { type: "broadcast", range: "here" },
        { type: "date", timestamp: 1_795_180_387, format: "{time}", fallback: "-" },
      ),
      {
        type: "rich_text_list",
        style: "ordered",
        indent: 1,
        offset: 2,
        elements: [section({ type: "text", text: "third" })],
      },
      { type: "rich_text_quote", elements: [{ type: "text", text: "quoted" }] },
      { type: "rich_text_preformatted", elements: [{ type: "text", text: "a\nb" }] },
      { type: "rich_text_riddle" },
    ],
  });
  for (const part of [
    "<strong>bold</strong>🎉",
    "@lead-a",
    linked("https://example.com", "link"),
    "#ff0000",
    "@here",
    "13:13",
    '<ol class="depth-1" start="3"',
    "<blockquote>quoted</blockquote>",
    "a<br>b",
    "Unsupported block: rich_text_riddle",
  ])
    expect(html).toContain(part);
});

it("reads common Markdown in a markdown block", async () => {
  const html = await drawn({
    type: "markdown",
    text: "# Title\n\n**bold** *italic* ~~gone~~ `code`\n- one\n- two\n\n> quoted\n\n| a | b |\n|---|---|\n| 1 | 2 |",
  });
  for (const part of [
    '<p class="heading heading-1">Title</p>',
    "<strong>bold</strong> <em>italic</em> <s>gone</s> <code>code</code>",
    "<ul><li>one</li><li>two</li></ul>",
    "<blockquote>quoted</blockquote>",
    "<th>a</th><th>b</th>",
    "<td>1</td><td>2</td>",
  ])
    expect(html).toContain(part);
});

it("fetches no picture and no video from outside, and says what they are", async () => {
  const image = await drawn({ type: "image", image_url: "https://example.com/a.png", alt_text: "A chart" });
  expect(image).toBe('<span class="placeholder" role="img" aria-label="A chart">A chart</span>');
  const video = await drawn({
    type: "video",
    title: { type: "plain_text", text: "How to" },
    title_url: "https://example.com/v",
    alt_text: "A film",
  });
  expect(video).toContain('aria-label="A film"');
});
