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
    if (answer !== "lost") await ack?.(answer);
  };

  app.command(anything, (heard) => listen(heard as unknown as Heard));
  app.action(anything, (heard) => listen(heard as unknown as Heard));
  app.options(anything, (heard) => listen(heard as unknown as Heard));
  app.shortcut(anything, (heard) => listen(heard as unknown as Heard));
  app.view(anything, (heard) => listen(heard as unknown as Heard));
  app.view({ type: "view_closed" }, (heard) => listen(heard as unknown as Heard));
  app.event("app_home_opened", (heard) => listen(heard as unknown as Heard));
  // A listener that broke is told once, in the log, and Slack is answered all the same.
  app.error(async (error) => log.error("front.listener-broke", errorFacts(error)));
  return app;
};

/** What every listener is given, whatever the payload. Events are acknowledged by Bolt itself. */
interface Heard {
  readonly context: { readonly visit?: unknown };
  readonly ack?: (answer?: unknown) => Promise<void>;
}
