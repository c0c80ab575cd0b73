// The event buses there are: the default one of every account and Region, and those that were made. Their policies
// are kept here and judged by whoever made the buses.
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus.html
import type * as eventbridge from "@aws-sdk/client-eventbridge";
import { AwsError, type Call, type Handlers } from "../service.ts";

export interface Bus {
  readonly arn: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly description?: string | undefined;
  /** JSON, as it was set. */
  readonly policy?: string | undefined;
}

export type Place = Pick<Call, "account" | "region">;

export type BusStore = ReturnType<typeof createBuses>;

export const defaultName = "default";

/** The names of custom buses have no slash: those that have are partners', which are not simulated. */
const namePattern = /^[.\w-]{1,256}$/;
const arnPattern = /^arn:aws[\w-]*:events:([\w-]+):(\d{12}):event-bus\/([.\w-]+)$/;
/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const policyMaxBytes = 10_240;

export const isBusArn = (arn: string): boolean => arnPattern.test(arn);

export const createBuses = () => {
  const byArn = new Map<string, Bus>();

  const find = (arn: string): Bus | undefined => {
    const [, region, account, name] = arnPattern.exec(arn) ?? [];
    if (region === undefined || account === undefined || name === undefined) return undefined;
    return byArn.get(arn) ?? (name === defaultName ? { arn, name, account, region } : undefined);
  };

  /** The bus by its name or ARN, which may be another account's but not another Region's. */
  const seek = (nameOrArn: string | undefined, place: Place): Bus | undefined => {
    const named = nameOrArn ?? defaultName;
    const bus = find(isBusArn(named) ? named : arnOf(place, named));
    return bus?.region === place.region ? bus : undefined;
  };

  return {
    find,
    seek,
    demand(nameOrArn: string | undefined, place: Place): Bus {
      const bus = seek(nameOrArn, place);
      if (bus !== undefined) return bus;
      throw new AwsError("ResourceNotFoundException", `Event bus ${nameOrArn} does not exist.`);
    },
    /** What AWS's services in a place tell of goes here and nowhere else. */
    defaultOf({ account, region }: Place): Bus {
      const arn = arnOf({ account, region }, defaultName);
      return byArn.get(arn) ?? { arn, name: defaultName, account, region };
    },
    /** All but the default ones that nobody has set a policy for. */
    made: (): readonly Bus[] => [...byArn.values()],
    keep(bus: Bus): void {
      byArn.set(bus.arn, bus);
    },
    drop(arn: string): void {
      byArn.delete(arn);
    },
  };
};

const arnOf = ({ account, region }: Place, name: string): string =>
  `arn:aws:events:${region}:${account}:event-bus/${name}`;

/** `hasRules` knows the buses that rules are on. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateEventBus.html */
export const busOperations = (
  buses: BusStore,
  hasRules: (bus: Bus) => boolean,
): Handlers<typeof eventbridge> => ({
  CreateEventBus(input, call) {
    const { Name: name = "", Description: description } = input;
    if (!namePattern.test(name)) throw invalid(`Event bus name ${name} is not valid`);
    const { account, region } = call;
    const arn = arnOf(call, name);
    if (buses.find(arn) !== undefined) {
      throw new AwsError("ResourceAlreadyExistsException", `Event bus ${name} already exists.`);
    }
    buses.keep({ arn, name, account, region, description });
    return { EventBusArn: arn, ...(description === undefined ? {} : { Description: description }) };
  },

  DeleteEventBus(input, call) {
    if (input.Name === defaultName) throw invalid("Cannot delete event bus default.");
    // A bus that is not there is deleted already.
    const bus = buses.seek(input.Name, call);
    if (bus === undefined) return {};
    if (hasRules(bus)) throw invalid(`Event bus ${bus.name} can't be deleted since it has rules.`);
    buses.drop(bus.arn);
    return {};
  },

  DescribeEventBus: (input, call) => shown(buses.demand(input.Name, call)),

  ListEventBuses(input, call) {
    const own = buses
      .made()
      .filter(
        ({ name, account, region }) =>
          name !== defaultName && account === call.account && region === call.region,
      );
    const named = [buses.defaultOf(call), ...own].filter(({ name }) =>
      name.startsWith(input.NamePrefix ?? ""),
    );
    return { EventBuses: named.map(shown) };
  },

  PutPermission(input, call) {
    const bus = buses.demand(input.EventBusName, call);
    const policy = input.Policy;
    if (policy === undefined) throw invalid("Statements alone are not simulated: only a whole Policy is.");
    if (Buffer.byteLength(policy) > policyMaxBytes) {
      throw new AwsError(
        "PolicyLengthExceededException",
        `The policy is longer than ${policyMaxBytes} bytes.`,
      );
    }
    demandStatements(policy);
    buses.keep({ ...bus, policy });
    return {};
  },

  RemovePermission(input, call) {
    const bus = buses.demand(input.EventBusName, call);
    if (input.RemoveAllPermissions === true) {
      buses.keep({ ...bus, policy: undefined });
      return {};
    }
    const policy = demandStatements(bus.policy ?? '{"Statement":[]}');
    const Statement = policy.Statement.filter(({ Sid }) => Sid !== input.StatementId);
    if (Statement.length === policy.Statement.length) {
      throw new AwsError("ResourceNotFoundException", `Statement ${input.StatementId} does not exist.`);
    }
    buses.keep({
      ...bus,
      policy: Statement.length === 0 ? undefined : JSON.stringify({ ...policy, Statement }),
    });
    return {};
  },
});

const invalid = (message: string) => new AwsError("ValidationException", message);

interface Policy {
  readonly Statement: readonly { readonly Sid?: string }[];
}

/** Only that there are statements is asked of a policy here: what they say is for whoever judges it. */
const demandStatements = (json: string): Policy => {
  try {
    const policy = JSON.parse(json) as Readonly<Record<string, unknown>>;
    if (Array.isArray(policy.Statement)) return policy as unknown as Policy;
  } catch {
    // Said below, in the same words as a policy without statements.
  }
  throw invalid("The policy is not valid JSON with a list of statements.");
};

const shown = ({ name, arn, description, policy }: Bus): eventbridge.EventBus => ({
  Name: name,
  Arn: arn,
  ...(description === undefined ? {} : { Description: description }),
  ...(policy === undefined ? {} : { Policy: policy }),
});
