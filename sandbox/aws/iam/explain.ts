// A refusal in words: who wanted what, what decided, and what was nearest to allowing it.
import type { NearMiss } from "../../../src/backup/access.ts";
import type { Decision } from "./service.ts";

export const explain = ({ asking, role, access }: Decision): string => {
  const who = (role ?? asking.principal).replace(/^.*role\//, "");
  const wanted = `${who}: ${asking.action} on ${asking.resource}`;
  if (access.type === "allowed") return `${wanted} is allowed by ${access.by.map(nameOf).join(", ")}`;
  if (access.reason === "explicit-deny") return `${wanted} is denied by ${nameOf(access.by)}`;
  const nearest = access.nearest[0];
  const hint =
    nearest === undefined ? "nothing comes near" : `nearest is ${nameOf(nearest)}: ${failureOf(nearest)}`;
  return `${wanted} is allowed by no ${access.missing.join(" and no ")} policy; ${hint}`;
};

const nameOf = ({
  layer,
  policy,
  sid,
  index,
}: Pick<NearMiss, "layer" | "policy" | "sid" | "index">): string =>
  `${layer} ${policy === layer ? "" : `${policy} `}${sid ?? `statement ${index + 1}`}`.replace(/ {2}/g, " ");

const failureOf = ({ failed }: NearMiss): string =>
  failed
    .map((failure) =>
      failure.kind === "condition"
        ? `${failure.key} ${failure.operator} ${failure.expected.join(", ")}, and it is ${[failure.actual ?? "missing"].flat().join(", ")}`
        : `another ${failure.kind}`,
    )
    .join("; ");
