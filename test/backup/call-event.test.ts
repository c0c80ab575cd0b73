// Calls that start and stop jobs, as CloudTrail tells of them.
import { describe, expect, it } from "vitest";
import { parseNotification } from "../../src/backup/parse.ts";
import { instant } from "../../src/core/time.ts";

const account = "111111111111";
const person = {
  type: "AssumedRole",
  principalId: "AROAEXAMPLE:kei@example.com",
  arn: `arn:aws:sts::${account}:assumed-role/Operations/kei@example.com`,
  accountId: account,
};

const read = (detail: Readonly<Record<string, unknown>>, more: Readonly<Record<string, unknown>> = {}) =>
  parseNotification({
    body: JSON.stringify({
      id: "e-1",
      source: "aws.backup",
      "detail-type": "AWS API Call via CloudTrail",
      account,
      region: "ap-northeast-1",
      time: "2026-11-20T13:00:00Z",
      resources: [],
      detail: { eventSource: "backup.amazonaws.com", userIdentity: person, ...detail },
      ...more,
    }),
    messageId: "m-1",
    sentAt: instant(0),
    attributes: {},
  });

const started = {
  eventName: "StartRestoreJob",
  requestParameters: {
    recoveryPointArn: "arn:aws:backup:ap-northeast-1:111111111111:recovery-point:p-1",
    resourceType: "EFS",
    metadata: { password: "nobody's business" },
  },
  responseElements: { restoreJobId: "0BC0-AB" },
};

describe("a call that starts or stops a job", () => {
  it.each([
    ["StartBackupJob", {}, { backupJobId: "J-1" }, "start", "backup"],
    ["StartCopyJob", {}, { copyJobId: "J-1" }, "start", "copy"],
    ["StartRestoreJob", {}, { restoreJobId: "J-1" }, "start", "restore"],
    ["StopBackupJob", { backupJobId: "J-1" }, null, "stop", "backup"],
  ])("is read: %s", (eventName, requestParameters, responseElements, deed, kind) => {
    expect(read({ eventName, requestParameters, responseElements })).toMatchObject({
      type: "call",
      deed,
      name: eventName,
      job: { account, region: "ap-northeast-1", kind, id: "j-1" },
      facts: { writtenId: "J-1" },
      at: Date.parse("2026-11-20T13:00:00Z"),
    });
  });

  it("brings what was asked for, and nothing of a restore's metadata", () => {
    const heard = read(started);
    expect(heard).toMatchObject({
      facts: { resourceType: "EFS", recoveryPointArn: started.requestParameters.recoveryPointArn },
    });
    expect(JSON.stringify(heard)).not.toContain("nobody's business");
  });

  it("was refused, and has started nothing", () => {
    expect(read({ ...started, responseElements: null, errorCode: "AccessDenied" })).toEqual({
      type: "refused-call",
      name: "StartRestoreJob",
    });
  });

  it.each([
    ["names no job", { ...started, responseElements: null }, {}],
    ["is another call", { eventName: "CreateBackupPlan", responseElements: { backupJobId: "J-1" } }, {}],
    ["is called like a member that every object has", { ...started, eventName: "constructor" }, {}],
    ["is of another service", started, { source: "aws.rds" }],
    ["says where in words that are no place", started, { region: "ap northeast" }],
    [
      "has an id that fits into no key",
      { ...started, responseElements: { restoreJobId: "x".repeat(101) } },
      {},
    ],
  ])("is shown as it came when it %s", (_, detail, more) => {
    expect(read(detail, more).type).toBe("raw");
  });
});

describe("who called", () => {
  it.each([
    ["a role's session", person, { name: "Operations", isRole: true, shown: "Operations/kei@example.com" }],
    [
      "a session whose person said who they are",
      { ...person, sessionContext: { sourceIdentity: "U0KEI" } },
      { name: "Operations", isRole: true, shown: "U0KEI (Operations/kei@example.com)" },
    ],
    [
      "a user, below a path",
      { type: "IAMUser", arn: `arn:aws:iam::${account}:user/ops/deployer`, userName: "deployer" },
      { name: "deployer", isRole: false, shown: "user/ops/deployer" },
    ],
    ["root", { type: "Root", arn: `arn:aws:iam::${account}:root` }, { isRole: false, shown: "root" }],
    [
      "a federated user",
      { type: "FederatedUser", arn: `arn:aws:sts::${account}:federated-user/kei` },
      { isRole: false, shown: "federated-user/kei" },
    ],
    [
      "somebody without an ARN",
      { type: "AWSAccount", principalId: "AIDA1", accountId: account },
      { shown: "AIDA1" },
    ],
    ["AWS itself", { type: "AWSService", invokedBy: "backup.amazonaws.com" }, { isAws: true }],
    ["a role in the hand of AWS Backup", { ...person, invokedBy: "backup.amazonaws.com" }, { isAws: true }],
    [
      "a role in the hand of another service",
      { ...person, invokedBy: "ssm.amazonaws.com" },
      { isAws: false },
    ],
  ])("is %s", (_, userIdentity, caller) => {
    expect(read({ ...started, userIdentity })).toMatchObject({ caller });
  });

  it.each([undefined, null, "kei", {}])("is nobody that AWS names: %j", (userIdentity) => {
    expect(read({ ...started, userIdentity })).toMatchObject({ caller: { isRole: false, isAws: false } });
    expect(read({ ...started, userIdentity })).not.toHaveProperty("caller.shown");
  });
});
