/** How long after an outage the silence of a run says nothing about it: its process needs a moment to be heard again. */
const afterOutageMs = 30_000;

/** Whether this process may call the run of another one silent. */
export type Reach = {
  /** The database could not be asked just now. */
  failed: () => void;
  /** False for a while after that: what kept us from the database may have kept the others from it, too. */
  mayJudge: () => boolean;
};

/** Remembers when this process last failed to reach the database. */
export function createReach(): Reach {
  let failedAtMs = Number.NEGATIVE_INFINITY;
  return {
    failed() {
      failedAtMs = performance.now();
    },
    mayJudge: () => performance.now() - failedAtMs >= afterOutageMs,
  };
}
