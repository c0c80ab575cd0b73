// The log on a desk: in memory, with a clock that a test moves by hand.
import { memoryAudit, memoryHeads } from "../../../sandbox/memory-audit.ts";
import { memoryStore } from "../../../sandbox/memory-store.ts";
import { Fault } from "../../../src/core/errors.ts";
import { type Instant, instant } from "../../../src/core/time.ts";
import type { AnswerWorld, ClockWorld, PosterWorld } from "../../../src/ports/feature.ts";
import { configIn } from "../alerts/cards.ts";
import { at } from "./rows.ts";

export const desk = (startsAt = "2026-11-20T13:00:00Z") => {
  let now: Instant = at(startsAt);
  /** Calls that are refused from now on, by name. */
  const away = new Set<string>();
  const lines: string[] = [];
  const handed: { readonly user: string; readonly text: string; readonly file?: string }[] = [];
  const note = (verb: string) => lines.push(verb);
  const unlessAway = <Port extends object>(port: Port): Port =>
    Object.fromEntries(
      Object.entries(port).map(([name, call]) => [
        name,
        async (...given: unknown[]) => {
          if (away.has(name)) throw new Fault("aws-unavailable", `${name} is away`, { retryable: true });
          return call(...given);
        },
      ]),
    ) as Port;
  const shared = {
    config: configIn("en"),
    log: { info: () => {}, warn: note, error: note },
    store: memoryStore(),
    audit: unlessAway(memoryAudit()),
    heads: unlessAway(memoryHeads()),
    now: () => now,
  };
  const slack = {
    say: async (user: string, text: string) => {
      handed.push({ user, text });
    },
    hand: async (user: string, text: string, file: { readonly text: string }) => {
      handed.push({ user, text, file: file.text });
    },
  };
  const world = { ...shared, slack } as unknown as AnswerWorld & ClockWorld & PosterWorld;
  return {
    world,
    away,
    lines,
    handed,
    move: (to: string) => {
      now = at(to);
    },
    pass: (ms: number) => {
      now = instant(now + ms);
    },
  };
};
