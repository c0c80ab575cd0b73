// The operations of EventBridge on rules and their targets, on the default bus of each account and Region.
// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html
import type * as eventbridge from "@aws-sdk/client-eventbridge";
import { AwsError, type Call, type Handlers } from "../service.ts";
import { type EventPattern, parseEventPattern } from "./event-pattern.ts";

export interface Target {
  readonly id: string;
  /** A queue's. */
  readonly arn: string;
  readonly deadLetterArn?: string | undefined;
  /** For a FIFO queue. */
  readonly group?: string | undefined;
}

export interface Rule {
  readonly arn: string;
  readonly name: string;
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
const busName = "default";
const namePattern = /^[.\w-]{1,64}$/;
const queuePattern = /^arn:aws[\w-]*:sqs:[\w-]+:\d{12}:[\w.-]+$/;

/** Without a name, what every rule of the place begins with. */
export const ruleArn = ({ account, region }: Pick<Call, "account" | "region">, name = ""): string =>
  `arn:aws:events:${region}:${account}:rule/${name}`;

const invalid = (message: string) => new AwsError("ValidationException", message);

export const ruleOperations = (rules: RuleStore): Handlers<typeof eventbridge> => {
  const ruleBy = (call: Call, name: string | undefined): Rule => {
    const rule = rules.get(ruleArn(call, name));
    if (rule !== undefined) return rule;
    throw new AwsError("ResourceNotFoundException", `Rule ${name} does not exist on EventBus ${busName}.`);
  };

  return {
    PutRule(input, call) {
      const { Name: name = "", EventPattern: json, State: state = "ENABLED" } = input;
      demandDefaultBus(input.EventBusName);
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
      const arn = ruleArn(call, name);
      const { pattern } = parsed;
      const targets = rules.get(arn)?.targets ?? [];
      const isEnabled = state !== "DISABLED";
      rules.set(arn, { arn, name, description: input.Description, isEnabled, json, pattern, targets });
      return { RuleArn: arn };
    },

    PutTargets(input, call) {
      demandDefaultBus(input.EventBusName);
      const rule = ruleBy(call, input.Rule);
      const added = (input.Targets ?? []).map(targetOf);
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
      demandDefaultBus(input.EventBusName);
      const rule = ruleBy(call, input.Rule);
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
      demandDefaultBus(input.EventBusName);
      // A rule that is not there is deleted already.
      const rule = rules.get(ruleArn(call, input.Name));
      if (rule === undefined) return {};
      if (rule.targets.length > 0) throw invalid("Rule can't be deleted since it has targets.");
      rules.delete(rule.arn);
      return {};
    },

    ListRules(input, call) {
      demandDefaultBus(input.EventBusName);
      const prefix = ruleArn(call, input.NamePrefix);
      return { Rules: [...rules.values()].filter(({ arn }) => arn.startsWith(prefix)).map(listed) };
    },

    ListTargetsByRule(input, call) {
      demandDefaultBus(input.EventBusName);
      return { Targets: ruleBy(call, input.Rule).targets.map(shownTarget) };
    },
  };
};

const demandDefaultBus = (name: string | undefined): void => {
  if (name === undefined || name === busName || name.endsWith(`:event-bus/${busName}`)) return;
  throw new AwsError("ResourceNotFoundException", `Event bus ${name} does not exist.`);
};

const targetOf = ({ Id: id = "", Arn: arn = "", DeadLetterConfig, SqsParameters }: eventbridge.Target) => {
  if (!queuePattern.test(arn)) throw invalid(`Target ${arn} is not simulated: only queues are.`);
  const group = SqsParameters?.MessageGroupId;
  if (arn.endsWith(".fifo") && group === undefined) {
    throw invalid(
      `Parameter(s) SqsParameters must be specified for target: ${id}. Reason: the queue is a FIFO queue.`,
    );
  }
  return { id, arn, deadLetterArn: DeadLetterConfig?.Arn, group };
};

const listed = ({ arn, name, description, isEnabled, json }: Rule): eventbridge.Rule => ({
  Name: name,
  Arn: arn,
  EventPattern: json,
  State: isEnabled ? "ENABLED" : "DISABLED",
  EventBusName: busName,
  ...(description === undefined ? {} : { Description: description }),
});

const shownTarget = ({ id, arn, deadLetterArn, group }: Target): eventbridge.Target => ({
  Id: id,
  Arn: arn,
  ...(deadLetterArn === undefined ? {} : { DeadLetterConfig: { Arn: deadLetterArn } }),
  ...(group === undefined ? {} : { SqsParameters: { MessageGroupId: group } }),
});
