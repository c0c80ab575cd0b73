// The one protocol that no client in use speaks, over a small model of its own, so that it does not rot unseen.
import { AwsEc2QueryProtocol } from "@aws-sdk/core/protocols";
import { HttpResponse } from "@smithy/core/protocols";
import { describe, expect, it } from "vitest";
import type { Gateway } from "../../../sandbox/aws/gateway.ts";
import { createRig, credentials, region } from "./rig.ts";

describe("EC2's query protocol", () => {
  const string = 0;
  const list = 64;
  const struct = 3;
  const Volume$ = [struct, "test.ec2", "Volume", 0, ["VolumeId"], [[string, { xmlName: "volumeId" }]]];
  const Volumes$ = [1, "test.ec2", "Volumes", 0, [() => Volume$, { xmlName: "item" }]];
  const DescribeVolumes$ = [
    9,
    "test.ec2",
    "DescribeVolumes",
    0,
    [
      struct,
      "test.ec2",
      "DescribeVolumesRequest",
      0,
      ["VolumeIds", "nextToken"],
      [
        [list | string, { ec2QueryName: "VolumeId" }],
        [string, {}],
      ],
    ],
    [
      struct,
      "test.ec2",
      "DescribeVolumesResult",
      0,
      ["Volumes"],
      [[() => Volumes$, { xmlName: "volumeSet" }]],
    ],
  ] as const;
  const protocol = new AwsEc2QueryProtocol({
    defaultNamespace: "test.ec2",
    xmlNamespace: "http://ec2.amazonaws.com/doc/2016-11-15",
    version: "2016-11-15",
  });
  class EC2Client {
    readonly config = { protocol, serviceId: "EC2", defaultSigningName: "ec2", apiVersion: "2016-11-15" };
  }
  const schema = { namespace: "test.ec2", name: "DescribeVolumes", traits: 0 };
  const context = { endpoint: async () => ({ url: new URL("http://localhost/") }) };
  const asked = async (gateway: Gateway, input: object) => {
    const request = await protocol.serializeRequest(
      { ...schema, input: DescribeVolumes$[4], output: "unit" } as never,
      input,
      context as never,
    );
    const authorization = `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/20261120/${region}/ec2/aws4_request`;
    return gateway.handle({
      method: "POST",
      path: "/",
      headers: { ...request.headers, authorization },
      body: Buffer.from(String(request.body)),
    });
  };

  it("reads flat lists and capital names, and writes items with no envelope of a result", async () => {
    const { gateway } = createRig();
    let arrived: unknown;
    const handlers = {
      DescribeVolumes: (input: unknown) => {
        arrived = input;
        return { Volumes: [{ VolumeId: "vol-1" }, { VolumeId: "vol-2" }] };
      },
    };
    gateway.serve({ EC2Client, DescribeVolumes$ }, handlers as never);
    const { status, headers, body } = await asked(gateway, { VolumeIds: ["a", "b"], nextToken: "t" });
    expect(arrived).toEqual({ VolumeIds: ["a", "b"], nextToken: "t" });
    const answer = await protocol.deserializeResponse(
      { ...schema, input: "unit", output: DescribeVolumes$[5] } as never,
      {} as never,
      new HttpResponse({ statusCode: status, headers: { ...headers }, body }),
    );
    expect(answer).toMatchObject({ Volumes: [{ VolumeId: "vol-1" }, { VolumeId: "vol-2" }] });
  });

  it("says what went wrong in a list of errors", async () => {
    const { gateway } = createRig();
    gateway.serve({ EC2Client, DescribeVolumes$ }, {});
    const { status, body } = await asked(gateway, {});
    expect(status).toBe(501);
    expect(Buffer.from(body).toString()).toContain("<Errors><Error><Code>NotImplemented</Code>");
  });
});
