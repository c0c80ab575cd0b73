import {
  CreateEventBusCommand,
  DeleteEventBusCommand,
  DeleteRuleCommand,
  DescribeEventBusCommand,
  type EventBridgeClient,
  ListEventBusesCommand,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  PutPermissionCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemovePermissionCommand,
  RemoveTargetsCommand,
  type Target,
} from "@aws-sdk/client-eventbridge";
import { describe, expect, it } from "vitest";
import type { Delivering } from "../../../sandbox/aws/service.ts";
import { createPlaces, hub, oregon, queueArn, shop, stranger, tokyo } from "./places.ts";

const EventPattern = '{"source":["aws.backup","shop"]}';
const role = `arn:aws:iam::${shop}:role/sender`;
const policy = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Sid: "shop", Effect: "Allow", Principal: { AWS: shop }, Action: "events:PutEvents" }],
});
const busArn = (account: string, region: string, name: string) =>
  `arn:aws:events:${region}:${account}:event-bus/${name}`;

const entry = { Source: "shop", DetailType: "Sold", Detail: '{"state":"FAILED"}' };
const emitted = (account: string, region: string) => ({
  source: "aws.backup",
  detailType: "Backup Job State Change",
  account,
  region,
  time: "2026-11-20T12:00:00Z",
  resources: [],
  detail: { state: "FAILED" },
});

const makeBus = async (client: EventBridgeClient, Name = "stillpoint") =>
  (await client.send(new CreateEventBusCommand({ Name }))).EventBusArn ?? "";

const rule = async (client: EventBridgeClient, EventBusName: string | undefined, ...Targets: Target[]) => {
  const { RuleArn } = await client.send(new PutRuleCommand({ Name: "backup", EventPattern, EventBusName }));
  await client.send(new PutTargetsCommand({ Rule: "backup", Targets, EventBusName }));
  return RuleArn ?? "";
};

/** A shop in Oregon whose events come to a bus of the hub in Tokyo, and from there to a queue. */
const connected = async (mayDeliver?: (delivering: Delivering) => boolean) => {
  const places = createPlaces(mayDeliver === undefined ? {} : { mayDeliver });
  const [far, near] = [places.at(shop, oregon), places.at(hub, tokyo)];
  const Arn = await makeBus(near.events);
  await near.events.send(new PutPermissionCommand({ EventBusName: "stillpoint", Policy: policy }));
  const inner = await rule(near.events, "stillpoint", { Id: "q", Arn: await near.makeQueue("events", "{}") });
  const DeadLetterConfig = { Arn: await far.makeQueue("dead") };
  const outer = await rule(far.events, undefined, { Id: "hub", Arn, RoleArn: role, DeadLetterConfig });
  return { ...places, far, near, inner, outer, Arn };
};

describe("an event bus", () => {
  it("is made once, told of with its policy, listed after the default one, and deleted", async () => {
    const { events } = createPlaces().at(hub, tokyo);
    const Arn = await makeBus(events);
    expect(Arn).toBe(busArn(hub, tokyo, "stillpoint"));
    await expect(makeBus(events)).rejects.toMatchObject({ name: "ResourceAlreadyExistsException" });
    await events.send(new PutPermissionCommand({ EventBusName: "stillpoint", Policy: policy }));
    expect(await events.send(new DescribeEventBusCommand({ Name: "stillpoint" }))).toMatchObject({
      Arn,
      Policy: policy,
    });
    const { EventBuses } = await events.send(new ListEventBusesCommand({}));
    expect(EventBuses?.map(({ Name }) => Name)).toEqual(["default", "stillpoint"]);
    await events.send(new DeleteEventBusCommand({ Name: "stillpoint" }));
    await expect(events.send(new DescribeEventBusCommand({ Name: "stillpoint" }))).rejects.toThrow(
      "Event bus stillpoint does not exist.",
    );
  });

  it("gives up its policy by the statement or whole", async () => {
    const { events } = createPlaces().at(hub, tokyo);
    const shown = async () => (await events.send(new DescribeEventBusCommand({}))).Policy;
    await events.send(new PutPermissionCommand({ Policy: policy }));
    await expect(events.send(new RemovePermissionCommand({ StatementId: "other" }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
    await events.send(new RemovePermissionCommand({ StatementId: "shop" }));
    expect(await shown()).toBeUndefined();
    await events.send(new PutPermissionCommand({ Policy: policy }));
    await events.send(new RemovePermissionCommand({ RemoveAllPermissions: true }));
    expect(await shown()).toBeUndefined();
  });

  it("stays while it has rules, and stays always when it is the default one", async () => {
    const { events } = createPlaces().at(hub, tokyo);
    await makeBus(events);
    await events.send(new PutRuleCommand({ Name: "backup", EventPattern, EventBusName: "stillpoint" }));
    const drop = (Name: string) => events.send(new DeleteEventBusCommand({ Name }));
    await expect(drop("stillpoint")).rejects.toThrow(/since it has rules/);
    await expect(drop("default")).rejects.toThrow("Cannot delete event bus default.");
    await events.send(new DeleteRuleCommand({ Name: "backup", EventBusName: "stillpoint" }));
    await drop("stillpoint");
  });

  it("is refused with a name of a partner's, and its policy when it is none", async () => {
    const { events } = createPlaces().at(hub, tokyo);
    await expect(makeBus(events, "aws.partner/x")).rejects.toMatchObject({ name: "ValidationException" });
    for (const Policy of ["{", "{}"]) {
      await expect(events.send(new PutPermissionCommand({ Policy }))).rejects.toMatchObject({
        name: "ValidationException",
      });
    }
  });

  it("shows its rules to its own rules' operations alone, by name and by ARN", async () => {
    const { events, makeQueue } = createPlaces().at(hub, tokyo);
    const EventBusName = await makeBus(events);
    const RuleArn = await rule(events, EventBusName, { Id: "q", Arn: await makeQueue("q") });
    expect(RuleArn).toBe(`arn:aws:events:${tokyo}:${hub}:rule/stillpoint/backup`);
    const listed = async (name?: string) =>
      (await events.send(new ListRulesCommand({ EventBusName: name }))).Rules;
    expect(await listed("stillpoint")).toMatchObject([{ Arn: RuleArn, EventBusName: "stillpoint" }]);
    expect(await listed()).toEqual([]);
    await expect(events.send(new ListTargetsByRuleCommand({ Rule: "backup" }))).rejects.toThrow(
      "Rule backup does not exist on EventBus default.",
    );
    await events.send(new RemoveTargetsCommand({ Rule: "backup", EventBusName, Ids: ["q"] }));
    await events.send(new DeleteRuleCommand({ Name: "backup", EventBusName }));
    expect(await listed(EventBusName)).toEqual([]);
  });

  it("takes what is sent to it, and its rules see nothing else", async () => {
    const { at, bus } = createPlaces();
    const { events, makeQueue, messages } = at(hub, tokyo);
    const Arn = await makeQueue("q");
    await rule(events, await makeBus(events), { Id: "q", Arn });
    bus.emit(emitted(hub, tokyo));
    const { Entries } = await events.send(
      new PutEventsCommand({
        Entries: [
          entry,
          { ...entry, EventBusName: "stillpoint" },
          { ...entry, EventBusName: "gone" },
          { ...entry, Source: "aws.backup", EventBusName: "stillpoint" },
        ],
      }),
    );
    expect(Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
      ...[undefined, undefined, undefined],
      "NotAuthorizedForSourceException",
    ]);
    expect((await messages("q")).map(({ body }) => body.id)).toEqual([Entries?.[1]?.EventId]);
  });
});

describe("an event on its way to another account and Region", () => {
  it("keeps its id, account, Region and time", async () => {
    const { bus, near } = await connected();
    const id = bus.emit(emitted(shop, oregon));
    expect(await near.messages("events")).toMatchObject([
      { body: { id, account: shop, region: oregon, time: "2026-11-20T12:00:00Z" } },
    ]);
  });

  it("asks for each step with the policy there, the rule, its account, and the role that the target names", async () => {
    const { bus, asked, outer, inner, Arn } = await connected();
    bus.emit(emitted(shop, oregon));
    expect(asked).toEqual([
      {
        service: "events",
        action: "events:PutEvents",
        resource: Arn,
        policy,
        source: outer,
        sourceAccount: shop,
        role,
      },
      {
        service: "events",
        action: "sqs:SendMessage",
        resource: queueArn(hub, tokyo, "events"),
        policy: "{}",
        source: inner,
        sourceAccount: hub,
      },
    ]);
  });

  it("ends in the dead-letter queue of the target when it is not allowed on", async () => {
    const { bus, far, near, outer, Arn, asked } = await connected(
      ({ action }) => action !== "events:PutEvents",
    );
    bus.emit(emitted(shop, oregon));
    expect(await near.messages("events")).toEqual([]);
    expect(await far.messages("dead")).toMatchObject([
      {
        why: { ERROR_CODE: "NO_PERMISSIONS", RULE_ARN: outer, TARGET_ARN: Arn },
        sender: "events.amazonaws.com",
      },
    ]);
    expect(asked.at(-1)).not.toHaveProperty("role");
  });

  it("ends there too when the bus is gone", async () => {
    const { bus, far, near } = await connected();
    await near.events.send(
      new RemoveTargetsCommand({ Rule: "backup", EventBusName: "stillpoint", Ids: ["q"] }),
    );
    await near.events.send(new DeleteRuleCommand({ Name: "backup", EventBusName: "stillpoint" }));
    await near.events.send(new DeleteEventBusCommand({ Name: "stillpoint" }));
    bus.emit(emitted(shop, oregon));
    expect(await far.messages("dead")).toMatchObject([{ why: { ERROR_CODE: "NO_RESOURCE" } }]);
  });

  it("is lost when the dead-letter queue is closed as well", async () => {
    const { bus, far } = await connected(() => false);
    bus.emit(emitted(shop, oregon));
    expect(await far.messages("dead")).toEqual([]);
  });

  it.each([
    ["account", stranger, tokyo, "THIRD_ACCOUNT_HOP_DETECTED"],
    ["Region", hub, oregon, "THIRD_REGION_HOP_DETECTED"],
  ])("is not sent on to a third %s", async (_, account, region, code) => {
    const { at, bus, near } = await connected();
    const third = at(account, region);
    await rule(third.events, undefined, { Id: "q", Arn: await third.makeQueue("q") });
    const onward = {
      Id: "on",
      Arn: busArn(account, region, "default"),
      RoleArn: `arn:aws:iam::${hub}:role/sender`,
      DeadLetterConfig: { Arn: await near.makeQueue("dead") },
    };
    await rule(near.events, "stillpoint", onward);
    bus.emit(emitted(shop, oregon));
    expect(await third.messages("q")).toEqual([]);
    expect(await near.messages("dead")).toMatchObject([{ why: { ERROR_CODE: code } }]);
    await near.events.send(new PutEventsCommand({ Entries: [{ ...entry, EventBusName: "stillpoint" }] }));
    expect(await third.messages("q")).toHaveLength(1);
  });

  it("does not go round between two buses", async () => {
    const { events, makeQueue, messages } = createPlaces().at(hub, tokyo);
    const [one, two] = [await makeBus(events, "one"), await makeBus(events, "two")];
    await rule(events, "one", { Id: "on", Arn: two });
    await rule(events, "two", { Id: "back", Arn: one }, { Id: "q", Arn: await makeQueue("q") });
    await events.send(new PutEventsCommand({ Entries: [{ ...entry, EventBusName: "one" }] }));
    expect(await messages("q")).toHaveLength(1);
  });

  it("counts as another account's when it was put on the bus from there", async () => {
    const { at, near, Arn } = await connected();
    const Entries = [{ ...entry, EventBusName: Arn }];
    await at(shop, tokyo).events.send(new PutEventsCommand({ Entries }));
    expect(await near.messages("events")).toMatchObject([{ body: { account: shop, region: tokyo } }]);
  });
});
