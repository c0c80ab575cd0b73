// Protected resources: what AWS Backup has recovery points of.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListProtectedResources.html
import type * as backup from "@aws-sdk/client-backup";
import type { Handlers } from "../service.ts";
import { notFound, required } from "./errors.ts";
import { pageOf } from "./page.ts";
import { isAt, type Place, type RecoveryPoint } from "./state.ts";
import type { World } from "./world.ts";

const minuteMs = 60_000;

export const protectedResourceHandlers = ({ state }: World): Handlers<typeof backup> => {
  /** The newest whole point of each resource. A copy from elsewhere protects nothing here. */
  const newestPoints = (place: Place): readonly RecoveryPoint[] => {
    const whole = [...state.points.values()]
      .filter((point) => isAt(point, place) && point.life.state !== "CREATING")
      .filter((point) => point.sourceVaultArn === undefined)
      .sort((a, b) => a.createdAt - b.createdAt);
    return [...new Map(whole.map((point) => [point.resourceArn, point])).values()];
  };

  return {
    ListProtectedResources(input, call) {
      const { items, NextToken } = pageOf(
        "ListProtectedResources",
        newestPoints(call),
        input,
        ({ resourceArn }) => resourceArn,
      );
      return { Results: items.map(shown), NextToken };
    },

    DescribeProtectedResource(input, call) {
      const arn = required(input.ResourceArn, "ResourceArn");
      const point = newestPoints(call).find(({ resourceArn }) => resourceArn === arn);
      if (point === undefined) throw notFound("Protected resource", arn);
      const restores = [...state.restores.values()]
        .filter((job) => isAt(job, call) && job.resourceArn === arn && job.life.state === "COMPLETED")
        .sort((a, b) => b.createdAt - a.createdAt);
      const [latest] = restores;
      if (latest === undefined) return shown(point);
      const tookMs = (latest.life.endedAt ?? latest.createdAt) - latest.createdAt;
      return {
        ...shown(point),
        LatestRestoreExecutionTimeMinutes: Math.round(tookMs / minuteMs),
        LatestRestoreJobCreationDate: new Date(latest.createdAt),
        LatestRestoreRecoveryPointCreationDate: new Date(latest.pointCreatedAt),
      };
    },
  };
};

const shown = (point: RecoveryPoint): backup.ProtectedResource => ({
  ResourceArn: point.resourceArn,
  ResourceType: point.resourceType,
  ResourceName: point.resourceName,
  LastBackupTime: new Date(point.createdAt),
  LastBackupVaultArn: point.vaultArn,
  LastRecoveryPointArn: point.arn,
});
