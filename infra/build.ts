// `npm run build`: the functions as they are deployed, one folder each, into dist/.
import { createHash } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Metafile, type Plugin, transform } from "esbuild";
import type { SealedConfig } from "../src/config/config.ts";
import { type FunctionName, functionNames } from "../src/config/names.ts";

const root = fileURLToPath(new URL("../", import.meta.url));

const functions = Object.keys(functionNames) as FunctionName[];

export interface Bundle {
  readonly name: string;
  readonly path: string;
  /** Of all its files. */
  readonly bytes: number;
  /** Of what is loaded at its start: the entry, and whatever that imports at once. */
  readonly startBytes: number;
  /** SHA-256 over the names and contents of its files: two builds of one source have the same. */
  readonly sha256: string;
  readonly metafile: Metafile;
}

/**
 * What Bolt requires for servers and sockets that do not exist on Lambda: nine tenths of its weight. Bolt 5 loads
 * them eagerly and names no entry without them. https://github.com/slackapi/bolt-js/blob/main/src/index.ts
 * Its own receivers too: ours stands before it, and theirs bring node:http into every start.
 */
const unusedByBolt =
  /^(?:express|raw-body|@slack\/socket-mode|@slack\/oauth|path-to-regexp|\.\/receivers\/.*)$/;

/** Only for Bolt: what a file of ours asks for, it gets, and the tests see it. */
const withoutServers: Plugin = {
  name: "without-servers",
  setup(builder) {
    builder.onResolve({ filter: unusedByBolt }, ({ path, importer }) =>
      /[\\/]@slack[\\/]bolt[\\/]/.test(importer) ? { path, namespace: "unused" } : undefined,
    );
    builder.onLoad({ filter: /.*/, namespace: "unused" }, () => ({ contents: "module.exports = {};" }));
  },
};

/** Bundles every function, and lays beside each the configuration that it will run with. */
export const buildFunctions = async (outdir: string, sealed?: SealedConfig): Promise<readonly Bundle[]> => {
  const bundles = await Promise.all(
    functions.map((name) => buildEntry(name, `src/lambda/${name}.ts`, outdir)),
  );
  if (sealed !== undefined)
    for (const name of functions) writeFileSync(`${outdir}/${name}/config.json`, JSON.stringify(sealed));
  return bundles;
};

/**
 * `entry` is looked for from the project's root. `mainFields` takes the SDK's ES modules, which halves its size and its
 * start.
 */
export const buildEntry = async (name: string, entry: string, outdir: string): Promise<Bundle> => {
  const folder = `${outdir}/${name}`;
  const { metafile, outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outdir: folder,
    entryNames: "index",
    chunkNames: "[name]-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    mainFields: ["module", "main"],
    minify: true,
    metafile: true,
    write: false,
    legalComments: "none",
    plugins: [withoutServers],
  });
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/package.json`, '{"type":"commonjs"}\n');
  const sizes = new Map<string, number>();
  const hash = createHash("sha256");
  for (const { path, text } of [...outputFiles].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    const code = await asCommonJs(text);
    writeFileSync(path, code);
    sizes.set(path, Buffer.byteLength(code));
    hash.update(`${basename(path)}\n${code}\n`);
  }
  const sizeOf = (files: readonly string[]): number =>
    files.reduce((sum, file) => sum + (sizes.get(resolve(root, file)) ?? 0), 0);
  return {
    name,
    path: `${folder}/index.js`,
    bytes: sizeOf(Object.keys(metafile.outputs)),
    startBytes: sizeOf(startOf(metafile)),
    sha256: hash.digest("hex"),
    metafile,
  };
};

/**
 * Only ES modules can be split, and Node loads CommonJS sooner: file by file and at once, where each ES module waits
 * for its own look at the disk.
 */
const asCommonJs = async (text: string): Promise<string> => {
  const { code } = await transform(text, {
    format: "cjs",
    platform: "node",
    target: "node20",
    minify: true,
    supported: { "dynamic-import": false },
  });
  return code;
};

/** The files that are loaded at the start: what waits behind an `import()` is not among them. */
export const startOf = ({ outputs }: Metafile): readonly string[] => {
  const entry = Object.keys(outputs).find((file) => file.endsWith("/index.js"));
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
  for (const { name, bytes, startBytes, sha256 } of await buildFunctions(`${root}dist`)) {
    const kilobytes = (size: number) => `${Math.round(size / 1024)} KB`;
    process.stdout.write(
      `${name.padEnd(10)}${kilobytes(startBytes)} at its start, ${kilobytes(bytes)} in all, ${sha256.slice(0, 12)}\n`,
    );
  }
}
