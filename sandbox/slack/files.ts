// Files in Slack's three steps: ask where to, send the bytes, say that it is done.
// https://docs.slack.dev/messaging/working-with-files#uploading_files
import { randomBytes } from "node:crypto";
import { type Arguments, listArgument, textArgument } from "./arguments.ts";
import type { Channels } from "./channels.ts";
import { contentOf } from "./content.ts";
import { carried, threadOf } from "./messages.ts";
import { SlackRefusal } from "./refusal.ts";
import type { ShownFile, Timeline } from "./timeline.ts";
import type { Workspace } from "./workspace.ts";

interface HeldFile extends ShownFile {
  readonly bytes?: Uint8Array;
  readonly isDone?: true;
}

export const createFiles = (workspace: Workspace, timeline: Timeline, channels: Channels) => {
  const held = new Map<string, HeldFile>();

  const complete = (asked: unknown): HeldFile => {
    const { id, title } = (asked ?? {}) as { readonly id?: unknown; readonly title?: unknown };
    const file = typeof id === "string" ? held.get(id) : undefined;
    if (file?.bytes === undefined || file.isDone) throw new SlackRefusal("file_not_found");
    return { ...file, title: typeof title === "string" ? title : file.name, isDone: true };
  };

  return {
    ask(given: Arguments, origin: string) {
      const name = textArgument(given, "filename") ?? "";
      const size = Number(given.length ?? 0);
      if (name === "" || !Number.isInteger(size) || size < 1) throw new SlackRefusal("missing_argument");
      const id = `F${randomBytes(5).toString("hex").toUpperCase()}`;
      held.set(id, { id, name, title: name, size });
      return { file_id: id, upload_url: `${origin}/api/upload/${id}` };
    },

    receive(id: string, bytes: Uint8Array): number {
      const file = held.get(id);
      if (file === undefined) throw new SlackRefusal("file_not_found");
      held.set(id, { ...file, bytes, size: bytes.byteLength });
      return bytes.byteLength;
    },

    /** Without a channel the file stays with the app, for a `slack_file` of an image. */
    finish(given: Arguments) {
      const asked = listArgument(given, "files") ?? [];
      if (asked.length === 0) throw new SlackRefusal("invalid_arguments");
      const files = asked.map(complete);
      const shown = files.map(({ id, name, title, size }) => ({ id, name, title, size }));
      const channelId = textArgument(given, "channel_id") ?? textArgument(given, "channels");
      if (channelId !== undefined) {
        const channel = channels.writable({ channel: channelId });
        const comment = textArgument(given, "initial_comment");
        const content = contentOf(comment === undefined ? { blocks: given.blocks } : { text: comment });
        timeline.add({
          channel: channel.id,
          user: workspace.bot,
          text: content.text ?? "",
          blocks: content.blocks ?? [],
          ...threadOf(timeline, channel, given),
          ...carried(content),
          files: shown,
        });
      }
      for (const file of files) held.set(file.id, file);
      return { files: shown };
    },
  };
};
