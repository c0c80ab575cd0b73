// The front door as its function makes it, in a world that does nothing and writes down all that was asked of it.
import { instant } from "../../src/core/time.ts";
import { frontEn } from "../../src/i18n/front-en.ts";
import { make, type SlackWorld } from "../../src/lambda/slack.ts";
import type { Stored } from "../../src/store/record.ts";
import { configIn } from "../features/alerts/cards.ts";

export const secret = "8f742231b10e8888abcd99yyyzzz85a5";
export const seconds = 1_795_179_600;

export interface Deed {
  /** `port.method`. */
  readonly name: string;
  readonly given: readonly unknown[];
}

export const createFrontWorld = (parts: Partial<SlackWorld> = {}) => {
  const deeds: Deed[] = [];
  const lines: { readonly level: string; readonly verb: string; readonly facts: unknown }[] = [];
  const secretReads: boolean[] = [];
  const opened = { id: "V0OPENED001", hash: "1.a" };

  const done =
    <Answer>(name: string, answer: Answer) =>
    async (...given: readonly unknown[]): Promise<Answer> => {
      deeds.push({ name, given });
      return answer;
    };
  const said = (level: string) => (verb: string, facts: Readonly<Record<string, unknown>>) => {
    lines.push({ level, verb, facts });
  };

  const world: SlackWorld = {
    config: configIn("en"),
    texts: frontEn,
    build: { version: "0.1.0", commit: "abc", configHash: "0".repeat(64) },
    log: { info: said("info"), warn: said("warn"), error: said("error") },
    work: { send: done("work.send", undefined) },
    store: {
      get: done<Stored<never> | undefined>("store.get", undefined),
      list: done<readonly Stored<never>[]>("store.list", []),
    },
    views: {
      open: done("views.open", opened),
      push: done("views.push", opened),
      update: done("views.update", undefined),
      publish: done("views.publish", undefined),
    },
    responder: { respond: done("responder.respond", undefined) },
    now: () => instant(seconds * 1_000),
    signingSecret: async (fresh = false) => {
      secretReads.push(fresh);
      return secret;
    },
    ...parts,
  };
  return { handle: make(world), deeds, lines, secretReads };
};
