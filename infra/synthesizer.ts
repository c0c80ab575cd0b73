// How a stack is written down that brings no files with it.
import { DefaultStackSynthesizer, type IStackSynthesizer } from "aws-cdk-lib";

/** Without the rule that asks for a bootstrapped account, plain CloudFormation takes the template as it is. */
export const withoutAssets = (): IStackSynthesizer =>
  // The CDK's own class says `undefined` where its interface says that a member may be missing.
  new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }) as IStackSynthesizer;
