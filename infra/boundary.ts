// The walls around the hub's own roles, wider than what each of them may.
import { operatorRoleName, readerRoleName } from "../src/config/names.ts";
import { functionArn, headsArn, logStreamsArn, parameterArn, queueArn, roleArn, tableArn } from "./arns.ts";
import type { HubFacts, Permission } from "./permission.ts";

/** The most that a role in the hub can ever be given, whoever changes its policy. */
export const hubBoundary = ({ hub, secretsKeyArn, auditBucketArn }: HubFacts): readonly Permission[] => {
  const named = (text: string) => text.replace(/stillpoint-[^:/]+$/, "stillpoint-*");
  return [
    {
      to: "work with its own queues",
      may: [
        "sqs:SendMessage",
        "sqs:ReceiveMessage",
        "sqs:DeleteMessage",
        "sqs:GetQueueAttributes",
        "sqs:ChangeMessageVisibility",
      ],
      on: [named(queueArn(hub, "posts"))],
      wide: "a boundary: each role's own policy names its queues",
    },
    {
      to: "keep records",
      may: ["dynamodb:GetItem", "dynamodb:Query", "dynamodb:PutItem"],
      on: [tableArn(hub, "state")],
    },
    {
      to: "add to the audit log and read it",
      may: ["dynamodb:PartiQLInsert", "dynamodb:Query"],
      on: [tableArn(hub, "audit")],
    },
    {
      to: "keep the heads of its days",
      may: ["s3:GetObject", "s3:PutObject"],
      on: [headsArn(auditBucketArn)],
      wide: "an object for each day",
    },
    { to: "be told that a day has no head", may: ["s3:ListBucket"], on: [auditBucketArn] },
    {
      to: "read its secrets",
      may: ["ssm:GetParameter"],
      on: [parameterArn(hub, "/stillpoint/*")],
      wide: "a boundary: each role's own policy names its parameters",
    },
    { to: "read its secrets", may: ["kms:Decrypt"], on: [secretsKeyArn] },
    {
      to: "assume its roles in the accounts",
      may: ["sts:AssumeRole", "sts:SetSourceIdentity"],
      on: [readerRoleName, operatorRoleName].map((role) => roleArn({ ...hub, account: "*" }, role)),
      wide: "a boundary: each role's own policy names the accounts",
    },
    {
      to: "write logs",
      may: ["logs:CreateLogStream", "logs:PutLogEvents"],
      on: [logStreamsArn(hub, "/aws/lambda/stillpoint-*")],
      wide: "a boundary: each role's own policy names its log",
    },
    { to: "start the clock", may: ["lambda:InvokeFunction"], on: [functionArn(hub, "clock")] },
  ];
};
