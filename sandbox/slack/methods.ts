// The methods of the Web API by their names: which of them there are, and what each answers.
// https://docs.slack.dev/reference/methods
import { checkBlocks, checkMessage, checkView } from "../../src/slack/block-check.ts";
import type { BlockProblem } from "../../src/slack/blocks-problem.ts";
import type { Arguments } from "./arguments.ts";
import { createChannels } from "./channels.ts";
import { createFiles } from "./files.ts";
import { createHistory } from "./history.ts";
import { createMessages } from "./messages.ts";
import { createPeople } from "./people.ts";
import { SlackRefusal } from "./refusal.ts";
import type { Timeline } from "./timeline.ts";
import type { createViews } from "./views.ts";
import type { Workspace } from "./workspace.ts";

/** `origin` is where the caller reached Slack, for addresses in the answer. */
export type Method = (given: Arguments, origin: string) => object;

/** Methods that Slack answers without a token. */
export const openMethods = ["blocks.validate"];

export const createMethods = (
  workspace: Workspace,
  timeline: Timeline,
  views: ReturnType<typeof createViews>,
) => {
  const channels = createChannels(workspace);
  const messages = createMessages(workspace, timeline, channels);
  const history = createHistory(workspace, timeline, channels);
  const people = createPeople(workspace);
  const files = createFiles(workspace, timeline, channels);

  const methods: Readonly<Record<string, Method>> = {
    "auth.test": () => ({
      url: "https://sandbox.slack.com/",
      team: "sandbox",
      team_id: workspace.teamId,
      user: workspace.users.find(({ id }) => id === workspace.bot)?.name,
      user_id: workspace.bot,
      bot_id: workspace.botId,
      is_enterprise_install: false,
    }),
    "chat.postMessage": (given) => {
      const message = messages.post(given);
      return { channel: message.channel, ts: message.ts, message: history.shaped(message) };
    },
    "chat.postEphemeral": (given) => ({ message_ts: messages.postEphemeral(given).ts }),
    "chat.update": (given) => {
      const message = messages.update(given);
      const { channel, ts, text } = message;
      return { channel, ts, text, message: history.shaped(message) };
    },
    "chat.delete": (given) => {
      const { channel, ts } = messages.remove(given);
      return { channel, ts };
    },
    "chat.getPermalink": messages.permalink,
    "conversations.info": channels.info,
    "conversations.members": channels.members,
    "conversations.open": channels.open,
    "conversations.history": history.history,
    "conversations.replies": history.replies,
    "users.info": people.info,
    "users.list": people.list,
    "usergroups.list": people.groups,
    "usergroups.users.list": people.groupUsers,
    "views.open": views.open,
    "views.push": views.push,
    "views.update": views.update,
    "views.publish": views.publish,
    "files.getUploadURLExternal": files.ask,
    "files.completeUploadExternal": files.finish,
    "reactions.add": (given) => {
      messages.react(given);
      return {};
    },
    "blocks.validate": validate,
  };
  return { methods, receiveFile: files.receive };
};

/** https://docs.slack.dev/reference/methods/blocks.validate */
const validate: Method = (given) => {
  const { blocks, view, message } = given;
  if ([blocks, view, message].filter((each) => each !== undefined).length !== 1)
    throw new SlackRefusal("invalid_arguments");
  if (blocks !== undefined) return { errors: checkBlocks(blocks, "message").map(told) };
  const thing = view ?? message;
  if (typeof thing !== "object" || thing === null) throw new SlackRefusal("invalid_arguments");
  const problems = view === undefined ? checkMessage({ ...thing }) : checkView({ ...thing });
  return { errors: problems.map(told) };
};

const told = ({ pointer, code, message, limit }: BlockProblem) => ({
  pointer,
  code,
  message,
  field: pointer.split("/").at(-1),
  ...(limit === undefined ? {} : { constraint: limit }),
});
