// The walls of the house. Each rule is held over the real files, and each is shown to fall when its fault is planted.
import { describe, expect, it } from "vitest";
import { readFiles, type SourceFile } from "./tidy/files.ts";
import * as rules from "./tidy/rules.ts";

const house = readFiles("src", "sandbox", "infra");
const everything = [...house, ...readFiles("test")];

const planted = (path: string, text: string): SourceFile => ({ path, text });

interface Wall {
  readonly says: string;
  readonly rule: rules.Rule;
  readonly over: readonly SourceFile[];
  readonly faults: readonly SourceFile[];
}

const walls: readonly Wall[] = [
  {
    says: "imports only go down",
    rule: rules.importsGoDown,
    over: house,
    faults: [
      planted("src/core/planted.ts", 'import { md } from "../slack/mrkdwn.ts";'),
      planted("src/ports/planted.ts", 'import type { World } from "../adapters/store.ts";'),
      planted("src/features/jobs/flow.ts", 'import { draw } from "../alerts/flow.ts";'),
      planted("src/slack/planted.ts", 'import { en } from "../i18n/en.ts";'),
      planted("src/app/planted.ts", 'const late = () => import("../lambda/events.ts");'),
    ],
  },
  {
    says: "there are no circles",
    rule: rules.noCircles,
    over: house,
    faults: [planted("src/core/one.ts", 'import { one } from "./one.ts";\nexport const two = one;')],
  },
  {
    says: "a feature keeps its private files, and its edges are on the list",
    rule: rules.featuresKeepToThemselves,
    over: house,
    faults: [
      planted("src/features/watch/flow.ts", 'import { alertCard } from "../alerts/views.ts";'),
      planted("src/features/restores/flow.ts", 'import { draw } from "../alerts/flow.ts";'),
      planted("src/lambda/planted.ts", 'import { draw } from "../features/alerts/flow.ts";'),
    ],
  },
  {
    says: "a feature's files have the same names every time",
    rule: rules.featureFilesHaveTheirNames,
    over: house,
    faults: [planted("src/features/alerts/manager.ts", "")],
  },
  {
    says: "rules and views never await",
    rule: rules.rulesNeverAwait,
    over: house,
    faults: [
      planted("src/features/alerts/decide.ts", "export const decide = async () => 1;"),
      planted("src/features/alerts/views.ts", "const card = await read();"),
    ],
  },
  {
    says: "rules read no clock, no random and no environment",
    rule: rules.rulesReadNothing,
    over: house,
    faults: [
      planted("src/features/alerts/decide.ts", "const now = Date.now();"),
      planted("src/features/alerts/decide.ts", "const now = new Date();"),
      planted("src/features/alerts/decide.ts", "const dice = Math.random();"),
      planted("src/features/alerts/decide.ts", "const zone = process.env.TZ;"),
    ],
  },
  {
    says: "a file fits in three hundred lines",
    rule: rules.filesAreShort,
    over: everything,
    faults: [planted("src/core/long.ts", "// line\n".repeat(301))],
  },
  {
    says: "there are no barrels",
    rule: rules.noBarrels,
    over: house,
    faults: [
      planted("src/core/index.ts", ""),
      planted("src/core/all.ts", 'export * from "./time.ts";'),
      planted("src/core/all.ts", 'export { instant } from "./time.ts";'),
    ],
  },
  {
    says: "there are no utils",
    rule: rules.noUtils,
    over: everything,
    faults: [planted("src/core/utils.ts", ""), planted("src/utils/text.ts", "")],
  },
  {
    says: "no file lies at the root of src",
    rule: rules.noFilesAtTheRootOfSrc,
    over: house,
    faults: [planted("src/main.ts", "")],
  },
  {
    says: "exports have names",
    rule: rules.namedExportsOnly,
    over: house,
    faults: [planted("src/core/planted.ts", "export default 1;")],
  },
  {
    says: "nothing is exported that nobody imports",
    rule: rules.noDeadExports,
    over: everything,
    faults: [planted("src/core/planted.ts", "export const forgotten = 1;")],
  },
];

describe.each(walls)("the house: $says", ({ rule, over, faults }) => {
  it("stands", () => {
    expect(rule(over)).toEqual([]);
  });

  it.each(faults)("falls when the fault is planted in $path", (fault) => {
    const others = over.filter(({ path }) => path !== fault.path);
    const before = rule(others).length;
    expect(rule([...others, fault]).length).toBeGreaterThan(before);
  });
});
