// The gate that every simulated call goes through: who may, how often, how much, and what goes wrong on demand.
import * as backup from "@aws-sdk/client-backup";
import * as s3control from "@aws-sdk/client-s3-control";
import * as sns from "@aws-sdk/client-sns";
import * as sqs from "@aws-sdk/client-sqs";
import * as ssm from "@aws-sdk/client-ssm";
import * as sts from "@aws-sdk/client-sts";
import { describe, expect, it, vi } from "vitest";
import { createGateway, type GatewayOptions } from "../../../sandbox/aws/gateway.ts";
import { AwsError } from "../../../sandbox/aws/service.ts";
import { createClock } from "../../../sandbox/clock.ts";
import { createFaults } from "../../../sandbox/faults.ts";
import { createJournal } from "../../../sandbox/journal.ts";
import { account, credentials, region, startAt } from "./rig.ts";

const rigWith = (more: Partial<GatewayOptions> = {}) => {
  const clock = createClock(startAt, 0);
  const journal = createJournal(clock.now);
  const faults = createFaults();
  const gateway = createGateway({
    clock,
    journal,
    faults,
    authenticate: (key) =>
      key === credentials.accessKeyId ? { arn: `arn:aws:iam::${account}:user/admin`, account } : undefined,
    ...more,
  });
  const endpoint = "http://localhost:4566";
  const options = { region, endpoint, credentials, requestHandler: gateway.requestHandler, maxAttempts: 1 };
  return { clock, journal, faults, gateway, options };
};

const list = new backup.ListBackupJobsCommand({});

describe("who calls", () => {
  const stranger = { accessKeyId: "AKIAOTHER", secretAccessKey: "x" };

  it("is told of an unknown key in each service's own words", async () => {
    const { gateway, options, faults } = rigWith();
    for (const module of [backup, sns, sqs, ssm, s3control]) gateway.serve(module, {});
    faults.set([{ service: "*", operation: "*", times: 1, error: "ThrottlingException" }]);
    const own = { ...options, credentials: stranger };
    const refusals = await Promise.allSettled([
      new backup.BackupClient(own).send(list),
      new ssm.SSMClient(own).send(new ssm.GetParameterCommand({ Name: "n" })),
      new sns.SNSClient(own).send(new sns.ListTopicsCommand({})),
      new sqs.SQSClient(own).send(new sqs.ListQueuesCommand({})),
      new s3control.S3ControlClient(own).send(new s3control.ListJobsCommand({ AccountId: account })),
    ]);
    const said = refusals.map((end) => (end.status === "rejected" ? end.reason : undefined));
    expect(said.map(({ name, $metadata }) => [name, $metadata.httpStatusCode])).toEqual([
      ["UnrecognizedClientException", 403],
      ["UnrecognizedClientException", 400],
      ["InvalidClientTokenId", 403],
      ["InvalidClientTokenId", 403],
      ["InvalidAccessKeyId", 403],
    ]);
    expect(faults.list()).toHaveLength(1);
  });

  it("needs no signature where a token of another kind is given", async () => {
    const { gateway, options } = rigWith();
    gateway.serve(sts, {
      AssumeRoleWithWebIdentity: (input, call) => ({
        SubjectFromWebIdentityToken: `${call.principal} ${input.WebIdentityToken}`,
      }),
    });
    const assume = new sts.AssumeRoleWithWebIdentityCommand({
      RoleArn: `arn:aws:iam::${account}:role/r`,
      RoleSessionName: "session",
      WebIdentityToken: "token",
    });
    const answer = await new sts.STSClient(options).send(assume);
    expect(answer.SubjectFromWebIdentityToken).toBe("anonymous token");
    const bare = await gateway.handle({ method: "GET", path: "/", headers: {}, body: new Uint8Array() });
    expect([bare.status, bare.headers["x-amzn-errortype"]]).toEqual([403, "MissingAuthenticationToken"]);
  });

  it("is refused by policy before anything happens, and that is journalled", async () => {
    const { gateway, options, journal } = rigWith({
      authorize: (call, input) => {
        throw new AwsError("AccessDeniedException", `${call.operation} ${JSON.stringify(input)}`, 403);
      },
    });
    const started = vi.fn(() => ({}));
    gateway.serve(backup, { DescribeBackupJob: started });
    const describeJob = new backup.DescribeBackupJobCommand({ BackupJobId: "j" });
    await expect(new backup.BackupClient(options).send(describeJob)).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: 'DescribeBackupJob {"BackupJobId":"j"}',
      $metadata: { httpStatusCode: 403 },
    });
    expect(started).not.toHaveBeenCalled();
    expect(journal.since(0)).toMatchObject([
      { operation: "DescribeBackupJob", error: { name: "AccessDeniedException" } },
    ]);
  });

  it("reaches S3 Control by its paths, and not a bucket by the same signature", async () => {
    const { gateway, options } = rigWith();
    gateway.serve(s3control, { ListJobs: () => ({ Jobs: [{ JobId: "j" }] }) });
    const sdk = new s3control.S3ControlClient(options);
    const { Jobs } = await sdk.send(new s3control.ListJobsCommand({ AccountId: account }));
    expect(Jobs).toMatchObject([{ JobId: "j" }]);
    const authorization = `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/20261120/${region}/s3/aws4_request`;
    const bucket = { method: "GET", path: "/bucket", headers: { authorization }, body: new Uint8Array() };
    const answer = await gateway.handle(bucket);
    expect(answer.status).toBe(501);
    expect(Buffer.from(answer.body).toString()).toContain("<Code>NotImplemented</Code>");
  });
});

describe("how much", () => {
  it("is a number of calls per second of world time, for each operation, account and Region", async () => {
    const { gateway, options, clock } = rigWith({ limits: { "backup.ListBackupJobs": 2, "backup.*": 1 } });
    gateway.serve(backup, { ListBackupJobs: () => ({}), ListCopyJobs: () => ({}) });
    const here = new backup.BackupClient(options);
    await here.send(list);
    await here.send(list);
    await expect(here.send(list)).rejects.toMatchObject({ name: "ThrottlingException" });
    await here.send(new backup.ListCopyJobsCommand({}));
    await expect(here.send(new backup.ListCopyJobsCommand({}))).rejects.toThrow();
    await new backup.BackupClient({ ...options, region: "us-west-2" }).send(list);
    clock.advance(500);
    await here.send(list);
    await expect(here.send(list)).rejects.toThrow();
  });

  it("is measured by what is said, not by how the wire spells it", async () => {
    const { gateway, options } = rigWith();
    gateway.serve(sqs, { SendMessage: () => ({}) });
    gateway.serve(sns, { Publish: () => ({ MessageId: "m" }) });
    const queue = new sqs.SQSClient({ ...options, md5: false });
    const send = (MessageBody: string) =>
      queue.send(new sqs.SendMessageCommand({ QueueUrl: "http://localhost:4566/1/q", MessageBody }));
    await send('"'.repeat(1_048_576));
    await expect(send("a".repeat(1_100_000))).rejects.toMatchObject({ $metadata: { httpStatusCode: 413 } });
    const topic = new sns.SNSClient(options);
    const publish = (Message: string) => topic.send(new sns.PublishCommand({ TopicArn: "arn:t", Message }));
    await publish("復".repeat(87_381));
    await expect(publish("a".repeat(300_000))).rejects.toMatchObject({ $metadata: { httpStatusCode: 413 } });
  });
});

describe("what goes wrong", () => {
  it("is tried again by the SDK as it would be against AWS", async () => {
    const { gateway, options, faults, journal } = rigWith();
    gateway.serve(backup, { ListBackupJobs: () => ({ BackupJobs: [] }) });
    faults.set([{ service: "backup", operation: "ListBackupJobs", times: 2, error: "ThrottlingException" }]);
    const answer = await new backup.BackupClient({ ...options, maxAttempts: 3 }).send(list);
    expect(answer.$metadata.attempts).toBe(3);
    expect(journal.since(0).map(({ error }) => error?.name)).toEqual([
      "ThrottlingException",
      "ThrottlingException",
      undefined,
    ]);
  });

  it.each([
    ["ThrottlingException", 400],
    ["TooManyRequestsException", 429],
    ["InternalServerError", 500],
    ["ServiceUnavailableException", 500],
    ["ServiceUnavailable", 503],
    ["LimitExceededException", 400],
  ])("has the status of %s", async (error, status) => {
    const { gateway, options, faults } = rigWith();
    gateway.serve(backup, {});
    faults.set([{ service: "backup", operation: "*", error }]);
    await expect(new backup.BackupClient(options).send(list)).rejects.toMatchObject({
      name: error,
      $metadata: { httpStatusCode: status },
    });
  });

  it("has the status and the code that the query protocols give it", async () => {
    const { gateway, options } = rigWith();
    gateway.serve(sns, {
      GetTopicAttributes: () => {
        throw new AwsError("NotFoundException", "Topic does not exist");
      },
    });
    gateway.serve(sqs, {
      GetQueueUrl: () => {
        throw new AwsError("QueueDoesNotExist", "The specified queue does not exist.");
      },
    });
    const topic = new sns.GetTopicAttributesCommand({ TopicArn: "arn:t" });
    await expect(new sns.SNSClient(options).send(topic)).rejects.toMatchObject({
      name: "NotFoundException",
      Code: "NotFound",
      $metadata: { httpStatusCode: 404 },
    });
    const queue = new sqs.GetQueueUrlCommand({ QueueName: "q" });
    await expect(new sqs.SQSClient(options).send(queue)).rejects.toMatchObject({
      name: "QueueDoesNotExist",
      Code: "AWS.SimpleQueueService.NonExistentQueue",
      $metadata: { httpStatusCode: 400 },
    });
  });

  it("is shown as it is when a model has a bug, and as an internal failure over a socket", async () => {
    const { gateway, options, journal } = rigWith();
    gateway.serve(backup, {
      ListBackupJobs: () => {
        throw new TypeError("a bug");
      },
    });
    await expect(new backup.BackupClient(options).send(list)).rejects.toThrow(TypeError);
    const server = await gateway.listen(0);
    const silent = vi.spyOn(console, "error").mockImplementation(() => {});
    const overSocket = new backup.BackupClient({
      region,
      credentials,
      endpoint: server.endpoint,
      maxAttempts: 1,
    });
    await expect(overSocket.send(list)).rejects.toMatchObject({ name: "InternalFailure" });
    silent.mockRestore();
    await server.close();
    expect(journal.since(0).map(({ error }) => error?.name)).toEqual(["TypeError", "TypeError"]);
  });

  it("does not keep a caller who stops waiting", async () => {
    const { gateway, options, faults } = rigWith();
    gateway.serve(backup, {});
    faults.set([{ service: "backup", operation: "*", latencyMs: 1_000 }]);
    const abortSignal = AbortSignal.timeout(20);
    const before = performance.now();
    await expect(new backup.BackupClient(options).send(list, { abortSignal })).rejects.toMatchObject({
      name: "AbortError",
    });
    expect(performance.now() - before).toBeLessThan(800);
  });
});
