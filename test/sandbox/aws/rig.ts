// A gateway with keys, for tests of what stands behind it.
import { createGateway } from "../../../sandbox/aws/gateway.ts";
import { createClock } from "../../../sandbox/clock.ts";
import { createFaults } from "../../../sandbox/faults.ts";
import { createJournal } from "../../../sandbox/journal.ts";

export const account = "111111111111";
export const region = "ap-northeast-1";
export const startAt = Date.parse("2026-11-20T13:00:00Z");

export const credentials = { accessKeyId: "AKIASANDBOX", secretAccessKey: "secret" };

export const createRig = () => {
  const clock = createClock(startAt, 0);
  const journal = createJournal(clock.now);
  const faults = createFaults();
  const gateway = createGateway({
    journal,
    faults,
    authenticate: (key) =>
      key === credentials.accessKeyId ? { arn: `arn:aws:iam::${account}:user/admin`, account } : undefined,
  });
  // The endpoint is where queue addresses point; nothing listens there.
  const endpoint = "http://127.0.0.1:4566";
  const options = {
    region,
    endpoint,
    credentials,
    requestHandler: gateway.requestHandler as never,
    maxAttempts: 1,
  };
  return { clock, journal, faults, gateway, options };
};
