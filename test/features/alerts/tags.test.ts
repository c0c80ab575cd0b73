// The rules of routes by tag: where an alert goes, and which tags must be known to tell.
import { describe, expect, it } from "vitest";
import { routeOf, tagsAsked } from "../../../src/features/alerts/decide.ts";
import { configIn } from "./cards.ts";

describe("the way of an alert by tags", () => {
  const base = configIn("en");
  const config = {
    ...base,
    routes: [
      { severity: "unknown", channel: "C0ODDITIES01" },
      { environment: "production", resourceType: "S3", tags: { team: "web" }, channel: "C0WEB000001" },
      { environment: "production", tags: { team: "payments", tier: "gold" }, channel: "C0PAYMENTS01" },
      { environment: "production", tags: {}, severity: "warning", channel: "C0WARNINGS01" },
      { environment: "production", tags: { team: "web" }, channel: "C0WEB000001" },
    ],
  } as const;
  const job = { account: "111111111111", region: "ap-northeast-1", kind: "backup", id: "j" } as const;
  const payments = { team: "payments", tier: "gold", owner: "somebody" };

  it.each([
    ["the route whose tags it carries all", { tags: payments }, "failed", "C0PAYMENTS01"],
    ["not the route of which it carries one tag", { tags: { team: "payments" } }, "failed", "C0PRODUCTION"],
    ["not the route of the same tag with another case", { tags: { team: "Web" } }, "failed", "C0PRODUCTION"],
    ["the next route that fits, with other tags", { tags: { team: "web" } }, "failed", "C0WEB000001"],
    ["the first that fits, tags or not", { tags: { team: "web" } }, "warning", "C0WARNINGS01"],
    ["its environment's channel, with no tags", { tags: {} }, "failed", "C0PRODUCTION"],
    ["its environment's channel, where they were not read", {}, "failed", "C0PRODUCTION"],
    ["no route by a tag that every object has", { tags: { team: "toString" } }, "failed", "C0PRODUCTION"],
  ] as const)("is %s", (_, facts, severity, channel) => {
    expect(routeOf(config, job, facts, severity).channel).toBe(channel);
  });

  it.each([
    ["of all routes that could fit", {}, "failed", {}, ["team", "tier"]],
    ["of routes before the first that fits without", {}, "warning", {}, ["team", "tier"]],
    ["never, when a route before them fits", {}, "unknown", {}, []],
    ["never, when they are known", { tags: {} }, "failed", {}, []],
    ["never, where no route names any", {}, "failed", { account: "222222222222" }, []],
  ] as const)("asks for tags %s", (_, facts, severity, key, names) => {
    expect(tagsAsked(config, { ...job, ...key }, facts, severity)).toEqual(names);
  });
});
