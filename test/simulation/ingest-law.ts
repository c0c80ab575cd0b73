// Nights of events, and what must hold of each: every job that matters has one card, and the card tells the newest truth.
import fc from "fast-check";
import { expect } from "vitest";
import { severityOf } from "../../src/backup/job.ts";
import type { Delivery } from "../../src/backup/notification.ts";
import { instant } from "../../src/core/time.ts";
import { type AlertWorldOptions, type Cut, createAlertWorld } from "./alert-world.ts";

interface Told {
  readonly job: number;
  readonly state: string;
  readonly minute: number;
  readonly feed: "sns" | "eventbridge";
}

const at = (minute: number) => new Date(Date.parse("2026-11-20T13:00:00Z") + minute * 60_000).toISOString();
/** One of three lives elsewhere: three of a kind in one channel would be a storm, which has a simulation of its own. */
const account = (job: number) => (job === 2 ? "333333333333" : "111111111111");
const resource = (job: number) => `arn:aws:rds:ap-northeast-1:${account(job)}:db:db-${job}`;

const delivery = (told: Told): Delivery => ({
  body: told.feed === "eventbridge" ? eventOf(told) : envelopeOf(told),
  messageId: JSON.stringify(told),
  sentAt: instant(Date.parse(at(told.minute))),
  attributes: {},
});

const eventOf = ({ job, state, minute }: Told): string =>
  JSON.stringify({
    id: `${job}-${state}`,
    source: "aws.backup",
    "detail-type": "Backup Job State Change",
    account: account(job),
    region: "ap-northeast-1",
    time: at(minute),
    resources: [],
    detail: { backupJobId: `JOB-${job}`, state, resourceArn: resource(job) },
  });

const envelopeOf = ({ job, state, minute }: Told): string =>
  JSON.stringify({
    Type: "Notification",
    MessageId: `${job}-${state}-${minute}`,
    TopicArn: "arn:aws:sns:ap-northeast-1:111111111111:stillpoint-vault-events",
    Subject: "Notification from AWS Backup",
    Message: `An AWS Backup job is told of. Resource ARN : ${resource(job)}. BackupJob ID : job-${job}`,
    Timestamp: at(minute),
    MessageAttributes: Object.fromEntries(
      Object.entries({
        EventType: "BACKUP_JOB",
        State: state,
        AccountId: account(job),
        Id: `job-${job}`,
      }).map(([name, Value]) => [name, { Type: "String", Value }]),
    ),
  });

export interface Night {
  readonly told: readonly Told[];
  readonly batch: number;
  readonly order: readonly Told[];
  readonly cuts: readonly Cut[];
}

/** How a job goes: some states on its way, one end, each told by one feed or by both. */
const life = (job: number) =>
  fc
    .record({
      way: fc.subarray(["CREATED", "PENDING", "RUNNING"]),
      end: fc.option(fc.constantFrom("COMPLETED", "FAILED", "EXPIRED", "ABORTED", "PARTIAL"), {
        nil: undefined,
      }),
      feeds: fc.constantFrom<readonly Told["feed"][]>(["sns"], ["eventbridge"], ["sns", "eventbridge"]),
    })
    .map(({ way, end, feeds }): readonly Told[] =>
      [...way, ...(end === undefined ? [] : [end])].flatMap((state, minute) =>
        feeds.map((feed) => ({ job, state, minute, feed })),
      ),
    );

export const night: fc.Arbitrary<Night> = fc
  .tuple(life(0), life(1), life(2))
  .map((lives) => lives.flat())
  .chain((told) =>
    fc.record({
      told: fc.constant(told),
      /** How many the function takes at once. */
      batch: fc.constantFrom(1, 2, 5),
      order: fc.shuffledSubarray([...told, ...told], { minLength: told.length }),
      cuts: fc.uniqueArray(
        fc.record({ call: fc.nat(120), when: fc.constantFrom<Cut["when"]>("before", "after") }),
        { maxLength: 6, selector: ({ call }) => call },
      ),
    }),
  );

/** Every telling comes at least once; some come twice, and nobody keeps the order. */
const tellingsOf = ({ told, order }: Night): readonly Told[] => [
  ...order,
  ...told.filter((each) => !order.includes(each)),
];

export const demandCards = async (made: Night, options: AlertWorldOptions = {}): Promise<void> => {
  const { told, batch, cuts } = made;
  const world = createAlertWorld(undefined, cuts, options);
  const tellings = tellingsOf(made);
  for (let first = 0; first < tellings.length; first += batch) {
    await Promise.all(tellings.slice(first, first + batch).map((each) => world.deliver(delivery(each))));
    await world.post();
  }
  for (const job of [0, 1, 2]) {
    const end = told.find((each) => each.job === job && severityOf(each.state, {}) !== "running")?.state;
    const cards = world.messages.filter(({ card }) => JSON.stringify(card).includes(`db-${job}`));
    if (end === undefined) {
      expect(cards).toEqual([]);
      continue;
    }
    expect(cards.length).toBeGreaterThanOrEqual(1);
    expect(cards.length).toBeLessThanOrEqual(1 + cuts.length);
    const newest = cards.at(-1)?.card.metadata.event_payload;
    expect(newest).toMatchObject({ state: end, severity: severityOf(end, {}) });
  }
  if (cuts.length > 0) return;
  const jobs = new Set(world.messages.map(({ card }) => card.metadata.event_payload.incident));
  expect(world.messages).toHaveLength(jobs.size);
};
