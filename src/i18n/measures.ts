// Sizes and lengths of time as people read them.
import { dayMs, hourMs, minuteMs } from "../core/time.ts";
import type { Texts } from "./en.ts";
import type { Language } from "./texts.ts";

const sizeUnits = ["B", "KB", "MB", "GB", "TB", "PB"] as const;

/** Decimal units, as AWS's console writes them: 3.2 GB. */
export const sizeText = (bytes: number): string => {
  const power = Math.min(sizeUnits.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${value < 10 && power > 0 ? Number(value.toFixed(1)) : Math.round(value)} ${sizeUnits[power]}`;
};

/** How long ago or how long already: nobody counts the seconds of an hour. */
export const ageText = (ms: number, texts: Texts): string =>
  durationText(ms < minuteMs ? ms : Math.floor(ms / minuteMs) * minuteMs, texts);

/** The two largest units that matter: "2 d 3 h", "12 min". */
export const durationText = (ms: number, { unit }: Texts): string => {
  if (ms < 1000) return unit.less;
  const parts: readonly (readonly [number, string])[] = [
    [Math.floor(ms / dayMs), unit.day],
    [Math.floor((ms % dayMs) / hourMs), unit.hour],
    [Math.floor((ms % hourMs) / minuteMs), unit.minute],
    [Math.floor((ms % minuteMs) / 1000), unit.second],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, name]) => `${count} ${name}`)
    .join(" ");
};

/** 1,240: as both languages write it. */
export const countText = (count: number): string => new Intl.NumberFormat("en").format(count);

/** From a day to another, by names such as 2026-11-16: "16–22 Nov", "11月16日〜22日". */
export const daysText = (first: string, last: string, language: Language): string => {
  const [, firstMonth = 1, firstDay] = first.split("-").map(Number);
  const [, lastMonth = 1, lastDay] = last.split("-").map(Number);
  const isOneMonth = firstMonth === lastMonth;
  if (language === "ja")
    return `${firstMonth}月${firstDay}日〜${isOneMonth ? "" : `${lastMonth}月`}${lastDay}日`;
  const [from, to] = [months[firstMonth - 1], months[lastMonth - 1]];
  return isOneMonth ? `${firstDay}–${lastDay} ${to}` : `${firstDay} ${from} – ${lastDay} ${to}`;
};

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
