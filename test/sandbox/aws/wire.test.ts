import * as backup from "@aws-sdk/client-backup";
import {
  BackupClient,
  DescribeRecoveryPointCommand,
  ListBackupJobsCommand,
  paginateListBackupJobs,
  ResourceNotFoundException,
  StartBackupJobCommand,
} from "@aws-sdk/client-backup";
import * as s3control from "@aws-sdk/client-s3-control";
import * as sns from "@aws-sdk/client-sns";
import * as sqs from "@aws-sdk/client-sqs";
import * as sts from "@aws-sdk/client-sts";
import { afterEach, describe, expect, it } from "vitest";
import { AwsError } from "../../../sandbox/aws/service.ts";
import { createSts } from "../../../sandbox/aws/sts.ts";
import { account, createRig, credentials, region } from "./rig.ts";

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of opened.splice(0)) await server.close();
});

describe.each(["in process", "over a socket"])("a simulated call %s", (way) => {
  const rigFor = async () => {
    const rig = createRig();
    if (way === "in process") return { ...rig, client: rig.options };
    const server = await rig.gateway.listen(0);
    opened.push(server);
    return { ...rig, client: { region, credentials, endpoint: server.endpoint, maxAttempts: 1 } };
  };

  it("reads and writes a REST service, its paths, queries, dates and pages", async () => {
    const { gateway, client } = await rigFor();
    gateway.serve(backup, {
      StartBackupJob: (input) => ({
        BackupJobId: `${input.BackupVaultName} ${input.IdempotencyToken}`,
        CreationDate: new Date(0),
      }),
      ListBackupJobs: (input) => ({
        BackupJobs: [
          {
            BackupJobId: `${input.NextToken ?? "first"} ${input.MaxResults} ${input.ByCreatedAfter?.getTime()}`,
          },
        ],
        ...(input.NextToken === undefined ? { NextToken: "second" } : {}),
      }),
      DescribeRecoveryPoint: (input) => ({
        RecoveryPointArn: input.RecoveryPointArn,
        BackupVaultName: input.BackupVaultName,
      }),
    });
    const sdk = new BackupClient(client);
    const started = await sdk.send(
      new StartBackupJobCommand({
        BackupVaultName: "prod",
        ResourceArn: "arn:x",
        IamRoleArn: "arn:y",
        IdempotencyToken: "t",
      }),
    );
    expect(started).toMatchObject({ BackupJobId: "prod t", CreationDate: new Date(0) });
    const pages = [];
    const after = new Date(1_700_000_000_000);
    for await (const page of paginateListBackupJobs(
      { client: sdk, pageSize: 7 },
      { ByCreatedAfter: after },
    )) {
      pages.push(page.BackupJobs?.[0]?.BackupJobId);
    }
    expect(pages).toEqual(["first 7 1700000000000", "second 7 1700000000000"]);
    const arn = "arn:aws:backup:x:1:recovery-point:a/b c";
    const point = await sdk.send(
      new DescribeRecoveryPointCommand({ BackupVaultName: "v", RecoveryPointArn: arn }),
    );
    expect(point.RecoveryPointArn).toBe(arn);
  });

  it("gives back AWS's errors as their own classes, with their members", async () => {
    const { gateway, client } = await rigFor();
    gateway.serve(backup, {
      ListBackupJobs: () => {
        throw new AwsError("ResourceNotFoundException", "no such vault", 400, {
          Code: "ERROR_1",
          Type: "Client",
        });
      },
    });
    const error = await new BackupClient(client)
      .send(new ListBackupJobsCommand({}))
      .catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ResourceNotFoundException);
    expect(error).toMatchObject({ message: "no such vault", Code: "ERROR_1" });
  });

  it("speaks the query protocol, with maps, lists and binary", async () => {
    const { gateway, client } = await rigFor();
    gateway.serve(sns, {
      Publish: (input) => ({
        MessageId: JSON.stringify([
          input.Message,
          input.MessageAttributes?.State,
          Buffer.from(input.MessageAttributes?.Raw?.BinaryValue ?? []).toString(),
        ]),
      }),
      ListTopics: () => ({ Topics: [{ TopicArn: "arn:a & b" }, { TopicArn: "arn:<c>" }] }),
    });
    const sdk = new sns.SNSClient(client);
    const attributes = {
      State: { DataType: "String", StringValue: "FAILED" },
      Raw: { DataType: "Binary", BinaryValue: Buffer.from("bytes") },
    };
    const published = await sdk.send(
      new sns.PublishCommand({ TopicArn: "arn:t", Message: "a=b&c 失敗", MessageAttributes: attributes }),
    );
    expect(JSON.parse(published.MessageId ?? "")).toEqual(["a=b&c 失敗", attributes.State, "bytes"]);
    const listed = await sdk.send(new sns.ListTopicsCommand({}));
    expect(listed.Topics).toEqual([{ TopicArn: "arn:a & b" }, { TopicArn: "arn:<c>" }]);
  });

  it("speaks JSON by target, and tells SQS's errors by their query names", async () => {
    const { gateway, client } = await rigFor();
    gateway.serve(sqs, {
      GetQueueUrl: () => {
        throw new AwsError("QueueDoesNotExist", "The specified queue does not exist.");
      },
    });
    const error = await new sqs.SQSClient(client)
      .send(new sqs.GetQueueUrlCommand({ QueueName: "q" }))
      .catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(sqs.QueueDoesNotExist);
  });

  it("knows who calls, and hands out the keys of a role", async () => {
    const { gateway, client, clock } = await rigFor();
    const simulated = createSts(clock, {});
    gateway.serve(sts, simulated.handlers);
    const sdk = new sts.STSClient(client);
    expect(await sdk.send(new sts.GetCallerIdentityCommand({}))).toMatchObject({ Account: account });
    const role = `arn:aws:iam::222222222222:role/stillpoint-reader`;
    const { Credentials: given } = await sdk.send(
      new sts.AssumeRoleCommand({ RoleArn: role, RoleSessionName: "session" }),
    );
    expect(simulated.authenticate(given?.AccessKeyId ?? "")).toEqual({
      account: "222222222222",
      arn: "arn:aws:sts::222222222222:assumed-role/stillpoint-reader/session",
    });
    const refused = { RoleArn: role, RoleSessionName: "session", DurationSeconds: 899 };
    await expect(sdk.send(new sts.AssumeRoleCommand(refused))).rejects.toMatchObject({
      name: "ValidationError",
    });
    const named = await sdk.send(
      new sts.AssumeRoleCommand({ RoleArn: role, RoleSessionName: "session", SourceIdentity: "U0ASKER001" }),
    );
    expect(named.SourceIdentity).toBe("U0ASKER001");
    expect(simulated.authenticate(named.Credentials?.AccessKeyId ?? "")).toMatchObject({
      sourceIdentity: "U0ASKER001",
    });
    for (const SourceIdentity of ["U", "two words", "aws:mine"]) {
      const odd = { RoleArn: role, RoleSessionName: "session", SourceIdentity };
      await expect(sdk.send(new sts.AssumeRoleCommand(odd))).rejects.toMatchObject({
        name: "ValidationError",
      });
    }
    clock.advance(3_600_001);
    expect(simulated.authenticate(given?.AccessKeyId ?? "")).toBeUndefined();
  });

  it("refuses a stranger, an operation that is not simulated and a missing member", async () => {
    const { gateway, client } = await rigFor();
    gateway.serve(backup, { StartBackupJob: () => ({}) });
    const stranger = new BackupClient({
      ...client,
      credentials: { accessKeyId: "AKIAOTHER", secretAccessKey: "x" },
    });
    await expect(stranger.send(new ListBackupJobsCommand({}))).rejects.toMatchObject({
      name: "UnrecognizedClientException",
    });
    await expect(new BackupClient(client).send(new ListBackupJobsCommand({}))).rejects.toMatchObject({
      name: "NotImplemented",
    });
    const nothing = new StartBackupJobCommand({} as never);
    await expect(new BackupClient(client).send(nothing)).rejects.toMatchObject({
      name: "MissingParameterValueException",
    });
  });

  it("is journalled, and goes wrong on demand as often as was asked", async () => {
    const { gateway, client, faults, journal } = await rigFor();
    let calls = 0;
    gateway.serve(backup, {
      ListBackupJobs: () => {
        calls += 1;
        return { BackupJobs: [] };
      },
    });
    const list = (maxAttempts: number) =>
      new BackupClient({ ...client, maxAttempts }).send(new ListBackupJobsCommand({}));
    faults.set([{ service: "backup", operation: "ListBackupJobs", times: 1, error: "ThrottlingException" }]);
    await expect(list(1)).rejects.toMatchObject({ name: "ThrottlingException" });
    await list(1);
    faults.set([{ service: "*", operation: "*", times: 1, drop: "before" }]);
    await expect(list(1)).rejects.toThrow();
    expect(calls).toBe(1);
    faults.set([{ service: "backup", operation: "*", times: 1, drop: "after" }]);
    await list(2);
    expect(calls).toBe(3);
    faults.set([{ service: "backup", operation: "*", latencyMs: 30, times: 1 }]);
    const before = performance.now();
    await list(1);
    expect(performance.now() - before).toBeGreaterThan(25);
    expect(journal.since(0).map(({ operation, error }) => [operation, error?.name])).toContainEqual([
      "ListBackupJobs",
      "ThrottlingException",
    ]);
  });
});

it("speaks REST with XML, to a host that carries the account", async () => {
  const { gateway, options } = createRig();
  gateway.serve(s3control, {
    CreateJob: (input) => ({
      JobId: `${input.Priority} ${input.Operation?.S3PutObjectCopy?.TargetResource}`,
    }),
  });
  const sdk = new s3control.S3ControlClient({ ...options, endpoint: "http://localhost:4566" });
  const made = await sdk.send(
    new s3control.CreateJobCommand({
      AccountId: account,
      Operation: { S3PutObjectCopy: { TargetResource: "arn:aws:s3:::b" } },
      Report: { Enabled: false },
      Priority: 10,
      RoleArn: "arn:r",
    }),
  );
  expect(made.JobId).toBe("10 arn:aws:s3:::b");
});
