// Cards that call people, waited, or stand where nobody took them.
import type { Config } from "../../../src/config/config.ts";
import { instant } from "../../../src/core/time.ts";
import { callCard, withCall, withNotices } from "../../../src/features/alerts/kinds/calling.ts";
import type { Incident } from "../../../src/features/alerts/model.ts";
import type { Card } from "../../../src/slack/card.ts";
import { thingCardIn, thingIn } from "./thing-cards.ts";

const minute = 60_000;
const since = instant(Date.parse("2026-11-20T13:13:00Z"));
const mention = "S0ONCALL001";

export const callingCardsIn = (config: Config): Readonly<Record<string, Card>> => {
  const worst = thingCardIn(thingIn("scan", "threats-found"), config);
  const warning = thingCardIn(thingIn("scan", "completed-with-issues"), config);
  const subject = { type: "thing", thing: thingIn("scan", "threats-found").key } as const;
  const incident: Incident = {
    id: "thing/1",
    subject,
    environment: "production",
    channel: "C0PRODUCTION",
    critical: { since, mention },
  };
  const untaken: Incident = {
    ...incident,
    also: [{ channel: "C0SECURITY01" }, { channel: "C0INCIDENTS1", isEscalated: true }],
    escalated: [
      { step: 1, at: instant(since + 15 * minute) },
      { step: 2, at: instant(since + 45 * minute) },
    ],
  };
  const { critical: _, ...quiet } = incident;
  const held: Incident = {
    ...quiet,
    held: { since, until: instant(since + 525 * minute), worst: "warning", ended: "posted" },
  };
  return {
    "critical-calls": withCall(worst, incident),
    "critical-not-taken": withCall(withNotices(worst, untaken, config), untaken),
    "warning-held-over-quiet-hours": withNotices(warning, held, config),
    "call-in-thread": callCard("critical", incident, worst, config),
    "call-not-taken-in-thread": callCard("not-taken", untaken, worst, config),
  };
};
