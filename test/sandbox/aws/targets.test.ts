import {
  type EventBridgeClient,
  ListTargetsByRuleCommand,
  PutRuleCommand,
  PutTargetsCommand,
  type Target,
} from "@aws-sdk/client-eventbridge";
import { describe, expect, it } from "vitest";
import { createPlaces, hub, oregon, queueArn, shop, tokyo } from "./places.ts";

const EventPattern = '{"source":["aws.backup"]}';
const role = `arn:aws:iam::${shop}:role/sender`;
const busArn = (account: string, region: string, name: string) =>
  `arn:aws:events:${region}:${account}:event-bus/${name}`;

const failed = {
  source: "aws.backup",
  detailType: "Backup Job State Change",
  account: shop,
  region: tokyo,
  resources: [],
  detail: { state: "FAILED" },
};

const rule = async (client: EventBridgeClient, target: Target, EventBusName?: string) => {
  await client.send(new PutRuleCommand({ Name: "backup", EventPattern, EventBusName }));
  await client.send(new PutTargetsCommand({ Rule: "backup", Targets: [target], EventBusName }));
};

describe("a queue of another account", () => {
  it("is delivered to by the role that the target names, in the Region of the rule", async () => {
    const { at, bus, asked } = createPlaces();
    const near = at(hub, tokyo);
    const Arn = await near.makeQueue("events");
    await rule(at(shop, tokyo).events, { Id: "q", Arn, RoleArn: role });
    bus.emit(failed);
    expect(await near.messages("events")).toMatchObject([{ body: { account: shop }, sender: role }]);
    expect(asked).toMatchObject([{ resource: Arn, sourceAccount: shop, role }]);
  });

  it("may be a dead-letter queue, for a queue that is closed", async () => {
    const closed = queueArn(shop, tokyo, "q");
    const { at, bus } = createPlaces({ mayDeliver: ({ resource }) => resource !== closed });
    const [own, near] = [at(shop, tokyo), at(hub, tokyo)];
    const DeadLetterConfig = { Arn: await near.makeQueue("dead") };
    await rule(own.events, { Id: "q", Arn: await own.makeQueue("q"), DeadLetterConfig });
    bus.emit(failed);
    expect(await own.messages("q")).toEqual([]);
    expect(await near.messages("dead")).toMatchObject([{ why: { ERROR_CODE: "NO_PERMISSIONS" } }]);
  });
});

describe("EventBridge refuses a target", () => {
  const far = queueArn(hub, oregon, "q");
  const near = queueArn(hub, tokyo, "q");
  const own = queueArn(shop, tokyo, "q");

  it.each<[string, Omit<Target, "Id">, RegExp]>([
    ["a queue of another Region", { Arn: far, RoleArn: role }, /must be in the Region of the rule/],
    [
      "a queue of another account without a role",
      { Arn: near },
      /^RoleArn is required for target arn:aws:sqs/,
    ],
    [
      "a bus of another account without a role",
      { Arn: busArn(hub, tokyo, "default") },
      /^RoleArn is required for target arn:aws:events/,
    ],
    [
      "a bus of another Region without a role",
      { Arn: busArn(shop, oregon, "default") },
      /^RoleArn is required/,
    ],
    [
      "a role of another account",
      { Arn: near, RoleArn: `arn:aws:iam::${hub}:role/sender` },
      /must be of the account of the event bus/,
    ],
    [
      "a dead-letter queue of another Region",
      { Arn: own, DeadLetterConfig: { Arn: far } },
      /Dead-letter queue/,
    ],
    [
      "a FIFO queue for dead letters",
      { Arn: own, DeadLetterConfig: { Arn: `${own}.fifo` } },
      /standard queue/,
    ],
    ["what is neither queue nor bus", { Arn: `arn:aws:sns:${tokyo}:${shop}:t` }, /is not simulated/],
    ["an input of its own", { Arn: own, Input: "{}" }, /is not simulated/],
  ])("with %s", async (_, target, message) => {
    const { events } = createPlaces().at(shop, tokyo);
    await expect(rule(events, { Id: "x", ...target })).rejects.toMatchObject({
      name: "ValidationException",
      message: expect.stringMatching(message),
    });
  });

  it("on a bus that is not there", async () => {
    const { events } = createPlaces().at(shop, tokyo);
    const to = (bus: string) => rule(events, { Id: "q", Arn: own }, bus);
    await expect(to("none")).rejects.toThrow("Event bus none does not exist.");
    await expect(to(busArn(shop, oregon, "default"))).rejects.toThrow(/does not exist/);
  });
});

it("shows a target's role and dead-letter queue as they were put", async () => {
  const { events } = createPlaces().at(shop, tokyo);
  const target = {
    Id: "hub",
    Arn: busArn(hub, tokyo, "stillpoint"),
    RoleArn: role,
    DeadLetterConfig: { Arn: queueArn(shop, tokyo, "dead") },
  };
  await rule(events, target);
  expect((await events.send(new ListTargetsByRuleCommand({ Rule: "backup" }))).Targets).toEqual([target]);
});
