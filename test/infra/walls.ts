// Rules over templates, each shown to fall when its fault is planted.
import { describe, expect, it } from "vitest";
import { allOf, at, type Installation, type Json, textsOf } from "./template.ts";

/** One sentence for each fault; none means that the wall stands. */
export type Rule = (installation: Installation) => readonly string[];

/** One thing changed in the template of the first resource of that name. */
export interface Fault {
  readonly in: string;
  readonly named: string;
  /**
   * A path through its properties, such as `Targets.0.RoleArn` or `PolicyDocument.Statement.sqs:SendMessage.Action`;
   * `DeletionPolicy` is of the resource itself.
   */
  readonly set: string;
  /** Nothing: what is there is taken away. */
  readonly to?: unknown;
}

export interface Wall {
  readonly says: string;
  readonly rule: Rule;
  readonly faults: readonly Fault[];
}

export const holdWalls = (
  walls: readonly Wall[],
  installations: Readonly<Record<string, Installation>>,
): void => {
  describe.each(walls)("$says", ({ rule, faults }) => {
    it.each(Object.keys(installations))("in %s", (name) => {
      expect(rule(installations[name] ?? [])).toEqual([]);
    });

    it.each(faults)("and falls when $set of $named is $to", (fault) => {
      const home = Object.values(installations).find((installation) => isIn(fault, installation));
      expect(home, `${fault.named} is nowhere`).toBeDefined();
      expect(rule(planted(home ?? [], fault))).not.toEqual([]);
    });
  });
};

const isIn = (fault: Fault, installation: Installation): boolean =>
  allOf(installation, fault.in).some(({ name }) => name === fault.named);

const planted = (installation: Installation, { in: type, named, set, to }: Fault): Installation => {
  const [found] = allOf(installation, type).filter(({ name }) => name === named);
  return installation.map((stack) => {
    if (stack !== found?.stack) return stack;
    const resource = stack.resources[found.id];
    const path = set === "DeletionPolicy" ? [set] : ["Properties", ...set.split(".")];
    const changed = withChange(resource as unknown as Json, path, to as Json | undefined);
    return { ...stack, resources: { ...stack.resources, [found.id]: changed } } as typeof stack;
  });
};

const withChange = (value: Json, [step = "", ...rest]: readonly string[], to: Json | undefined): Json => {
  const key = keyOf(value, step);
  const held = value as { readonly [key: string]: Json };
  const inside = held[key];
  if (rest.length > 0 && inside === undefined) throw new Error(`there is no ${step} to change`);
  const inner = rest.length === 0 || inside === undefined ? to : withChange(inside, rest, to);
  if (Array.isArray(value))
    return value.map((each, index) => (String(index) === key ? (inner ?? null) : each));
  const { [key]: _, ...others } = held;
  return inner === undefined ? others : { ...others, [key]: inner };
};

/** In a list a step is a place, or a statement's id, or one of its actions. */
const keyOf = (value: Json, step: string): string => {
  if (!Array.isArray(value) || /^\d+$/.test(step)) return step;
  const index = (value as readonly Json[]).findIndex(
    (each) => at(each, "Sid") === step || textsOf(at(each, "Action")).includes(step),
  );
  if (index < 0) throw new Error(`there is no statement ${step} to change`);
  return String(index);
};
