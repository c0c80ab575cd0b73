// Addresses and CIDR ranges of IPv4 and IPv6, read strictly: what is no range is undefined.

export interface IpRange {
  readonly bits: 32 | 128;
  readonly first: bigint;
  readonly length: number;
}

/** `10.0.0.0/8`, `2001:db8::/32`, or one address, which is a range of itself. */
export const parseIpRange = (text: string): IpRange | undefined => {
  const [, address = "", prefix] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const isLong = address.includes(":");
  const bits = isLong ? 128 : 32;
  const groups = isLong ? longGroups(address) : shortGroups(address);
  const length = prefix === undefined ? bits : Number(prefix);
  if (groups === undefined || length > bits) return undefined;
  const width = BigInt(bits / groups.length);
  return { bits, length, first: groups.reduce((sum, group) => (sum << width) | BigInt(group), 0n) };
};

export const isWithin = (address: IpRange, range: IpRange): boolean => {
  const rest = BigInt(range.bits - range.length);
  return (
    address.bits === range.bits &&
    address.length >= range.length &&
    address.first >> rest === range.first >> rest
  );
};

const shortGroups = (address: string): readonly number[] | undefined => {
  const groups = address.split(".");
  const isRead = groups.length === 4 && groups.every((group) => /^(?:0|[1-9]\d{0,2})$/.test(group));
  const numbers = groups.map(Number);
  return isRead && numbers.every((number) => number <= 255) ? numbers : undefined;
};

/** `::` stands for as many groups of nought as are missing, once. */
const longGroups = (address: string): readonly number[] | undefined => {
  const halves = address.split("::").map((half) => (half === "" ? [] : half.split(":")));
  const missing = 8 - halves.flat().length;
  const isCut = halves.length === 2;
  if (halves.length > 2 || (isCut ? missing < 1 : missing !== 0)) return undefined;
  const noughts = Array<string>(isCut ? missing : 0).fill("0");
  const groups = [...(halves[0] ?? []), ...noughts, ...(halves[1] ?? [])];
  return groups.every((group) => /^[\da-f]{1,4}$/i.test(group))
    ? groups.map((group) => Number.parseInt(group, 16))
    : undefined;
};
