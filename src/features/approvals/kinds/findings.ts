// What a preflight found, in words.
import type { Finding } from "../../../ports/operation.ts";

export const findingText = ({ name, values }: Finding, _language: "en" | "ja"): string =>
  [name, ...values].join(" · ");
