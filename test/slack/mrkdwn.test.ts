import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instant } from "../../src/core/time.ts";
import { bold, code, codeBlock, join, link, md, moment } from "../../src/slack/mrkdwn.ts";

/** An independent look at what Slack would act on: anything in angle brackets. */
const activeIn = (mrkdwn: string): readonly string[] => mrkdwn.match(/<[^>]*>/g) ?? [];

const hostile = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.constantFrom(
    "<!channel>",
    "<@U0123>",
    "<https://evil.example|Approve>",
    "``` <!here> ```",
    "&lt;!channel&gt;",
    "\u202egnp.exe",
    "a\nb\n> c",
    "*bold* _it_ ~no~ `code`",
  ),
);

describe("data in mrkdwn", () => {
  it("never pings, links or opens anything", () => {
    fc.assert(
      fc.property(hostile, (data) => {
        for (const text of [
          md`${data}`,
          bold(md`x ${data}`),
          code(data),
          codeBlock(data, 200),
          join([md`${data}`], ","),
        ]) {
          expect(activeIn(text.mrkdwn)).toEqual([]);
        }
        expect(activeIn(link("https://aws.example/a?b=1", data).mrkdwn)).toHaveLength(1);
        expect(activeIn(moment(instant(1_700_000_000_000), data).mrkdwn)).toHaveLength(1);
      }),
      { numRuns: 3_000 },
    );
  });

  it("never leaves its line, its code span or its block", () => {
    fc.assert(
      fc.property(hostile, (data) => {
        expect(md`${data}`.mrkdwn).not.toMatch(/[\n`]/);
        expect(code(data).mrkdwn.slice(1, -1)).not.toMatch(/[\n`]/);
        expect(codeBlock(data, 200).mrkdwn.slice(3, -3)).not.toContain("```");
      }),
      { numRuns: 3_000 },
    );
  });

  it("shows what would be invisible or turned around", () => {
    expect(md`${"safe\u202egnp"}`.mrkdwn).toBe("safe\\u{202e}gnp");
    expect(md`${"a\u200bb"}`.mrkdwn).toBe("a\\u{200b}b");
    expect(md`${"\ud800"}`.mrkdwn).toBe("\ufffd");
  });

  it("leaves names as they are, and escapes once", () => {
    expect(md`${"orders_db-01"}`.mrkdwn).toBe("orders_db-01");
    expect(md`${md`${"a & b"}`}`.mrkdwn).toBe("a &amp; b");
  });

  it("cannot end a link by its address", () => {
    expect(link("https://a.example/x|y>z", "here").mrkdwn).toBe("<https://a.example/x%7Cy%3Ez|here>");
  });
});
