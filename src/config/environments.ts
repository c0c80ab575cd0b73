// Which environment something belongs to, by account, Region and vault.
import type { Environment } from "./config.ts";

/** `*` stands for anything; no pattern at all for every vault. */
export const hasVault = ({ vaults }: Environment, name: string): boolean =>
  vaults.length === 0 || vaults.some((pattern) => fits(pattern, name));

export const hasPlace = (
  { accounts, regions }: Environment,
  place: { readonly account: string; readonly region: string },
): boolean =>
  accounts.some(({ id }) => id === place.account) && (regions.length === 0 || regions.includes(place.region));

const fits = (pattern: string, name: string): boolean => {
  const [first = "", ...rest] = pattern.split("*");
  if (rest.length === 0) return pattern === name;
  if (!name.startsWith(first)) return false;
  const last = rest.pop() ?? "";
  const end = rest.reduce((from, part) => {
    const found = from < 0 ? -1 : name.indexOf(part, from);
    return found < 0 ? -1 : found + part.length;
  }, first.length);
  return end >= 0 && name.length - last.length >= end && name.endsWith(last);
};
