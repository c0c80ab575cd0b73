// The roads by which events come to the hub, as templates lay them.
import { allOf, at, type Found, type Installation, listOf } from "./template.ts";

export interface Road {
  /** The rule or the subscription. */
  readonly by: Found;
  /** The ARN that a policy names it by: a subscription sends in its topic's name. */
  readonly source: string;
  readonly to: string;
  /** By which it sends; without one the service itself does. */
  readonly roleArn: string | undefined;
  readonly deadLetters: string | undefined;
}

const textOr = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

export const ruleRoadsOf = (installation: Installation): readonly Road[] =>
  allOf(installation, "AWS::Events::Rule").flatMap((by) =>
    listOf(at(by.properties, "Targets")).map((target) => ({
      by,
      source: by.arn,
      to: String(at(target, "Arn")),
      roleArn: textOr(at(target, "RoleArn")),
      deadLetters: textOr(at(target, "DeadLetterConfig", "Arn")),
    })),
  );

/** Those that carry events; alarms go by e-mail. */
export const topicRoadsOf = (installation: Installation): readonly Road[] =>
  allOf(installation, "AWS::SNS::Subscription")
    .filter(({ properties }) => at(properties, "Protocol") === "sqs")
    .map((by) => ({
      by,
      source: String(at(by.properties, "TopicArn")),
      to: String(at(by.properties, "Endpoint")),
      roleArn: undefined,
      deadLetters: textOr(at(by.properties, "RedrivePolicy", "deadLetterTargetArn")),
    }));

/** ARNs of every queue that something is laid down in. */
export const deadLettersOf = (installation: Installation): readonly string[] => [
  ...[...ruleRoadsOf(installation), ...topicRoadsOf(installation)].flatMap(
    ({ deadLetters }) => deadLetters ?? [],
  ),
  ...allOf(installation, "AWS::SQS::Queue").flatMap(
    ({ properties }) => textOr(at(properties, "RedrivePolicy", "deadLetterTargetArn")) ?? [],
  ),
];

/** The parts of an ARN that say where something is. */
export const homeOf = (arn: string): { readonly account: string; readonly region: string } => {
  const [, , , region = "", account = ""] = arn.split(":");
  return { account, region };
};
