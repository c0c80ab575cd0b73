// A YAML file → a sealed configuration, or a list of what is wrong with it, each with its line. Used when the
// infrastructure is synthesised and by the sandbox; no function carries it.
import { isNode, LineCounter, parseDocument } from "yaml";
import { type SealedConfig, seal } from "./config.ts";
import type { Deployment } from "./deployment.ts";
import { configSchema, partsOf } from "./schema.ts";

export interface ConfigProblem {
  readonly line: number;
  /** Where, as `environments[0].channel`. */
  readonly path: string;
  readonly message: string;
}

export type Compiled =
  | { readonly type: "sealed"; readonly sealed: SealedConfig; readonly deployment: Deployment }
  | { readonly type: "refused"; readonly problems: readonly ConfigProblem[] };

/** Reads and checks the text of a configuration file. */
export const compileConfig = (yaml: string): Compiled => {
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines });
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => ({
      line: lines.linePos(error.pos[0]).line,
      path: "",
      message: `This is not YAML: ${error.message.split("\n")[0] ?? ""}`,
    }));
    return { type: "refused", problems };
  }
  const checked = configSchema.safeParse(document.toJS(), { reportInput: true });
  if (checked.success) {
    const { config, deployment } = partsOf(checked.data);
    return { type: "sealed", sealed: seal(config), deployment };
  }
  const problems = checked.error.issues.map((issue): ConfigProblem => {
    const path = issue.path.filter((part) => typeof part !== "symbol");
    return {
      line: lineOf(document, path, lines),
      path: pathText(path),
      message: sentenceFor(issue),
    };
  });
  return { type: "refused", problems };
};

type Path = readonly (string | number)[];

/** The line of the member, or of its nearest parent when it is missing. */
const lineOf = (document: ReturnType<typeof parseDocument>, path: Path, lines: LineCounter): number => {
  for (let length = path.length; length >= 0; length -= 1) {
    const node: unknown = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
};

const pathText = (path: Path): string =>
  path.reduce<string>(
    (text, part) => (typeof part === "number" ? `${text}[${part}]` : text === "" ? part : `${text}.${part}`),
    "",
  );

interface Issue {
  readonly code?: string;
  readonly message: string;
  readonly input?: unknown;
  readonly values?: readonly unknown[];
  readonly keys?: readonly string[];
  readonly expected?: string;
}

/** What was expected, what was found and, where there is a choice, the choice. */
const sentenceFor = (issue: Issue): string => {
  const found = issue.input === undefined ? "nothing is here" : `found ${JSON.stringify(issue.input)}`;
  if (issue.code === "invalid_value" && issue.values !== undefined) {
    return `Expected one of ${issue.values.join(", ")}; ${found}.`;
  }
  if (issue.code === "unrecognized_keys" && issue.keys !== undefined) {
    return `No such setting: ${issue.keys.join(", ")}.`;
  }
  if (issue.code === "invalid_type") return `Expected ${issue.expected ?? "another type"}; ${found}.`;
  return `Expected ${issue.message}; ${found}.`;
};
