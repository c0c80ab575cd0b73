// Backup plans: documents with versions. Their schedules are kept but not run; a scene runs a plan by hand.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/about-backup-plans.html
import type * as backup from "@aws-sdk/client-backup";
import type { Handlers } from "../service.ts";
import { planArn } from "./arn.ts";
import { invalid, notFound, refuse, required } from "./errors.ts";
import { checkLifecycle } from "./lifecycle.ts";
import { pageOf, timeKey } from "./page.ts";
import { isAt, type Place, type Plan, type PlanVersion, type State } from "./state.ts";
import type { World } from "./world.ts";

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/aws-backup-limits.html */
const plansMax = 300;

export const planOf = (state: State, place: Place, id: string | undefined): Plan => {
  const plan = state.plans.get(required(id, "BackupPlanId"));
  if (plan === undefined || !isAt(plan, place)) throw notFound("Backup plan", id ?? "");
  return plan;
};

export const currentOf = (plan: Plan): PlanVersion => {
  const version = plan.versions.at(-1);
  if (version === undefined) throw notFound("Backup plan", plan.id);
  return version;
};

export const planHandlers = (world: World): Handlers<typeof backup> => {
  const { state, clock, feeds } = world;

  const versionOf = (input: backup.BackupPlanInput): PlanVersion => ({
    id: Buffer.from(world.newId().toLowerCase()).toString("base64"),
    createdAt: clock.now(),
    plan: {
      ...input,
      Rules: (input.Rules ?? []).map((rule) => ({ ...rule, RuleId: world.newId().toLowerCase() })),
    },
  });

  return {
    CreateBackupPlan(input, call) {
      const document = required(input.BackupPlan, "BackupPlan");
      checkPlan(document);
      const live = [...state.plans.values()].filter(
        (plan) => isAt(plan, call) && plan.deletedAt === undefined,
      );
      const requestId = input.CreatorRequestId;
      const before = live.find((plan) => requestId !== undefined && plan.creatorRequestId === requestId);
      if (before !== undefined) return written(before, currentOf(before));
      const twin = live.find((plan) => contentOf(currentOf(plan).plan) === contentOf(document));
      if (twin !== undefined) {
        const members = { Arn: twin.arn, CreatorRequestId: twin.creatorRequestId ?? "" };
        throw refuse(
          "AlreadyExistsException",
          "Backup plan with the same plan document already exists.",
          members,
        );
      }
      if (live.length >= plansMax) {
        throw refuse("LimitExceededException", `You have reached the limit of ${plansMax} backup plans.`);
      }
      const id = world.newId().toLowerCase();
      const version = versionOf(document);
      const plan: Plan = {
        account: call.account,
        region: call.region,
        id,
        arn: planArn(call, id),
        versions: [version],
        createdAt: version.createdAt,
        tags: input.BackupPlanTags ?? {},
        ...(requestId === undefined ? {} : { creatorRequestId: requestId }),
      };
      state.plans.set(id, plan);
      feeds.plan(plan, version.id, "CREATED", version.createdAt);
      return written(plan, version);
    },

    GetBackupPlan(input, call) {
      const plan = planOf(state, call, input.BackupPlanId);
      const version =
        input.VersionId === undefined
          ? currentOf(plan)
          : plan.versions.find(({ id }) => id === input.VersionId);
      if (version === undefined) throw notFound("Backup plan version", input.VersionId ?? "");
      return {
        ...written(plan, version),
        BackupPlan: version.plan,
        CreatorRequestId: plan.creatorRequestId,
        DeletionDate: dated(plan.deletedAt),
        LastExecutionDate: dated(plan.ranAt),
      };
    },

    ListBackupPlans(input, call) {
      const all = [...state.plans.values()]
        .filter((plan) => isAt(plan, call))
        .filter((plan) => plan.deletedAt === undefined || input.IncludeDeleted === true);
      const { items, NextToken } = pageOf("ListBackupPlans", all, input, ({ createdAt, id }) =>
        timeKey(createdAt, id),
      );
      const BackupPlansList = items.map((plan) => ({
        ...written(plan, currentOf(plan)),
        BackupPlanName: currentOf(plan).plan.BackupPlanName,
        CreatorRequestId: plan.creatorRequestId,
        DeletionDate: dated(plan.deletedAt),
        LastExecutionDate: dated(plan.ranAt),
      }));
      return { BackupPlansList, NextToken };
    },

    UpdateBackupPlan(input, call) {
      const plan = livePlanOf(state, call, input.BackupPlanId);
      const document = required(input.BackupPlan, "BackupPlan");
      checkPlan(document);
      const version = versionOf(document);
      const updated = { ...plan, versions: [...plan.versions, version] };
      state.plans.set(plan.id, updated);
      feeds.plan(updated, version.id, "MODIFIED", version.createdAt);
      return written(updated, version);
    },

    DeleteBackupPlan(input, call) {
      const plan = livePlanOf(state, call, input.BackupPlanId);
      if ([...state.selections.values()].some(({ planId }) => planId === plan.id)) {
        // https://docs.aws.amazon.com/aws-backup/latest/devguide/deleting-a-backup-plan.html
        const message = "Related backup plan selections must be deleted prior to backup plan deletion.";
        throw refuse("InvalidRequestException", message, { Context: plan.id });
      }
      const deletedAt = clock.now();
      const version = currentOf(plan);
      state.plans.set(plan.id, { ...plan, deletedAt });
      feeds.plan(plan, version.id, "DELETED", deletedAt);
      const { BackupPlanId, BackupPlanArn, VersionId } = written(plan, version);
      return { BackupPlanId, BackupPlanArn, VersionId, DeletionDate: new Date(deletedAt) };
    },
  };
};

export const livePlanOf = (state: State, place: Place, id: string | undefined): Plan => {
  const plan = planOf(state, place, id);
  if (plan.deletedAt !== undefined) throw notFound("Backup plan", plan.id);
  return plan;
};

const written = (plan: Plan, version: PlanVersion) => ({
  BackupPlanId: plan.id,
  BackupPlanArn: plan.arn,
  CreationDate: new Date(version.createdAt),
  VersionId: version.id,
  AdvancedBackupSettings: version.plan.AdvancedBackupSettings,
});

const dated = (at: number | undefined): Date | undefined => (at === undefined ? undefined : new Date(at));

/** Two plans are the same to AWS when they say the same, whatever ids their rules were given. */
const contentOf = (plan: backup.BackupPlan | backup.BackupPlanInput): string =>
  JSON.stringify(plan, (key, value: unknown) => (key === "RuleId" ? undefined : value));

const checkPlan = (plan: backup.BackupPlanInput): void => {
  const name = required(plan.BackupPlanName, "BackupPlanName");
  if (!/^[a-zA-Z0-9\-_.]{1,50}$/.test(name)) throw invalid("Invalid backup plan name.", "BackupPlanName");
  const rules = required(plan.Rules, "Rules");
  if (rules.length === 0) throw invalid("A backup plan needs at least one rule.", "Rules");
  for (const rule of rules) {
    required(rule.RuleName, "RuleName");
    required(rule.TargetBackupVaultName, "TargetBackupVaultName");
    checkLifecycle(rule.Lifecycle);
    const schedule = rule.ScheduleExpression;
    if (schedule !== undefined && !/^cron\(\S+( \S+){5}\)$/.test(schedule)) {
      throw invalid(`Invalid schedule expression: ${schedule}.`, "ScheduleExpression");
    }
  }
};
