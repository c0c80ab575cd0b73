// What differs between Regions of AWS.

/**
 * Regions that an account has to turn on. SNS delivers out of them under a name of their own.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-cross-region-delivery.html
 */
const optInRegions = new Set([
  "af-south-1",
  "ap-east-1",
  "ap-east-2",
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

/** The names under which SNS delivers from a topic. */
export const snsServicesOf = (topicArn: string): readonly string[] => {
  const region = topicArn.split(":")[3] ?? "";
  return optInRegions.has(region)
    ? ["sns.amazonaws.com", `sns.${region}.amazonaws.com`]
    : ["sns.amazonaws.com"];
};
