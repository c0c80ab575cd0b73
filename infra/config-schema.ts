// `npm run config:schema`: the JSON Schema that editors check a configuration with, from the same source.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as z from "zod";
import { configSchema } from "../src/config/schema.ts";

const target = fileURLToPath(new URL("../config.schema.json", import.meta.url));

export const jsonSchemaOfConfig = (): string =>
  `${JSON.stringify(z.toJSONSchema(configSchema, { io: "input" }), null, 2)}\n`;

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(target, jsonSchemaOfConfig());
