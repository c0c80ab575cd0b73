// The simulated EventBridge, as far as AWS Backup's events need it: rules with patterns, queues as targets.
import { randomUUID } from "node:crypto";
import type * as eventbridge from "@aws-sdk/client-eventbridge";
import type { WorldClock } from "../clock.ts";
import { AwsError, type Call, type Handlers } from "./service.ts";
import { type FilterPolicy, matches } from "./sns/filter-policy.ts";
import type { Sqs } from "./sqs/service.ts";

export interface EmittedEvent {
  readonly source: string;
  readonly detailType: string;
  readonly account: string;
  readonly region: string;
  /** ISO 8601; world time when it is left out. */
  readonly time?: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
}

export interface EventBridge {
  readonly handlers: Handlers<typeof eventbridge>;
  /** An event from an AWS service; answers with its id. */
  emit(event: EmittedEvent): string;
}

interface Rule {
  readonly arn: string;
  readonly name: string;
  readonly pattern: FilterPolicy;
  readonly targets: Map<string, { readonly arn: string; readonly dead?: string | undefined }>;
}

export const createEventBridge = (clock: WorldClock, sqs: Sqs): EventBridge => {
  const rules = new Map<string, Rule>();

  const nameOf = ({ account, region }: Pick<Call, "account" | "region">, name: string | undefined) =>
    `arn:aws:events:${region}:${account}:rule/${name}`;

  const ruleBy = (call: Call, name: string | undefined): Rule => {
    const rule = rules.get(nameOf(call, name));
    if (rule === undefined)
      throw new AwsError("ResourceNotFoundException", `Rule ${name} does not exist on EventBus default.`);
    return rule;
  };

  const emit = (event: EmittedEvent): string => {
    const id = randomUUID();
    const shown = {
      version: "0",
      id,
      "detail-type": event.detailType,
      source: event.source,
      account: event.account,
      time: event.time ?? new Date(clock.now()).toISOString().replace(/\.\d{3}Z$/, "Z"),
      region: event.region,
      resources: event.resources,
      detail: event.detail,
    };
    // A rule sees the events of its own account and Region.
    const here = nameOf(event, "");
    for (const rule of rules.values()) {
      if (!rule.arn.startsWith(here) || !matches(rule.pattern, shown)) continue;
      for (const { arn, dead } of rule.targets.values()) {
        const isDelivered = sqs.deliver(arn, JSON.stringify(shown));
        if (!isDelivered && dead !== undefined) sqs.deliver(dead, JSON.stringify(shown));
      }
    }
    return id;
  };

  return {
    emit,
    handlers: {
      PutRule(input, call) {
        const arn = nameOf(call, input.Name);
        const pattern = JSON.parse(input.EventPattern ?? "{}") as FilterPolicy;
        rules.set(arn, {
          arn,
          name: input.Name ?? "",
          pattern,
          targets: rules.get(arn)?.targets ?? new Map(),
        });
        return { RuleArn: arn };
      },
      PutTargets(input, call) {
        const rule = ruleBy(call, input.Rule);
        for (const { Id, Arn, DeadLetterConfig } of input.Targets ?? []) {
          rule.targets.set(Id ?? "", { arn: Arn ?? "", dead: DeadLetterConfig?.Arn });
        }
        return { FailedEntryCount: 0, FailedEntries: [] };
      },
      ListRules: (_, call) => ({
        Rules: [...rules.values()]
          .filter(({ arn }) => arn.startsWith(nameOf(call, "")))
          .map(({ arn, name, pattern }) => ({ Arn: arn, Name: name, EventPattern: JSON.stringify(pattern) })),
      }),
      PutEvents(input, call) {
        const entries = (input.Entries ?? []).map((entry): eventbridge.PutEventsResultEntry => {
          // AWS refuses sources that begin with "aws."; here whoever holds the account's keys may play AWS's part.
          let detail: unknown;
          try {
            detail = JSON.parse(entry.Detail ?? "");
          } catch {
            return { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." };
          }
          const { account, region } = call;
          const time = entry.Time?.toISOString().replace(/\.\d{3}Z$/, "Z");
          const EventId = emit({
            source: entry.Source ?? "",
            detailType: entry.DetailType ?? "",
            account,
            region,
            ...(time === undefined ? {} : { time }),
            resources: entry.Resources ?? [],
            detail,
          });
          return { EventId };
        });
        return {
          FailedEntryCount: entries.filter(({ ErrorCode }) => ErrorCode !== undefined).length,
          Entries: entries,
        };
      },
    },
  };
};
