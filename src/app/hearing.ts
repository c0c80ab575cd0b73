// From a message of the events queue to whoever hears it, and to the ledger that writes down what became of it. Taken
// from the flows and not from the features' tables: those would load every card, in every language, before the first
// event is heard.
import type { Delivery } from "../backup/notification.ts";
import { receive } from "../features/alerts/flow.ts";
import { witness } from "../features/ledger/flow.ts";
import type { EventsWorld } from "../ports/feature.ts";
import type { Outcome } from "../ports/outcome.ts";

/** Throws when it must be heard again. */
export const hearDelivery = (delivery: Delivery, world: EventsWorld): Promise<readonly Outcome[]> =>
  witness(delivery, async () => [await receive(delivery, world)], world);
