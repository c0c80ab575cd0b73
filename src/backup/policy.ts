// IAM policies, read at the door: what comes out is believed, and what is not understood is refused whole, for a
// statement that is passed over could be the one that denies.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
import { cut } from "../core/text.ts";
import { type Condition, parseOperator, problemOfValue } from "./policy-conditions.ts";
import { hasEarlyVariable, problemOfVariables } from "./policy-pattern.ts";

export interface Policy {
  readonly name: string;
  readonly statements: readonly Statement[];
}

export interface Statement {
  /** Its place in the policy, from nought. */
  readonly index: number;
  readonly sid?: string;
  readonly effect: "Allow" | "Deny";
  readonly actions: Choice<string>;
  /** None in trust policies, where the resource is the role itself. */
  readonly resources: Choice<string> | undefined;
  /** None where the policy belongs to the one who asks. */
  readonly principals: Choice<Principal> | undefined;
  readonly conditions: readonly Condition[];
  /** Policies before 2012-10-17 mean `${…}` literally. */
  readonly hasVariables: boolean;
}

/** These, or all except these: `Action` and `NotAction`, and so on. */
export interface Choice<T> {
  readonly isExcept: boolean;
  readonly of: readonly T[];
}

/** Others are those that no caller here can be: federated ones, and users and roles that were deleted. */
export type Principal =
  | { readonly type: "anyone" }
  | { readonly type: "account"; readonly account: string }
  | { readonly type: "identity"; readonly arn: string }
  | { readonly type: "service"; readonly name: string }
  | { readonly type: "other"; readonly text: string };

export type PolicyRead =
  | { readonly type: "read"; readonly policy: Policy }
  | { readonly type: "refused"; readonly why: string };

/** Takes a document as JSON or as what JSON says. */
export const readPolicy = (name: string, document: unknown): PolicyRead => {
  try {
    const content = contentOf(document);
    const statements = statementsOf(content);
    if (typeof document === "string" && countKeys(content) !== countWrittenKeys(document)) {
      return misread("it has a key twice in one object", "every key once");
    }
    return { type: "read", policy: { name, statements } };
  } catch (problem) {
    if (!(problem instanceof Misread)) throw problem;
    return { type: "refused", why: `The policy ${name} is not understood: ${problem.message}.` };
  }
};

/** Thrown anywhere below, and made a refusal once above. */
class Misread extends Error {}

const misread = (found: string, expected: string): never => {
  throw new Misread(`${found}, where ${expected} is expected`);
};

type Fields = Readonly<Record<string, unknown>>;

/** The longest that AWS takes anywhere is a key policy of 32 KB. https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html */
const charactersMax = 32_768;

const contentOf = (document: unknown): unknown => {
  if (typeof document !== "string") return document;
  const { length } = document;
  if (length > charactersMax) misread(`it has ${length} characters`, `at most ${charactersMax}`);
  try {
    return JSON.parse(document);
  } catch {
    return misread("it is no JSON", "a JSON object");
  }
};

/** JSON.parse takes the last of two equal keys and says nothing of the first. */
const countWrittenKeys = (json: string): number =>
  [...json.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/gs)].filter(([, colon]) => colon !== undefined).length;

/** The content was read before, so that it is no deeper than a policy is. */
const countKeys = (content: unknown): number =>
  typeof content !== "object" || content === null
    ? 0
    : Object.values(content).reduce<number>(
        (sum, each) => sum + countKeys(each) + (Array.isArray(content) ? 0 : 1),
        0,
      );

const versions = "2012-10-17 or 2008-10-17";

const statementsOf = (content: unknown): readonly Statement[] => {
  const fields = fieldsOf(content, "the policy", ["Version", "Id", "Statement"]);
  const { Version: version = "2008-10-17", Id: id = "", Statement: written } = fields;
  if (typeof id !== "string") misread(`Id is ${say(id)}`, "a text");
  if (version !== "2012-10-17" && version !== "2008-10-17") misread(`Version is ${say(version)}`, versions);
  const statements: readonly unknown[] = Array.isArray(written) ? written : [written];
  if (statements.length === 0) misread("Statement is empty", "a statement");
  return statements.map((each, index) => statementOf(each, index, version === "2012-10-17"));
};

const statementOf = (written: unknown, index: number, hasVariables: boolean): Statement => {
  const where = `statement ${index + 1}`;
  const names = ["Action", "Resource", "Principal"].flatMap((name) => [name, `Not${name}`]);
  const fields = fieldsOf(written, where, ["Sid", "Effect", "Condition", ...names]);
  const { Sid: sid = "", Effect: effect } = fields;
  if (typeof sid !== "string") return misread(`the Sid of ${where} is ${say(sid)}`, "a text");
  if (effect !== "Allow" && effect !== "Deny")
    return misread(`the Effect of ${where} is ${say(effect)}`, "Allow or Deny");
  const choose = <T>(
    name: string,
    read: (value: unknown, where: string) => readonly T[],
  ): Choice<T> | undefined => {
    const [these, others] = [fields[name], fields[`Not${name}`]];
    if (these !== undefined && others !== undefined)
      misread(`${where} has ${name} and Not${name}`, "one of them");
    if (these !== undefined) return { isExcept: false, of: read(these, `the ${name} of ${where}`) };
    return others === undefined
      ? undefined
      : { isExcept: true, of: read(others, `the Not${name} of ${where}`) };
  };
  return {
    index,
    ...(sid === "" ? {} : { sid }),
    effect,
    actions: choose("Action", actionsOf) ?? misread(`${where} has neither`, "Action or NotAction"),
    resources: choose("Resource", (value, place) => resourcesOf(value, place, hasVariables)),
    principals: choose("Principal", principalsOf),
    conditions: conditionsOf(fields.Condition, where, hasVariables),
    hasVariables,
  };
};

const actionsOf = (value: unknown, where: string): readonly string[] =>
  textsOf(value, where).map((action) =>
    /^(?:\*|(?:\*|[a-z\d-]+):[a-z\d*?]+)$/i.test(action)
      ? action
      : misread(`${where} has ${say(action)}`, "service:Action or *"),
  );

const resourcesOf = (value: unknown, where: string, hasVariables: boolean): readonly string[] =>
  textsOf(value, where).map((resource) => {
    if (resource === "*") return resource;
    if (!resource.startsWith("arn:")) return misread(`${where} has ${say(resource)}`, "an ARN or *");
    if (hasVariables) {
      const problem = problemOfVariables(resource);
      if (problem !== undefined) return misread(problem, "one of these");
      if (hasEarlyVariable(resource))
        return misread(`${where} has a variable in ${say(resource)}`, "one after the fifth colon");
    }
    return resource;
  });

const principalsOf = (value: unknown, where: string): readonly Principal[] => {
  if (value === "*") return [{ type: "anyone" }];
  const fields = fieldsOf(value, where, ["AWS", "Service", "Federated"]);
  const principals = Object.entries(fields).flatMap(([kind, names]) =>
    textsOf(names, `${where} (${kind})`).map((name) => principalOf(kind, name, where)),
  );
  return principals.length === 0 ? misread(`${where} is empty`, "a principal") : principals;
};

const identity =
  /^arn:aws(?:-cn|-us-gov)?:(?:iam::\d{12}:(?:user|role)\/|sts::\d{12}:(?:assumed-role|federated-user)\/)[\w+=,.@/-]+$/;

const principalOf = (kind: string, name: string, where: string): Principal => {
  if (kind === "Federated") return { type: "other", text: name };
  if (kind === "Service") {
    return /^[a-z\d.-]+\.amazonaws\.com(?:\.cn)?$/.test(name)
      ? { type: "service", name }
      : misread(`${where} has ${say(name)}`, "a service such as events.amazonaws.com");
  }
  if (name === "*") return { type: "anyone" };
  const account = /^(?:arn:aws(?:-cn|-us-gov)?:iam::)?(\d{12})(:root)?$/.exec(name);
  if (account?.[1] !== undefined && name.startsWith("arn:") === (account[2] !== undefined)) {
    return { type: "account", account: account[1] };
  }
  if (identity.test(name)) return { type: "identity", arn: name };
  // What AWS shows in place of a user or a role that was deleted.
  if (/^A[A-Z]{3}[A-Z\d]{12,}$/.test(name)) return { type: "other", text: name };
  return misread(`${where} has ${say(name)}`, "an account, or the whole ARN of a user, role or session");
};

const conditionsOf = (value: unknown, where: string, hasVariables: boolean): readonly Condition[] => {
  if (value === undefined) return [];
  const blocks = Object.entries(fieldsOf(value, `the Condition of ${where}`));
  return blocks.flatMap(([written, keys]) => {
    const operator =
      parseOperator(written) ??
      misread(`${where} has the condition operator ${say(written)}`, "one that AWS has");
    const entries = Object.entries(fieldsOf(keys, `${written} of ${where}`));
    if (entries.length === 0) misread(`${written} of ${where} is empty`, "a condition key");
    return entries.map(([key, list]) => {
      const place = `${written} of ${key} in ${where}`;
      const values = textsOf(list, place);
      for (const each of values) {
        const expected = problemOfValue(operator, each);
        if (expected !== undefined) misread(`${place} has ${say(each)}`, expected);
        const problem = hasVariables ? problemOfVariables(each) : undefined;
        if (problem !== undefined) misread(`${place}: ${problem}`, "one of these");
      }
      return { ...operator, key, values };
    });
  });
};

/** The fields of an object, none but the known ones; of any names where none are given. */
const fieldsOf = (value: unknown, where: string, known?: readonly string[]): Fields => {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return misread(`${where} is ${say(value)}`, "an object");
  const fields: Fields = { ...value };
  const unknown = Object.keys(fields).find((name) => known?.includes(name) === false);
  if (unknown !== undefined) misread(`${where} has ${say(unknown)}`, `one of ${known?.join(", ")}`);
  return fields;
};

/** One text or a list of them; JSON's numbers and booleans are texts to IAM. */
const textsOf = (value: unknown, where: string): readonly string[] => {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (list.length === 0) misread(`${where} is empty`, "a value");
  return list.map((each) =>
    typeof each === "string" || typeof each === "number" || typeof each === "boolean"
      ? String(each)
      : misread(`${where} has ${say(each)}`, "a text"),
  );
};

const sayMax = 80;

/** Texts as they are, anything else by its kind: what stands in its place could be of any size and depth. */
const say = (value: unknown): string => {
  if (typeof value === "string") return JSON.stringify(cut(value, sayMax));
  if (value === undefined) return "missing";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" && value !== null ? "an object" : String(value);
};
