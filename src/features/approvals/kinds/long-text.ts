// Long text in as many sections as it needs, and no more than a view can hold; what is left out is counted.
import type { KnownBlock } from "@slack/types";
import { context, section } from "../../../slack/blocks.ts";
import { limits } from "../../../slack/limits.ts";
import { codeBlock, join, md, type Safe } from "../../../slack/mrkdwn.ts";

type Cut = (left: number) => string;

/** Text as blocks of code: parted at the ends of lines where it can be. */
export const codeSections = (text: string, max: number, cut: Cut): readonly KnownBlock[] => {
  const shown: KnownBlock[] = [];
  let from = 0;
  while (from < text.length && shown.length < max) {
    const [block, taken] = nextPart(text.slice(from, from + limits.text));
    shown.push(section(block));
    from += taken;
  }
  return from >= text.length ? shown : [...shown, context(md`${cut(text.length - from)}`)];
};

/** As much of the text as a section holds once it is escaped: nothing of it is cut. */
const nextPart = (text: string): readonly [Safe, number] => {
  for (let end = text.length; ; end = Math.floor(end * 0.9)) {
    const taken = end === text.length && end < limits.text ? end : breakBefore(text, end);
    const block = codeBlock(text.slice(0, taken), Number.POSITIVE_INFINITY);
    if (block.mrkdwn.length <= limits.text || taken <= 2) return [block, taken];
  }
};

/** Never half a character. */
const breakBefore = (text: string, end: number): number => {
  const last = text.lastIndexOf("\n", end - 1) + 1;
  if (last > end / 2) return last;
  return /[\uD800-\uDBFF]/.test(text[end - 1] ?? "") && end > 1 ? end - 1 : Math.max(1, end);
};

/** Lines that are whole or not there. */
export const lineSections = (lines: readonly Safe[], cut: Cut): readonly KnownBlock[] => {
  const pages: Safe[][] = [[]];
  let left: number = limits.text;
  let lost = 0;
  for (const line of lines) {
    if (line.mrkdwn.length >= limits.text) {
      lost += line.mrkdwn.length;
      continue;
    }
    left -= line.mrkdwn.length + 1;
    if (left < 0) {
      pages.push([]);
      left = limits.text - line.mrkdwn.length - 1;
    }
    pages.at(-1)?.push(line);
  }
  const shown: KnownBlock[] = pages
    .filter((page) => page.length > 0)
    .map((page) => section(join(page, "\n")));
  return lost === 0 ? shown : [...shown, context(md`${cut(lost)}`)];
};
