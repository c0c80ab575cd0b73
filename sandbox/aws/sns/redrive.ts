// A subscription's dead-letter queue: how it is named, and what SNS demands of it.
// https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html
import { accountOf, invalid, queuePattern, regionOf, type Subscription } from "./store.ts";

/** "The Amazon SNS subscription and Amazon SQS queue must be under the same AWS account and Region." */
export const demandRedrive = (
  policy: string | undefined,
  { owner, topicArn }: Pick<Subscription, "owner" | "topicArn">,
  prefix: string,
): void => {
  if (policy === undefined) return;
  const refused = (why: string) => invalid(`${prefix}RedrivePolicy: ${why}`);
  const target = deadLetterQueueOf(policy);
  if (target === undefined) throw refused("failed to parse JSON.");
  if (!queuePattern.test(target)) throw refused("deadLetterTargetArn is an invalid arn");
  // AWS's own words for these two are not known.
  if (regionOf(target) !== regionOf(topicArn)) {
    throw refused("deadLetterTargetArn must be in the Region of the subscription");
  }
  if (accountOf(target) !== owner) {
    throw refused("deadLetterTargetArn must be of the account of the subscription");
  }
};

/** Where undeliverable messages of a subscription go. */
export const deadLetterQueueOf = (policy: string | undefined): string | undefined => {
  if (policy === undefined) return undefined;
  try {
    const { deadLetterTargetArn: arn } = JSON.parse(policy) as Readonly<Record<string, unknown>>;
    return typeof arn === "string" ? arn : undefined;
  } catch {
    return undefined;
  }
};
