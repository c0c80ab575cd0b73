// Who carries a tag, asked of the simulated AWS through the reader role.
import { expect, it } from "vitest";
import { paymentsDb } from "../../sandbox/estate.ts";
import { createWorld } from "../../sandbox/world.ts";
import { resourceTags } from "../../src/adapters/tags.ts";

const startAt = Date.parse("2026-11-20T13:00:00Z");
const place = { account: paymentsDb.account, region: paymentsDb.region };
const gold = { protection: "gold" };

const inWorld = async (
  play: (
    world: Awaited<ReturnType<typeof createWorld>>,
    tags: ReturnType<typeof resourceTags>,
  ) => Promise<void>,
) => {
  const world = await createWorld({ language: "en", startAt, speed: 0, limits: "none" }, {});
  try {
    await play(world, resourceTags("clock", world.config.installId, world.awsFor("clock")));
  } finally {
    await world.close();
  }
};

it("finds what carries all tags, page after page, and nothing that AWS Backup does not back up", () =>
  inWorld(async (world, tags) => {
    for (let index = 0; index < 250; index += 1) {
      const name = `db-${index}`;
      const arn = paymentsDb.arn.replace("payments-db", name);
      const mark = index % 2 === 0 ? { kind: "even" } : {};
      world.backup.protect({ ...paymentsDb, arn, name, tags: { ...gold, ...mark } }, "prod-daily");
    }
    const queue = { ...paymentsDb, arn: "arn:aws:sqs:ap-northeast-1:111111111111:jobs", tags: gold };
    const snapshot = { ...queue, arn: paymentsDb.arn.replace(":db:", ":snapshot:") };
    for (const thing of [queue, snapshot]) world.backup.addResource(thing);
    const all = await tags.carrying(place, gold, 10_000);
    expect(all.isCut).toBe(false);
    expect(new Set(all.items).size).toBe(250);
    expect((await tags.carrying(place, { ...gold, kind: "even" }, 10_000)).items).toHaveLength(125);
    expect(await tags.carrying(place, gold, 120)).toMatchObject({ isCut: true });
    expect(await tags.carrying({ ...place, region: "us-west-2" }, gold, 10_000)).toEqual({
      items: [],
      isCut: false,
    });
  }));

it("reads the tags of one resource, and none of what is gone or never had any", () =>
  inWorld(async (world, tags) => {
    world.backup.addResource(paymentsDb);
    expect(await tags.of(place, paymentsDb.arn)).toEqual({ protection: "gold", team: "payments" });
    world.backup.retag(place, paymentsDb.arn, {});
    expect(await tags.of(place, paymentsDb.arn)).toEqual({});
    expect(await tags.of(place, paymentsDb.arn.replace("payments", "other"))).toEqual({});
  }));

it.each([
  ["ThrottledException", "aws-throttled"],
  ["AccessDeniedException", "aws-denied"],
  ["InternalServiceException", "aws-unavailable"],
] as const)("tells %s as %s", (error, code) =>
  inWorld(async (world, tags) => {
    world.faults.set([{ service: "tagging", operation: "GetResources", error }]);
    await expect(tags.of(place, paymentsDb.arn)).rejects.toMatchObject({ code });
    await expect(tags.carrying(place, gold, 10)).rejects.toMatchObject({ code });
  }));
