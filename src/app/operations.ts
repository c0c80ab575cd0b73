// Every kind of operation, once. Taken from their own files: the table of contents of a feature would load its forms into
// functions that have none.
import { backup } from "../features/backups/kinds/backup.ts";
import { copy } from "../features/backups/kinds/copy.ts";
import { stop } from "../features/backups/kinds/stop.ts";
import type { Operations } from "../ports/operation.ts";

export const operations: Operations = { backup, copy, stop };
