// An outside program with the plain AWS SDK, over loopback, knowing nothing but what /control/state says: it publishes
// each of AWS's own samples and sees the right cards by /control/messages.
import { readFileSync } from "node:fs";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../sandbox/server.ts";

interface State {
  readonly aws: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
    readonly topics: readonly string[];
    readonly queues: Readonly<Record<string, string>>;
  };
  readonly slack: { readonly channels: readonly { readonly id: string; readonly name: string }[] };
  readonly now: string;
}

interface Shown {
  readonly channel: string;
  readonly text: string;
  readonly metadata: { readonly event_payload: Readonly<Record<string, string>> };
}

interface EventSample {
  readonly id: string;
  readonly source: string;
  readonly "detail-type": string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

const sample = (name: string) =>
  JSON.parse(readFileSync(new URL(`../samples/${name}.json`, import.meta.url), "utf8"));
const vaultMessages: readonly { name: string; message: string; attributes: Record<string, string> }[] =
  sample("vault-messages");
const events: readonly EventSample[] = sample("events");

let sandbox: Sandbox;
let state: State;

const control = async <Answer>(path: string, body?: unknown): Promise<Answer> => {
  const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  const answer = await fetch(`${sandbox.url}/control/${path}`, init);
  expect(answer.status).toBe(200);
  return (await answer.json()) as Answer;
};

/** What was posted by `act`, once everything came to rest. */
const cardsAfter = async (act: () => Promise<unknown>): Promise<readonly Shown[]> => {
  const before = (await control<readonly Shown[]>("messages")).length;
  await act();
  await control("settle", {});
  return (await control<readonly Shown[]>("messages")).slice(before);
};

/** AWS's samples share the ids of jobs, plans and recovery points; each is a thing of its own here. */
const withOwnId = <Sample>(sampled: Sample, suffix: string): Sample => {
  const text = JSON.stringify(sampled);
  const ids = text.matchAll(/"(?:id|Id|\w*JobId|scanJobId|backupPlanId)":"([^"]+)"|recovery-point:([\w-]+)/g);
  const own = [...new Set([...ids].map(([, id, point]) => id ?? point ?? ""))];
  return JSON.parse(own.reduce((all, id) => all.replaceAll(id, `${id}-${suffix}`), text));
};

const channelOf = (name: string) => state.slack.channels.find((channel) => channel.name === name)?.id;

beforeAll(async () => {
  const options = {
    language: "en",
    startAt: Date.parse("2026-11-20T13:00:00Z"),
    speed: 1,
    limits: "none",
  } as const;
  sandbox = await startSandbox(0, options);
  state = await control<State>("state");
});

afterAll(() => sandbox.close());

const client = () => ({
  endpoint: state.aws.endpoint,
  region: state.aws.region,
  credentials: state.aws.credentials,
});

/** A plain COMPLETED is dropped by the topic's filter; that an index is done is what every good night says. */
const messageSeverities: Readonly<Record<string, string>> = {
  FAILED: "failed",
  EXPIRED: "failed",
  EKS_BACKUP_OBJECT_FAILED: "warning",
  EKS_RESTORE_OBJECT_FAILED: "warning",
  EKS_RESTORE_OBJECT_SKIPPED: "info",
};

describe("a vault notification published with the plain SDK", () => {
  const publish = (message: string, attributes: Record<string, string>) =>
    new SNSClient(client()).send(
      new PublishCommand({
        TopicArn: state.aws.topics[0],
        Subject: "Notification from AWS Backup",
        Message: message,
        MessageAttributes: Object.fromEntries(
          Object.entries(attributes).map(([name, StringValue]) => [
            name,
            { DataType: "String", StringValue },
          ]),
        ),
      }),
    );

  it.each(
    vaultMessages.map((each, index) => [each.name, index, each] as const),
  )("ends as it should: %s", async (_, index, each) => {
    const { message, attributes } = withOwnId(each, `vault-${index}`);
    const cards = await cardsAfter(() => publish(message, attributes));
    const state = attributes.State ?? attributes.EventType ?? attributes.eventType ?? "";
    const severity = messageSeverities[state];
    expect(cards.map(({ metadata }) => metadata.event_payload)).toEqual(
      severity === undefined ? [] : [expect.objectContaining({ severity, state })],
    );
  });
});

/** What each sample is on its card; of the others there is none: still running, or what every good night says. */
const eventSeverities: Readonly<Record<string, string>> = {
  "Backup Job FAILED": "failed",
  "Backup Job EXPIRED": "failed",
  "Backup Job ABORTED": "failed",
  "Backup Job COMPLETED": "good",
  "Copy Job FAILED": "failed",
  "Copy Job COMPLETED": "good",
  "Restore Job FAILED": "failed",
  "Restore Job COMPLETED": "good",
  "Backup Vault CREATED": "info",
  "Backup Vault MODIFIED": "info",
  "Backup Vault DELETED": "warning",
  "Backup Plan CREATED": "info",
  "Backup Plan MODIFIED": "info",
  "Backup Plan DELETED": "warning",
  "Region Setting MODIFIED": "info",
  "Recovery Point Index FAILED": "warning",
  // The sample found threats.
  "Scan Job COMPLETED": "critical",
  "Scan Job COMPLETED_WITH_ISSUES": "warning",
};

const stateOf = ({ detail }: EventSample) => String(detail.state ?? detail.status ?? detail.indexStatus);
const isJob = (event: EventSample) => /^(?:Backup|Copy|Restore) Job/.test(event["detail-type"]);

const expectedOf = (event: EventSample): object | undefined => {
  const severity = eventSeverities[`${event["detail-type"].replace(" State Change", "")} ${stateOf(event)}`];
  return severity === undefined ? undefined : { severity, state: stateOf(event) };
};

const titles = events.map((event, index) => [event["detail-type"], stateOf(event), index, event] as const);

describe("an event put with the plain SDK", () => {
  it.each(titles)("through EventBridge ends as it should: %s %s", async (_, __, index, sampled) => {
    const event = withOwnId(sampled, `put-${index}`);
    const cards = await cardsAfter(() =>
      new EventBridgeClient(client()).send(
        new PutEventsCommand({
          Entries: [
            {
              Source: event.source,
              DetailType: event["detail-type"],
              Resources: [...event.resources],
              Detail: JSON.stringify(event.detail),
            },
          ],
        }),
      ),
    );
    const expected = expectedOf(event);
    expect(cards.map(({ metadata }) => metadata.event_payload)).toEqual(
      expected === undefined ? [] : [expect.objectContaining(expected)],
    );
    if (isJob(event) && expected !== undefined) expect(cards[0]?.channel).toBe(channelOf("backup-prod"));
  });

  it.each(
    titles,
  )("into the queue, as AWS printed it, ends as it should: %s %s", async (_, __, index, sampled) => {
    const event = withOwnId(sampled, `sent-${index}`);
    const cards = await cardsAfter(() =>
      new SQSClient(client()).send(
        new SendMessageCommand({ QueueUrl: state.aws.queues.events, MessageBody: JSON.stringify(event) }),
      ),
    );
    const expected = expectedOf(event);
    expect(cards.map(({ metadata }) => metadata.event_payload)).toEqual(
      expected === undefined ? [] : [expect.objectContaining(expected)],
    );
    // The samples' account has thirteen digits: it is in no environment, and is shown where unclaimed things go.
    for (const { channel } of cards) expect(channel).toBe(channelOf("backup-other"));
  });
});

describe("the control API", () => {
  it("answers a mistake with a sentence and an example", async () => {
    const answer = await fetch(`${sandbox.url}/control/clock`, {
      method: "POST",
      body: '{"advance":"soon"}',
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ error: expect.stringMatching(/Example: .*PT1H/) });
    const act = await fetch(`${sandbox.url}/control/act`, { method: "POST", body: "{}" });
    expect(act.status).toBe(400);
    expect(await act.json()).toEqual({ error: expect.stringMatching(/Example: .*\/backup/) });
    expect((await fetch(`${sandbox.url}/control/nothing`)).status).toBe(404);
  });

  it("answers only to this machine", async () => {
    const { request } = await import("node:http");
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const port = Number(new URL(sandbox.url).port);
      const asked = request(
        { host: "127.0.0.1", port, path: "/control/state", headers: { host: "evil.example" } },
        (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        },
      );
      asked.on("error", reject);
      asked.end();
    });
    expect(status).toBe(403);
  });

  it("moves the clock, plays stories, keeps a journal and makes things go wrong", async () => {
    const before = (await control<State>("state")).now;
    const { now } = await control<{ now: string }>("clock", { advance: "PT1H" });
    expect(Date.parse(now) - Date.parse(before)).toBeGreaterThanOrEqual(3_600_000);
    const { stories } = await control<{ stories: readonly { name: string }[] }>("story");
    expect(stories.map(({ name }) => name)).toContain("a-failed-backup");
    await control("faults", [{ service: "backup", operation: "DescribeBackupJob", times: 1, latencyMs: 5 }]);
    const cards = await cardsAfter(() => control("story", { name: "a-failed-backup" }));
    expect(cards.some(({ metadata }) => metadata.event_payload.severity === "failed")).toBe(true);
    const journal =
      await control<readonly { service: string; operation: string; seq: number }[]>("journal?since=0");
    expect(journal.some(({ operation }) => operation === "chat.postMessage")).toBe(true);
    expect(await control("settle", {})).toMatchObject({ dlq: 0 });
    expect(await control("language", { language: "ja" })).toEqual({ language: "ja" });
    const japanese = await cardsAfter(() => control("story", { name: "an-expired-backup" }));
    expect(japanese.some(({ text }) => text.includes("バックアップ期限切れ"))).toBe(true);
  });
});

it("what was typed so far goes along with a press in a view", async () => {
  const { world } = sandbox;
  const user = "U0ONCALL01";
  const act = (deed: object) =>
    fetch(`${sandbox.url}/control/act`, { method: "POST", body: JSON.stringify({ user, ...deed }) });
  await act({ do: "shortcut", callbackId: "menu.open" });
  await fetch(`${sandbox.url}/control/settle`, { method: "POST" });
  const viewId = world.slack.views(user).modal?.id ?? "";
  const values = { note: { note: { type: "plain_text_input", value: "half a word" } } };
  expect((await act({ do: "press", viewId, actionId: "help.show", values })).status).toBe(200);
  expect(world.slack.view(viewId)?.view.state).toEqual({ values });
});
