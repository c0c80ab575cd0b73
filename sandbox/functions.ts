// Stillpoint's functions between the simulated queues, as Lambda runs them: by their templates, under their roles.

import type { FunctionName } from "../src/config/names.ts";
import { minuteMs } from "../src/core/time.ts";
import { mayLog } from "./aws/iam/log.ts";
import type { Iam } from "./aws/iam/service.ts";
import type { Sqs } from "./aws/sqs/service.ts";
import type { WorldClock } from "./clock.ts";
import type { Deployed, Installed } from "./deploy/deploy.ts";
import type { Faults } from "./faults.ts";
import type { Handlers } from "./handlers.ts";
import { createEventSource } from "./lambda.ts";
import type { AppDoor } from "./slack/deeds.ts";

export interface FunctionsOptions {
  readonly handlers: Handlers;
  readonly installed: Installed;
  readonly clock: WorldClock;
  readonly sqs: Sqs;
  readonly faults: Faults;
  readonly iam: Iam;
}

export interface Functions {
  deliveries(): number;
  isBusy(): boolean;
  /** When what is at work now has ended, well or badly. */
  rest(): Promise<void>;
  /** Slack's requests, as API Gateway hands them to the front door. */
  readonly visit: AppDoor;
  stop(): Promise<void>;
}

const polled = ["events", "poster", "worker", "executor"] as const;

export const startFunctions = (options: FunctionsOptions): Functions => {
  const { handlers, installed, sqs, faults, iam } = options;
  const sources = polled.map((name) => {
    const { source, roleArn } = installed.functions[name];
    const queue = Object.values(installed.queues).find(({ arn }) => arn === source?.queueArn);
    if (source === undefined || queue === undefined) throw new Error(`no queue calls ${name}`);
    return createEventSource(
      {
        name,
        queue,
        batchSize: source.batchSize,
        concurrency: source.concurrency,
        handler: handlers[name],
        may: (action) =>
          iam.decide({ principal: roleArn, action, resource: queue.arn }).access.type === "allowed",
      },
      sqs,
      faults,
    );
  });
  const schedule = everyMinute(options);
  const visits = new Set<Promise<unknown>>();
  return {
    deliveries: () => sources.reduce((sum, source) => sum + source.deliveries(), schedule.ticks()),
    // Whoever came may have stopped waiting; what they set going goes on.
    isBusy: () => visits.size > 0 || schedule.isBusy() || sources.some((source) => source.isBusy()),
    async rest() {
      await Promise.allSettled([...visits, schedule.rest(), ...sources.map((source) => source.rest())]);
    },
    async visit({ headers, body }) {
      const visit = handlers.slack({ headers, body, isBase64Encoded: false });
      visits.add(visit);
      try {
        const answer = await visit;
        return { status: answer.statusCode, body: answer.body };
      } finally {
        visits.delete(visit);
      }
    },
    async stop() {
      await Promise.all([schedule.stop(), ...sources.map((source) => source.stop())]);
      await handlers.stop();
    },
  };
};

/** EventBridge Scheduler: every minute of world time; a tick that breaks is not made up for. */
const everyMinute = ({ handlers, installed, clock, faults, iam }: FunctionsOptions) => {
  let running: Promise<void> | undefined;
  let ticks = 0;
  let cancel = () => {};
  const mayTick = () =>
    iam.decide({
      principal: installed.schedulerRoleArn,
      action: "lambda:InvokeFunction",
      resource: installed.functions.clock.arn,
    }).access.type === "allowed";
  const due = () => {
    cancel = clock.after(minuteMs, due);
    const isLost = faults.take("lambda", "clock").some(({ drop }) => drop === "before");
    if (running !== undefined || isLost || !mayTick()) return;
    ticks += 1;
    running = handlers
      .clock()
      .catch(() => undefined)
      .finally(() => {
        running = undefined;
      });
  };
  cancel = clock.after(minuteMs, due);
  return {
    ticks: () => ticks,
    isBusy: () => running !== undefined,
    async rest() {
      await running;
    },
    async stop() {
      cancel();
      await running;
    },
  };
};

/** Whether what a function writes is kept; asked once for each. */
export const logGate = (iam: Iam, deployed: Readonly<Record<FunctionName, Deployed>>) => {
  const open = new Map<FunctionName, boolean>();
  return (name: FunctionName): boolean => {
    const may = open.get(name) ?? mayLog(iam, deployed[name]);
    open.set(name, may);
    return may;
  };
};
