// A claim says that a step's call is on its way, and what AWS answered. The executor alone writes claims, and seals each
// with the signing secret, which only two functions can read: a claim that somebody else wrote is known for one.
import { createHmac, timingSafeEqual } from "node:crypto";
import { canonicalJson, digestOf } from "../../../core/ids.ts";
import type { Claim, Request } from "../model.ts";

export const tokenOf = ({ id, revision, hash }: Request, step: number): string =>
  Buffer.from(digestOf([id, revision, hash, step].join("\n")), "hex").toString("base64url");

export const sealClaim = (claim: Omit<Claim, "seal">, secret: string): Claim => ({
  ...claim,
  seal: sealOf(claim, secret),
});

/** By the secret in force or the one before it. */
export const isSealed = ({ seal, ...claim }: Claim, secrets: readonly string[]): boolean =>
  secrets.some((secret) => {
    const right = Buffer.from(sealOf(claim, secret));
    const given = Buffer.from(seal);
    return right.length === given.length && timingSafeEqual(right, given);
  });

const sealOf = (claim: Omit<Claim, "seal">, secret: string): string =>
  createHmac("sha256", secret)
    .update(`stillpoint claim\n${canonicalJson(claim)}`)
    .digest("hex");
