import {
  ConfirmSubscriptionCommand,
  CreateTopicCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListSubscriptionsCommand,
  PublishCommand,
  SetSubscriptionAttributesCommand,
  SubscribeCommand,
} from "@aws-sdk/client-sns";
import { describe, expect, it } from "vitest";
import type { Delivering } from "../../../sandbox/aws/service.ts";
import type { Subscribing } from "../../../sandbox/aws/sns/subscriptions.ts";
import { createPlaces, hub, oregon, queueArn, shop, tokyo } from "./places.ts";

const TopicArn = `arn:aws:sns:${oregon}:${shop}:vault`;
const Endpoint = queueArn(hub, tokyo, "events");
const policy = '{"Statement":[{"Effect":"Allow","Action":"sns:Subscribe"}]}';
const twoDaysMs = 2 * 24 * 60 * 60_000;

/** A topic of the shop in Oregon, and a queue of the hub in Tokyo. */
const rig = async (
  answers: {
    readonly mayDeliver?: (delivering: Delivering) => boolean;
    readonly maySubscribe?: (subscribing: Subscribing) => boolean;
  } = {},
) => {
  const places = createPlaces(answers);
  const owner = places.at(shop, oregon);
  const [here, there] = [places.at(hub, tokyo), places.at(hub, oregon)];
  await owner.sns.send(new CreateTopicCommand({ Name: "vault", Attributes: { Policy: policy } }));
  await here.makeQueue("events");
  const subscribe = (Attributes: Record<string, string> = {}) =>
    new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint, Attributes });
  const publish = () =>
    owner.sns.send(new PublishCommand({ TopicArn, Message: "An AWS Backup job failed." }));
  return { ...places, owner, here, there, subscribe, publish };
};

describe("a subscription by the queue's owner to another account's topic", () => {
  it("holds at once, and delivers over accounts and Regions", async () => {
    const { there, here, subscribe, publish, asked } = await rig();
    const { SubscriptionArn } = await there.sns.send(subscribe());
    expect(SubscriptionArn).toMatch(new RegExp(`^${TopicArn}:`));
    await publish();
    expect(await here.messages("events")).toMatchObject([{ body: { Type: "Notification", TopicArn } }]);
    expect(asked).toEqual([
      {
        service: "sns",
        action: "sqs:SendMessage",
        resource: Endpoint,
        policy: undefined,
        source: TopicArn,
        sourceAccount: shop,
      },
    ]);
  });

  it("is the subscriber's to list, where the topic is", async () => {
    const { owner, here, there, subscribe } = await rig();
    await there.sns.send(subscribe());
    const listed = async ({ sns }: typeof owner) =>
      (await sns.send(new ListSubscriptionsCommand({}))).Subscriptions;
    expect(await listed(there)).toMatchObject([{ Owner: hub, Endpoint }]);
    expect(await listed(owner)).toEqual([]);
    expect(await listed(here)).toEqual([]);
  });

  it("needs the leave of the topic's policy", async () => {
    const { there, subscribe, wanted } = await rig({ maySubscribe: () => false });
    await expect(there.sns.send(subscribe())).rejects.toMatchObject({
      name: "AuthorizationErrorException",
      message: expect.stringContaining(`SNS:Subscribe on resource: ${TopicArn}`),
    });
    const principal = `arn:aws:iam::${hub}:user/admin`;
    expect(wanted).toEqual([
      { topic: TopicArn, policy, account: hub, principal, protocol: "sqs", endpoint: Endpoint },
    ]);
  });

  it("is made in the topic's Region, or not at all", async () => {
    const { here, subscribe } = await rig();
    await expect(here.sns.send(subscribe())).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "Invalid parameter: TopicArn",
    });
  });
});

describe("a subscription by someone else than the queue's owner", () => {
  const pending = async () => {
    const made = await rig({ maySubscribe: () => false });
    const { SubscriptionArn } = await made.owner.sns.send(made.subscribe());
    return { ...made, SubscriptionArn };
  };

  it("asks the queue's owner first, and delivers nothing else", async () => {
    const { SubscriptionArn, owner, here, publish } = await pending();
    expect(SubscriptionArn).toBe("pending confirmation");
    await publish();
    const messages = await here.messages("events");
    expect(messages.map(({ body }) => body)).toEqual([
      {
        Type: "SubscriptionConfirmation",
        MessageId: expect.any(String),
        Token: expect.stringMatching(/^[\da-f]{64}$/),
        TopicArn,
        Message: `You have chosen to subscribe to the topic ${TopicArn}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`,
        SubscribeURL: expect.stringContaining(`?Action=ConfirmSubscription&TopicArn=${TopicArn}&Token=`),
        Timestamp: "2026-11-20T13:00:00.000Z",
        SignatureVersion: "1",
        Signature: expect.any(String),
        SigningCertURL: expect.any(String),
      },
    ]);
    const { Subscriptions } = await owner.sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
    expect(Subscriptions).toMatchObject([{ SubscriptionArn: "PendingConfirmation" }]);
    expect((await owner.sns.send(new GetTopicAttributesCommand({ TopicArn }))).Attributes).toMatchObject({
      SubscriptionsPending: "1",
      SubscriptionsConfirmed: "0",
    });
  });

  it("holds from when the token comes back", async () => {
    const { here, there, owner, publish } = await pending();
    const [message] = await here.messages("events");
    const confirm = new ConfirmSubscriptionCommand({ TopicArn, Token: message?.body.Token });
    const { SubscriptionArn } = await there.sns.send(confirm);
    expect(await there.sns.send(confirm)).toMatchObject({ SubscriptionArn });
    await publish();
    expect(await here.messages("events")).toMatchObject([{ body: { Type: "Notification" } }]);
    const { Attributes } = await owner.sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
    expect(Attributes).toMatchObject({ PendingConfirmation: "false", ConfirmationWasAuthenticated: "false" });
  });

  it("is not confirmed by another token, nor after two days", async () => {
    const { here, there, clock } = await pending();
    const [message] = await here.messages("events");
    const confirm = (Token: string) => there.sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token }));
    await expect(confirm("0".repeat(64))).rejects.toThrow("Invalid parameter: Token");
    clock.advance(twoDaysMs + 1);
    await expect(confirm(message?.body.Token)).rejects.toThrow("Invalid parameter: Token");
  });

  it("asks anew when it is made anew, and the first token is worth nothing", async () => {
    const { owner, here, there, subscribe } = await pending();
    await owner.sns.send(subscribe());
    const [first, second] = (await here.messages("events")).map(({ body }) => body.Token);
    const confirm = (Token: string) => there.sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token }));
    await expect(confirm(first)).rejects.toThrow("Invalid parameter: Token");
    await confirm(second);
  });

  it("tells its ARN before it is confirmed when that is asked for", async () => {
    const { owner } = await rig();
    const asked = { TopicArn, Protocol: "sqs", Endpoint, ReturnSubscriptionArn: true };
    const { SubscriptionArn } = await owner.sns.send(new SubscribeCommand(asked));
    const { Attributes } = await owner.sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
    expect(Attributes).toMatchObject({ SubscriptionArn, PendingConfirmation: "true" });
  });

  it("does not even ask when the queue is closed to the topic", async () => {
    const { owner, here, subscribe } = await rig({ mayDeliver: () => false });
    await owner.sns.send(subscribe());
    expect(await here.messages("events")).toEqual([]);
  });
});

describe("a subscription's dead-letter queue", () => {
  const redrive = (account: string, region: string) => ({
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queueArn(account, region, "dead") }),
  });

  it("takes what the queue is closed to", async () => {
    const { there, here, subscribe, publish } = await rig({
      mayDeliver: ({ resource }) => resource !== Endpoint,
    });
    await there.makeQueue("dead");
    await there.sns.send(subscribe(redrive(hub, oregon)));
    await publish();
    expect(await here.messages("events")).toEqual([]);
    expect(await there.messages("dead")).toMatchObject([{ body: { Type: "Notification" } }]);
  });

  it("is asked for as the queue is", async () => {
    const { there, subscribe, publish, asked } = await rig({ mayDeliver: () => false });
    await there.makeQueue("dead");
    await there.sns.send(subscribe(redrive(hub, oregon)));
    await publish();
    expect(asked.map(({ resource, source }) => [resource, source])).toEqual([
      [Endpoint, TopicArn],
      [queueArn(hub, oregon, "dead"), TopicArn],
    ]);
    expect(await there.messages("dead")).toEqual([]);
  });

  it.each([
    ["of another account", shop, oregon, /account of the subscription/],
    ["of another Region than the topic's", hub, tokyo, /Region of the subscription/],
  ])("is refused when it is %s", async (_, account, region, why) => {
    const { there, subscribe } = await rig();
    const refusal = { name: "InvalidParameterException", message: expect.stringMatching(why) };
    await expect(there.sns.send(subscribe(redrive(account, region)))).rejects.toMatchObject(refusal);
    const { SubscriptionArn } = await there.sns.send(subscribe());
    const { RedrivePolicy: AttributeValue } = redrive(account, region);
    const command = { SubscriptionArn, AttributeName: "RedrivePolicy", AttributeValue };
    await expect(there.sns.send(new SetSubscriptionAttributesCommand(command))).rejects.toMatchObject(
      refusal,
    );
  });
});
