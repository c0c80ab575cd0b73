// How jobs end in most stories.

const minute = 60_000;

/** Begins a minute after it was asked for, and takes four. */
export const soon = { afterMs: minute, durationMs: 4 * minute } as const;

/** AWS's own words for a key that was disabled. */
export const keyMessage = "KMS key is either disabled or pending deletion or access to KMS key is denied";

/** The vault's key was disabled. */
export const keyDisabled = {
  state: "FAILED",
  message: keyMessage,
  category: "AccessDenied",
  ...soon,
} as const;

export const completed = { state: "COMPLETED", ...soon } as const;
