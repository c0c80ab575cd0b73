// Two accounts with more resources than anybody reads through: ten thousand, protected before anybody looked.
import { resources } from "../../sandbox/estate.ts";
import { accounts, regions } from "../../sandbox/settings.ts";
import type { SandboxWorld } from "../../sandbox/world.ts";

const eachAccountHas = 5_000;

/** `shop-prod-00000` to `shop-stg-04999`, shared out among the Regions. The clock finds them at its next tick. */
export const protectTenThousand = ({ backup }: SandboxWorld): void => {
  for (const { id: account, name } of accounts)
    for (let index = 0; index < eachAccountHas; index += 1) {
      const region = regions[index % regions.length] ?? regions[0];
      const id = `${name}-${String(index).padStart(5, "0")}`;
      const arn = `arn:aws:rds:${region}:${account}:db:${id}`;
      const vault = name === "shop-prod" ? "prod-daily" : "stg-daily";
      backup.protect({ ...resources.ordersDb, account, region, arn, name: id }, vault);
    }
};
