// Modals and Home tabs: triggers that die, stacks that end, hashes that clash.
import { afterEach, describe, expect, it, vi } from "vitest";
import { modal, openSlack, refusalOf, section } from "./lab.ts";

afterEach(() => vi.restoreAllMocks());

const user = "U0ONCALL01";
const home = { type: "home" as const, blocks: [{ type: "divider" as const }] };

const opened = async (more: object = {}) => {
  const world = openSlack();
  const { slack, client } = world;
  const open = (view: object, trigger = slack.issueTrigger(user)) =>
    client.views.open({ trigger_id: trigger, view: view as typeof modal });
  const push = (view: object) =>
    client.views.push({ trigger_id: slack.issueTrigger(user), view: view as typeof modal });
  const { view } = await open({ ...modal, ...more });
  return { ...world, open, push, id: view?.id ?? "", hash: view?.hash ?? "" };
};

describe("a trigger", () => {
  it("opens one view, within three seconds of wire time", async () => {
    const { slack, client } = openSlack();
    const open = (trigger_id: string) => refusalOf(client.views.open({ trigger_id, view: modal }));
    const now = vi.spyOn(performance, "now");
    now.mockReturnValue(10_000);
    const [quick, slow] = [slack.issueTrigger(user), slack.issueTrigger(user)];
    now.mockReturnValue(13_000);
    expect(await open(quick)).toBe("taken");
    expect(await open(quick)).toBe("exchanged_trigger_id");
    now.mockReturnValue(13_001);
    expect(await open(slow)).toBe("expired_trigger_id");
    expect(await open("none")).toBe("invalid_trigger_id");
    now.mockRestore();
  });

  it("does not die of world time", async () => {
    const { slack, client, clock } = openSlack();
    const trigger_id = slack.issueTrigger(user);
    clock.advance(86_400_000);
    expect(await refusalOf(client.views.open({ trigger_id, view: modal }))).toBe("taken");
  });
});

describe("a modal", () => {
  it("is shown to its user alone, is updated in place and keeps its id", async () => {
    const { slack, client, id, hash } = await opened({ callback_id: "first" });
    expect(slack.views(user).modal).toMatchObject({ id, callback_id: "first", root_view_id: id });
    expect(slack.views("U0ASKER001")).toEqual({});
    const { view } = await client.views.update({
      view_id: id,
      hash,
      view: { ...modal, callback_id: "second" },
    });
    expect(view).toMatchObject({ id, callback_id: "second" });
    expect(view?.hash).not.toBe(hash);
    const stale = client.views.update({ view_id: id, hash, view: modal });
    expect(await refusalOf(stale)).toBe("hash_conflict");
    expect(await refusalOf(client.views.update({ view_id: id, view: modal }))).toBe("taken");
    expect(await refusalOf(client.views.update({ view_id: "V0NONE", view: modal }))).toBe("not_found");
  });

  it("lies three deep at most, on one that is open", async () => {
    const { push, slack, id } = await opened();
    const { view: second } = await push(modal);
    expect(second).toMatchObject({ root_view_id: id, previous_view_id: id });
    const { view: third } = await push(modal);
    expect(slack.views(user).modal?.id).toBe(third?.id);
    expect(await refusalOf(push(modal))).toBe("push_limit_reached");
    const other = openSlack();
    const alone = other.client.views.push({ trigger_id: other.slack.issueTrigger(user), view: modal });
    expect(await refusalOf(alone)).toBe("not_found");
  });

  it("has an external id that no other view has, by which it is updated", async () => {
    const { client, push, slack } = await opened({ external_id: "mine" });
    expect(await refusalOf(push({ ...modal, external_id: "mine" }))).toBe("duplicate_external_id");
    const again = { ...modal, external_id: "mine", callback_id: "again" };
    expect(await refusalOf(client.views.update({ external_id: "mine", view: again }))).toBe("taken");
    expect(slack.views(user).modal).toMatchObject({ callback_id: "again" });
    const published = client.views.publish({ user_id: user, view: { ...home, external_id: "mine" } });
    expect(await refusalOf(published)).toBe("duplicate_external_id");
  });

  it("is refused where it is too large, of another type, or wrong, with a pointer into the view", async () => {
    const { open } = await opened();
    const large = { ...modal, blocks: Array.from({ length: 90 }, () => section("x".repeat(2_990))) };
    expect(await refusalOf(open(large))).toBe("view_too_large");
    expect(await refusalOf(open(home))).toBe("invalid_arguments");
    const long = { type: "plain_text", text: "x".repeat(25) };
    await expect(open({ ...modal, title: long, blocks: [section("")] })).rejects.toMatchObject({
      data: {
        error: "invalid_arguments",
        response_metadata: {
          messages: [
            "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]",
            "[ERROR] must be more than 0 characters [json-pointer:/view/blocks/0/text/text]",
          ],
        },
      },
    });
  });
});

it("a Home tab is published by hash for somebody who is there, and keeps its id", async () => {
  const { client, slack } = openSlack();
  const { view } = await client.views.publish({ user_id: user, view: home });
  const hash = view?.hash ?? "";
  const { view: next } = await client.views.publish({ user_id: user, view: home, hash });
  expect(next?.id).toBe(view?.id);
  expect(await refusalOf(client.views.publish({ user_id: user, view: home, hash }))).toBe("hash_conflict");
  expect(await refusalOf(client.views.update({ view_id: view?.id ?? "", view: home }))).toBe("taken");
  expect(slack.views(user).home).toMatchObject({ id: view?.id, type: "home" });
  expect(await refusalOf(client.views.publish({ user_id: "U0NOBODY00", view: home }))).toBe("user_not_found");
});
