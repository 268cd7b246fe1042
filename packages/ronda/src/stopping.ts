/** How long an engine may take to stop: a process manager that was told nothing kills what takes longer. */
export const stopMs = 10_000;

/** How long chats and the dead-man check may still take of that: what did not get out is told by the next process. */
export const outsideMs = 3_000;

/** What has to end with a process. */
type Leaving = {
  /** Ends calls to whoever is outside. */
  hangUp: () => void;
  /** Ends everything. */
  giveUp: () => void;
};

/**
 * Does what there is to do before the process ends, for as long as {@link stopMs}; then `giveUp` ends what is left. After
 * {@link outsideMs} `hangUp` ends what waits for somebody outside. Where the steps fail, all is given up too. Resolves in time,
 * whatever happens; the result says whether all was done.
 */
export async function stopInTime(steps: () => Promise<void>, { hangUp, giveUp }: Leaving): Promise<boolean> {
  const patience = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => patience.resolve(false), stopMs);
  const outside = setTimeout(hangUp, outsideMs);
  const done = steps().then(
    () => true,
    () => false,
  );
  const isDone = await Promise.race([done, patience.promise]);
  clearTimeout(timer);
  clearTimeout(outside);
  if (!isDone) giveUp();
  return isDone;
}
