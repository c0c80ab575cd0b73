// Many things to do, some of them at a time.

/** What `act` answers for each, in the order of the things; the first error ends it. */
export const inTurns = async <Thing, Done>(
  things: readonly Thing[],
  atOnce: number,
  act: (thing: Thing) => Promise<Done>,
): Promise<readonly Done[]> => {
  const done: Done[] = [];
  const waiting = things.entries();
  const worker = async (): Promise<void> => {
    for (const [index, thing] of waiting) done[index] = await act(thing);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, things.length) }, worker));
  return done;
};
