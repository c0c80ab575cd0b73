// Deploying Stillpoint into the simulated AWS, from the templates that infra makes: what is deployed for real is what
// runs here. The functions themselves are run by whoever holds what this gives back.
import type { AwsCredentials, AwsOptions } from "../../src/adapters/aws.ts";
import { type FunctionName, functionNames, queueNames } from "../../src/config/names.ts";
import { mayLog } from "../aws/iam/log.ts";
import type { Iam } from "../aws/iam/service.ts";
import type { Place } from "../settings.ts";
import { type RequestType, runNotifier } from "./notifier.ts";
import { clientsFor, type Keys, makers } from "./resources.ts";
import { type Made, type Resource, readTemplates, resolver, type Template } from "./template.ts";

export interface Queue {
  readonly arn: string;
  readonly url: string;
}

/** A function as its template describes it. */
export interface Deployed {
  readonly name: FunctionName;
  readonly arn: string;
  readonly roleArn: string;
  readonly logGroup: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly source?: Source;
}

export interface Source {
  readonly queueArn: string;
  readonly batchSize: number;
  readonly concurrency: number;
}

export interface Installed {
  readonly queues: { readonly [Name in keyof typeof queueNames]: Queue };
  /** Where rules and subscriptions lay down what they cannot hand on, of every place. */
  readonly undelivered: readonly Queue[];
  /** The topics that vaults tell, by account and Region. */
  readonly topics: readonly string[];
  readonly functions: Readonly<Record<FunctionName, Deployed>>;
  /** The role in whose name the clock is started. */
  readonly schedulerRoleArn: string;
  readonly keys: Keys;
  /** Runs the custom resource of each member again. */
  notify(request: RequestType): Promise<void>;
}

export interface DeployOptions {
  readonly aws: Omit<AwsOptions, "region">;
  readonly iam: Iam;
  readonly credentialsOf: (account: string) => AwsCredentials;
  /** Keys for a session of a role, as Lambda gives them to a function. */
  readonly sessionOf: (roleArn: string, name: string) => AwsCredentials;
  readonly keys: Keys;
  /** A change to a template before it is deployed. */
  readonly change?: (template: Template) => Template;
}

interface Stack {
  readonly template: Template;
  readonly made: ReadonlyMap<string, Made>;
  readonly resolve: <Value>(value: Value) => Value;
}

export const deploy = async (options: DeployOptions): Promise<Installed> => {
  const stacks: Stack[] = [];
  for (const template of readTemplates()) {
    stacks.push(await makeStack(options.change?.(template) ?? template, options));
  }
  const resources = stacks.flatMap(resourcesOf);
  const notify = async (request: RequestType): Promise<void> => {
    for (const resource of resources.filter(({ type }) => type === "Custom::VaultNotifications"))
      await runCustom(resource, resources, request, options);
  };
  await notify("Create");
  return { ...installedOf(resources), keys: options.keys, notify };
};

interface Placed {
  readonly type: string;
  readonly place: Place;
  readonly made: Made;
  readonly properties: Readonly<Record<string, unknown>>;
}

const resourcesOf = ({ template, made, resolve }: Stack): readonly Placed[] =>
  Object.entries(template.resources).map(([id, { Type, Properties = {} }]) => ({
    type: Type,
    place: template.place,
    made: made.get(id) ?? { ref: "" },
    properties: resolve(Properties),
  }));

const makeStack = async (
  template: Template,
  { aws, iam, credentialsOf, keys }: DeployOptions,
): Promise<Stack> => {
  const { place, resources } = template;
  const made = new Map<string, Made>();
  const resolve = resolver(template, made);
  const site = {
    place,
    iam,
    keys,
    clients: clientsFor({ ...aws, region: place.region, credentials: credentialsOf(place.account) }),
  };
  const known = new Set(makers.map(([type]) => type));
  const unknown = Object.values(resources).find(({ Type }) => !known.has(Type));
  if (unknown !== undefined) throw new Error(`${template.name}: the sandbox cannot make ${unknown.Type}`);
  for (const [type, make] of makers) {
    for (const [id, { Properties = {} }] of inOrder(resources, type))
      made.set(id, await make(resolve(Properties), site, id));
  }
  return { template, made, resolve };
};

/** Of one type; a queue comes after the one that its dead letters go to. */
const inOrder = (
  resources: Template["resources"],
  type: string,
): readonly (readonly [string, Resource])[] => {
  const found = Object.entries(resources).filter(([, { Type }]) => Type === type);
  const isLater = ([, { Properties }]: readonly [string, Resource]) =>
    Properties?.RedrivePolicy !== undefined;
  return [...found.filter((entry) => !isLater(entry)), ...found.filter(isLater)];
};

interface NotifierProperties {
  readonly Code: { readonly ZipFile: string };
  readonly Role: string;
  readonly FunctionName: string;
  readonly LoggingConfig: { readonly LogGroup: string };
}

const runCustom = async (
  { properties, place }: Placed,
  resources: readonly Placed[],
  request: RequestType,
  { aws, iam, sessionOf }: DeployOptions,
): Promise<void> => {
  const code = resources.find(
    ({ type, made }) => type === "AWS::Lambda::Function" && made.attributes?.Arn === properties.ServiceToken,
  );
  if (code === undefined) throw new Error("a custom resource has no function");
  const { Code, Role, FunctionName, LoggingConfig } = code.properties as unknown as NotifierProperties;
  const arn = code.made.attributes?.Arn ?? "";
  await runNotifier({
    code: Code.ZipFile,
    aws: { ...aws, region: place.region, credentials: sessionOf(Role, FunctionName) },
    request,
    properties,
    onLine: () => mayLog(iam, { roleArn: Role, arn, logGroup: LoggingConfig.LogGroup }),
  });
};

const installedOf = (resources: readonly Placed[]): Omit<Installed, "keys" | "notify"> => {
  const ofType = (type: string) => resources.filter((resource) => resource.type === type);
  const arnOf = ({ made }: Placed) => made.attributes?.Arn ?? "";
  const queueBy = (name: string): Queue => {
    const queue = ofType("AWS::SQS::Queue").find(({ properties }) => properties.QueueName === name);
    if (queue === undefined) throw new Error(`no template makes the queue ${name}`);
    return { arn: arnOf(queue), url: queue.made.ref };
  };
  const sources = new Map(
    ofType("AWS::Lambda::EventSourceMapping").map(({ properties }) => [
      String(properties.FunctionName),
      {
        queueArn: String(properties.EventSourceArn),
        batchSize: Number(properties.BatchSize),
        concurrency: Number((properties.ScalingConfig as { MaximumConcurrency: number }).MaximumConcurrency),
      },
    ]),
  );
  const functionBy = (name: FunctionName): Deployed => {
    const found = ofType("AWS::Lambda::Function").find(
      ({ properties }) => properties.FunctionName === functionNames[name],
    );
    if (found === undefined) throw new Error(`no template makes the function ${name}`);
    const { properties } = found;
    const source = sources.get(functionNames[name]);
    return {
      name,
      arn: arnOf(found),
      roleArn: String(properties.Role),
      logGroup: String((properties.LoggingConfig as { LogGroup: string }).LogGroup),
      variables: (properties.Environment as { Variables: Record<string, string> }).Variables,
      timeoutSeconds: Number(properties.Timeout),
      memoryMb: Number(properties.MemorySize),
      ...(source === undefined ? {} : { source }),
    };
  };
  const [schedule] = ofType("AWS::Scheduler::Schedule");
  return {
    queues: mapped(queueNames, queueBy),
    undelivered: ofType("AWS::SQS::Queue")
      .filter((queue) => !Object.values<unknown>(queueNames).includes(queue.properties.QueueName))
      .map((queue) => ({ arn: arnOf(queue), url: queue.made.ref })),
    topics: ofType("Custom::VaultNotifications").map(({ properties }) => String(properties.TopicArn)),
    functions: mapped(functionNames, (_, name) => functionBy(name)),
    schedulerRoleArn: String((schedule?.properties.Target as { RoleArn: string } | undefined)?.RoleArn),
  };
};

const mapped = <Key extends string, Value>(
  of: Readonly<Record<Key, string>>,
  make: (name: string, key: Key) => Value,
): Readonly<Record<Key, Value>> =>
  Object.fromEntries(
    (Object.entries(of) as [Key, string][]).map(([key, name]) => [key, make(name, key)]),
  ) as Record<Key, Value>;
