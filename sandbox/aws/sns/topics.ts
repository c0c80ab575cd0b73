// The operations of SNS on topics. Standard topics only: AWS Backup does not take any other.
// https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html
import type * as sns from "@aws-sdk/client-sns";
import type { Handlers } from "../service.ts";
import { accountOf, invalid, isFrom, pageOf, type TopicStore } from "./store.ts";

const namePattern = /^[\w-]{1,256}$/;

const settable = new Set([
  "DataProtectionPolicy",
  "DeliveryPolicy",
  "DisplayName",
  "KmsMasterKeyId",
  "Policy",
  "SignatureVersion",
  "TracingConfig",
  "SQSFailureFeedbackRoleArn",
  "SQSSuccessFeedbackRoleArn",
  "SQSSuccessFeedbackSampleRate",
]);

export const topicOperations = (store: TopicStore): Handlers<typeof sns> => ({
  CreateTopic(input, call) {
    const { Name: name = "", Attributes: attributes = {} } = input;
    if (!namePattern.test(name)) throw invalid("Topic Name");
    for (const attribute of Object.keys(attributes)) demandSettable(attribute);
    const arn = `arn:aws:sns:${call.region}:${call.account}:${name}`;
    // The same name is the same topic; what it is set to stays as it is.
    if (!store.topics.has(arn)) store.topics.set(arn, { arn, attributes: { ...attributes } });
    return { TopicArn: arn };
  },

  ListTopics(input, call) {
    const arns = [...store.topics.keys()].filter((arn) => isFrom(arn, call));
    const { page, rest } = pageOf(arns, input.NextToken);
    return { Topics: page.map((TopicArn) => ({ TopicArn })), ...rest };
  },

  GetTopicAttributes(input) {
    const { arn, attributes } = store.topic(input.TopicArn);
    const [pending, confirmed] = [true, false].map(
      (is) => store.subscriptionsOf(arn).filter(({ isPending }) => isPending === is).length,
    );
    return {
      Attributes: {
        DisplayName: "",
        SubscriptionsConfirmed: String(confirmed),
        SubscriptionsPending: String(pending),
        SubscriptionsDeleted: "0",
        ...attributes,
        TopicArn: arn,
        Owner: accountOf(arn),
      },
    };
  },

  SetTopicAttributes(input) {
    const topic = store.topic(input.TopicArn);
    const name = input.AttributeName ?? "";
    demandSettable(name);
    topic.attributes = { ...topic.attributes, [name]: input.AttributeValue ?? "" };
    return {};
  },

  DeleteTopic(input) {
    const arn = input.TopicArn ?? "";
    store.topics.delete(arn);
    for (const subscription of store.subscriptionsOf(arn)) store.subscriptions.delete(subscription.arn);
    return {};
  },
});

const demandSettable = (name: string): void => {
  if (!settable.has(name)) throw invalid("AttributeName");
};
