// An error → the answer that the client makes its own class of, in the form of the service's protocol; and what AWS
// calls the errors that every service has.
import { AwsError } from "../service.ts";
import { bytesOf, textOf, type WireRequest, type WireResponse } from "./message.ts";
import type { ErrorShape, ServiceModule } from "./module.ts";
import { innerXml, writeMembers } from "./write.ts";

export const writeError = async (
  service: ServiceModule,
  error: AwsError,
  request: WireRequest,
  requestId: string,
): Promise<WireResponse> => {
  const known = service.errors.get(error.name);
  // 400 is what an error has when nothing is said, and then the model knows better.
  const status = error.status === 400 ? (known?.status ?? 400) : error.status;
  const answer =
    service.kind === "json" || service.kind === "restJson"
      ? await jsonError(service, error, known)
      : xmlError(service, error, known, status, requestId);
  const isQueryMode = request.headers["x-amzn-query-mode"] === "true";
  return {
    status,
    headers: {
      ...answer.headers,
      "x-amzn-requestid": requestId,
      // Clients that once spoke the query protocol still want its code.
      // https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait
      ...(isQueryMode ? { "x-amzn-query-error": `${known?.code ?? error.name};${senderOf(status)}` } : {}),
    },
    body: answer.body,
  };
};

const senderOf = (status: number): string => (status >= 500 ? "Receiver" : "Sender");

const jsonError = async (service: ServiceModule, error: AwsError, known: ErrorShape | undefined) => {
  const name = known?.name ?? error.name;
  const written = known === undefined ? undefined : await knownMembers(service, error, known);
  const text = written === undefined ? JSON.stringify(error.members) : textOf(written.body);
  const isBare = text === "" || text === "{}";
  // Every error has its words, also one whose model has no member for them.
  const words = JSON.stringify({ __type: name, [known?.messageMember ?? "message"]: error.message });
  return {
    headers: {
      "content-type": service.kind === "json" ? "application/x-amz-json-1.0" : "application/json",
      ...written?.headers,
      "x-amzn-errortype": name,
    },
    body: bytesOf(isBare ? words : `${words.slice(0, -1)},${text.slice(1)}`),
  };
};

const knownMembers = (
  service: ServiceModule,
  { members }: AwsError,
  { name, shape, messageMember }: ErrorShape,
) =>
  writeMembers(
    service,
    name,
    shape,
    Object.fromEntries(Object.entries(members).filter(([member]) => member !== messageMember)),
  );

const xmlError = (
  service: ServiceModule,
  error: AwsError,
  known: ErrorShape | undefined,
  status: number,
  requestId: string,
): Pick<WireResponse, "headers" | "body"> => {
  const code = known?.code ?? error.name;
  const members = known === undefined ? "" : innerXml(service, known.shape, error.members);
  const xml =
    service.kind === "ec2"
      ? ec2ErrorXml(code, error.message, requestId)
      : service.name === "s3"
        ? bareErrorXml(code, error.message, requestId, members)
        : errorXml(code, error.message, requestId, `<Type>${senderOf(status)}</Type>${members}`);
  return { headers: { "content-type": "text/xml" }, body: bytesOf(xml) };
};

const ec2ErrorXml = (code: string, message: string, requestId: string): string =>
  `<Response><Errors><Error><Code>${xmlText(code)}</Code><Message>${xmlText(message)}</Message></Error></Errors><RequestID>${requestId}</RequestID></Response>`;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const bareErrorXml = (code: string, message: string, requestId: string, more: string): string =>
  `<Error><Code>${xmlText(code)}</Code><Message>${xmlText(message)}</Message>${more}<RequestId>${requestId}</RequestId></Error>`;

const xmlText = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** When no service is known that would say how: a form and S3 are answered in XML, everything else in JSON. */
export const writeLost = (error: AwsError, request: WireRequest, requestId: string): WireResponse => {
  const { "content-type": type = "", authorization = "" } = request.headers;
  const isXml =
    type.startsWith("application/x-www-form-urlencoded") || /\/s3[\w-]*\/aws4_request/.test(authorization);
  const { headers, body } = isXml
    ? {
        headers: { "content-type": "text/xml" },
        body: bytesOf(errorXml(error.name, error.message, requestId)),
      }
    : {
        headers: { "content-type": "application/json", "x-amzn-errortype": error.name },
        body: bytesOf(JSON.stringify({ __type: error.name, message: error.message })),
      };
  return { status: error.status, headers: { ...headers, "x-amzn-requestid": requestId }, body };
};

const errorXml = (code: string, message: string, requestId: string, more = ""): string =>
  `<ErrorResponse><Error><Code>${xmlText(code)}</Code><Message>${xmlText(message)}</Message>${more}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`;

/** https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html and DynamoDB's and S3's own lists. */
export const unknownCaller = (service: ServiceModule): AwsError => {
  const message = "The security token included in the request is invalid.";
  if (service.kind === "restXml") {
    return new AwsError("InvalidAccessKeyId", "The AWS access key Id you provided does not exist.", 403);
  }
  const isQuery = service.kind !== "json" && service.kind !== "restJson";
  if (isQuery || service.name === "sqs") return new AwsError("InvalidClientTokenId", message, 403);
  return new AwsError("UnrecognizedClientException", message, service.kind === "json" ? 400 : 403);
};

/** How services name a required member that is not there; others say ValidationException. */
const missingNames: Readonly<Record<string, string>> = {
  backup: "MissingParameterValueException",
  sqs: "MissingParameter",
  sns: "InvalidParameter",
  sts: "ValidationError",
  ec2: "MissingParameter",
  s3control: "InvalidRequest",
};

export const missingMembers = (service: ServiceModule, missing: readonly string[]): AwsError =>
  new AwsError(
    missingNames[service.name] ?? "ValidationException",
    `Missing required parameter: ${missing.join(", ")}`,
  );

/** The status of an error that is asked for by name; the service's own model comes first. */
export const statusOf = (service: ServiceModule, name: string): number => {
  const known = service.errors.get(name);
  if (known !== undefined) return known.status;
  if (/TooManyRequests/.test(name)) return 429;
  if (/Unavailable|SlowDown/.test(name)) return 503;
  if (/^Internal/.test(name)) return 500;
  return /AccessDenied|UnrecognizedClient|InvalidClientToken|ExpiredToken/.test(name) ? 403 : 400;
};
