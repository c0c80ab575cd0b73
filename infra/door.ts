// The way in for Slack: an HTTP API, which throttles and keeps access logs, or a Function URL.
import { RemovalPolicy, type Stack, Validations } from "aws-cdk-lib";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import { FunctionUrlAuthType, type Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { LogGroup, type RetentionDays } from "aws-cdk-lib/aws-logs";
import type { Hub } from "../src/config/deployment.ts";

/** Requests a second. A busy workspace sends a few; whoever knocks without Slack's signature finds this. */
const throttle = { rateLimit: 50, burstLimit: 100 } as const;

/** Nothing of what was said, and no header: a signature is a secret for as long as it is valid. */
const logged = AccessLogFormat.custom(
  JSON.stringify({
    at: "$context.requestTime",
    requestId: "$context.requestId",
    ip: "$context.identity.sourceIp",
    method: "$context.httpMethod",
    path: "$context.path",
    status: "$context.status",
    bytes: "$context.responseLength",
    tookMs: "$context.responseLatency",
    problem: "$context.integrationErrorMessage",
  }),
);

export interface Door {
  /** What the app's settings in Slack name. */
  readonly url: string;
  readonly api: HttpApi | undefined;
}

export const makeDoor = (scope: Stack, front: LambdaFunction, { door, logDays }: Hub): Door => {
  // CDK gives both permissions that a URL needs since October 2025.
  // https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
  if (door === "function-url") {
    return { url: front.addFunctionUrl({ authType: FunctionUrlAuthType.NONE }).url, api: undefined };
  }
  const api = new HttpApi(scope, "Api", {
    apiName: "stillpoint",
    description: "Slack's requests",
    createDefaultStage: false,
  });
  const [route] = api.addRoutes({
    path: "/slack/events",
    methods: [HttpMethod.POST],
    integration: new HttpLambdaIntegration("Front", front),
  });
  if (route !== undefined)
    Validations.of(route).acknowledge({
      id: "AwsSolutions-APIG4",
      reason: "Slack cannot sign in to AWS; the function verifies Slack's signature over the raw bytes first",
    });
  const log = new LogGroup(scope, "AccessLog", {
    logGroupName: "/aws/apigateway/stillpoint",
    retention: logDays as RetentionDays,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const stage = new HttpStage(scope, "Stage", {
    httpApi: api,
    stageName: "$default",
    autoDeploy: true,
    throttle,
    accessLogSettings: { destination: new LogGroupLogDestination(log), format: logged },
  });
  return { url: `${stage.url}slack/events`, api };
};
