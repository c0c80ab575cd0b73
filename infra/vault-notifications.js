// Makes the vaults that an account has in a Region tell Stillpoint's topic. They were there before us, so no resource
// of CloudFormation's own can change them: this is the code of a custom resource, written into the template.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
// A vault has one topic and a put replaces it, so another's topic is left alone, and named in the answer.
// CloudFormation waits an hour for an answer that never comes, so whatever happens one is sent.

/** No topic is set, or the vault is gone since it was listed. */
const absent = "ResourceNotFoundException";
/** How AWS Backup says that this one vault cannot do it, as an air-gapped one may. */
const refusals = ["InvalidParameterValueException", "InvalidRequestException", absent];
const denied = "AccessDeniedException";
/** An answer has 4096 bytes at the most, of which about a thousand say what it answers. */
const listMaxBytes = 1300;
const wordsMax = 400;
/** Kept of the function's time for the answer. */
const answerMs = 5000;

/** Throws when the answer cannot be sent: Lambda runs it again, and what is done is not done twice. */
exports.handler = async (event, context) => {
  const { ResponseURL, PhysicalResourceId, LogicalResourceId, StackId, RequestId } = event ?? {};
  const outcome = await inTime(event ?? {}, context).then(
    (Data) => ({ Status: "SUCCESS", Data }),
    (error) => ({ Status: "FAILED", Reason: wordsOf(error) }),
  );
  const body = JSON.stringify({
    ...outcome,
    // Another id than before would make CloudFormation delete what it takes for an older resource.
    PhysicalResourceId: PhysicalResourceId || LogicalResourceId || "vault-notifications",
    LogicalResourceId,
    StackId,
    RequestId,
  });
  console.log(body);
  if (!ResponseURL) return;
  // The address is signed for no content type, and fetch would give it one.
  const { ok, status } = await fetch(ResponseURL, { method: "PUT", headers: { "content-type": "" }, body });
  if (!ok) throw new Error(`CloudFormation did not take the answer: ${status}`);
};

const inTime = async (event, context) => {
  const leftMs = context?.getRemainingTimeInMillis?.() ?? 60_000;
  const abortSignal = AbortSignal.timeout(Math.max(0, leftMs - answerMs));
  const late = new Promise((_, reject) => {
    abortSignal.addEventListener("abort", () => reject(new Error("There was no time for every vault.")));
  });
  return Promise.race([change(event, abortSignal), late]);
};

const change = async ({ RequestType, ResourceProperties, OldResourceProperties }, abortSignal) => {
  const { TopicArn, ...wanted } = ResourceProperties ?? {};
  const events = listOf(wanted.Events);
  const isDelete = RequestType === "Delete";
  if (isDelete && !TopicArn) return {};
  if (!isDelete && RequestType !== "Create" && RequestType !== "Update")
    throw new Error(`Not a request of CloudFormation's: ${RequestType}`);
  if (!isDelete && (!TopicArn || events.length === 0)) throw new Error("TopicArn and Events are needed.");

  const ours = [TopicArn, OldResourceProperties?.TopicArn];
  const vaults = vaultsWithin(abortSignal);
  const set = [];
  const leftAlone = [];

  const tell = async (name) => {
    const { SNSTopicArn, BackupVaultEvents } = await vaults.read(name, absent);
    if (SNSTopicArn && !ours.includes(SNSTopicArn)) return leftAlone.push(`${name}→${SNSTopicArn}`);
    if (SNSTopicArn !== TopicArn || !isSame(BackupVaultEvents, events))
      await vaults.put(name, TopicArn, events);
    return set.push(name);
  };

  // What we may not look at, we have not set.
  const release = async (name) => {
    const { SNSTopicArn } = await vaults.read(name, ...refusals, denied);
    if (SNSTopicArn && ours.includes(SNSTopicArn)) await vaults.clear(name);
  };

  // Nor have we set anything when we may not even list: a creation that failed for that can still be undone.
  for (const name of await vaults.names(isDelete ? denied : undefined)) {
    const isWanted = !isDelete && fits(listOf(wanted.Vaults), name);
    if (!isWanted && RequestType === "Create") continue;
    await (isWanted ? tell(name) : release(name)).catch((error) => {
      // A deletion goes on, to take off what it can.
      if (!isDelete && !refusals.includes(error.name)) throw new Error(`${name}: ${wordsOf(error)}`);
      leftAlone.push(`${name}→${wordsOf(error)}`);
    });
  }
  if (isDelete && leftAlone.length > 0) throw new Error(`Not taken off: ${cut(leftAlone)}`);
  return { Set: cut(set), LeftAlone: cut(leftAlone) };
};

/** Names and reads are empty where an error comes that the caller names. */
const vaultsWithin = (abortSignal) => {
  const aws = require("@aws-sdk/client-backup");
  const client = new aws.BackupClient({ maxAttempts: 8 });
  const within = { abortSignal };
  const send = (command) => client.send(command, within);
  const orNothing =
    (nothing, ...names) =>
    (error) => {
      if (!names.includes(error.name)) throw error;
      return nothing;
    };
  const listed = async () => {
    const found = [];
    for await (const { BackupVaultList } of aws.paginateListBackupVaults({ client }, {}, within))
      found.push(...(BackupVaultList ?? []).map(({ BackupVaultName }) => BackupVaultName));
    return found;
  };
  return {
    names: (but) => listed().catch(orNothing([], but)),
    read: (BackupVaultName, ...but) =>
      send(new aws.GetBackupVaultNotificationsCommand({ BackupVaultName })).catch(orNothing({}, ...but)),
    put: (BackupVaultName, SNSTopicArn, BackupVaultEvents) =>
      send(new aws.PutBackupVaultNotificationsCommand({ BackupVaultName, SNSTopicArn, BackupVaultEvents })),
    clear: (BackupVaultName) =>
      send(new aws.DeleteBackupVaultNotificationsCommand({ BackupVaultName })).catch(orNothing({}, absent)),
  };
};

/** From a list, or from one text with commas; the empty parameter of a template is no entry. */
const listOf = (value) =>
  String(value ?? "")
    .split(",")
    .map((entry) => entry.trim())
    .filter(Boolean);

/** As an environment's vaults: `*` stands for anything, and no pattern at all for every vault. */
const fits = (patterns, name) =>
  patterns.length === 0 ||
  patterns.some((pattern) => {
    const source = pattern.replace(/[^\w*]/g, "\\$&").replace(/\*+/g, ".*");
    return new RegExp(`^${source}$`).test(name);
  });

const isSame = (some = [], others) => `${[...some].sort()}` === `${[...others].sort()}`;

const wordsOf = (error) =>
  String(error)
    .replace(/^Error: /, "")
    .slice(0, wordsMax);

/** As many as have room, and how many more there are. */
const cut = (entries) => {
  const room = entries.findIndex(
    (_, index) => Buffer.byteLength(JSON.stringify(`${entries.slice(0, index + 1)}`)) > listMaxBytes,
  );
  if (room < 0) return `${entries}`;
  return `${entries.slice(0, room)} and ${entries.length - room} more`;
};
