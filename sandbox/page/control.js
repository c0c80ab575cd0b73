// The Control API, the page's only source: nothing is read or done by any other road.

const read = async (path) => {
  const response = await fetch(path, { headers: { accept: "application/json" } });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.json();
};

/** Refusals are answers too: the caller sees the status (0 for no answer at all) and what was said. */
const send = async (path, body) => {
  const asked = {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
  const response = await fetch(path, asked).catch(() => undefined);
  if (response === undefined) return { isDone: false, status: 0, said: {} };
  const said = await response.json().catch(() => ({}));
  return { isDone: response.ok, status: response.status, said };
};

export const readState = () => read("/control/state");
export const readMessages = () => read("/control/messages");
export const readViews = (user) => read(`/control/views?user=${encodeURIComponent(user)}`);
export const readStories = () => read("/control/story");
export const act = (deed) => send("/control/act", deed);
export const setClock = (change) => send("/control/clock", change);
export const playStory = (name) => send("/control/story", { name });
export const setLanguage = (language) => send("/control/language", { language });
