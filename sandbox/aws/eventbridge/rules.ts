// The operations of EventBridge on rules and their targets, on any bus.
// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html
import type * as eventbridge from "@aws-sdk/client-eventbridge";
import { AwsError, type Call, type Handlers } from "../service.ts";
import { type Bus, type BusStore, defaultName } from "./buses.ts";
import { type EventPattern, parseEventPattern } from "./event-pattern.ts";
import { shownTarget, type Target, targetOf } from "./targets.ts";

export interface Rule {
  readonly arn: string;
  readonly name: string;
  /** The ARN of the bus that it is on. */
  readonly bus: string;
  readonly description?: string | undefined;
  readonly isEnabled: boolean;
  /** As it was written. */
  readonly json: string;
  readonly pattern: EventPattern;
  readonly targets: readonly Target[];
}

export type RuleStore = Map<string, Rule>;

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const targetsMax = 5;
const namePattern = /^[.\w-]{1,64}$/;

const ruleArn = ({ account, region, name: bus }: Bus, name = ""): string =>
  `arn:aws:events:${region}:${account}:rule/${bus === defaultName ? "" : `${bus}/`}${name}`;

const invalid = (message: string) => new AwsError("ValidationException", message);

interface Asked {
  readonly Rule?: string | undefined;
  readonly EventBusName?: string | undefined;
}

export const ruleOperations = (rules: RuleStore, buses: BusStore): Handlers<typeof eventbridge> => {
  const ruleBy = (input: Asked, call: Call): { readonly rule: Rule; readonly bus: Bus } => {
    const bus = buses.demand(input.EventBusName, call);
    const rule = rules.get(ruleArn(bus, input.Rule));
    if (rule !== undefined) return { rule, bus };
    const message = `Rule ${input.Rule} does not exist on EventBus ${bus.name}.`;
    throw new AwsError("ResourceNotFoundException", message);
  };

  return {
    PutRule(input, call) {
      const { Name: name = "", EventPattern: json, State: state = "ENABLED" } = input;
      const bus = buses.demand(input.EventBusName, call);
      if (!namePattern.test(name)) throw invalid(`Rule name ${name} is not valid`);
      if (json === undefined) {
        throw invalid(
          input.ScheduleExpression === undefined
            ? "Parameter(s) EventPattern or ScheduleExpression must be specified."
            : "ScheduleExpression is not simulated.",
        );
      }
      const parsed = parseEventPattern(json);
      if (parsed.type === "refused") throw new AwsError("InvalidEventPatternException", parsed.message);
      const arn = ruleArn(bus, name);
      rules.set(arn, {
        arn,
        name,
        bus: bus.arn,
        description: input.Description,
        isEnabled: state !== "DISABLED",
        json,
        pattern: parsed.pattern,
        targets: rules.get(arn)?.targets ?? [],
      });
      return { RuleArn: arn };
    },

    PutTargets(input, call) {
      const { rule, bus } = ruleBy(input, call);
      const added = (input.Targets ?? []).map((target) => targetOf(target, bus));
      const kept = rule.targets.filter(({ id }) => !added.some((target) => target.id === id));
      const targets = [...kept, ...added];
      if (targets.length > targetsMax) {
        throw new AwsError(
          "LimitExceededException",
          "The requested resource exceeds the maximum number allowed.",
        );
      }
      rules.set(rule.arn, { ...rule, targets });
      return { FailedEntryCount: 0, FailedEntries: [] };
    },

    RemoveTargets(input, call) {
      const { rule } = ruleBy(input, call);
      const ids: readonly string[] = input.Ids ?? [];
      rules.set(rule.arn, { ...rule, targets: rule.targets.filter(({ id }) => !ids.includes(id)) });
      const missing = ids.filter((asked) => !rule.targets.some(({ id }) => id === asked));
      const FailedEntries = missing.map((TargetId) => ({
        TargetId,
        ErrorCode: "ResourceNotFoundException",
        ErrorMessage: `Target ${TargetId} does not exist.`,
      }));
      return { FailedEntryCount: FailedEntries.length, FailedEntries };
    },

    DeleteRule(input, call) {
      // A rule that is not there is deleted already.
      const rule = rules.get(ruleArn(buses.demand(input.EventBusName, call), input.Name));
      if (rule === undefined) return {};
      if (rule.targets.length > 0) throw invalid("Rule can't be deleted since it has targets.");
      rules.delete(rule.arn);
      return {};
    },

    ListRules(input, call) {
      const bus = buses.demand(input.EventBusName, call);
      const prefix = ruleArn(bus, input.NamePrefix);
      const own = [...rules.values()].filter((rule) => rule.bus === bus.arn && rule.arn.startsWith(prefix));
      return { Rules: own.map((rule) => listed(rule, bus)) };
    },

    ListTargetsByRule: (input, call) => ({ Targets: ruleBy(input, call).rule.targets.map(shownTarget) }),
  };
};

const listed = ({ arn, name, description, isEnabled, json }: Rule, bus: Bus): eventbridge.Rule => ({
  Name: name,
  Arn: arn,
  EventPattern: json,
  State: isEnabled ? "ENABLED" : "DISABLED",
  EventBusName: bus.name,
  ...(description === undefined ? {} : { Description: description }),
});
