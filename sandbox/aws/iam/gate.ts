// The gate in front of every simulated service: a call passes when IAM allows each thing that it needs.
import type { Access } from "../../../src/backup/access.ts";
import { AwsError, type Call } from "../service.ts";
import { type NeedFacts, needsOf } from "./needs.ts";
import { type Asking, administratorName, type Iam } from "./service.ts";

export interface GateFacts extends NeedFacts {
  /** Whose a resource is, and its policy as it was set. */
  readonly ownerOf: (resource: string) => Asking["owner"];
}

/**
 * Throws what AWS says to whoever may not. The sandbox's own administrator is asked nothing, in whichever account: it is
 * whoever plays with the sandbox.
 */
export const createGate =
  (iam: Iam, facts: GateFacts) =>
  (call: Call, input: unknown): void => {
    if (call.principal.endsWith(administratorName)) return;
    for (const need of needsOf(call, (input ?? {}) as Readonly<Record<string, unknown>>, facts)) {
      const isPassed = need.action === "iam:PassRole";
      // A role's trust says who may assume it, and nothing of who may pass it.
      const owner = isPassed ? undefined : facts.ownerOf(need.resource);
      const { access } = iam.decide({
        ...need,
        principal: call.principal,
        ...(owner === undefined ? {} : { owner }),
      });
      if (access.type === "refused") throw refusal(call, need, access);
      const service = need.context?.["iam:PassedToService"];
      if (isPassed && !iam.mayAssume(String(service), need.resource)) {
        const message = `IAM Role ${need.resource} cannot be assumed by AWS Backup`;
        throw new AwsError("InvalidParameterValueException", message);
      }
    }
  };

/** For a service that asks once more, about something that the call does not name. */
export const mayCall =
  (iam: Iam) =>
  ({ principal }: Call, action: string, resource: string): boolean =>
    principal.endsWith(administratorName) ||
    iam.decide({ principal, action, resource }).access.type === "allowed";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
const refusal = (
  { service, principal }: Call,
  { action, resource }: Pick<Asking, "action" | "resource">,
  access: Access & { readonly type: "refused" },
): AwsError => {
  const layers = {
    identity: "identity-based policy",
    boundary: "permissions boundary",
    resource: "resource-based policy",
  };
  const named = (layer: string) => layers[layer as keyof typeof layers] ?? layer;
  const why =
    access.reason === "explicit-deny"
      ? `with an explicit deny in a ${named(access.by.layer)}`
      : `because no ${named(access.missing[0] ?? "identity")} allows the ${action} action`;
  const message = `User: ${principal} is not authorized to perform: ${action} on resource: ${resource} ${why}`;
  return service === "sqs" || service === "sts" || service === "s3"
    ? new AwsError("AccessDenied", message, 403)
    : new AwsError("AccessDeniedException", message, service === "backup" ? 403 : 400);
};
