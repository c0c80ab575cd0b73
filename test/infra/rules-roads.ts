// Whether every event that is sent may arrive, and nothing else: each rule from templates to sentences.
import { snsServicesOf } from "../../infra/regions.ts";
import { queueNames, undeliveredQueueName } from "../../src/config/names.ts";
import { deadLettersOf, homeOf, type Road, ruleRoadsOf, topicRoadsOf } from "./roads.ts";
import { type Guarded, grants, guardedOf, rolesOf, type Statement, valuesOf } from "./statement.ts";
import { allOf, at, type Installation, placeOf } from "./template.ts";
import type { Rule } from "./walls.ts";

const said = ({ by }: Road, what: string): string => `${by.stack.id}: ${by.name} ${what}`;

const sends: Readonly<Record<string, string>> = { sqs: "sqs:SendMessage", events: "events:PutEvents" };

const deedOf = (target: string): string => sends[target.split(":")[2] ?? ""] ?? "";

const guardsOf = (installation: Installation, arn: string): readonly Statement[] =>
  guardedOf(installation)
    .filter(({ statements }) => statements.some(({ resources }) => resources.includes(arn)))
    .flatMap(({ statements }) => grants(statements, deedOf(arn), arn));

const letsService = (installation: Installation, arn: string, service: string, source: string): boolean =>
  guardsOf(installation, arn).some(
    (statement) =>
      statement.principals.includes(`Service:${service}`) &&
      valuesOf(statement, "aws:SourceArn").includes(source),
  );

const letsRole = (installation: Installation, arn: string, roleArn: string): boolean =>
  guardsOf(installation, arn).some(
    (statement) =>
      statement.principals.includes(`AWS:${roleArn.replace(/:role\/.*$/, ":root")}`) &&
      valuesOf(statement, "aws:PrincipalArn").includes(roleArn),
  );

/** EventBridge reaches a queue of its own Region and a bus anywhere; outside its account it goes by a role. */
export const rulesArrive: Rule = (installation) =>
  ruleRoadsOf(installation).flatMap((road) => {
    const { by, source, to, roleArn } = road;
    const target = homeOf(to);
    const isQueue = to.includes(":sqs:");
    const isFar = target.account !== by.stack.account || target.region !== by.stack.region;
    const role = rolesOf(installation).find(({ arn }) => arn === roleArn);
    if (isQueue && target.region !== by.stack.region)
      return [said(road, "goes to a queue of another Region")];
    if (roleArn === undefined) {
      if (isFar) return [said(road, "goes elsewhere without a role")];
      return letsService(installation, to, "events.amazonaws.com", source)
        ? []
        : [said(road, "is not let in")];
    }
    return [
      ...(role !== undefined && homeOf(roleArn).account === by.stack.account
        ? []
        : [said(road, "goes by a role that is not there")]),
      ...(grants(role?.own ?? [], deedOf(to), to).length > 0
        ? []
        : [said(road, "goes by a role that may not")]),
      ...(letsRole(installation, to, roleArn) ? [] : [said(road, "is not let in")]),
    ];
  });

/** Out of a Region that has to be turned on SNS comes under a name of its own. */
export const topicsArrive: Rule = (installation) =>
  topicRoadsOf(installation).flatMap((road) => [
    ...snsServicesOf(road.source, homeOf(road.to).region)
      .filter((service) => !letsService(installation, road.to, service, road.source))
      .map((service) => said(road, `is not let in as ${service}`)),
    ...(homeOf(road.source).region === road.by.stack.region
      ? []
      : [said(road, "hears another Region's topic")]),
  ]);

export const whatDoesNotArriveIsKept: Rule = (installation) => {
  const queues = allOf(installation, "AWS::SQS::Queue");
  const keeps = (road: Road, services: readonly string[]) => {
    const { deadLetters = "", by, source } = road;
    const isThere = queues.some(({ arn }) => arn === deadLetters);
    if (!isThere || placeOf(homeOf(deadLetters)) !== placeOf(by.stack))
      return [said(road, "keeps nothing of what does not arrive")];
    return services
      .filter((service) => !letsService(installation, deadLetters, service, source))
      .map((service) => said(road, `may not keep what does not arrive, as ${service}`));
  };
  return [
    ...ruleRoadsOf(installation).flatMap((road) => keeps(road, ["events.amazonaws.com"])),
    ...topicRoadsOf(installation).flatMap((road) =>
      keeps(road, snsServicesOf(road.source, homeOf(road.deadLetters ?? road.to).region)),
    ),
  ];
};

/** Whoever may put something into a queue, a bus or a topic of ours is named to the last letter, and is there. */
export const onlyTheNamedSend: Rule = (installation) => {
  const known = [
    ...ruleRoadsOf(installation).map(({ source }) => source),
    ...topicRoadsOf(installation).map(({ source }) => source),
    ...rolesOf(installation).map(({ arn }) => arn),
  ];
  const isOurs = ({ found }: Guarded) =>
    ["AWS::SQS::QueuePolicy", "AWS::Events::EventBusPolicy"].includes(found.type);
  return guardedOf(installation)
    .filter(isOurs)
    .flatMap(({ name, found, statements }) =>
      statements
        .filter(({ isAllow }) => isAllow)
        .flatMap((statement) => {
          const exact = statement.conditions.ArnEquals ?? {};
          const sources = statement.principals.every((who) => who.startsWith("Service:"))
            ? exact["aws:SourceArn"]
            : exact["aws:PrincipalArn"];
          if (sources === undefined || sources.length === 0)
            return [`${found.stack.id}: ${name} takes from anybody`];
          return sources
            .filter((source) => !known.includes(source))
            .map((source) => `${found.stack.id}: ${name} takes from ${source}, which is nowhere`);
        }),
    );
};

/** A topic that vaults tell and that nobody hears would swallow what it is told. */
export const everyTopicIsHeardOnce: Rule = (installation) => {
  const told = allOf(installation, "Custom::VaultNotifications").map(({ properties }) =>
    String(at(properties, "TopicArn")),
  );
  const heard = topicRoadsOf(installation).map(({ source }) => source);
  return [
    ...told.filter((arn) => !heard.includes(arn)).map((arn) => `${arn} is told and not heard`),
    ...heard.filter((arn, index) => heard.indexOf(arn) !== index).map((arn) => `${arn} is heard twice`),
  ];
};

export const everythingEndsInTheEventsQueue: Rule = (installation) => {
  const [events] = allOf(installation, "AWS::SQS::Queue").filter(({ name }) => name === queueNames.events);
  const buses = allOf(installation, "AWS::Events::EventBus").map(({ arn }) => arn);
  const roads = [...ruleRoadsOf(installation), ...topicRoadsOf(installation)];
  return [
    ...roads
      .filter(({ to }) => to !== events?.arn && !buses.includes(to))
      .map((road) => said(road, `ends at ${road.to}`)),
    ...(deadLettersOf(installation).includes(events?.arn ?? "")
      ? ["the events queue is a dead-letter queue"]
      : []),
  ];
};

const named = [
  "AWS::SQS::Queue",
  "AWS::SNS::Topic",
  "AWS::Lambda::Function",
  "AWS::Logs::LogGroup",
  "AWS::CloudWatch::Alarm",
  "AWS::Events::EventBus",
  "AWS::Events::Rule",
  "AWS::Scheduler::Schedule",
  "AWS::DynamoDB::Table",
  "AWS::KMS::Alias",
];

/** Roles and policies are of an account and no Region. */
const namedInAccount = ["AWS::IAM::Role", "AWS::IAM::ManagedPolicy"];

export const nothingStandsTwice: Rule = (installation) => {
  const places = [
    ...named.flatMap((type) =>
      allOf(installation, type).map(({ stack, name }) => `${type} ${name} in ${placeOf(stack)}`),
    ),
    ...namedInAccount.flatMap((type) =>
      allOf(installation, type).map(({ stack, name }) => `${type} ${name} in ${stack.account}`),
    ),
  ];
  return places
    .filter((place, index) => places.indexOf(place) !== index)
    .map((place) => `there would be two of ${place}`);
};

/** Wherever something may fail to arrive there is one queue for it, and nowhere else. */
export const undeliveredQueuesStandWhereNeeded: Rule = (installation) => {
  const standing = allOf(installation, "AWS::SQS::Queue")
    .filter(({ name }) => name === undeliveredQueueName)
    .map(({ stack }) => placeOf(stack));
  const needed = new Set(
    [...ruleRoadsOf(installation), ...topicRoadsOf(installation)].map(({ by }) => placeOf(by.stack)),
  );
  return [
    ...[...needed].filter((place) => !standing.includes(place)).map((place) => `none stands in ${place}`),
    ...standing.filter((place) => !needed.has(place)).map((place) => `one stands in ${place} for nothing`),
  ];
};
