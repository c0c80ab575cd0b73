// Permissions taken apart: one action, on one resource, for one family of records. Each can be taken away alone.
import type { Decision } from "../../sandbox/aws/iam/service.ts";
import { readTemplates, type Template } from "../../sandbox/deploy/template.ts";
import { fits as fitsPattern } from "../../src/core/wildcard.ts";

export interface Atom {
  readonly role: string;
  readonly sid: string;
  readonly action: string;
  /** As the template writes it, as JSON. */
  readonly resource: string;
  /** A pattern of `dynamodb:LeadingKeys`. */
  readonly family: string | undefined;
}

interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

interface RoleProperties {
  readonly RoleName: string;
  readonly Policies: readonly {
    readonly PolicyName: string;
    readonly PolicyDocument: { readonly Statement: readonly Statement[] };
  }[];
}

const records = "ForAllValues:StringLike";
const leadingKeys = "dynamodb:LeadingKeys";

const list = <Item>(value: Item | readonly Item[]): readonly Item[] =>
  Array.isArray(value) ? value : [value as Item];

export const nameOf = ({ role, action, resource, family }: Atom): string =>
  `${role}: ${action} on ${resource}${family === undefined ? "" : ` for ${family}`}`;

/** Of every role of the kept templates, each once: the roles of all accounts are alike. */
export const allAtoms = (): readonly Atom[] => {
  const atoms = readTemplates().flatMap((template) =>
    rolesOf(template).flatMap(({ RoleName, Policies }) =>
      Policies.flatMap(({ PolicyDocument }) =>
        PolicyDocument.Statement.filter(({ Effect }) => Effect === "Allow").flatMap((statement) =>
          atomsOf(RoleName, statement),
        ),
      ),
    ),
  );
  return [...new Map(atoms.map((atom) => [nameOf(atom), atom])).values()];
};

const rolesOf = ({ resources }: Template): readonly RoleProperties[] =>
  Object.values(resources)
    .filter(({ Type }) => Type === "AWS::IAM::Role")
    .map(({ Properties }) => Properties as unknown as RoleProperties);

const atomsOf = (role: string, { Sid = "", Action, Resource, Condition }: Statement): readonly Atom[] => {
  const families = Condition?.[records]?.[leadingKeys];
  return list(Action).flatMap((action) =>
    list(Resource).flatMap((resource) =>
      (families === undefined ? [undefined] : list(families)).map((family) => ({
        role,
        sid: Sid,
        action,
        resource: JSON.stringify(resource),
        family,
      })),
    ),
  );
};

/** The templates without one permission. */
export const without =
  (atom: Atom) =>
  (template: Template): Template => ({
    ...template,
    resources: Object.fromEntries(
      Object.entries(template.resources).map(([id, resource]) => {
        if (resource.Type !== "AWS::IAM::Role") return [id, resource];
        const role = resource.Properties as unknown as RoleProperties;
        if (role.RoleName !== atom.role) return [id, resource];
        // A policy without statements is none: AWS does not take it.
        const Policies = role.Policies.map((policy) => ({
          ...policy,
          PolicyDocument: {
            ...policy.PolicyDocument,
            Statement: policy.PolicyDocument.Statement.flatMap((statement) => lessened(statement, atom)),
          },
        })).filter(({ PolicyDocument }) => PolicyDocument.Statement.length > 0);
        return [id, { ...resource, Properties: { ...resource.Properties, Policies } }];
      }),
    ),
  });

/** A statement is split, so that only the one action on the one resource loses what it may. */
const lessened = (statement: Statement, atom: Atom): readonly Statement[] => {
  const isIt =
    statement.Effect === "Allow" &&
    statement.Sid === atom.sid &&
    list(statement.Action).includes(atom.action) &&
    list(statement.Resource).some((resource) => JSON.stringify(resource) === atom.resource);
  if (!isIt) return [statement];
  const actions = list(statement.Action).filter((action) => action !== atom.action);
  const resources = list(statement.Resource).filter((each) => JSON.stringify(each) !== atom.resource);
  const families = list(statement.Condition?.[records]?.[leadingKeys] ?? []).filter(
    (family) => family !== atom.family,
  );
  const Condition = { ...statement.Condition, [records]: { [leadingKeys]: families } };
  return [
    ...(actions.length === 0 ? [] : [{ ...statement, Action: actions }]),
    ...(resources.length === 0
      ? []
      : [{ ...statement, Sid: `${statement.Sid}Rest`, Action: atom.action, Resource: resources }]),
    ...(atom.family === undefined || families.length === 0
      ? []
      : [
          {
            ...statement,
            Sid: `${statement.Sid}Others`,
            Action: atom.action,
            Resource: JSON.parse(atom.resource),
            Condition,
          },
        ]),
  ];
};

/** The atom by which a call was allowed. */
export const usedBy = ({ asking, role, access }: Decision, atoms: readonly Atom[]): Atom | undefined => {
  if (role === undefined || access.type !== "allowed") return undefined;
  const sid = access.by.find(({ layer }) => layer === "identity")?.sid;
  const keys = list(asking.context?.[leadingKeys] ?? []);
  return atoms.find(
    (atom) =>
      role.endsWith(`/${atom.role}`) &&
      atom.sid === sid &&
      atom.action === asking.action &&
      fits(atom.resource, asking.resource) &&
      (atom.family === undefined || keys.every((key) => key.startsWith(familyOf(atom)))),
  );
};

const familyOf = ({ family = "" }: Atom): string => family.replace(/\*$/, "");

/** A reference is to the one key there is, or to the one bucket; what is joined to a bucket's is a path in it. */
const fits = (written: string, asked: string): boolean => {
  const pattern: unknown = JSON.parse(written);
  if (typeof pattern === "string") return fitsPattern(pattern, asked);
  const [, bucket] = /^arn:[^:]+:s3:::([^/]+)/.exec(asked) ?? [];
  if (bucket === undefined) return asked.includes(":kms:") && !written.includes(bucketOfHeads);
  const [, path = ""] = /"(\/[^"]*)"/.exec(written) ?? [];
  return written.includes(bucketOfHeads) && fitsPattern(`arn:aws:s3:::${bucket}${path}`, asked);
};

/** How the template's name for it begins. */
const bucketOfHeads = "AuditHeads";
