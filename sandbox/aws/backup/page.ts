// Pages of a list. A token names the last item seen rather than a number of items, so that what is created or deleted
// between two pages neither repeats nor hides another. To callers it is opaque.
import { invalid } from "./errors.ts";

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListBackupJobs.html */
const maxResults = 1000;

export interface PageInput {
  readonly NextToken?: string | undefined;
  readonly MaxResults?: number | undefined;
}

export interface Page<Item> {
  readonly items: Item[];
  readonly NextToken: string | undefined;
}

/** Orders by `keyOf`, highest first, and cuts the page that the input asks of this operation. */
export const pageOf = <Item>(
  operation: string,
  items: Iterable<Item>,
  input: PageInput,
  keyOf: (item: Item) => string,
): Page<Item> => {
  const size = input.MaxResults ?? maxResults;
  if (!Number.isInteger(size) || size < 1 || size > maxResults) {
    throw invalid(`MaxResults must be between 1 and ${maxResults}.`, "MaxResults");
  }
  const after = input.NextToken === undefined ? undefined : keyIn(operation, input.NextToken);
  const sorted = [...items]
    .map((item) => ({ item, key: keyOf(item) }))
    .filter(({ key }) => after === undefined || key < after)
    .sort((a, b) => (a.key < b.key ? 1 : -1));
  const page = sorted.slice(0, size);
  const last = page.at(-1);
  const isMore = sorted.length > page.length && last !== undefined;
  return {
    items: page.map(({ item }) => item),
    NextToken: isMore ? tokenOf(operation, last.key) : undefined,
  };
};

/** Newest first; the name breaks ties. */
export const timeKey = (at: number, name: string): string => `${String(at).padStart(15, "0")}/${name}`;

const tokenOf = (operation: string, key: string): string =>
  Buffer.from(`${operation}\n${key}`).toString("base64url");

const keyIn = (operation: string, token: string): string => {
  const [name, key] = Buffer.from(token, "base64url").toString().split("\n");
  if (name !== operation || key === undefined) throw invalid("The NextToken is invalid.", "NextToken");
  return key;
};
