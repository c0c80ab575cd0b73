// The files of the house and what they import and export, read as text: enough to hold the walls by.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { fileURLToPath } from "node:url";

export interface SourceFile {
  /** From the root of the project: `src/core/time.ts`. */
  readonly path: string;
  readonly text: string;
}

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Every source file under the folders, as it is on disk. */
export const readFiles = (...folders: readonly string[]): readonly SourceFile[] =>
  folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(?:ts|js|css)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => ({ path: relative(root, path), text: readFileSync(path, "utf8") })),
  );

/** Comments and the insides of strings are blanked; their lines stay. */
export const codeOf = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\/|(?<![:\\])\/\/[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g, (found) =>
    found.startsWith("/") ? found.replace(/[^\n]/g, " ") : '""',
  );

const importPattern = /^\s*(?:import|export)\s+(?:type\s+)?([^"';]*?)\s*(?:from\s*)?["']([^"']+)["']/gm;
const lazyPattern = /\bimport\(\s*["']([^"']+)["']\s*\)/g;

export interface Import {
  /** The file or package that is imported; our own files from the root of the project. */
  readonly target: string;
  readonly names: readonly string[];
}

export const importsOf = (file: SourceFile): readonly Import[] => {
  const own = (specifier: string) =>
    specifier.startsWith(".") ? normalize(join(dirname(file.path), specifier)) : specifier;
  const written = [...file.text.matchAll(importPattern)].map(([, names = "", specifier = ""]) => ({
    target: own(specifier),
    names: namesIn(names),
  }));
  const lazy = [...file.text.matchAll(lazyPattern)].map(([, specifier = ""]) => ({
    target: own(specifier),
    names: ["*"],
  }));
  return [...written, ...lazy];
};

const namesIn = (clause: string): readonly string[] => {
  if (clause.includes("*")) return ["*"];
  return clause
    .replace(/[{}]/g, " ")
    .split(",")
    .map(
      (name) =>
        name
          .trim()
          .replace(/^type\s+/, "")
          .split(/\s+as\s+/)[0] ?? "",
    )
    .filter((name) => name !== "");
};

const exportPattern =
  /^export\s+(?:declare\s+)?(?:async\s+)?(?:const|let|function\*?|class|interface|type|enum)\s+(\w+)/gm;

export const exportsOf = (file: SourceFile): readonly string[] =>
  [...codeOf(file.text).matchAll(exportPattern)].map(([, name = ""]) => name);
