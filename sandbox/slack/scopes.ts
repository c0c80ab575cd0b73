// Which scope of the bot token each method asks for. https://docs.slack.dev/reference/scopes
import { type Arguments, textArgument } from "./arguments.ts";
import { SlackRefusal } from "./refusal.ts";
import type { Workspace } from "./workspace.ts";

/** `channels:…` stands for the scope of the kind of channel: `groups:…` where it is private, `im:…` for one person. */
const needed: Readonly<Record<string, string>> = {
  "chat.postMessage": "chat:write",
  "chat.postEphemeral": "chat:write",
  "chat.update": "chat:write",
  "chat.delete": "chat:write",
  "conversations.info": "channels:read",
  "conversations.members": "channels:read",
  "conversations.history": "channels:history",
  "conversations.replies": "channels:history",
  "conversations.open": "im:write",
  "users.info": "users:read",
  "users.list": "users:read",
  "usergroups.list": "usergroups:read",
  "usergroups.users.list": "usergroups:read",
  "files.getUploadURLExternal": "files:write",
  "files.completeUploadExternal": "files:write",
  "reactions.add": "reactions:write",
};

export const demandScope = (
  method: string,
  given: Arguments,
  workspace: Workspace,
  scopes: readonly string[] | undefined,
): void => {
  const usual = Object.hasOwn(needed, method) ? needed[method] : undefined;
  if (scopes === undefined || usual === undefined) return;
  const scope = usual.replace(/^channels:/, `${kindOf(textArgument(given, "channel") ?? "", workspace)}:`);
  if (scopes.includes(scope)) return;
  throw new SlackRefusal("missing_scope", { fields: { needed: scope, provided: scopes.join(",") } });
};

const kindOf = (asked: string, workspace: Workspace): string => {
  if (asked.startsWith("D")) return "im";
  return workspace.channels.find(({ id }) => id === asked)?.isPrivate ? "groups" : "channels";
};
