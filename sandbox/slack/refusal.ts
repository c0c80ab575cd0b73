// Slack's way to say no: a code, and sometimes sentences or what is missing.

interface RefusalDetails {
  /** As `response_metadata.messages`. */
  readonly messages?: readonly string[];
  readonly retryAfterSeconds?: number;
  /** Other fields of the answer, as `needed` and `provided`. */
  readonly fields?: Readonly<Record<string, unknown>>;
}

export class SlackRefusal extends Error {
  readonly code: string;
  readonly details: RefusalDetails;

  constructor(code: string, details: RefusalDetails = {}) {
    super(code);
    this.code = code;
    this.details = details;
  }
}
