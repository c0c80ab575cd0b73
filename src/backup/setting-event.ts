// Vaults, plans and a Region's settings, as events tell of them.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html
import { shortName, vaultNameOf } from "./arn.ts";
import { membersOf, textOf, writtenOf } from "./members.ts";
import type { ThingNotification } from "./notification.ts";
import { type ThingEvent, tellOf } from "./telling.ts";
import { type FactLabel, type ThingKind, worstOf } from "./thing.ts";

export const readVault = (event: ThingEvent): ThingNotification | undefined => {
  const arn = textOf(event.resources[0]);
  const name = textOf(event.detail.backupVaultName) ?? (arn === undefined ? undefined : vaultNameOf(arn));
  return read(event, "vault", name, name, { vault: name, locked: writtenOf(event.detail.isLocked) });
};

export const readPlan = (event: ThingEvent): ThingNotification | undefined => {
  const arn = textOf(event.resources[0]);
  const id = textOf(event.detail.backupPlanId) ?? (arn === undefined ? undefined : shortName(arn));
  const name = textOf(event.detail.backupPlanName) ?? id;
  return read(event, "plan", id, name, { plan: name });
};

export const readRegionSetting = (event: ThingEvent): ThingNotification | undefined => {
  const chosen = Object.entries(membersOf(event.detail.ResourceTypeOptInPreference));
  const changed = chosen.map(([type, isIn]) => `${type}: ${writtenOf(isIn) ?? "?"}`).join(", ");
  return read(event, "region-setting", "settings", event.region, {
    changed: changed === "" ? undefined : changed,
  });
};

const read = (
  event: ThingEvent,
  kind: ThingKind,
  id: string | undefined,
  name: string | undefined,
  facts: Readonly<Partial<Record<FactLabel, string | undefined>>>,
): ThingNotification | undefined => {
  const { account, region, at, detail } = event;
  const said = worstOf(kind, [textOf(detail.state), textOf(detail.status)]);
  if (said === undefined) return undefined;
  const by = textOf(membersOf(detail.userIdentity).arn);
  return tellOf({
    feed: "eventbridge",
    kind,
    account,
    region,
    id,
    name,
    ...said,
    at,
    facts: { ...facts, by },
  });
};
