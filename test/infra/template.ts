// A template of CloudFormation as plain JSON, its references made into the ARNs and names that they will be, so that
// rules compare text with text.
import { partitionOf } from "../../src/backup/arn.ts";

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

interface Resource {
  readonly Type: string;
  readonly Properties?: { readonly [key: string]: Json };
  readonly DeletionPolicy?: string;
}

export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
}

/** One stack, as it would be deployed. */
export interface Made {
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly resources: Readonly<Record<string, Resource>>;
  /** The template as it is handed to CloudFormation. */
  readonly text: string;
}

export type Installation = readonly Made[];

/** A resource where it stands. */
export interface Found {
  readonly stack: Made;
  readonly id: string;
  readonly type: string;
  /** The name that it has in AWS; its id in the code where it has none. */
  readonly name: string;
  readonly arn: string;
  readonly properties: Json;
  readonly deletionPolicy: string | undefined;
}

export const readStack = (stack: Omit<Made, "resources">, template: Template): Made => ({
  ...stack,
  resources: plain(template.Resources, stack, template.Resources) as unknown as Made["resources"],
});

export const allOf = (installation: Installation, type: string): readonly Found[] =>
  installation.flatMap((stack) =>
    Object.entries(stack.resources)
      .filter(([, resource]) => resource.Type === type)
      .map(([id, resource]): Found => {
        const name = nameOf(id, resource);
        const properties = resource.Properties ?? {};
        const deletionPolicy = resource.DeletionPolicy;
        return { stack, id, type, name, arn: arnOf(id, resource, stack), properties, deletionPolicy };
      }),
  );

/** What lies there, or undefined. A number is a place in a list. */
export const at = (value: Json | undefined, ...path: readonly (string | number)[]): Json | undefined =>
  path.reduce<Json | undefined>(
    (here, step) =>
      typeof here === "object" && here !== null
        ? (here as { readonly [key: string]: Json })[String(step)]
        : undefined,
    value,
  );

/** CloudFormation writes one thing as itself and several as a list. */
export const listOf = (value: Json | undefined): readonly Json[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value as Json];

export const textsOf = (value: Json | undefined): readonly string[] => listOf(value).map(String);

export const entriesOf = (value: Json | undefined): readonly (readonly [string, Json])[] =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];

export const placeOf = ({ account, region }: { readonly account: string; readonly region: string }): string =>
  `${account}/${region}`;

type Place = Pick<Made, "account" | "region">;

const names = [
  "QueueName",
  "TableName",
  "RoleName",
  "FunctionName",
  "LogGroupName",
  "TopicName",
  "ManagedPolicyName",
  "AlarmName",
  "AliasName",
  "Name",
];

const nameOf = (id: string, { Properties }: Resource): string => {
  const name = names.map((key) => Properties?.[key]).find((value) => typeof value === "string");
  // Some name a function by its ARN.
  return typeof name === "string" ? (name.split(":").at(-1) ?? name) : id.replace(/[0-9A-F]{8}$/, "");
};

const arnOf = (id: string, resource: Resource, { account, region }: Place): string => {
  const name = nameOf(id, resource);
  const of = (service: string, what: string) =>
    `arn:${partitionOf(region)}:${service}:${region}:${account}:${what}`;
  const bus = at(resource.Properties, "EventBusName");
  switch (resource.Type) {
    case "AWS::SQS::Queue":
      return of("sqs", name);
    case "AWS::SNS::Topic":
      return of("sns", name);
    case "AWS::DynamoDB::Table":
      return of("dynamodb", `table/${name}`);
    case "AWS::Lambda::Function":
      return of("lambda", `function:${name}`);
    case "AWS::KMS::Key":
      return of("kms", `key/${id}`);
    case "AWS::Events::EventBus":
      return of("events", `event-bus/${name}`);
    case "AWS::Events::Rule":
      return of("events", typeof bus === "string" ? `rule/${bus}/${name}` : `rule/${name}`);
    case "AWS::IAM::Role":
      return `arn:${partitionOf(region)}:iam::${account}:role/${name}`;
    case "AWS::IAM::ManagedPolicy":
      return `arn:${partitionOf(region)}:iam::${account}:policy/${name}`;
    case "AWS::S3::Bucket":
      return `arn:${partitionOf(region)}:s3:::${id}`;
    default:
      return id;
  }
};

/** What `Ref` answers is an ARN for some, an address for queues, and a name for the others. */
const referenceTo = (id: string, place: Place, resources: Template["Resources"]): string => {
  const { account, region } = place;
  const known: Readonly<Record<string, string>> = {
    "AWS::Partition": partitionOf(region),
    "AWS::AccountId": account,
    "AWS::Region": region,
    "AWS::URLSuffix": region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com",
  };
  const resource = resources[id];
  if (resource === undefined) return known[id] ?? `\${${id}}`;
  if (["AWS::SNS::Topic", "AWS::IAM::ManagedPolicy"].includes(resource.Type))
    return arnOf(id, resource, place);
  const name = nameOf(id, resource);
  return resource.Type === "AWS::SQS::Queue" ? `https://sqs.${region}/${account}/${name}` : name;
};

const plain = (value: unknown, place: Place, resources: Template["Resources"]): Json => {
  if (Array.isArray(value)) return value.map((each) => plain(each, place, resources));
  if (typeof value !== "object" || value === null) return value as Json;
  const [[key, inner] = ["", undefined], ...others] = Object.entries(value);
  if (others.length === 0 && key === "Ref") return referenceTo(String(inner), place, resources);
  if (others.length === 0 && key === "Fn::GetAtt") {
    const [id = "", attribute = ""] = textsOf(inner as Json);
    const resource = resources[id];
    if (resource === undefined) return `\${${id}.${attribute}}`;
    return attribute === "Arn" ? arnOf(id, resource, place) : nameOf(id, resource);
  }
  if (others.length === 0 && key === "Fn::Join") {
    const [separator = "", parts] = inner as readonly [string, readonly unknown[]];
    return parts.map((part) => String(plain(part, place, resources))).join(separator);
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, plain(each, place, resources)]),
  );
};
