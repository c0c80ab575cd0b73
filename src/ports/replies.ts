// The replies that every `ack.ts` gives.
import type { CommandName, FrontTexts } from "../i18n/front-en.ts";
import { context, section } from "../slack/blocks.ts";
import type { CommandLine } from "../slack/command-line.ts";
import { modal } from "../slack/elements.ts";
import type { Modal } from "../slack/message.ts";
import { code, join, md } from "../slack/mrkdwn.ts";
import type { PressRequest } from "../slack/request.ts";
import type { Porch, Reply } from "./door.ts";

/** Taken; the worker answers. */
export const working = (): Reply => ({ do: "work" });

/** In a message and in a modal the answer comes where it was asked; from the Home tab a modal opens for it. */
export const showing = ({ view }: PressRequest, { texts }: Porch): Reply =>
  view === undefined || view.isModal ? { do: "work" } : { do: "open", view: skeleton(texts) };

/** A form, wherever it is asked for. */
export const opening = (_: PressRequest, { texts }: Porch): Reply => ({ do: "open", view: skeleton(texts) });

/** A modal that is there at once and says that more is to come. */
export const skeleton = ({ loading, close }: FrontTexts): Modal =>
  modal(loading.title, [section(md`⏳ ${loading.text}`)], { close });

/** What stands in place of a form while the worker looks at it: nothing to press twice. */
export const checking = ({ checking: words, close }: FrontTexts): Modal =>
  modal(words.title, [section(md`⏳ ${words.text}`)], { close });

/** What was wrong, what was expected, and an example that runs. */
export const refusing = (says: string, texts: FrontTexts, command: CommandName): Reply => {
  const { usage, examples } = texts.commands[command];
  return {
    do: "answer",
    message: {
      title: texts.trouble.title,
      text: md`${says} ${usage}`,
      blocks: [
        section(md`${says}`),
        context(
          join(
            [md`${texts.help.usage}: ${code(usage)}`, ...examples.slice(0, 2).map((line) => code(line))],
            " · ",
          ),
        ),
      ],
    },
  };
};

/** Nothing, or the name of one environment; whether there is such a one is for the worker to say. */
export const atMostOne =
  (command: CommandName) =>
  ({ words }: CommandLine, { texts }: Porch): Reply => {
    const [, , extra] = words;
    return extra === undefined ? { do: "work" } : refusing(texts.tooMany(extra), texts, command);
  };
