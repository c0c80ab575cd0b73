// Slack's way to say no: a code, and sometimes sentences.

export class SlackRefusal extends Error {
  readonly code: string;
  readonly messages: readonly string[];
  readonly retryAfterSeconds: number | undefined;

  constructor(code: string, messages: readonly string[] = [], retryAfterSeconds?: number) {
    super(code);
    this.code = code;
    this.messages = messages;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
