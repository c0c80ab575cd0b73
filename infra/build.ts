// `npm run build`: the functions as they are deployed, one folder each, into dist/.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build, type Metafile, type Plugin } from "esbuild";

const root = fileURLToPath(new URL("../", import.meta.url));

const functions = ["slack", "worker", "events", "poster", "clock"] as const;

export interface Bundle {
  readonly name: string;
  readonly path: string;
  /** Of all its files. */
  readonly bytes: number;
  /** Of what is loaded at its start: the entry, and whatever that imports at once. */
  readonly startBytes: number;
  readonly metafile: Metafile;
}

/**
 * What Bolt requires for servers and sockets that do not exist on Lambda: nine tenths of its weight. Bolt 5 loads
 * them eagerly and names no entry without them. https://github.com/slackapi/bolt-js/blob/main/src/index.ts
 */
const unused = ["express", "raw-body", "@slack/socket-mode", "@slack/oauth", "path-to-regexp"];

const withoutServers: Plugin = {
  name: "without-servers",
  setup(builder) {
    const filter = new RegExp(`^(?:${unused.join("|")})$`);
    builder.onResolve({ filter }, ({ path }) => ({ path, namespace: "unused" }));
    // Bolt's own receivers, too: ours stands before it, and theirs bring node:http into every start.
    builder.onResolve({ filter: /^\.\/receivers\// }, ({ path, importer }) =>
      importer.includes("/@slack/bolt/") ? { path, namespace: "unused" } : undefined,
    );
    builder.onLoad({ filter: /.*/, namespace: "unused" }, () => ({ contents: "module.exports = {};" }));
  },
};

/** Bundles every function. `mainFields` takes the SDK's ES modules, which halves its size and its start. */
export const buildFunctions = (outdir: string): Promise<readonly Bundle[]> =>
  Promise.all(functions.map((name) => buildEntry(name, `src/lambda/${name}.ts`, outdir)));

/** `entry` is looked for from the project's root. */
export const buildEntry = async (name: string, entry: string, outdir: string): Promise<Bundle> => {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outdir: `${outdir}/${name}`,
    entryNames: "index",
    chunkNames: "[name]-[hash]",
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    mainFields: ["module", "main"],
    minify: true,
    metafile: true,
    legalComments: "none",
    plugins: [withoutServers],
    // Packages that are still CommonJS ask for `require`, which an ES module does not have.
    banner: { js: 'import{createRequire as __r}from"node:module";const require=__r(import.meta.url);' },
  });
  writeFileSync(`${outdir}/${name}/package.json`, '{"type":"module"}\n');
  const start = startOf(metafile);
  return {
    name,
    path: `${outdir}/${name}/index.mjs`,
    bytes: Object.values(metafile.outputs).reduce((sum, { bytes }) => sum + bytes, 0),
    startBytes: start.reduce((sum, file) => sum + (metafile.outputs[file]?.bytes ?? 0), 0),
    metafile,
  };
};

/** The files that are loaded at the start: what waits behind an `import()` is not among them. */
export const startOf = ({ outputs }: Metafile): readonly string[] => {
  const entry = Object.keys(outputs).find(
    (file) => outputs[file]?.entryPoint !== undefined && file.endsWith("/index.mjs"),
  );
  const found = new Set<string>();
  const walk = (file: string): void => {
    if (found.has(file)) return;
    found.add(file);
    for (const { path, kind } of outputs[file]?.imports ?? [])
      if (kind !== "dynamic-import" && outputs[path] !== undefined) walk(path);
  };
  if (entry !== undefined) walk(entry);
  return [...found];
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { name, bytes, startBytes } of await buildFunctions(`${root}dist`)) {
    const kilobytes = (size: number) => `${Math.round(size / 1024)} KB`;
    process.stdout.write(
      `${name.padEnd(8)}${kilobytes(startBytes)} at its start, ${kilobytes(bytes)} in all\n`,
    );
  }
}
