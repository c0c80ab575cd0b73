// From an event on a bus to the targets of the rules that want it, and to a target's dead-letter queue when it cannot
// be delivered. AWS tries a target for a day before it gives up; here it gives up at once.
import type { Delivering, MayDeliver } from "../service.ts";
import type { Delivered, Sqs } from "../sqs/service.ts";
import type { Bus, BusStore } from "./buses.ts";
import { fitsPattern } from "./event-pattern.ts";
import type { Rule, RuleStore } from "./rules.ts";
import type { Target } from "./targets.ts";

interface Parts {
  readonly buses: BusStore;
  readonly rules: RuleStore;
  readonly sqs: Sqs;
  readonly mayDeliver: MayDeliver;
}

interface Failure {
  readonly code:
    | "NO_RESOURCE"
    | "NO_PERMISSIONS"
    | "INVALID_PARAMETER"
    | "THIRD_ACCOUNT_HOP_DETECTED"
    | "THIRD_REGION_HOP_DETECTED";
  readonly message: string;
}

/** An event as it is, and whether it came from another bus: from then on it goes to no third one. */
export interface Travelling {
  readonly event: object;
  readonly isForwarded: boolean;
}

export type Route = (travelling: Travelling, bus: Bus) => void;

/** A rule sees what was sent to its own bus, and nothing else. */
export const createRoute = ({ buses, rules, sqs, mayDeliver }: Parts): Route => {
  const route: Route = (travelling, bus) => {
    for (const rule of [...rules.values()]) {
      if (rule.bus !== bus.arn || !rule.isEnabled || !fitsPattern(rule.pattern, travelling.event)) continue;
      for (const target of rule.targets) {
        const failure =
          target.kind === "queue"
            ? sendToQueue(travelling, rule, target, bus)
            : sendToBus(travelling, rule, target, bus);
        if (failure !== undefined) bury(travelling, rule, target, bus, failure);
      }
    }
  };

  const sendToQueue = ({ event }: Travelling, rule: Rule, target: Target, bus: Bus): Failure | undefined => {
    const { arn: queueArn, group } = target;
    return failures[
      sqs.sendFrom({ ...from(rule, bus, target), queueArn, body: JSON.stringify(event), group })
    ];
  };

  /**
   * An event keeps its id, account, Region and time on its way to another bus.
   * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
   */
  const sendToBus = ({ event, isForwarded }: Travelling, rule: Rule, { arn, role }: Target, bus: Bus) => {
    const next = buses.find(arn);
    if (next === undefined) return failed("NO_RESOURCE", "The specified event bus does not exist.");
    if (isForwarded) return thirdHop(next, bus);
    const asked = { ...from(rule, bus, { role }), action: "events:PutEvents", resource: arn } as const;
    if (!mayDeliver({ ...asked, policy: next.policy })) return failures.forbidden;
    route({ event, isForwarded: true }, next);
    return undefined;
  };

  /** EventBridge itself delivers into a dead-letter queue, whatever role the target names. */
  const bury = (
    { event }: Travelling,
    rule: Rule,
    { arn, deadLetterArn }: Target,
    bus: Bus,
    { code, message }: Failure,
  ): void => {
    if (deadLetterArn === undefined) return;
    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
    const why = {
      RULE_ARN: rule.arn,
      TARGET_ARN: arn,
      ERROR_CODE: code,
      ERROR_MESSAGE: message,
      RETRY_ATTEMPTS: "0",
    };
    const attributes = Object.entries(why).map(([name, StringValue]) => [
      name,
      { DataType: "String", StringValue },
    ]);
    const body = JSON.stringify(event);
    sqs.sendFrom({
      ...from(rule, bus, {}),
      queueArn: deadLetterArn,
      body,
      attributes: Object.fromEntries(attributes),
    });
  };

  return route;
};

type Source = Pick<Delivering, "service" | "source" | "sourceAccount" | "role">;

const from = (rule: Rule, bus: Bus, { role }: Pick<Target, "role">): Source => ({
  service: "events",
  source: rule.arn,
  sourceAccount: bus.account,
  ...(role === undefined ? {} : { role }),
});

const failed = (code: Failure["code"], message: string): Failure => ({ code, message });

const failures: Readonly<Record<Delivered, Failure | undefined>> = {
  taken: undefined,
  gone: failed("NO_RESOURCE", "The specified queue does not exist."),
  forbidden: failed("NO_PERMISSIONS", "Not authorized to deliver to the target."),
  unfit: failed("INVALID_PARAMETER", "The queue does not take the message."),
};

/**
 * "EventBridge can't route events received from a sender event bus to a third event bus."
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-bus-to-bus.html
 */
const thirdHop = (next: Bus, bus: Bus): Failure =>
  failed(
    next.region === bus.region ? "THIRD_ACCOUNT_HOP_DETECTED" : "THIRD_REGION_HOP_DETECTED",
    "Events received from another event bus cannot be forwarded.",
  );
