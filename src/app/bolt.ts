// Bolt, with one listener for each kind of payload. Which feature answers is said by the lists of the doors.
import { App, LogLevel, type Receiver } from "@slack/bolt";
import type { Log } from "../ports/world.ts";
import { errorFacts } from "./answer.ts";
import type { FrontAnswer } from "./front.ts";
import type { Visit } from "./receiver.ts";

type Take = (request: Visit["request"], raw: Visit["raw"]) => Promise<FrontAnswer>;

const anything = /.*/s;

/** Asks Slack nothing: not at its start, and not for any request. The token is fetched by whoever needs it. */
export const createBolt = (receiver: Receiver, take: Take, log: Log): App => {
  const app = new App({
    receiver,
    authorize: async () => ({}),
    convoStore: false,
    ignoreSelf: false,
    attachFunctionToken: false,
    logLevel: LogLevel.ERROR,
  });

  const listen = async ({ context, ack }: Heard): Promise<void> => {
    const visit = context.visit as Visit;
    const answer = await take(visit.request, visit.raw);
    visit.answer = answer;
    if (answer !== "lost") await acknowledge(ack, answer);
  };

  app.command(anything, listen);
  app.action(anything, listen);
  app.options(anything, listen);
  app.shortcut(anything, listen);
  app.view(anything, listen);
  app.view({ type: "view_closed" }, listen);
  app.event("app_home_opened", listen);
  // A listener that broke is told once, in the log, and Slack is answered all the same.
  app.error(async (error) => log.error("front.listener-broke", errorFacts(error)));
  return app;
};

/** What every listener is given, whatever the payload; the receiver put the visit into the context. */
interface Heard {
  readonly context: { readonly visit?: unknown };
  readonly ack?: unknown;
}

/** Bolt types `ack` by payload, and its answer is ours to get right: views, options and messages all go this way. */
const acknowledge = async (ack: unknown, answer: FrontAnswer): Promise<void> => {
  if (typeof ack === "function") await ack(answer);
};
