// Backup selections: which resources a plan is for, and the running of a plan for them.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html
import type * as backup from "@aws-sdk/client-backup";
import type { Handlers } from "../service.ts";
import { vaultArn } from "./arn.ts";
import { invalid, notFound, refuse, required } from "./errors.ts";
import { pageOf, timeKey } from "./page.ts";
import { currentOf, livePlanOf, planOf } from "./plans.ts";
import { startBackup } from "./run-backup.ts";
import { type BackupJob, isAt, type Plan, type Resource, type Selection, type Vault } from "./state.ts";
import type { World } from "./world.ts";

const minuteMs = 60_000;
/** https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html */
const startWindowMinutes = 480;
const completionWindowMinutes = 10_080;
/** https://docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery.html */
const continuousTypes = ["S3", "RDS", "Aurora", "SAP HANA on Amazon EC2"];

export const selectionHandlers = ({ state, clock, newId }: World): Handlers<typeof backup> => {
  const selectionOf = (planId: string, id: string | undefined): Selection => {
    const selection = state.selections.get(required(id, "SelectionId"));
    if (selection === undefined || selection.planId !== planId) throw notFound("Backup selection", id ?? "");
    return selection;
  };
  const shown = ({ id, planId, createdAt, creatorRequestId, selection }: Selection) => ({
    SelectionId: id,
    SelectionName: selection.SelectionName,
    BackupPlanId: planId,
    CreationDate: new Date(createdAt),
    CreatorRequestId: creatorRequestId,
    IamRoleArn: selection.IamRoleArn,
  });

  return {
    CreateBackupSelection(input, call) {
      const plan = livePlanOf(state, call, input.BackupPlanId);
      const selection = required(input.BackupSelection, "BackupSelection");
      const name = required(selection.SelectionName, "SelectionName");
      if (!/^[a-zA-Z0-9\-_.]{1,50}$/.test(name)) throw invalid("Invalid selection name.", "SelectionName");
      required(selection.IamRoleArn, "IamRoleArn");
      const ofPlan = [...state.selections.values()].filter(({ planId }) => planId === plan.id);
      const requestId = input.CreatorRequestId;
      const before = ofPlan.find((one) => requestId !== undefined && one.creatorRequestId === requestId);
      if (before !== undefined) return shown(before);
      if (ofPlan.some((one) => one.selection.SelectionName === name)) {
        throw refuse("AlreadyExistsException", `Backup selection ${name} already exists.`, { Context: name });
      }
      const made: Selection = {
        id: newId().toLowerCase(),
        planId: plan.id,
        createdAt: clock.now(),
        selection,
        ...(requestId === undefined ? {} : { creatorRequestId: requestId }),
      };
      state.selections.set(made.id, made);
      return { SelectionId: made.id, BackupPlanId: plan.id, CreationDate: new Date(made.createdAt) };
    },

    GetBackupSelection(input, call) {
      const selection = selectionOf(planOf(state, call, input.BackupPlanId).id, input.SelectionId);
      const { SelectionName: _, IamRoleArn: __, ...rest } = shown(selection);
      return { ...rest, BackupSelection: selection.selection };
    },

    ListBackupSelections(input, call) {
      const plan = planOf(state, call, input.BackupPlanId);
      const all = [...state.selections.values()].filter(({ planId }) => planId === plan.id);
      const { items, NextToken } = pageOf("ListBackupSelections", all, input, ({ createdAt, id }) =>
        timeKey(createdAt, id),
      );
      return { BackupSelectionsList: items.map(shown), NextToken };
    },

    DeleteBackupSelection(input, call) {
      const plan = planOf(state, call, input.BackupPlanId);
      state.selections.delete(selectionOf(plan.id, input.SelectionId).id);
      return {};
    },
  };
};

/** Starts one job for each selected resource, by the rule of this name or by the first one. */
export const runPlan = (world: World, planId: string, ruleName?: string): readonly BackupJob[] => {
  const { state, clock } = world;
  const plan = state.plans.get(planId);
  if (plan === undefined) throw notFound("Backup plan", planId);
  const { plan: document, id: versionId } = currentOf(plan);
  const rule = (document.Rules ?? []).find(({ RuleName }) => ruleName === undefined || RuleName === ruleName);
  if (rule === undefined) throw notFound("Backup rule", ruleName ?? "");
  state.plans.set(planId, { ...plan, ranAt: clock.now() });
  const creator: backup.RecoveryPointCreator = {
    BackupPlanId: planId,
    BackupPlanArn: plan.arn,
    BackupPlanName: document.BackupPlanName,
    BackupPlanVersion: versionId,
    BackupRuleId: rule.RuleId,
    BackupRuleName: rule.RuleName,
    BackupRuleCron: rule.ScheduleExpression,
    BackupRuleTimezone: rule.ScheduleExpressionTimezone,
  };
  return selectedBy(world, plan).map(({ resource, iamRoleArn }) =>
    startBackup(world, {
      vault: targetOf(world, plan, rule.TargetBackupVaultName ?? ""),
      resourceArn: resource.arn,
      iamRoleArn,
      startWindowMs: (rule.StartWindowMinutes ?? startWindowMinutes) * minuteMs,
      completeWindowMs: (rule.CompletionWindowMinutes ?? completionWindowMinutes) * minuteMs,
      options: optionsFor(document, resource.type),
      pointTags: rule.RecoveryPointTags ?? {},
      copyActions: rule.CopyActions ?? [],
      isContinuous: rule.EnableContinuousBackup === true && continuousTypes.includes(resource.type),
      creator,
      ...(rule.Lifecycle === undefined ? {} : { lifecycle: rule.Lifecycle }),
    }),
  );
};

/** A plan may name a vault that is gone; its jobs then fail by themselves. */
const targetOf = ({ state }: World, plan: Plan, name: string): Vault => {
  const { account, region } = plan;
  const arn = vaultArn(plan, name);
  return state.vaults.get(arn) ?? { account, region, arn, name, createdAt: 0, keyArn: "", tags: {} };
};

const optionsFor = (document: backup.BackupPlan, type: string) =>
  document.AdvancedBackupSettings?.find(({ ResourceType }) => ResourceType === type)?.BackupOptions ?? {};

const selectedBy = ({ state }: World, plan: Plan) => {
  const selections = [...state.selections.values()].filter(({ planId }) => planId === plan.id);
  return [...state.resources.values()]
    .filter((resource) => isAt(resource, plan))
    .flatMap((resource) => {
      const found = selections.find(({ selection }) => isSelected(resource, selection));
      return found === undefined ? [] : [{ resource, iamRoleArn: found.selection.IamRoleArn ?? "" }];
    });
};

/** `ListOfTags` asks for any, `Conditions` for all; that ARNs and tags narrow each other is unverified. */
const isSelected = (resource: Resource, selection: backup.BackupSelection): boolean => {
  const { Resources = [], NotResources = [], ListOfTags = [], Conditions = {} } = selection;
  if (Resources.length === 0 && ListOfTags.length === 0 && Object.keys(Conditions).length === 0) return false;
  if (Resources.length > 0 && !Resources.some((pattern) => isLike(resource.arn, pattern))) return false;
  if (NotResources.some((pattern) => isLike(resource.arn, pattern))) return false;
  const hasTag = (tag: backup.Condition) => resource.tags[tag.ConditionKey ?? ""] === tag.ConditionValue;
  return (ListOfTags.length === 0 || ListOfTags.some(hasTag)) && meets(resource, Conditions);
};

const meets = (resource: Resource, conditions: backup.Conditions): boolean => {
  const tagOf = (parameter: backup.ConditionParameter) =>
    resource.tags[(parameter.ConditionKey ?? "").replace(/^aws:ResourceTag\//, "")];
  const isSame = (one: backup.ConditionParameter) => tagOf(one) === one.ConditionValue;
  const isAlike = (one: backup.ConditionParameter) => isLike(tagOf(one) ?? "", one.ConditionValue ?? "");
  const { StringEquals = [], StringNotEquals = [], StringLike = [], StringNotLike = [] } = conditions;
  return (
    StringEquals.every(isSame) &&
    !StringNotEquals.some(isSame) &&
    StringLike.every(isAlike) &&
    !StringNotLike.some(isAlike)
  );
};

const isLike = (text: string, pattern: string): boolean =>
  new RegExp(`^${pattern.split("*").map(escaped).join(".*")}$`).test(text);

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
