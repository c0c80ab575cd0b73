// How every AWS client is made, and what its errors mean to us.
import { Fault } from "../core/errors.ts";

/** What the sandbox and the tests put in place of the network; a deployed function gives none of it. */
export interface AwsOptions {
  readonly region: string;
  readonly endpoint?: string;
  // biome-ignore lint/suspicious/noExplicitAny: each SDK client names its own handler type for the same object
  readonly requestHandler?: any;
  readonly credentials?: AwsCredentials;
}

export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Short, because a function is paid by the wait and the queue brings the message again. */
const clientDefaults = { maxAttempts: 2 };

export const clientOptions = (aws: AwsOptions) => ({
  ...clientDefaults,
  region: aws.region,
  ...(aws.endpoint === undefined ? {} : { endpoint: aws.endpoint }),
  // Without the last word the SDK only warns when the time is over, and waits on.
  requestHandler: aws.requestHandler ?? {
    connectionTimeout: 1_000,
    requestTimeout: 5_000,
    throwOnRequestTimeout: true,
  },
  ...(aws.credentials === undefined ? {} : { credentials: aws.credentials }),
});

interface SdkError {
  readonly name: string;
  readonly message: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

const isSdkError = (error: unknown): error is SdkError => error instanceof Error;

/**
 * The fault that an SDK error is. Throttling has several names and is not modelled by AWS Backup:
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/CommonErrors.html
 */
export const awsFault = (operation: string, error: unknown): Fault => {
  const { name, message, $metadata } = isSdkError(error)
    ? error
    : { name: "Unknown", message: String(error) };
  const status = $metadata?.httpStatusCode ?? 0;
  const text = `${operation}: ${name}: ${message}`;
  if (isThrottled(name, status)) return new Fault("aws-throttled", text, { retryable: true, cause: error });
  if (/AccessDenied|UnrecognizedClient|InvalidClientTokenId|ExpiredToken|Forbidden/.test(name)) {
    return new Fault("aws-denied", text, { retryable: false, cause: error });
  }
  if (/NotFound/.test(name)) return new Fault("aws-not-found", text, { retryable: false, cause: error });
  return new Fault("aws-unavailable", text, { retryable: status === 0 || status >= 500, cause: error });
};

const isThrottled = (name: string, status: number): boolean =>
  status === 429 || /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown/.test(name);

/** AWS did not take the signature, for its time or its session's: the request was not looked at. */
const unsigned =
  /RequestExpired|RequestTimeTooSkewed|InvalidSignature|SignatureDoesNotMatch|ExpiredToken|InvalidClientTokenId|UnrecognizedClient/;

/**
 * What became of a call that acts: AWS said no, it was never taken, or nobody knows. Only a status of 4xx says that it did
 * not happen; a timeout, a lost connection, a 5xx or an answer that cannot be read say nothing.
 */
export const actFault = (operation: string, error: unknown): Fault => {
  const { name, message, $metadata } = isSdkError(error)
    ? error
    : { name: "Unknown", message: String(error) };
  const status = $metadata?.httpStatusCode ?? 0;
  const text = `${operation}: ${name}: ${message}`;
  if (isThrottled(name, status)) return new Fault("aws-throttled", text, { retryable: true, cause: error });
  if (status < 400 || status >= 500 || /Timeout/.test(name)) {
    return new Fault("aws-unknown", text, { retryable: true, cause: error });
  }
  if (unsigned.test(name)) return new Fault("aws-unavailable", text, { retryable: true, cause: error });
  return new Fault("aws-refused", text, { retryable: false, cause: error });
};
