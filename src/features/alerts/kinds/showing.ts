// One incident, several channels: what each of them shows of it. The first is the one that calls people.
import type { Incident, Showing, Shown } from "../model.ts";

/** The first is there always. */
export const showingsOf = ({ channel, shown, refusedBy, also = [] }: Incident): readonly Showing[] => [
  { channel, ...(shown === undefined ? {} : { shown }), ...(refusedBy === undefined ? {} : { refusedBy }) },
  ...also,
];

/** Undefined for a channel that it has left. */
export const showingIn = (incident: Incident, channel: string): Showing | undefined =>
  showingsOf(incident).find((each) => each.channel === channel);

/** The incident as one channel knows it. */
export const seenIn = (incident: Incident, showing: Showing): Incident => {
  const { shown: _, refusedBy: __, ...rest } = incident;
  return { ...rest, ...showing };
};

export const isFirst = ({ channel }: Incident, showing: Showing): boolean => showing.channel === channel;

const withShowings = (incident: Incident, showings: readonly Showing[]): Incident => {
  const { shown: _, refusedBy: __, also: ___, ...rest } = incident;
  const [first = { channel: incident.channel }, ...also] = showings;
  return { ...rest, ...first, ...(also.length === 0 ? {} : { also }) };
};

/** Undefined when the channel is not one of its own any more. Whoever was called stays called. */
export const withShown = (incident: Incident, channel: string, shown: Shown): Incident | undefined => {
  const all = showingsOf(incident);
  const before = all.find((each) => each.channel === channel);
  if (before === undefined) return undefined;
  const called = [...new Set([...(before.shown?.called ?? []), ...(shown.called ?? [])])];
  const { called: _, ...rest } = shown;
  const after = { ...before, shown: { ...rest, ...(called.length === 0 ? {} : { called }) } };
  return withShowings(
    incident,
    all.map((each) => (each === before ? after : each)),
  );
};

export const withChannel = (incident: Incident, channel: string): Incident =>
  withShowing(incident, { channel });

/** Where nobody took it, it stands elsewhere too. */
export const withEscalated = (incident: Incident, channel: string): Incident =>
  withShowing(incident, { channel, isEscalated: true });

const withShowing = (incident: Incident, showing: Showing): Incident =>
  showingIn(incident, showing.channel) === undefined
    ? withShowings(incident, [...showingsOf(incident), showing])
    : incident;

/** A channel that refuses gives way to another; when the card stands there too, that one says what happened. */
export const withRefusal = (incident: Incident, from: string, to: string, refusal: string): Incident => {
  const refusedBy = { channel: from, refusal };
  const all = showingsOf(incident);
  const isThere = all.some((each) => each.channel === to);
  const moved = isThere
    ? all
        .filter((each) => each.channel !== from)
        .map((each) => (each.channel === to ? { refusedBy, ...each } : each))
    : all.map((each) => (each.channel === from ? { channel: to, refusedBy } : each));
  return withShowings(incident, moved);
};
