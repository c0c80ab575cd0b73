// Which environment something belongs to, by account, Region and vault.
import { fits } from "../core/wildcard.ts";
import type { Environment } from "./config.ts";

/** `*` stands for anything; no pattern at all for every vault. */
export const hasVault = ({ vaults }: Environment, name: string): boolean =>
  vaults.length === 0 || vaults.some((pattern) => fits(pattern, name));

export const hasPlace = (
  { accounts, regions }: Environment,
  place: { readonly account: string; readonly region: string },
): boolean =>
  accounts.some(({ id }) => id === place.account) && (regions.length === 0 || regions.includes(place.region));
