// Lists: pages, filters, summaries.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pageOf } from "../../../sandbox/aws/backup/page.ts";
import {
  account,
  createBackupRig,
  day,
  hour,
  instanceArn,
  minute,
  place,
  region,
  startAt,
  vaultName,
} from "./backup-rig.ts";

describe("a list", () => {
  it("comes in pages that hold everything once, newest first", async () => {
    const rig = createBackupRig();
    const ids: string[] = [];
    for (let count = 0; count < 25; count += 1) {
      ids.push(await rig.start());
      rig.clock.advance(1);
    }
    const seen: (string | undefined)[] = [];
    let NextToken: string | undefined;
    do {
      const page = await rig.ask("ListBackupJobs", { MaxResults: 10, NextToken });
      expect(page.BackupJobs?.length).toBeLessThanOrEqual(10);
      seen.push(...(page.BackupJobs ?? []).map(({ BackupJobId }) => BackupJobId));
      NextToken = page.NextToken;
      // What begins between two pages moves nothing.
      await rig.start();
    } while (NextToken !== undefined);
    expect(seen).toEqual(ids.toReversed());
  });

  it.each([0, 1001, 1.5])("refuses %s results", async (MaxResults) => {
    await expect(createBackupRig().ask("ListBackupJobs", { MaxResults })).rejects.toMatchObject({
      name: "InvalidParameterValueException",
    });
  });

  it("refuses the token of another list", async () => {
    const rig = createBackupRig();
    rig.addVault({ ...place, name: "second" });
    const { NextToken } = await rig.ask("ListBackupVaults", { MaxResults: 1 });
    await expect(rig.ask("ListBackupJobs", { NextToken })).rejects.toMatchObject({
      name: "InvalidParameterValueException",
    });
  });

  it("is whole whatever the size of its pages", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ minLength: 1 }).filter((key) => !key.includes("\n"))),
        fc.integer({ min: 1, max: 9 }),
        (keys, MaxResults) => {
          const seen: string[] = [];
          let NextToken: string | undefined;
          do {
            const page = pageOf("List", keys, { MaxResults, NextToken }, (key) => key);
            seen.push(...page.items);
            NextToken = page.NextToken;
          } while (NextToken !== undefined);
          expect(seen).toEqual([...keys].sort().reverse());
        },
      ),
    );
  });

  it("of backup jobs knows thirty days and every filter", async () => {
    const rig = createBackupRig();
    rig.expect({}, { state: "FAILED", message: "Access denied." });
    const failed = await rig.start();
    rig.clock.advance(hour);
    const good = await rig.start();
    rig.clock.advance(hour);
    const filters = [
      [{ ByState: "FAILED" as const }, [failed]],
      [{ ByState: "RUNNING" as const }, []],
      [{ ByMessageCategory: "SUCCESS" }, [good]],
      [{ ByMessageCategory: "*" }, [good, failed]],
      [{ ByResourceArn: instanceArn }, [good, failed]],
      [{ ByResourceType: "EBS" }, []],
      [{ ByBackupVaultName: vaultName }, [good, failed]],
      [{ ByBackupVaultName: "none" }, []],
      [{ ByCreatedAfter: new Date(startAt + minute) }, [good]],
      [{ ByCreatedBefore: new Date(startAt + minute) }, [failed]],
      [{ ByCompleteAfter: new Date(startAt + hour) }, [good]],
      [{ ByCompleteBefore: new Date(startAt + hour) }, [failed]],
      [{ ByAccountId: account }, [good, failed]],
      [{ ByAccountId: "222222222222" }, []],
      [{ ByParentJobId: "p" }, []],
    ] as const;
    for (const [filter, ids] of filters) {
      const { BackupJobs = [] } = await rig.ask("ListBackupJobs", filter);
      expect(
        BackupJobs.map(({ BackupJobId }) => BackupJobId),
        JSON.stringify(filter),
      ).toEqual(ids);
    }
    rig.clock.advance(31 * day);
    expect((await rig.ask("ListBackupJobs", {})).BackupJobs).toEqual([]);
  });

  it("of an organization's jobs is for its management account", async () => {
    const management = { account: "999999999999" };
    const rig = createBackupRig({ managementAccount: management.account });
    await rig.start();
    expect((await rig.ask("ListBackupJobs", { ByAccountId: "*" }, management)).BackupJobs?.length).toBe(1);
    expect((await rig.ask("ListBackupJobs", {}, management)).BackupJobs).toEqual([]);
    expect(
      (await rig.ask("ListBackupJobs", { ByAccountId: account }, { account: "222222222222" })).BackupJobs,
    ).toEqual([]);
  });

  it("of recovery points of a database has pages of twenty at least", async () => {
    const ResourceArn = `arn:aws:rds:${region}:${account}:db:orders`;
    await expect(
      createBackupRig().ask("ListRecoveryPointsByResource", { ResourceArn, MaxResults: 10 }),
    ).rejects.toMatchObject({ name: "InvalidParameterValueException" });
  });

  it("of protected resources knows the newest recovery point of each", async () => {
    const rig = createBackupRig();
    await rig.takePoint();
    const newest = await rig.takePoint();
    const { Results } = await rig.ask("ListProtectedResources", {});
    expect(Results).toMatchObject([
      { ResourceArn: instanceArn, ResourceType: "EC2", ResourceName: "web-1", LastRecoveryPointArn: newest },
    ]);
  });

  it("of summaries tells the good from the completed with issues", async () => {
    const rig = createBackupRig();
    rig.expect({}, { state: "vssFailed" });
    await rig.start({ BackupOptions: { WindowsVSS: "enabled" } });
    rig.clock.advance(hour);
    await rig.takePoint();
    const countOf = async (MessageCategory: string) => {
      const { BackupJobSummaries = [] } = await rig.ask("ListBackupJobSummaries", {
        State: "COMPLETED",
        MessageCategory,
        AggregationPeriod: "FOURTEEN_DAYS",
      });
      return BackupJobSummaries.map(({ Count }) => Count);
    };
    expect(await countOf("AGGREGATE_ALL")).toEqual([2]);
    expect(await countOf("SUCCESS")).toEqual([1]);
  });
});
