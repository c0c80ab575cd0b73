// Moments and lengths of time. A moment is always told by the world, never read from a clock in a rule.

declare const instantBrand: unique symbol;

/** Milliseconds since the epoch, UTC. */
export type Instant = number & { readonly [instantBrand]: true };

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

export const instant = (ms: number): Instant => ms as Instant;

/** Reads an ISO 8601 moment as AWS writes it, with or without milliseconds; anything else is undefined. */
export const parseInstant = (text: string | undefined): Instant | undefined => {
  if (text === undefined || !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text)) return undefined;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : instant(ms);
};

export const isoOf = (at: Instant): string => new Date(at).toISOString();
