// A story: a named scene that the page plays and the tests play and check, from one file.
import type { Stage } from "./stage.ts";

export interface Story {
  /** Typed after `npm run story --`. */
  readonly name: string;
  readonly title: { readonly en: string; readonly ja: string };
  readonly description: { readonly en: string; readonly ja: string };
  /** What happens. */
  play(stage: Stage): Promise<void>;
  /** What must be seen when it has come to rest in a fresh sandbox; throws when it is not. */
  check(stage: Stage): Promise<void>;
}
