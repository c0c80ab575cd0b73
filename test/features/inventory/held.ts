// Resources to look for.
import { createHash } from "node:crypto";
import { instant } from "../../../src/core/time.ts";
import type { Held } from "../../../src/features/inventory/model.ts";

export const held = (name: string, parts: Partial<Held> = {}): Held => ({
  arn: `arn:aws:rds:ap-northeast-1:111111111111:db:${name.toLowerCase().replaceAll(" ", "-")}`,
  name,
  type: "RDS",
  account: "111111111111",
  region: "ap-northeast-1",
  ...parts,
});

/** So many of one type; their ids are as hard to press as AWS's own. */
export const many = (count: number, type = "EC2"): readonly Held[] =>
  Array.from({ length: count }, (_, index) => {
    const id = createHash("sha256").update(`${type}${index}`).digest("hex").slice(0, 17);
    return {
      arn: `arn:aws:ec2:ap-northeast-1:111111111111:instance/i-${id}`,
      name: index % 3 === 0 ? `本番サーバー ${index}` : `i-${id}`,
      type,
      account: "111111111111",
      region: "ap-northeast-1",
      ...(index % 5 === 0 ? {} : { lastBackupAt: instant(1_795_179_600_000 - index * 1_000) }),
    };
  });
