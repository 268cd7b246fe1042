const firstDelayMs = 5000;
const longestDelayMs = 15 * 60_000;
/** A channel may ask to be left alone for longer; for no longer than this. */
export const longestRetryAfterMs = 60 * 60_000;

/**
 * How long to wait after that many attempts before: doubled each time from 5 s up to 15 min, a part of it by chance, so that
 * what failed together does not come back together; and never sooner than the channel asked.
 */
export function retryDelayMs(attempts: number, retryAfterMs: number): number {
  const most = Math.min(longestDelayMs, firstDelayMs * 2 ** attempts);
  const asked = Number.isFinite(retryAfterMs) ? Math.min(longestRetryAfterMs, Math.max(0, retryAfterMs)) : 0;
  return Math.ceil(Math.max(most / 2 + (Math.random() * most) / 2, asked));
}
