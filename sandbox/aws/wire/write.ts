// A typed output → the answer that the client expects. The client's own protocol does the writing: an answer has the
// same form as a request, so the output is written as if it were one.
import { XmlCodec } from "@aws-sdk/core/protocols";
import type { NormalizedSchema } from "@smithy/core/schema";
import { bytesOf, textOf, type WireResponse } from "./message.ts";
import type { Operation, ServiceModule } from "./module.ts";
import { asOperation } from "./read.ts";

const nowhere = { endpoint: async () => ({ url: new URL("http://simulated/") }) };

export const writeOutput = async (
  service: ServiceModule,
  operation: Operation,
  output: Record<string, unknown>,
  requestId: string,
): Promise<WireResponse> => {
  if (service.kind === "query" || service.kind === "ec2") {
    return writeEnvelope(service, operation, output, requestId);
  }
  const { headers, body } = await writeMembers(service, operation.name, operation.output, output);
  return {
    status: statusOf(operation, output),
    headers: { ...headers, "x-amzn-requestid": requestId },
    body,
  };
};

/** The members of a structure in the service's own protocol, headers and body. */
export const writeMembers = async (
  service: ServiceModule,
  name: string,
  shape: NormalizedSchema,
  members: Readonly<Record<string, unknown>>,
): Promise<Pick<WireResponse, "headers" | "body">> => {
  const written = await service.protocol.serializeRequest(
    asOperation(name, shape.getSchema()),
    members,
    nowhere,
  );
  return { headers: lowerCase(written.headers), body: bytesOf(written.body) };
};

const statusOf = (operation: Operation, output: Record<string, unknown>): number => {
  for (const [name, member] of operation.output.structIterator()) {
    const traits = member.getMergedTraits() as { httpResponseCode?: unknown };
    const value = output[name];
    if (traits.httpResponseCode !== undefined && typeof value === "number") return value;
  }
  return operation.status;
};

/** These belong to the request that the protocol believed to be writing. */
const requestHeaders = new Set(["host", "x-amz-target", "x-amzn-query-mode", "content-length"]);

const lowerCase = (headers: Record<string, string>): Record<string, string> => {
  const pairs = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  return Object.fromEntries(pairs.filter(([name]) => !requestHeaders.has(name)));
};

const writeEnvelope = (
  service: ServiceModule,
  { name, output: shape }: Operation,
  output: Record<string, unknown>,
  requestId: string,
): WireResponse => {
  const inner = shape.isStructSchema() ? innerXml(service, shape, output) : "";
  const isEc2 = service.kind === "ec2";
  const content = isEc2
    ? `<requestId>${requestId}</requestId>${inner}`
    : `<${name}Result>${inner}</${name}Result><ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
  const xml = `<${name}Response xmlns="${namespaceOf(service)}">${content}</${name}Response>`;
  return {
    status: 200,
    headers: { "content-type": "text/xml", "x-amzn-requestid": requestId },
    body: bytesOf(xml),
  };
};

const namespaceOf = (service: ServiceModule): string =>
  `http://${service.name}.amazonaws.com/doc/${service.version}/`;

/** The members alone: the codec writes them inside an element of its own naming. */
export const innerXml = (
  service: ServiceModule,
  shape: NormalizedSchema,
  members: Readonly<Record<string, unknown>>,
): string => {
  const codec = new XmlCodec({
    timestampFormat: { useTrait: true, default: 5 },
    xmlNamespace: namespaceOf(service),
    serviceNamespace: `com.amazonaws.${service.name}`,
  });
  const serializer = codec.createSerializer();
  serializer.write(shape, members);
  const text = textOf(bytesOf(serializer.flush()));
  return text
    .replace(/^<\?xml[^>]*\?>/, "")
    .replace(/^<[^>]*\/>$/, "")
    .replace(/^<[^>]*>/, "")
    .replace(/<\/[^>]*>$/, "");
};
