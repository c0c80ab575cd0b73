// What AWS is asked before something is asked of it. What it does not say is a finding, and no fault.
import { Fault } from "../../../core/errors.ts";

/** `"gone"`: AWS knows no such thing, or shows it to nobody like us. `"silent"`: it did not answer. */
export type Looked<Thing> = Thing | "gone" | "silent";

export const look = async <Thing extends object>(asked: Promise<Thing>): Promise<Looked<Thing>> => {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return error.code === "aws-not-found" || error.code === "aws-denied" ? "gone" : "silent";
  }
};
