// Several accounts and Regions behind one gateway, with clients for each, for tests of what goes between them.
import * as eventbridge from "@aws-sdk/client-eventbridge";
import * as sns from "@aws-sdk/client-sns";
import * as sqs from "@aws-sdk/client-sqs";
import { createEventBridge } from "../../../sandbox/aws/eventbridge/service.ts";
import { createGateway } from "../../../sandbox/aws/gateway.ts";
import type { Delivering } from "../../../sandbox/aws/service.ts";
import { createSns } from "../../../sandbox/aws/sns/service.ts";
import type { Subscribing } from "../../../sandbox/aws/sns/subscriptions.ts";
import { createSqs } from "../../../sandbox/aws/sqs/service.ts";
import { createClock } from "../../../sandbox/clock.ts";
import { createFaults } from "../../../sandbox/faults.ts";
import { createJournal } from "../../../sandbox/journal.ts";
import { startAt } from "./rig.ts";

export const [shop, hub, stranger] = ["111111111111", "333333333333", "999999999999"] as const;
export const [tokyo, oregon] = ["ap-northeast-1", "us-west-2"] as const;

export const queueArn = (account: string, region: string, name: string) =>
  `arn:aws:sqs:${region}:${account}:${name}`;

interface Answers {
  readonly mayDeliver?: (delivering: Delivering) => boolean;
  readonly maySubscribe?: (subscribing: Subscribing) => boolean;
}

export const createPlaces = ({ mayDeliver = () => true, maySubscribe = () => true }: Answers = {}) => {
  const clock = createClock(startAt, 0);
  const endpoint = "http://127.0.0.1:4566";
  const asked: Delivering[] = [];
  const wanted: Subscribing[] = [];
  const deliver = (delivering: Delivering) => {
    asked.push(delivering);
    return mayDeliver(delivering);
  };
  const subscribe = (subscribing: Subscribing) => {
    wanted.push(subscribing);
    return maySubscribe(subscribing);
  };
  const queues = createSqs(clock, () => endpoint, deliver);
  const bus = createEventBridge(clock, queues, deliver);
  const topics = createSns(clock, queues, subscribe);
  const gateway = createGateway({
    journal: createJournal(clock.now),
    faults: createFaults(),
    authenticate: (account) => ({ account, arn: `arn:aws:iam::${account}:user/admin` }),
  });
  gateway.serve(sqs, queues.handlers);
  gateway.serve(eventbridge, bus.handlers);
  gateway.serve(sns, topics.handlers);

  const at = (account: string, region: string) => {
    const options = {
      region,
      endpoint,
      credentials: { accessKeyId: account, secretAccessKey: "secret" },
      requestHandler: gateway.requestHandler as never,
      maxAttempts: 1,
    };
    const queueClient = new sqs.SQSClient(options);
    const urlOf = (name: string) => `${endpoint}/${account}/${name}`;
    return {
      sns: new sns.SNSClient(options),
      events: new eventbridge.EventBridgeClient(options),
      async makeQueue(name: string, Policy?: string) {
        const Attributes = Policy === undefined ? {} : { Policy };
        await queueClient.send(new sqs.CreateQueueCommand({ QueueName: name, Attributes }));
        return queueArn(account, region, name);
      },
      async messages(name: string) {
        const command = new sqs.ReceiveMessageCommand({
          QueueUrl: urlOf(name),
          MaxNumberOfMessages: 10,
          MessageAttributeNames: ["All"],
          MessageSystemAttributeNames: ["SenderId"],
        });
        const { Messages = [] } = await queueClient.send(command);
        return Messages.map(({ Body = "", MessageAttributes = {}, Attributes = {} }) => ({
          body: JSON.parse(Body),
          sender: Attributes.SenderId,
          why: Object.fromEntries(
            Object.entries(MessageAttributes).map(([name, { StringValue }]) => [name, StringValue]),
          ),
        }));
      },
    };
  };
  return { clock, bus, topics, at, asked, wanted };
};
