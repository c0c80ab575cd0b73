// Blocks and elements of any size, for filling Slack's limits to the brim.

export const text = (length: number, type = "mrkdwn") => ({ type, text: "x".repeat(length) });
export const plain = (length: number) => text(length, "plain_text");
export const times = <Thing>(count: number, thing: Thing): Thing[] =>
  Array.from({ length: count }, () => thing);
export const button = (change: object = {}) => ({
  type: "button",
  action_id: "a",
  text: plain(5),
  ...change,
});
export const withElement = (element: object) => ({ type: "actions", elements: [element] });
export const option = (change: object = {}) => ({ text: plain(5), value: "v", ...change });
export const select = (change: object) =>
  withElement({ type: "static_select", options: [option()], ...change });
export const confirm = (change: object) =>
  withElement(
    button({ confirm: { title: plain(5), text: plain(5), confirm: plain(5), deny: plain(5), ...change } }),
  );
export const input = (change: object) => ({
  type: "input",
  label: plain(5),
  element: { type: "plain_text_input" },
  ...change,
});
export const image = (change: object) => ({
  type: "image",
  alt_text: "x",
  image_url: "https://x.example",
  ...change,
});
export const cell = (length: number) => ({ type: "raw_text", text: "x".repeat(length) });
export const divider = { type: "divider" };
