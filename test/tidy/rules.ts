// The walls of the house, each a function from files to sentences about what breaks it.
import { codeOf, exportsOf, importsOf, type SourceFile } from "./files.ts";

/** A rule answers with one sentence for each fault; none means that the wall stands. */
export type Rule = (files: readonly SourceFile[]) => readonly string[];

/** Imports only go down: to a lower floor, or within one's own room. */
const floors: readonly (readonly [string, number])[] = [
  ["src/core", 0],
  ["src/config", 1],
  ["src/i18n", 1],
  ["src/backup", 1],
  ["src/slack", 1],
  ["src/store", 1],
  ["src/ports", 2],
  ["src/features/audit", 3],
  ["src/features/jobs", 3],
  ["src/features/inventory", 3],
  ["src/features/ledger", 3],
  ["src/adapters", 3],
  ["src/features/approvals", 4],
  ["src/features/alerts", 4],
  ["src/features", 5],
  ["src/app", 6],
  ["src/lambda", 7],
  ["sandbox", 8],
  ["infra", 9],
];

/** Which feature may know which, beside everyone → audit, jobs, inventory. To be read aloud. */
const featureEdges: readonly (readonly [string, string])[] = [
  ["backups", "approvals"],
  ["batches", "approvals"],
  ["restores", "approvals"],
  ["watch", "alerts"],
  ["checks", "alerts"],
  ["home", "approvals"],
  ["home", "alerts"],
  ["reports", "approvals"],
  ["reports", "alerts"],
];

const featureFiles = ["feature", "ack", "model", "decide", "flow", "views", "record"];
const openFiles = ["model", "record", "flow", "decide"];

const linesMax = 300;

const floorOf = (path: string): { readonly room: string; readonly floor: number } | undefined => {
  const found = floors.find(([room]) => path.startsWith(`${room}/`));
  if (found === undefined) return undefined;
  const [room, floor] = found;
  return { room: room === "src/features" ? path.split("/").slice(0, 3).join("/") : room, floor };
};

const isOurs = (target: string): boolean => /^(?:src|sandbox|infra|test)\//.test(target);

export const importsGoDown: Rule = (files) =>
  files.flatMap((file) => {
    const from = floorOf(file.path);
    if (from === undefined) return [];
    return importsOf(file)
      .filter(({ target }) => isOurs(target))
      .flatMap(({ target }) => {
        const to = floorOf(target);
        if (to === undefined) return [`${file.path} imports ${target}, which has no floor`];
        if (to.room === from.room) return [];
        const isFeaturePair = from.room.startsWith("src/features/") && to.room.startsWith("src/features/");
        if (to.floor < from.floor || (isFeaturePair && to.floor === from.floor)) return [];
        return [`${file.path} (floor ${from.floor}) imports ${target} (floor ${to.floor})`];
      });
  });

export const noCircles: Rule = (files) => {
  const edges = new Map(
    files.map((file) => [
      file.path,
      importsOf(file)
        .map(({ target }) => target)
        .filter(isOurs),
    ]),
  );
  const done = new Set<string>();
  const walk = (path: string, trail: readonly string[]): readonly string[] => {
    if (trail.includes(path)) return [[...trail.slice(trail.indexOf(path)), path].join(" → ")];
    if (done.has(path)) return [];
    const found = (edges.get(path) ?? []).flatMap((next) => walk(next, [...trail, path]));
    done.add(path);
    return found;
  };
  return files.flatMap((file) => walk(file.path, []));
};

export const featuresKeepToThemselves: Rule = (files) =>
  files.flatMap((file) => {
    const from = /^src\/features\/([^/]+)\//.exec(file.path)?.[1];
    return importsOf(file).flatMap(({ target }) => {
      const [, to, name] = /^src\/features\/([^/]+)\/(.+)\.ts$/.exec(target) ?? [];
      if (to === undefined || name === undefined || to === from) return [];
      if (from === undefined) {
        const isList = file.path.startsWith("src/app/") && ["feature", "ack", "model"].includes(name);
        // What hears an event takes no table of contents: it would load every card with it.
        const isHearing = file.path === "src/app/hearing.ts" && name === "flow";
        // The functions that draw, run and watch take the kinds of operations, and no forms with them.
        const isOperation = file.path === "src/app/operations.ts" && name.startsWith("kinds/");
        const isOutside = !file.path.startsWith("src/");
        return isList || isHearing || isOperation || isOutside ? [] : [`${file.path} reaches into ${target}`];
      }
      if (!openFiles.includes(name)) return [`${file.path} reaches into the private file ${target}`];
      const isListed =
        ["audit", "jobs", "inventory"].includes(to) || featureEdges.some(([a, b]) => a === from && b === to);
      return isListed ? [] : [`${file.path} imports ${target}: ${from} → ${to} is not on the list`];
    });
  });

export const featureFilesHaveTheirNames: Rule = (files) =>
  files
    .filter(({ path }) => path.startsWith("src/features/"))
    .filter(({ path }) => {
      const [, , , ...rest] = path.split("/");
      const isKind = rest.length === 2 && rest[0] === "kinds";
      return !isKind && !(rest.length === 1 && featureFiles.includes((rest[0] ?? "").replace(/\.ts$/, "")));
    })
    .map(({ path }) => `${path}: a feature has ${featureFiles.join(", ")} and kinds/`);

const within =
  (pattern: RegExp, names: RegExp, say: string): Rule =>
  (files) =>
    files
      .filter(({ path }) => path.startsWith("src/features/") && names.test(path))
      .filter(({ text }) => pattern.test(codeOf(text)))
      .map(({ path }) => `${path} ${say}`);

export const rulesNeverAwait = within(/\bawait\b|\basync\b/, /\/(?:decide|views)\.ts$/, "awaits");

export const rulesReadNothing = within(
  /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\bperformance\b|\bprocess\b|\bcrypto\b|\brandomUUID\b/,
  /\/decide\.ts$/,
  "reads a clock, random or the environment",
);

export const filesAreShort: Rule = (files) =>
  files
    .map(({ path, text }) => ({ path, lines: text.replace(/\n$/, "").split("\n").length }))
    .filter(({ lines }) => lines > linesMax)
    .map(({ path, lines }) => `${path} has ${lines} lines; ${linesMax} is the most`);

export const noBarrels: Rule = (files) =>
  files
    .filter(
      ({ path, text }) =>
        /(?:^|\/)index\.[jt]s$/.test(path) || /^export\s+(?:type\s+)?(?:\*|\{[^}]*\}\s*from)/m.test(text),
    )
    .map(({ path }) => `${path} hands on what is not its own`);

export const noUtils: Rule = (files) =>
  files
    .filter(({ path }) => /(?:^|\/)(?:utils?|helpers?|common|misc)(?:\/|\.[jt]s$)/.test(path))
    .map(({ path }) => `${path}: the noun is not found yet`);

export const noFilesAtTheRootOfSrc: Rule = (files) =>
  files.filter(({ path }) => /^src\/[^/]+$/.test(path)).map(({ path }) => `${path} lies at the root of src`);

export const namedExportsOnly: Rule = (files) =>
  files
    .filter(({ path, text }) => path.startsWith("src/") && /^export\s+default\b/m.test(codeOf(text)))
    .map(({ path }) => `${path} has a default export`);

/** What the outside calls by name, and so nobody imports. */
const calledFromOutside = [/^src\/lambda\/[^/]+\.ts#handler$/];

/** A type that another export of the same file speaks of is how callers name what they get. */
const isPartOfASurface = ({ text }: SourceFile, name: string): boolean => {
  const code = codeOf(text);
  const isType = new RegExp(`^export (?:interface|type) ${name}\\b`, "m").test(code);
  return isType && (code.match(new RegExp(`\\b${name}\\b`, "g")) ?? []).length > 1;
};

export const noDeadExports: Rule = (files) => {
  const used = new Set(
    files.flatMap((file) =>
      importsOf(file).flatMap(({ target, names }) => names.map((name) => `${target}#${name}`)),
    ),
  );
  return files
    .filter(({ path }) => path.endsWith(".ts") && !path.startsWith("test/"))
    .flatMap((file) =>
      exportsOf(file)
        .filter((name) => !used.has(`${file.path}#${name}`) && !used.has(`${file.path}#*`))
        .filter((name) => !isPartOfASurface(file, name))
        .filter((name) => !calledFromOutside.some((pattern) => pattern.test(`${file.path}#${name}`)))
        .map((name) => `${file.path} exports ${name}, which nobody imports`),
    );
};
