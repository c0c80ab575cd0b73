import * as sqs from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import type { Delivering } from "../../../sandbox/aws/service.ts";
import { createSqs } from "../../../sandbox/aws/sqs/service.ts";
import { account, createRig, region } from "./rig.ts";

const arnOf = (name: string) => `arn:aws:sqs:${region}:${account}:${name}`;
const from = {
  service: "sns",
  source: `arn:aws:sns:${region}:${account}:vault`,
  sourceAccount: account,
} as const;

const rig = async (mayDeliver?: (delivering: Delivering) => boolean) => {
  const { clock, gateway, options } = createRig();
  const queues = createSqs(clock, () => options.endpoint, mayDeliver);
  gateway.serve(sqs, queues.handlers);
  const client = new sqs.SQSClient(options);
  const { QueueUrl } = await client.send(new sqs.CreateQueueCommand({ QueueName: "q" }));
  return {
    queues,
    sendTo: (name: string, body: string) => queues.sendFrom({ ...from, queueArn: arnOf(name), body }),
    setPolicy: (Policy: string) =>
      client.send(new sqs.SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } })),
    async senders() {
      const command = new sqs.ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        MessageSystemAttributeNames: ["SenderId"],
      });
      const { Messages = [] } = await client.send(command);
      return Messages.map(({ Attributes }) => Attributes?.SenderId);
    },
  };
};

describe("a queue", () => {
  it("takes deliveries of AWS's own services, and says when it cannot", async () => {
    const { sendTo, senders } = await rig();
    expect(sendTo("q", "x")).toBe("taken");
    expect(sendTo("gone", "x")).toBe("gone");
    expect(sendTo("q", "x".repeat(1_048_577))).toBe("unfit");
    expect(await senders()).toEqual(["sns.amazonaws.com"]);
  });

  it("takes them from the role that delivers in the service's place", async () => {
    const { queues, senders } = await rig();
    const role = `arn:aws:iam::${account}:role/sender`;
    queues.sendFrom({ ...from, service: "events", queueArn: arnOf("q"), body: "x", role });
    expect(await senders()).toEqual([role]);
  });

  it("takes only what is allowed, which is asked with its policy as it was set", async () => {
    const asked: Delivering[] = [];
    const { queues, sendTo, setPolicy } = await rig((delivering) => asked.push(delivering) > 2);
    const answers = [];
    for (const policy of ['{"Statement":[]}', "", '{"Statement":[{}]}']) {
      await setPolicy(policy);
      answers.push(sendTo("q", "x"));
    }
    expect(answers).toEqual(["forbidden", "forbidden", "taken"]);
    const about = { ...from, action: "sqs:SendMessage", resource: arnOf("q") };
    expect(asked).toEqual([
      { ...about, policy: '{"Statement":[]}' },
      { ...about, policy: undefined },
      { ...about, policy: '{"Statement":[{}]}' },
    ]);
    expect(queues.depth(arnOf("q"))).toMatchObject({ visible: 1 });
  });
});
