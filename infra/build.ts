// `npm run build`: the functions as they are deployed, one file each, into dist/.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build, type Metafile } from "esbuild";

const root = fileURLToPath(new URL("../", import.meta.url));

const functions = ["events", "poster"] as const;

export interface Bundle {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly metafile: Metafile;
}

/** Bundles every function. `mainFields` takes the SDK's ES modules, which halves its size and its start. */
export const buildFunctions = async (outdir: string): Promise<readonly Bundle[]> => {
  const bundles: Bundle[] = [];
  for (const name of functions) {
    const path = `${outdir}/${name}/index.mjs`;
    const { metafile } = await build({
      absWorkingDir: root,
      entryPoints: [`src/lambda/${name}.ts`],
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
      keepNames: true,
      metafile: true,
      legalComments: "none",
      // Packages that are still CommonJS ask for `require`, which an ES module does not have.
      banner: { js: 'import{createRequire as __r}from"node:module";const require=__r(import.meta.url);' },
    });
    const bytes = Object.values(metafile.outputs).reduce((sum, output) => sum + output.bytes, 0);
    writeFileSync(`${outdir}/${name}/package.json`, '{"type":"module"}\n');
    bundles.push({ name, path, bytes, metafile });
  }
  return bundles;
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const bundles = await buildFunctions(`${root}dist`);
  for (const { name, bytes } of bundles) process.stdout.write(`${name}: ${Math.round(bytes / 1024)} KB\n`);
}
