// The inline code of the custom resource, as it is written and as it is deployed, against the simulated AWS Backup;
// CloudFormation is a server that takes its answer.
import { readFileSync } from "node:fs";
import * as backup from "@aws-sdk/client-backup";
import { transform } from "esbuild";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { WireRequest } from "../../sandbox/aws/wire/message.ts";
import { type Listening, listenOnLoopback } from "../../sandbox/listen.ts";
import { hub } from "../../sandbox/settings.ts";
import { createWorld, type SandboxWorld } from "../../sandbox/world.ts";
import { hasVault } from "../../src/config/environments.ts";
import { vaultTopicName } from "../../src/config/names.ts";

/** Bytes of an answer, and characters of inline code. */
const [answerMax, codeMax] = [4096, 4096];

const written = readFileSync(new URL("../../infra/vault-notifications.js", import.meta.url), "utf8");
const minified = { format: "cjs", platform: "node", target: "node24", minify: true } as const;
const { code: deployed } = await transform(written, minified);

interface Answer {
  readonly Status: string;
  readonly Reason?: string;
  readonly PhysicalResourceId: string;
  readonly Data?: { readonly Set: string; readonly LeftAlone: string };
}

let world: SandboxWorld;
let cloudFormation: Listening;
let received: WireRequest[] = [];
let status = 200;
let regionsUsed = 0;

beforeAll(async () => {
  const startAt = Date.parse("2026-11-20T13:00:00Z");
  world = await createWorld({ language: "en", startAt, speed: 0, limits: "none" }, {});
  cloudFormation = await listenOnLoopback(0, async (request) => {
    received.push(request);
    return { status, headers: {}, body: new Uint8Array() };
  });
});

afterAll(async () => {
  await cloudFormation.close();
  await world.close();
});

afterEach(() => {
  world.faults.set([]);
  status = 200;
});

/** The hub has no vaults of its own, and a Region that nobody used before is a clean place. */
const createPlace = (code: string, pageSize?: number) => {
  regionsUsed += 1;
  const region = `eu-west-${regionsUsed}`;
  const { account } = hub;
  const options = world.awsIn(account, region);
  const aws = new backup.BackupClient({ ...options, maxAttempts: 1 });
  const topicArn = `arn:aws:sns:${region}:${account}:${vaultTopicName}`;
  const otherArn = `arn:aws:sns:${region}:${account}:their-own`;

  class BackupClient extends backup.BackupClient {
    constructor(given: backup.BackupClientConfig) {
      super({ ...given, ...options });
      this.middlewareStack.add((next, { commandName }) => (args) => {
        if (pageSize !== undefined && commandName === "ListBackupVaultsCommand")
          Object.assign(args.input, { MaxResults: pageSize });
        return next(args);
      });
    }
  }

  const exports: { handler?: (event: unknown, context?: unknown) => Promise<void> } = {};
  const requireSdk = (name: string) => name === "@aws-sdk/client-backup" && { ...backup, BackupClient };
  new Function("require", "exports", "console", code)(requireSdk, exports, { log: () => {} });

  const send = async (event: unknown, context?: unknown): Promise<Answer | undefined> => {
    received = [];
    await exports.handler?.(event, context);
    const [answer] = received;
    return answer && JSON.parse(Buffer.from(answer.body).toString());
  };

  const ResponseURL = `http://127.0.0.1:${cloudFormation.port}/answer?Signature=abc%3D`;
  const properties = { TopicArn: topicArn, Vaults: ["prod-*"], Events: ["BACKUP_JOB_COMPLETED"] };

  const ask = async (RequestType: string, more: object = {}, outside: object = {}): Promise<Answer> => {
    const answer = await send({
      RequestType,
      ResponseURL,
      StackId: `arn:aws:cloudformation:${region}:${account}:stack/${"s".repeat(128)}/51af3dc0-da77-11e4-872e`,
      RequestId: "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9",
      LogicalResourceId: "VaultNotifications",
      ResourceProperties: { ...properties, ...more },
      ...outside,
    });
    if (answer === undefined) throw new Error("CloudFormation waits for an answer");
    return answer;
  };

  const make = async (BackupVaultName: string, SNSTopicArn?: string) => {
    await aws.send(new backup.CreateBackupVaultCommand({ BackupVaultName }));
    const BackupVaultEvents: backup.BackupVaultEvent[] = ["COPY_JOB_FAILED"];
    const put = { BackupVaultName, SNSTopicArn, BackupVaultEvents };
    if (SNSTopicArn !== undefined) await aws.send(new backup.PutBackupVaultNotificationsCommand(put));
  };

  /** What each vault tells, as "topic: events"; nothing when it tells nobody. */
  const told = (...names: readonly string[]) => Promise.all(names.map(toldBy));
  const toldBy = async (BackupVaultName: string) => {
    const read = new backup.GetBackupVaultNotificationsCommand({ BackupVaultName });
    const { SNSTopicArn, BackupVaultEvents } = await aws.send(read).catch(() => ({}) as never);
    return SNSTopicArn && `${SNSTopicArn.split(":").at(-1)}: ${BackupVaultEvents}`;
  };

  const begun = world.journal.since(0).at(-1)?.seq ?? 0;
  const calls = (name: string) => world.journal.since(begun).filter((call) => call.operation === name).length;
  return { topicArn, otherArn, properties, ResponseURL, ask, send, make, told, calls };
};

const ours = `${vaultTopicName}: BACKUP_JOB_COMPLETED`;
const before = `${vaultTopicName}: COPY_JOB_FAILED`;
const theirs = "their-own: COPY_JOB_FAILED";

const refuse = (operation: string, error: string, times = 1) =>
  world.faults.set([{ service: "backup", operation, error, times }]);

describe.each([
  { form: "as it is written", text: written },
  { form: "as it is deployed", text: deployed },
])("the vaults' notifications, $form,", ({ text }) => {
  it("are set for the vaults that fit, and no others", async () => {
    const place = createPlace(text);
    for (const name of ["prod-db", "prod-files", "staging-db"]) await place.make(name);
    expect(await place.ask("Create")).toMatchObject({
      Status: "SUCCESS",
      PhysicalResourceId: "VaultNotifications",
      LogicalResourceId: "VaultNotifications",
      RequestId: "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9",
      Data: { Set: "prod-files,prod-db", LeftAlone: "" },
    });
    expect(await place.told("prod-db", "prod-files", "staging-db")).toEqual([ours, ours, undefined]);
  });

  const patterns = ["", "prod-*,staging-db", "*-db", "p*-*b,staging", "prod-d*db,prod_db", "prod.db", "a,**"];
  it.each(patterns)("fit as an environment's vaults do: %j", async (pattern) => {
    const place = createPlace(text);
    const names = ["prod-d", "prod-db", "prod_db", "staging", "staging-db"];
    for (const name of names) await place.make(name);
    const { Data } = await place.ask("Create", { Vaults: pattern.split(",") });
    const vaults = pattern.split(",").filter(Boolean);
    expect(Data?.Set.split(",").filter(Boolean).sort()).toEqual(
      names.filter((name) => hasVault({ vaults } as never, name)),
    );
  });

  it("leave a vault that tells another topic alone, and say so", async () => {
    const place = createPlace(text);
    await place.make("prod-db", place.otherArn);
    const Data = { Set: "", LeftAlone: `prod-db→${place.otherArn}` };
    expect(await place.ask("Create")).toMatchObject({ Status: "SUCCESS", Data });
    expect(await place.told("prod-db")).toEqual([theirs]);
  });

  it("are put again only where the events differ", async () => {
    const place = createPlace(text);
    await place.make("prod-db");
    const Events = ["COPY_JOB_FAILED", "BACKUP_JOB_COMPLETED"];
    const puts = [];
    for (const more of [{}, {}, { Events }, { Events: [...Events].reverse(), Revision: "2" }]) {
      expect((await place.ask("Update", more)).Data?.Set).toBe("prod-db");
      puts.push(place.calls("PutBackupVaultNotifications"));
    }
    expect(puts).toEqual([1, 1, 2, 2]);
  });

  it("are taken off the vaults that an update no longer wants, only ours, under the same id", async () => {
    const place = createPlace(text);
    for (const name of ["prod-db", "prod-files"]) await place.make(name);
    await place.make("staging-db", place.otherArn);
    await place.ask("Create");
    const outside = { PhysicalResourceId: "given-before", OldResourceProperties: place.properties };
    expect(await place.ask("Update", { Vaults: ["prod-db"] }, outside)).toMatchObject({
      Status: "SUCCESS",
      PhysicalResourceId: "given-before",
      Data: { Set: "prod-db", LeftAlone: "" },
    });
    expect(await place.told("prod-db", "prod-files", "staging-db")).toEqual([ours, undefined, theirs]);
  });

  it("move from the topic that was ours before the update", async () => {
    const place = createPlace(text);
    for (const name of ["prod-db", "staging-db"]) await place.make(name, place.otherArn);
    const OldResourceProperties = { ...place.properties, TopicArn: place.otherArn };
    await place.ask("Update", {}, { OldResourceProperties });
    expect(await place.told("prod-db", "staging-db")).toEqual([ours, undefined]);
  });

  it("are taken off on a deletion, only ours", async () => {
    const place = createPlace(text);
    await place.make("prod-db", place.topicArn);
    await place.make("prod-files");
    await place.make("prod-web", place.otherArn);
    for (const _ of ["once", "again"]) expect((await place.ask("Delete")).Status).toBe("SUCCESS");
    expect(await place.told("prod-db", "prod-files", "prod-web")).toEqual([undefined, undefined, theirs]);
  });

  it("reach vaults on every page", async () => {
    const place = createPlace(text, 7);
    const names = Array.from({ length: 30 }, (_, index) => `prod-${10 + index}`);
    for (const name of names) await place.make(name);
    expect((await place.ask("Create")).Data?.Set.split(",").sort()).toEqual(names);
    expect(place.calls("ListBackupVaults")).toBe(5);
  });

  it("name a vault that refuses, and set the others", async () => {
    const place = createPlace(text);
    for (const name of ["prod-db", "prod-files"]) await place.make(name);
    refuse("PutBackupVaultNotifications", "InvalidParameterValueException");
    const LeftAlone = expect.stringMatching(/^prod-files→InvalidParameterValueException: /);
    const Data = { Set: "prod-db", LeftAlone };
    expect(await place.ask("Create")).toMatchObject({ Status: "SUCCESS", Data });
  });

  it("outlast throttling", async () => {
    const place = createPlace(text);
    await place.make("prod-db");
    refuse("PutBackupVaultNotifications", "ThrottlingException", 2);
    expect((await place.ask("Create")).Data?.Set).toBe("prod-db");
  });

  const operations = ["ListBackupVaults", "GetBackupVaultNotifications", "PutBackupVaultNotifications"];
  it.each(operations)("fail in words when AWS denies %s, and can be undone", async (operation) => {
    const place = createPlace(text);
    await place.make("prod-db");
    refuse(operation, "AccessDeniedException", 2);
    const Reason = expect.stringMatching(/^(?:prod-db: )?AccessDeniedException: .+/);
    expect(await place.ask("Create")).toMatchObject({ Status: "FAILED", Reason });
    expect((await place.ask("Delete")).Status).toBe("SUCCESS");
  });

  it("fail a deletion that could not take ours off, having taken off the rest", async () => {
    const place = createPlace(text);
    for (const name of ["prod-db", "prod-files"]) await place.make(name, place.topicArn);
    refuse("DeleteBackupVaultNotifications", "AccessDeniedException");
    const Reason = expect.stringMatching(/^Not taken off: prod-files→AccessDeniedException: /);
    expect(await place.ask("Delete")).toMatchObject({ Status: "FAILED", Reason });
    expect(await place.told("prod-db", "prod-files")).toEqual([undefined, before]);
  });

  it("answer before the function's time is up", async () => {
    const { ResponseURL, send } = createPlace(text);
    const ResourceProperties = { TopicArn: "t", Events: "e" };
    world.faults.set([{ service: "backup", operation: "ListBackupVaults", latencyMs: 400 }]);
    const context = { getRemainingTimeInMillis: () => 5_100 };
    const answer = await send({ RequestType: "Create", ResponseURL, ResourceProperties }, context);
    expect(answer).toMatchObject({ Status: "FAILED", Reason: "There was no time for every vault." });
  });

  it.each([
    { event: {}, Status: "FAILED" },
    {
      event: { RequestType: "Rename", ResourceProperties: { TopicArn: "t", Events: "e" } },
      Status: "FAILED",
    },
    { event: { RequestType: "Create", ResourceProperties: null }, Status: "FAILED" },
    { event: { RequestType: "Create", ResourceProperties: { TopicArn: "t", Events: [] } }, Status: "FAILED" },
    { event: { RequestType: "Update", ResourceProperties: "text" }, Status: "FAILED" },
    { event: { RequestType: "Delete" }, Status: "SUCCESS" },
  ])("answer $Status to an event of the shape $event", async ({ event, Status }) => {
    const { ResponseURL, send } = createPlace(text);
    const PhysicalResourceId = "vault-notifications";
    expect(await send({ ...event, ResponseURL })).toMatchObject({ Status, PhysicalResourceId });
    expect(await send(undefined)).toBeUndefined();
  });

  it("stay below the limit of an answer with two hundred vaults left alone", async () => {
    const place = createPlace(text);
    for (let index = 0; index < 240; index += 1)
      await place.make(`prod-${"x".repeat(40)}-${index}`, index % 6 === 0 ? undefined : place.otherArn);
    const { Status, Data } = await place.ask("Create");
    expect(Status).toBe("SUCCESS");
    expect(Data?.Set).toMatch(/^prod-.* and \d+ more$/);
    expect(Data?.LeftAlone).toMatch(/^prod-.* and 1\d\d more$/);
    expect(received[0]?.body.byteLength).toBeLessThanOrEqual(answerMax);
  });

  it("are answered as the signed address wants it, and tried again when the answer is not taken", async () => {
    const place = createPlace(text);
    await place.ask("Create");
    expect(received[0]).toMatchObject({ method: "PUT", path: "/answer?Signature=abc%3D" });
    expect(received[0]?.headers["content-type"] ?? "").toBe("");
    status = 503;
    await expect(place.ask("Create")).rejects.toThrow("503");
  });
});

it("the vaults' notifications fit into a template", () =>
  expect(deployed.length).toBeLessThanOrEqual(codeMax));
