// Who may act in an account that is backed up: the roles by which Stillpoint reads and acts there, and the one by which
// the account's events leave. Roles are of an account and of no Region, so they have a stack of their own in the hub's
// Region, which no change of the configuration moves.
import { type App, Stack } from "aws-cdk-lib";
import { ArnPrincipal, Effect, PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { partitionOf } from "../src/backup/arn.ts";
import type { PassedRoles } from "../src/config/config.ts";
import type { Deployment } from "../src/config/deployment.ts";
import { functionNames, operatorRoleName, readerRoleName, senderRoleName } from "../src/config/names.ts";
import { accountArn, roleArn } from "./arns.ts";
import { memberBoundaryName, notifierGroup } from "./member-names.ts";
import {
  notifierPermissions,
  operatorPermissions,
  readerPermissions,
  senderPermissions,
} from "./permissions.ts";
import { boundaryOf, makeRole } from "./roles.ts";
import { withoutAssets } from "./synthesizer.ts";

/** Who reads; the executor as well, to prove what it is about to do. */
const readers = ["worker", "events", "clock", "executor"] as const;

export interface AccessOptions {
  readonly account: string;
  /** The Regions in which the account is backed up. */
  readonly regions: readonly string[];
  readonly passed: PassedRoles;
  readonly deployment: Deployment;
  /** Said by whoever assumes a role here. */
  readonly installId: string;
}

export class AccessStack extends Stack {
  constructor(app: App, { account, regions, passed, deployment, installId }: AccessOptions) {
    const { hub } = deployment;
    const place = { account, region: hub.region };
    super(app, `stillpoint-access-${account}`, {
      env: place,
      stackName: "stillpoint-access",
      description: "Stillpoint: the roles that it has in this account",
      synthesizer: withoutAssets(),
    });
    const operator = operatorPermissions(place, {
      backup: passed.backup.map((name) => roleArn(place, name)),
      batch: passed.batch.map((name) => roleArn(place, name)),
    });
    const sender = senderPermissions(hub, regions);
    // One row for all Regions: a managed policy takes 6 144 characters.
    const notifier = notifierPermissions({ account, region: "*" }, notifierGroup, partitionOf(hub.region));
    const boundary = boundaryOf(this, memberBoundaryName, [
      ...readerPermissions,
      ...operator,
      ...sender,
      ...notifier,
    ]);
    const fromHub = (who: readonly (keyof typeof functionNames)[], more: Record<string, string> = {}) => {
      const organization = hub.organization === undefined ? {} : { "aws:PrincipalOrgID": hub.organization };
      const said = { ...more, ...organization };
      return new ArnPrincipal(accountArn(hub)).withConditions({
        ArnEquals: { "aws:PrincipalArn": who.map((name) => roleArn(hub, functionNames[name])) },
        ...(Object.keys(said).length === 0 ? {} : { StringEquals: said }),
      });
    };
    const externalId = { "sts:ExternalId": installId };
    makeRole(this, "Reader", {
      name: readerRoleName,
      description: "Reads jobs, vaults and recovery points for Stillpoint",
      trusts: fromHub(readers, externalId),
      boundary,
      permissions: readerPermissions,
      denies: false,
    });
    const acting = makeRole(this, "Operator", {
      name: operatorRoleName,
      description: "Backs up and restores for Stillpoint, as leads approved",
      trusts: fromHub(["executor"], externalId),
      boundary,
      permissions: operator,
      denies: true,
    });
    // CloudTrail then tells which person asked. Setting it takes leave of its own, which knows no external id.
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
    acting.assumeRolePolicy?.addStatements(
      new PolicyStatement({
        effect: Effect.ALLOW,
        principals: [fromHub(["executor"])],
        actions: ["sts:SetSourceIdentity"],
      }),
    );
    if (sender.length > 0) {
      makeRole(this, "Sender", {
        name: senderRoleName,
        description: "Hands events on to Stillpoint",
        trusts: new ServicePrincipal("events.amazonaws.com", {
          conditions: { StringEquals: { "aws:SourceAccount": account } },
        }),
        boundary,
        permissions: sender,
        denies: false,
      });
    }
  }
}
