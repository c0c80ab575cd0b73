// What differs between Regions of AWS.

/**
 * Regions that an account has to turn on. SNS delivers out of them under a name of their own.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-cross-region-delivery.html
 */
const optInRegions = new Set([
  "af-south-1",
  "ap-east-1",
  "ap-east-2",
  "ap-northeast-3",
  "ap-south-2",
  "ap-southeast-3",
  "ap-southeast-4",
  "ap-southeast-5",
  "ap-southeast-6",
  "ap-southeast-7",
  "ca-west-1",
  "eu-central-2",
  "eu-south-1",
  "eu-south-2",
  "il-central-1",
  "me-central-1",
  "me-south-1",
  "mx-central-1",
]);

/**
 * The names under which SNS delivers from a topic to a queue. Where one of two Regions has to be turned on, it comes
 * under that one's name.
 */
export const snsServicesOf = (topicArn: string, queueRegion: string): readonly string[] => {
  const region = topicArn.split(":")[3] ?? "";
  const named = region === queueRegion ? [region] : [region, queueRegion];
  const turnedOn = named.filter((each) => optInRegions.has(each));
  return ["sns.amazonaws.com", ...turnedOn.map((each) => `sns.${each}.amazonaws.com`)];
};
