// All that somebody can do in the workspace, and what Slack tells them when it was not taken. An app has three seconds
// for its answer. https://docs.slack.dev/interactivity/implementing-slash-commands#responding_with_errors
import { textOf } from "./blocks/text.js";
import * as control from "./control.js";
import { askConfirm } from "./dialog.js";

/** `scene()`: who looks at what now. `refresh()` asks the sandbox how things stand. `bot` says what Slack says. */
export const createHands = ({ scene, commands, refresh, bot }) => {
  const deed = async (what) => {
    const { isDone, status, said } = await control.act({ ...what, user: scene().viewer.id });
    const { words } = scene();
    if (!isDone) return { trouble: status === 0 ? words.lost : (said.error ?? words.refused(status)) };
    if (said.refusal !== undefined) return { ...said, trouble: words.notShown(said.refusal) };
    return said.status === 200 ? said : { ...said, trouble: words.trouble };
  };

  const act = async (what) => {
    const { viewer } = scene();
    const answer = await deed(what);
    await refresh();
    // Who looks now did not do it: what went wrong is not for them.
    return scene().viewer.id === viewer.id ? answer : { ...answer, trouble: undefined };
  };

  /** Only commands go anywhere. The answer is a sentence to show and to keep the text for; nothing when it went well. */
  const send = (place) => async (text) => {
    const { words, viewer, eye } = scene();
    if (!text.startsWith("/")) return words.onlyCommands;
    const { channel, isThread } = place();
    const [command] = text.split(/\s/);
    const tell = (line) => {
      bot.say({ channel, user: viewer.id, text: line, at: eye.now });
      refresh();
      return "";
    };
    const known = commands();
    if (known.length > 0 && known.every((one) => one.command !== command))
      return tell(words.noSuchCommand(command));
    if (isThread) return words.notInThreads(command);
    const answer = await deed({ channel, do: "command", text });
    await refresh();
    if (answer.trouble === undefined) return undefined;
    if (answer.status === undefined || answer.refusal !== undefined) return answer.trouble;
    return tell(words.commandFailed(command, answer.status === 0 ? "operation_timeout" : "dispatch_failed"));
  };

  /** Throws when the app did not answer: a list says so itself. */
  const options = async (what) => {
    const answer = await deed({ ...what, do: "options" });
    if (answer.trouble !== undefined) throw new Error(answer.trouble);
    return answer.ack ?? {};
  };

  const confirm = (question) => askConfirm(question, (text) => text && textOf(text, scene()), scene().words);

  return { act, send, options, confirm };
};
