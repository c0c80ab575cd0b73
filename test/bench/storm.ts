// Ten thousand failures of one cause in one channel: how many messages are posted, with every failure countable.
import { stormPrefix } from "../../src/features/alerts/record.ts";
import { createAlertWorld } from "../simulation/alert-world.ts";
import { told } from "../simulation/storm-events.ts";

const failures = 10_000;

export const measureStorm = async () => {
  const world = createAlertWorld(undefined, [], { stepMs: 1 });
  const startedAt = performance.now();
  for (let resource = 0; resource < failures; resource += 1) {
    await world.deliver(told(resource, "FAILED", 0));
    // The poster is quick at first, so that the first two are seen before there is a storm.
    if (resource < 3 || resource % 1_000 === 0) await rest(world);
  }
  await rest(world);
  const seconds = (performance.now() - startedAt) / 1000;
  const perChannel = new Map<string, number>();
  for (const { channel } of world.messages) perChannel.set(channel, (perChannel.get(channel) ?? 0) + 1);
  const storm = world.messages.at(-1)?.card.metadata.event_payload.incident;
  const counted = await world.store.count(`incident#${storm}`, stormPrefix);
  if (counted !== failures) throw new Error(`of ${failures} failures ${counted} are counted`);
  return {
    "storm.postsPerChannel": Math.max(...perChannel.values()),
    "storm.failuresPerSecond": Math.round(failures / seconds),
  };
};

/** The poster works off what waits, then what was put off for a moment. */
const rest = async (world: ReturnType<typeof createAlertWorld>): Promise<void> => {
  await world.post();
  await world.putOff();
  await world.post();
};
