// What `/backup` alone, `help` and `version` say. Made from the words of each command, so that no list can lie.
import type { Environment } from "../config/config.ts";
import { approvalIds } from "../features/approvals/model.ts";
import { homeIds } from "../features/home/model.ts";
import { inventoryIds } from "../features/inventory/model.ts";
import { jobIds } from "../features/jobs/model.ts";
import type { CommandName, FrontTexts } from "../i18n/front-en.ts";
import { context, section } from "../slack/blocks.ts";
import { nearestOf } from "../slack/command-line.ts";
import { actions, button } from "../slack/elements.ts";
import type { Message } from "../slack/message.ts";
import { bold, code, join, md, type Safe } from "../slack/mrkdwn.ts";

/** What runs, as the deployment stamped it. */
export interface Build {
  readonly version: string;
  readonly commit: string;
  /** The hash of the configuration that was checked. */
  readonly configHash: string;
}

export const appIds = {
  /** The global shortcut, as the manifest calls it. */
  menu: "menu.open",
  help: "help.show",
} as const;

/** Two buttons of one block may do the same thing: what follows a # only tells them apart. */
export const actionOf = (actionId: string): string => actionId.split("#")[0] ?? actionId;

export const isCommand = (word: string, texts: FrontTexts): word is CommandName =>
  Object.hasOwn(texts.commands, word);

/** A short menu of what one person may do. Without any environment there is nothing to offer. */
export const menuMessage = (
  environments: readonly Environment[],
  texts: FrontTexts,
  language: "en" | "ja",
): Message => {
  const { menu } = texts;
  const names = environments.map(({ name, labels }) => labels[language] ?? name).join(menu.separator);
  const lines = entriesOf(texts).map(([word, { summary }]) => md`${code(`/backup ${word}`)}  ${summary}`);
  const { buttons } = menu;
  return {
    title: menu.title,
    text: md`${menu.mayRead(names)} ${join(
      entriesOf(texts).map(([word]) => md`/backup ${word}`),
      ", ",
    )}`,
    blocks: [
      section(bold(md`${menu.mayRead(names)}`)),
      actions([
        button(homeIds.status, buttons.status, "", { isPrimary: true }),
        button(jobIds.list, buttons.jobs, ""),
        button(inventoryIds.choose, buttons.points, ""),
        button(inventoryIds.vaults, buttons.vaults, ""),
        button(approvalIds.list, buttons.requests, "open 0 "),
        button(appIds.help, buttons.help, ""),
      ]),
      context(join(lines, "\n")),
    ],
  };
};

/** All commands in a few lines, or one with its options and examples. */
export const helpMessage = (command: CommandName | undefined, texts: FrontTexts): Message => {
  const { help } = texts;
  if (command === undefined) {
    const lines = entriesOf(texts).map(([, { summary, usage }]) => md`${code(usage)}\n${summary}`);
    return {
      title: help.title,
      text: md`${help.lead.replaceAll("`", "")} ${help.more.replaceAll("`", "")}`,
      blocks: [section(leadOf(texts)), section(join(lines, "\n\n")), context(moreOf(texts))],
    };
  }
  const { summary, usage, flags, examples } = texts.commands[command];
  const parts = [
    bold(md`/backup ${command}`),
    md`${summary}`,
    md``,
    bold(md`${help.usage}`),
    code(usage),
    ...(flags === "" ? [] : [bold(md`${help.flags}`), ...flags.split(" · ").map((flag) => flagLine(flag))]),
    bold(md`${help.examples}`),
    ...examples.map((line) => code(line)),
  ];
  return { title: help.title, text: md`${summary} ${usage}`, blocks: [section(join(parts, "\n"))] };
};

/** A word that is no command: what it was, what was perhaps meant, and where to look. */
export const unknownCommandMessage = (typed: string, rest: string, texts: FrontTexts): Message => {
  const near = nearestOf(typed, Object.keys(texts.commands));
  const line = near === undefined ? "/backup help" : `/backup ${near}${rest}`;
  const [before = "", after = ""] = texts.didYouMean("\u0000").split("`\u0000`");
  const guess = md`${before}${code(line)}${after}`;
  const says =
    near === undefined ? md`${texts.unknownCommand(typed)}` : md`${texts.unknownCommand(typed)} ${guess}`;
  const usage = near === undefined || !isCommand(near, texts) ? "/backup help" : texts.commands[near].usage;
  return {
    title: texts.trouble.title,
    text: says,
    blocks: [section(says), context(md`${texts.help.usage}: ${code(usage)}`)],
  };
};

export const versionMessage = (build: Build, environments: number, texts: FrontTexts): Message => {
  const line = texts.version.line(build.version, build.commit);
  const config = texts.version.config(build.configHash.slice(0, 12), environments);
  return {
    title: texts.version.title,
    text: md`${line}. ${config}`,
    blocks: [section(bold(md`${line}`)), context(md`${config}`)],
  };
};

/** Something that could not be taken, and what to do. */
export const troubleMessage = (says: string, texts: FrontTexts): Message => ({
  title: texts.trouble.title,
  text: md`${says}`,
  blocks: [section(md`${says}`)],
});

const entriesOf = (texts: FrontTexts) =>
  Object.entries(texts.commands).filter(([word]) => word !== "help" && word !== "version");

/** Words of ours with a command in backticks; code is not data, and still goes by the one maker. */
const withCode = (text: string): Safe =>
  join(
    text.split("`").map((part, index) => (index % 2 === 1 ? code(part) : md`${part}`)),
    "",
  );

const leadOf = ({ help }: FrontTexts): Safe => withCode(help.lead);
const moreOf = ({ help }: FrontTexts): Safe => withCode(help.more);

const flagLine = (flag: string): Safe => {
  const [name = "", ...rest] = flag.split(" ");
  return md`${code(name)} ${rest.join(" ")}`;
};
