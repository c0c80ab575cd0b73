// The custom resource of a member's template: its inline code is run as Lambda would, under its own role, with the
// SDK that the runtime has.
import * as backup from "@aws-sdk/client-backup";
import type { AwsOptions } from "../../src/adapters/aws.ts";

export type RequestType = "Create" | "Update" | "Delete";

interface Answer {
  readonly Status: "SUCCESS" | "FAILED";
  readonly Reason?: string;
  readonly Data?: Readonly<Record<string, string>>;
}

export interface Notification {
  readonly code: string;
  readonly aws: AwsOptions;
  readonly request: RequestType;
  readonly properties: unknown;
  readonly onLine: (line: string) => void;
}

/** Runs the code for one request of CloudFormation; throws when it answers that it failed. */
export const runNotifier = async ({
  code,
  aws,
  request,
  properties,
  onLine,
}: Notification): Promise<Answer> => {
  class BackupClient extends backup.BackupClient {
    constructor(given: backup.BackupClientConfig) {
      super({ ...given, ...aws });
    }
  }
  const answers: Answer[] = [];
  const requireSdk = (name: string) => {
    if (name !== "@aws-sdk/client-backup") throw new Error(`the runtime has no ${name}`);
    return { ...backup, BackupClient };
  };
  const put = async (_: string, { body }: { readonly body: string }) => {
    answers.push(JSON.parse(body) as Answer);
    return { ok: true, status: 200 };
  };
  const exports: { handler?: (event: unknown, context: unknown) => Promise<void> } = {};
  new Function("require", "exports", "console", "fetch", code)(requireSdk, exports, { log: onLine }, put);
  const event = {
    RequestType: request,
    ResourceProperties: properties,
    ResponseURL: "https://cloudformation.invalid/",
  };
  await exports.handler?.(event, { getRemainingTimeInMillis: () => 300_000 });
  const [answer] = answers;
  if (answer?.Status !== "SUCCESS") throw new Error(answer?.Reason ?? "the custom resource did not answer");
  return answer;
};
