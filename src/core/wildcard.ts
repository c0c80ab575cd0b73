// Text with `*` for anything, as configuration files say it. No regular expression, so no file can make it slow.

export const fits = (pattern: string, text: string): boolean => {
  const [first = "", ...rest] = pattern.split("*");
  if (rest.length === 0) return pattern === text;
  if (!text.startsWith(first)) return false;
  const last = rest.pop() ?? "";
  const end = rest.reduce((from, part) => {
    const found = from < 0 ? -1 : text.indexOf(part, from);
    return found < 0 ? -1 : found + part.length;
  }, first.length);
  return end >= 0 && text.length - last.length >= end && text.endsWith(last);
};
