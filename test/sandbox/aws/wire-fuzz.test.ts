// Every operation of every client in use: a random input must arrive as it was sent, and a random output too. This
// is what fails first when an SDK upgrade changes the schemas that the wire is read from.
import * as backup from "@aws-sdk/client-backup";
import * as dynamodb from "@aws-sdk/client-dynamodb";
import * as eventbridge from "@aws-sdk/client-eventbridge";
import * as kms from "@aws-sdk/client-kms";
import * as s3control from "@aws-sdk/client-s3-control";
import * as sns from "@aws-sdk/client-sns";
import * as sqs from "@aws-sdk/client-sqs";
import * as ssm from "@aws-sdk/client-ssm";
import * as sts from "@aws-sdk/client-sts";
import { describe, expect, it } from "vitest";
import { AwsError } from "../../../sandbox/aws/service.ts";
import { type ErrorShape, type Operation, readModule } from "../../../sandbox/aws/wire/module.ts";
import { account, createRig } from "./rig.ts";
import { createDice, normal, randomStruct } from "./shapes.ts";

const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));
const rounds = Number(process.env.FUZZ_ROUNDS ?? 10);

type Members = Record<string, unknown>;

interface Case {
  readonly module: object;
  /** How many there are: an SDK upgrade that adds or hides some is to be looked at, not slept through. */
  readonly operations: number;
  readonly options?: object;
  /**
   * Takes from a random input what sends the client elsewhere than over this wire. Only this and `options` stand
   * between the wire and every operation there is; none is left out.
   */
  readonly tame?: (operation: string, input: Members) => Members;
}

const cases: Readonly<Record<string, Case>> = {
  backup: { module: backup, operations: 109 },
  dynamodb: { module: dynamodb, operations: 62 },
  eventbridge: {
    module: eventbridge,
    operations: 57,
    // A global endpoint is signed by SigV4a, which needs a package of its own.
    tame: (operation, input) => (operation === "PutEvents" ? { ...input, EndpointId: undefined } : input),
  },
  kms: { module: kms, operations: 56 },
  s3control: {
    module: s3control,
    operations: 97,
    // The account becomes a part of the host, and an address in numbers cannot have one.
    options: { endpoint: "http://localhost:4566" },
    tame: (operation, input) => (operation === "CreateBucket" ? input : { ...input, AccountId: account }),
  },
  sns: { module: sns, operations: 42 },
  // The client would check the digest of what it sent, which a random answer does not have.
  sqs: { module: sqs, operations: 23, options: { md5: false } },
  ssm: { module: ssm, operations: 154 },
  sts: { module: sts, operations: 11 },
};

describe.each(Object.entries(cases))("the wire of %s", (_, each) => {
  it(`carries every operation both ways (FUZZ_SEED=${seed})`, async () => {
    const operations = [...readModule(each.module).operations.values()];
    expect(operations).toHaveLength(each.operations);
    const failures = await failuresOf(each, operations);
    expect([...failures].map(([name, problem]) => `${name}: ${problem}`)).toEqual([]);
  }, 60_000);

  it(`carries every error as the client's own class (FUZZ_SEED=${seed})`, async () => {
    const errors = new Set(readModule(each.module).errors.values());
    const problems: string[] = [];
    for (const error of errors) {
      const problem = await errorProblem(each, error);
      if (problem !== undefined) problems.push(`${error.name}: ${problem}`);
    }
    expect(problems).toEqual([]);
  }, 60_000);
});

/** The first problem of each operation that has one. */
const failuresOf = async (each: Case, operations: readonly Operation[]): Promise<Map<string, string>> => {
  const { gateway, options } = createRig();
  const dice = createDice(seed);
  const wire: { arrived?: unknown; output?: Members } = {};
  const handler = (input: unknown) => {
    wire.arrived = input;
    return wire.output;
  };
  gateway.serve(each.module, Object.fromEntries(operations.map(({ name }) => [name, handler])) as never);
  const send = senderOf(each.module, { ...options, ...each.options });
  const failures = new Map<string, string>();
  for (const { name, input: inputShape, output: outputShape } of operations) {
    for (let round = 0; round < rounds && !failures.has(name); round += 1) {
      const random = randomStruct(inputShape, dice);
      const input = each.tame?.(name, random) ?? random;
      wire.output = randomStruct(outputShape, dice);
      wire.arrived = undefined;
      const problem = await send(name, input).then(
        (answer) => differs("sent", input, wire.arrived) ?? differs("answered", wire.output, answer),
        (error: unknown) => String(error),
      );
      if (problem !== undefined) failures.set(name, problem);
    }
  }
  return failures;
};

const words = "it is <so> & 復旧";

const errorProblem = async (each: Case, error: ErrorShape): Promise<string | undefined> => {
  const { gateway, options } = createRig();
  const [operation] = readModule(each.module).operations.values();
  if (operation === undefined) return "the service has no operation";
  const { name } = operation;
  const dice = createDice(seed);
  const input = randomStruct(operation.input, dice);
  const members = randomStruct(error.shape, dice);
  // The message travels as the error's own, and the client takes away the member that held it.
  if (error.messageMember !== undefined) delete members[error.messageMember];
  const handler = () => {
    throw new AwsError(error.name, words, 400, members);
  };
  gateway.serve(each.module, { [name]: handler } as never);
  const send = senderOf(each.module, { ...options, ...each.options });
  const caught: unknown = await send(name, each.tame?.(name, input) ?? input).catch(
    (refusal: unknown) => refusal,
  );
  const Expected = (each.module as Readonly<Record<string, new () => Error>>)[error.name];
  if (Expected === undefined || !(caught instanceof Expected)) return `arrived as ${caught}`;
  if (caught.name !== error.name) return `is called ${caught.name}`;
  if (caught.message !== words) return `said ${caught.message}`;
  const arrived = Object.keys(members).map((key) => [key, (caught as unknown as Members)[key]]);
  return differs("threw", members, Object.fromEntries(arrived));
};

interface AnyClient {
  send(command: unknown): Promise<unknown>;
}

const senderOf = (module: object, options: object) => {
  const exported = module as Readonly<Record<string, new (input: object) => unknown>>;
  const Client = Object.entries(exported).find(([name]) => /^[A-Z]\w*Client$/.test(name))?.[1];
  if (Client === undefined) throw new Error("this package has no client");
  const client = new Client(options) as AnyClient;
  return async (operation: string, input: Members): Promise<unknown> => {
    const Command = exported[`${operation}Command`];
    if (Command === undefined) throw new Error(`${operation} has no command`);
    // The client may change what it is given.
    return client.send(new Command({ ...input }));
  };
};

const differs = (what: string, given: unknown, arrived: unknown): string | undefined => {
  const [left, right] = [given, arrived].map((value) => JSON.stringify(sorted(normal(value))));
  return left === right ? undefined : `${what} ${left}, arrived ${right}`;
};

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const pairs = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(pairs.map(([key, member]) => [key, sorted(member)]));
};
