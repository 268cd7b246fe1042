/** How long an engine may take to stop: a process manager that was told nothing kills what takes longer. */
export const stopMs = 10_000;

/**
 * Does what there is to do before the process ends, for as long as {@link stopMs}; then `giveUp` ends what is left. Where
 * the steps fail, that is given up too. Resolves in time, whatever happens; the result says whether all was done.
 */
export async function stopInTime(steps: () => Promise<void>, giveUp: () => void): Promise<boolean> {
  const patience = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => patience.resolve(false), stopMs);
  const done = steps().then(
    () => true,
    () => false,
  );
  const isDone = await Promise.race([done, patience.promise]);
  clearTimeout(timer);
  if (!isDone) giveUp();
  return isDone;
}
