// Every operation of every client in use: a random input must arrive as it was sent, and a random output too. This
// is what fails first when an SDK upgrade changes the schemas that the wire is read from.
import * as backup from "@aws-sdk/client-backup";
import * as dynamodb from "@aws-sdk/client-dynamodb";
import * as eventbridge from "@aws-sdk/client-eventbridge";
import * as sns from "@aws-sdk/client-sns";
import * as sqs from "@aws-sdk/client-sqs";
import * as ssm from "@aws-sdk/client-ssm";
import * as sts from "@aws-sdk/client-sts";
import { describe, expect, it } from "vitest";
import { readModule } from "../../../sandbox/aws/wire/module.ts";
import { createRig } from "./rig.ts";
import { createDice, normal, randomStruct } from "./shapes.ts";

const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));
const rounds = 3;

type Known = Readonly<Record<string, string>>;

/** What cannot make the round trip, and why; an operation that can must not be on the list. */
const exceptions: Readonly<Record<string, Known>> = {
  eventbridge: { PutEvents: "a random EndpointId asks for SigV4a; its own tests carry real events" },
  sqs: {
    SendMessage: "the client checks the MD5 of what it sent; the queue's own tests answer with it",
    SendMessageBatch: "as SendMessage",
    ReceiveMessage: "as SendMessage",
  },
  sts: {
    AssumeRoleWithSAML: "is not signed, so nobody is known to call it",
    AssumeRoleWithWebIdentity: "is not signed, so nobody is known to call it",
  },
};

const clients = { backup, dynamodb, eventbridge, sns, sqs, ssm, sts };

describe.each(Object.entries(clients))("the wire of %s", (clientName, module) => {
  it(`carries every operation both ways (FUZZ_SEED=${seed})`, async () => {
    const known = exceptions[clientName] ?? {};
    const service = readModule(module);
    const dice = createDice(seed);
    const failures: Record<string, string> = {};
    for (const operation of service.operations.values()) {
      for (let round = 0; round < rounds && failures[operation.name] === undefined; round += 1) {
        const input = randomStruct(operation.input, dice);
        const output = randomStruct(operation.output, dice);
        const problem = await roundTrip(module, operation.name, input, output);
        if (problem !== undefined) failures[operation.name] = problem;
      }
    }
    expect(Object.keys(known).filter((name) => !service.operations.has(name))).toEqual([]);
    expect(
      Object.keys(failures)
        .filter((name) => !(name in known))
        .map((name) => `${name}: ${failures[name]}`),
    ).toEqual([]);
  }, 120_000);
});

const roundTrip = async (
  module: object,
  name: string,
  input: Record<string, unknown>,
  output: Record<string, unknown>,
): Promise<string | undefined> => {
  const { gateway, options } = createRig();
  let arrived: unknown;
  const handlers = {
    [name]: (given: unknown) => {
      arrived = given;
      return output;
    },
  };
  gateway.serve(module, handlers as never);
  const entries = Object.entries(module);
  const Client = entries.find(([each]) => /^[A-Z]\w*Client$/.test(each))?.[1];
  const Command = (module as Record<string, new (input: unknown) => unknown>)[`${name}Command`];
  if (Command === undefined) return "no command";
  try {
    const answer = await new Client(options).send(new Command(input));
    if (JSON.stringify(sorted(normal(arrived))) !== JSON.stringify(sorted(normal(input)))) {
      return `sent ${JSON.stringify(normal(input))}, arrived ${JSON.stringify(normal(arrived))}`;
    }
    if (JSON.stringify(sorted(normal(answer))) !== JSON.stringify(sorted(normal(output)))) {
      return `answered ${JSON.stringify(normal(output))}, arrived ${JSON.stringify(normal(answer))}`;
    }
    return undefined;
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
};

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, member]) => [key, sorted(member)]),
  );
};
