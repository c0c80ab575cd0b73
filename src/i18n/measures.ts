// Sizes and lengths of time as people read them.
import { dayMs, hourMs, minuteMs } from "../core/time.ts";
import type { Texts } from "./en.ts";

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
