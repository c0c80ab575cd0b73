// What the browser remembers between visits: who looks, the theme, and how far each person has read.

const key = "stillpoint-sandbox";

const load = () => {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? {};
  } catch {
    return {};
  }
};

let remembered = load();

const keep = (change) => {
  remembered = { ...remembered, ...change };
  try {
    localStorage.setItem(key, JSON.stringify(remembered));
  } catch {
    // A browser that keeps nothing still shows everything; marks last until the next visit only.
  }
};

export const recall = (name) => remembered[name];
export const remember = (name, value) => keep({ [name]: value });

/** The timestamp of the last message that this person has seen in this channel; "" for none. */
export const readUpTo = (user, channel) => remembered.reads?.[user]?.[channel] ?? "";

export const markRead = (user, channel, ts) => {
  if (ts <= readUpTo(user, channel)) return;
  const reads = remembered.reads ?? {};
  keep({ reads: { ...reads, [user]: { ...reads[user], [channel]: ts } } });
};
