// Every kind of operation, once. The compiler lists what is missing.
import type { Operations } from "../ports/operation.ts";

export const operations = {} as Operations;
