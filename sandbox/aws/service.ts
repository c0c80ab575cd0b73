// The contract between the wire and the models behind it: a simulated call is a plain typed function.

/** Who calls, where and when: what a handler may know of a request besides its input. */
export interface Call {
  readonly service: string;
  readonly operation: string;
  /** The caller's ARN, as `sts:GetCallerIdentity` would say it. */
  readonly principal: string;
  /** The person behind the session, when whoever assumed the role named one. */
  readonly sourceIdentity?: string;
  /** The twelve digits that the caller's credentials belong to. */
  readonly account: string;
  readonly region: string;
  readonly requestId: string;
}

type OperationName<Key extends string> = Key extends `${infer Name}Command` ? Name : never;

type InputOf<Module, Name extends string> = `${Name}Command` extends keyof Module
  ? Module[`${Name}Command`] extends new (
      ...args: never[]
    ) => { readonly input: infer Input }
    ? Input
    : never
  : never;

type OutputOf<Module, Name extends string> = `${Name}Command` extends keyof Module
  ? Module[`${Name}Command`] extends new (
      ...args: never[]
    ) => { resolveMiddleware(...args: never[]): (...args: never[]) => Promise<{ output: infer Output }> }
    ? Omit<Output & object, "$metadata">
    : never
  : never;

/**
 * The operations that a model answers, by name, typed from the SDK package itself:
 * a wrong field or an enum value that AWS does not have is a compile error.
 */
export type Handlers<Module> = {
  readonly [Name in OperationName<keyof Module & string>]?: (
    input: InputOf<Module, Name>,
    call: Call,
  ) => OutputOf<Module, Name> | Promise<OutputOf<Module, Name>>;
};

/** A delivery from one simulated service to another, with what the policies of both sides are asked about. */
export interface Delivering {
  /** The service principal that delivers. */
  readonly service: "sns" | "events";
  readonly action: "sqs:SendMessage" | "events:PutEvents";
  /** The ARN of the queue or bus. */
  readonly resource: string;
  /** The resource's policy as it was set; undefined when none was. */
  readonly policy: string | undefined;
  /** The ARN of the rule or topic: aws:SourceArn. */
  readonly source: string;
  /** aws:SourceAccount. */
  readonly sourceAccount: string;
  /** The role that the rule's target names: then the role delivers, and not the service. */
  readonly role?: string;
}

/** Whether a delivery from one simulated service to another is allowed, by the policies of both sides. */
export type MayDeliver = (delivering: Delivering) => boolean;

/** An error as AWS would send it: its name, status and words, and any further members of its shape. */
export class AwsError extends Error {
  override readonly name: string;
  readonly status: number;
  readonly members: Readonly<Record<string, unknown>>;

  constructor(name: string, message: string, status = 400, members: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = name;
    this.status = status;
    this.members = members;
  }
}
