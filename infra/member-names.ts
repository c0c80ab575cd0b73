// What an account's stacks call each other by.

export const memberBoundaryName = "stillpoint-member-boundary";

export const notifierName = "stillpoint-vault-notifications";

export const notifierGroup = `/aws/lambda/${notifierName}`;
