/**
 * Calls `tell` when so long has passed and what has arrived by then is read: a busy loop calls its timers before it reads, and
 * what lies there unread is no fault of whoever sent it. Returns what stops it.
 */
export function whenLate(ms: number, tell: () => void): () => void {
  let looked: NodeJS.Immediate | undefined;
  const timer = setTimeout(() => {
    looked = setImmediate(tell);
  }, ms);
  return () => {
    clearTimeout(timer);
    clearImmediate(looked);
  };
}
