// The bytes of a file as clients send them: bare, or as the only part of a form.
// https://docs.slack.dev/reference/methods/files.getUploadURLExternal
import type { WireRequest } from "../aws/wire/message.ts";

export const uploadedBytes = async ({ headers, body }: WireRequest): Promise<Uint8Array> => {
  const type = headers["content-type"] ?? "";
  if (!type.startsWith("multipart/form-data")) return body;
  const form = await new Response(Buffer.from(body), { headers: { "content-type": type } }).formData();
  const file = [...form.values()].find((part) => typeof part !== "string");
  return file === undefined ? new Uint8Array() : new Uint8Array(await file.arrayBuffer());
};
