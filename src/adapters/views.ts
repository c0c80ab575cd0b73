// Modals and Home tabs, and answers to where a command was typed.
import { Fault } from "../core/errors.ts";
import type { OpenedView } from "../ports/note.ts";
import type { Responder, Views } from "../ports/world.ts";
import type { SlackCall, SlackOptions } from "./slack-client.ts";

export const slackViews = (call: SlackCall): Views => ({
  async open(trigger_id, view) {
    return openedOf(await call((client) => client.views.open({ trigger_id, view })));
  },
  async push(trigger_id, view) {
    return openedOf(await call((client) => client.views.push({ trigger_id, view })));
  },
  async update(view_id, view, hash) {
    await call((client) => client.views.update({ view_id, view, ...(hash === undefined ? {} : { hash }) }));
  },
  async publish(user_id, view) {
    await call((client) => client.views.publish({ user_id, view }));
  },
});

const openedOf = ({
  view,
}: {
  readonly view?: { readonly id?: string; readonly hash?: string };
}): OpenedView => {
  if (view?.id === undefined) throw new Error("Slack opened a view and did not say which");
  return { id: view.id, hash: view.hash ?? "" };
};

const timeoutDefaultMs = 5_000;

/** https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
export const slackResponder = (options: SlackOptions): Responder => {
  const fetcher = options.fetch ?? globalThis.fetch;
  return {
    async respond(url, { text, blocks }, place) {
      const answer = await fetcher(url, {
        method: "POST",
        headers: { "content-type": "application/json; charset=utf-8" },
        body: JSON.stringify({
          response_type: "ephemeral",
          replace_original: place === "same",
          text: text.mrkdwn,
          blocks,
        }),
        signal: AbortSignal.timeout(options.timeoutMs ?? timeoutDefaultMs),
      }).catch((error: unknown) => {
        throw new Fault("slack-unavailable", "response_url did not answer", {
          retryable: true,
          cause: error,
        });
      });
      if (answer.ok) return;
      throw responseFault(answer.status, await answer.text());
    },
  };
};

/** The address is a secret, so no fault names it. */
const responseFault = (status: number, said: string): Fault => {
  const word = /[a-z]+(?:_[a-z]+)+/.exec(said)?.[0] ?? String(status);
  if (status === 429 || status >= 500) return new Fault("slack-unavailable", word, { retryable: true });
  if (/expired_url|used_url|invalid_url/.test(word) || status === 404)
    return new Fault("slack-response-over", word, { retryable: false });
  return new Fault("slack-blocks", word, { retryable: false });
};
