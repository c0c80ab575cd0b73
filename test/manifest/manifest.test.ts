// manifest.yml against what Slack takes: the type that Slack's own client publishes, the rules of Slack's schema, and
// what the code answers to and asks for.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import * as z from "zod";
import { appIds } from "../../src/app/help.ts";
import { frontEn } from "../../src/i18n/front-en.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const text = readFileSync(`${root}manifest.yml`, "utf8");
const manifest = parse(text) as Record<string, unknown>;

const address = z
  .string()
  .regex(/^https?:\/\//)
  .max(3_000);
const flag = z.boolean().optional();

/**
 * The rules for a manifest without `_metadata`, as far as it uses them; any other member is a mistake.
 * https://github.com/slackapi/manifest-schema (schemas/manifest.schema.1.0.0.json)
 */
const slackRules = z.strictObject({
  display_information: z.strictObject({
    name: z.string().min(1).max(35),
    description: z.string().min(1).max(140).optional(),
    long_description: z.string().min(175).max(4_000).optional(),
    background_color: z
      .string()
      .regex(/^#[0-9a-fA-F]{3}(?:[0-9a-fA-F]{3})?$/)
      .optional(),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: flag,
      messages_tab_enabled: flag,
      messages_tab_read_only_enabled: flag,
    }),
    bot_user: z.strictObject({ display_name: z.string().min(1).max(80), always_online: flag }),
    slash_commands: z
      .array(
        z.strictObject({
          command: z.string().regex(/^\//).min(2).max(32),
          url: address,
          description: z.string().min(1).max(2_000),
          usage_hint: z.string().min(1).max(1_000).optional(),
          should_escape: flag,
        }),
      )
      .min(1)
      .max(50),
    shortcuts: z
      .array(
        z.strictObject({
          name: z.string().min(1).max(24),
          type: z.enum(["message", "global"]),
          callback_id: z.string().min(1).max(255),
          description: z.string().min(1).max(150),
        }),
      )
      .min(1)
      .max(10),
  }),
  oauth_config: z.strictObject({
    scopes: z.strictObject({ bot: z.array(z.string().max(50)).max(255) }),
  }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({
      request_url: address,
      bot_events: z.array(z.string().max(50)).max(100),
    }),
    interactivity: z.strictObject({
      is_enabled: z.boolean(),
      request_url: address,
      message_menu_options_url: address,
    }),
    org_deploy_enabled: flag,
    socket_mode_enabled: flag,
    token_rotation_enabled: flag,
  }),
});

/** What the compiler says of a manifest against the type that @slack/web-api publishes for it; "" when it fits. */
const typeFaultsOf = (candidate: unknown): string => {
  const folder = mkdtempSync(join(tmpdir(), "stillpoint-manifest-"));
  const file = join(folder, "manifest.ts");
  const type = `${root}node_modules/@slack/web-api/dist/types/request/manifest.js`;
  writeFileSync(
    file,
    `import type { Manifest } from ${JSON.stringify(type)};
export const manifest = ${JSON.stringify(candidate)} as const satisfies DeepReadonly<Manifest>;
type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;\n`,
  );
  try {
    const options = [
      "--ignoreConfig",
      "--noEmit",
      "--strict",
      "--skipLibCheck",
      "--module",
      "nodenext",
      "--types",
      "",
    ];
    execFileSync(process.execPath, [`${root}node_modules/typescript/lib/tsc.js`, ...options, file], {
      stdio: "pipe",
    });
    return "";
  } catch (error) {
    return String((error as { readonly stdout?: Buffer }).stdout);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

describe("the manifest", () => {
  it("is what Slack takes: every member known, every length kept", () => {
    expect(slackRules.safeParse(manifest).error).toBeUndefined();
  });

  it("has the type that Slack's own client publishes, scopes and events too", () => {
    expect(typeFaultsOf(manifest)).toBe("");
    const wrong = structuredClone(manifest) as { oauth_config: { scopes: { bot: string[] } } };
    wrong.oauth_config.scopes.bot.push("everything:write");
    expect(typeFaultsOf(wrong)).toContain("everything:write");
  }, 60_000);

  it.each([
    ["an unknown member", { ...manifest, shortcuts: [] }],
    ["a name that is too long", { ...manifest, display_information: { name: "S".repeat(36) } }],
    ["no name", { ...manifest, display_information: {} }],
  ])("would be refused with %s", (_, wrong) => {
    expect(slackRules.safeParse(wrong).success).toBe(false);
  });

  const checked = slackRules.parse(manifest);

  it("sends everything to one address, by one command that escapes", () => {
    const addresses = text.match(/https?:\/\/\S+\/slack\/events/g) ?? [];
    expect(addresses).toHaveLength(4);
    expect(new Set(addresses).size).toBe(1);
    const [command, ...others] = checked.features.slash_commands;
    expect(others).toEqual([]);
    expect(command?.command).toBe("/backup");
    expect(command?.should_escape).toBe(true);
    for (const line of Object.values(frontEn.commands).flatMap(({ examples }) => examples))
      expect(line).toMatch(/^\/backup /);
  });

  it("names the shortcut and the event that the code answers to", () => {
    expect(checked.features.shortcuts.map(({ callback_id }) => callback_id)).toEqual([appIds.menu]);
    expect(checked.settings.event_subscriptions.bot_events).toEqual(["app_home_opened"]);
  });

  it("asks for exactly the scopes of the methods that are called", () => {
    const scopes: Readonly<Record<string, string | undefined>> = {
      "chat.postMessage": "chat:write",
      "chat.update": "chat:write",
      "users.info": "users:read",
      "usergroups.users.list": "usergroups:read",
      "files.uploadV2": "files:write",
      // Views need the trigger or the user alone.
      "views.open": undefined,
      "views.push": undefined,
      "views.update": undefined,
      "views.publish": undefined,
    };
    const folder = `${root}src/adapters/`;
    const source = readdirSync(folder).map((name) => readFileSync(`${folder}${name}`, "utf8"));
    const called = new Set(
      source.flatMap((code) =>
        [...code.matchAll(/\bclient\.((?:\w+\.)+\w+)\(/g)].map(([, name]) => name ?? ""),
      ),
    );
    expect([...called].sort()).toEqual(Object.keys(scopes).sort());
    const needed = new Set(["commands", ...Object.values(scopes).filter((scope) => scope !== undefined)]);
    expect([...checked.oauth_config.scopes.bot].sort()).toEqual([...needed].sort());
  });
});
