// The simulated AWS with the rights that later features will have: rows of permissions that still wait for them, given to
// the roles of a world that is there.

import type { Permission } from "../../infra/permission.ts";
import { functionPermissions, operatorPermissions, readerPermissions } from "../../infra/permissions.ts";
import { credentialsOf } from "../../sandbox/administrators.ts";
import { roleIn } from "../../sandbox/estate.ts";
import { accounts, hub } from "../../sandbox/settings.ts";
import { createWorld, type SandboxWorld } from "../../sandbox/world.ts";

const documentOf = (rows: readonly Permission[]) => ({
  Version: "2012-10-17",
  Statement: rows.map(({ may, on, when }) => ({
    Effect: "Allow",
    Action: may,
    Resource: on,
    ...(when === undefined ? {} : { Condition: when }),
  })),
});

const give = ({ iam }: SandboxWorld, arn: string, rows: readonly Permission[]): void => {
  const role = iam.roleOf(arn);
  if (role === undefined) throw new Error(`there is no role ${arn}`);
  iam.putRole({ ...role, policies: { ...role.policies, ahead: documentOf(rows) } });
};

const giveAhead = (world: SandboxWorld): void => {
  const ids = accounts.map(({ id }) => id);
  const secretsKeyArn = `arn:aws:kms:${hub.region}:${hub.account}:key/none`;
  const facts = { hub, accounts: ids, secretsKeyArn, auditBucketArn: "arn:aws:s3:::none" };
  give(world, `arn:aws:iam::${hub.account}:role/stillpoint-executor`, functionPermissions(facts).executor);
  for (const account of ids) {
    const passed = { backup: [roleIn(account)], batch: [] };
    const operator = operatorPermissions({ account, region: hub.region }, passed);
    give(world, `arn:aws:iam::${account}:role/stillpoint-operator`, operator);
    give(world, `arn:aws:iam::${account}:role/stillpoint-reader`, readerPermissions);
  }
};

export const startAt = Date.parse("2026-11-20T13:00:00Z");

/** Plays in a world of its own, whose clock stands still. */
export const inWorldAhead = async (play: (world: SandboxWorld) => Promise<void>): Promise<void> => {
  const world = await createWorld({ language: "en", startAt, speed: 0, limits: "none" }, {});
  giveAhead(world);
  try {
    await play(world);
  } finally {
    await world.close();
  }
};

/** As the administrator of an account, in one of its Regions. */
export const administratorOf = (world: SandboxWorld, account: string, region = hub.region) => ({
  ...world.awsFor("executor"),
  region,
  credentials: credentialsOf(account),
});
