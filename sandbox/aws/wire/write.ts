// A typed output, or an error, → the answer that the client expects. The client's own protocol does the writing: an
// answer has the same form as a request, so the output is written as if it were one.
import { XmlCodec } from "@aws-sdk/core/protocols";
import type { AwsError } from "../service.ts";
import { bytesOf, type WireResponse } from "./message.ts";
import type { Operation, ServiceModule } from "./module.ts";
import { asOperation } from "./read.ts";

const nowhere = { endpoint: async () => ({ url: new URL("http://simulated/") }) };

export const writeOutput = async (
  service: ServiceModule,
  operation: Operation,
  output: Record<string, unknown>,
  requestId: string,
): Promise<WireResponse> => {
  if (service.kind === "query") return writeEnvelope(service, operation, output, requestId);
  const written = await service.protocol.serializeRequest(
    asOperation(operation.name, operation.output.getSchema()),
    output,
    nowhere,
  );
  return {
    status: statusOf(operation, output),
    headers: { ...lowerCase(written.headers), "x-amzn-requestid": requestId },
    body: bytesOf(written.body),
  };
};

const statusOf = (operation: Operation, output: Record<string, unknown>): number => {
  for (const [name, member] of operation.output.structIterator()) {
    const traits = member.getMergedTraits() as { httpResponseCode?: unknown };
    const value = output[name];
    if (traits.httpResponseCode !== undefined && typeof value === "number") return value;
  }
  return operation.status;
};

const lowerCase = (headers: Record<string, string>): Record<string, string> => {
  const pairs = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  // These belong to the request that the protocol believed to be writing.
  const strange = ["host", "x-amz-target", "content-length"];
  return Object.fromEntries(pairs.filter(([name]) => !strange.includes(name)));
};

const writeEnvelope = (
  service: ServiceModule,
  operation: Operation,
  output: Record<string, unknown>,
  requestId: string,
): WireResponse => {
  const { name } = operation;
  const isEmpty = [...operation.output.structIterator()].length === 0;
  const result = isEmpty ? "" : `<${name}Result>${innerXml(service, operation, output)}</${name}Result>`;
  const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
  const xml = `<${name}Response xmlns="${namespaceOf(service)}">${result}${metadata}</${name}Response>`;
  return { status: 200, headers: { "content-type": "text/xml" }, body: bytesOf(xml) };
};

const namespaceOf = (service: ServiceModule): string =>
  `http://${service.name}.amazonaws.com/doc/${service.version}/`;

/** The members alone: the codec writes them inside an element of its own naming. */
const innerXml = (service: ServiceModule, operation: Operation, output: Record<string, unknown>): string => {
  const codec = new XmlCodec({
    timestampFormat: { useTrait: true, default: 5 },
    xmlNamespace: namespaceOf(service),
    serviceNamespace: `com.amazonaws.${service.name}`,
  });
  const serializer = codec.createSerializer();
  serializer.write(operation.output, output);
  const text = Buffer.from(bytesOf(serializer.flush())).toString("utf8");
  return text
    .replace(/^<\?xml[^>]*\?>/, "")
    .replace(/^<[^>]*\/>$/, "")
    .replace(/^<[^>]*>/, "")
    .replace(/<\/[^>]*>$/, "");
};

export const writeError = (service: ServiceModule, error: AwsError, requestId: string): WireResponse => {
  const type = error.status >= 500 ? "Receiver" : "Sender";
  const headers = { "x-amzn-requestid": requestId };
  if (service.kind === "query" || service.kind === "restXml") {
    const content = `<Error><Type>${type}</Type><Code>${xmlText(error.name)}</Code><Message>${xmlText(error.message)}</Message></Error>`;
    const xml = `<ErrorResponse>${content}<RequestId>${requestId}</RequestId></ErrorResponse>`;
    return { status: error.status, headers: { ...headers, "content-type": "text/xml" }, body: bytesOf(xml) };
  }
  const body = JSON.stringify({ __type: error.name, message: error.message, ...error.members });
  return {
    status: error.status,
    headers: {
      ...headers,
      "content-type": service.kind === "json" ? "application/x-amz-json-1.0" : "application/json",
      "x-amzn-errortype": error.name,
    },
    body: bytesOf(body),
  };
};

const xmlText = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
