// The kept templates are what is deployed: the sandbox stands on them, and a review reads them.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { sandboxTemplates, templatesFolder } from "../../infra/templates.ts";

// CloudFormation's own validation takes seconds; `npm run synth` has it.
process.env.CDK_VALIDATION = "false";

const made = sandboxTemplates();
const mend = "run `npm run templates` and look at what changed";

describe("the kept templates", () => {
  it("are those that the infrastructure makes, and no others", () => {
    expect(readdirSync(templatesFolder).sort(), mend).toEqual(Object.keys(made).sort());
  });

  it.each(Object.keys(made))("%s is what the infrastructure makes now", (file) => {
    const kept = readFileSync(`${templatesFolder}${file}`, "utf8");
    expect(kept, `${file} is not what the infrastructure makes now: ${mend}`).toBe(made[file]);
  });
});
