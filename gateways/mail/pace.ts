import { limits } from "#limits.ts";

/** Times the calls to the mail provider so that it never has to refuse one. */
export type Pace = {
  /** Waits for the next free moment and takes it: resolves to when that was, or to undefined when `signal` aborted first. */
  turn: (signal?: AbortSignal) => Promise<number | undefined>;
  /** What the answer to the call that started at `startedAt` says about the limits; no headers when there was no answer. */
  learn: (startedAt: number, headers: Record<string, string> | null, refusedForMs?: number) => void;
};

/** Windows are counted this much longer than they are, because calls do not arrive as evenly as they leave. */
const jitterMargin = 1.03;

/**
 * What a provider's limits may be: as many calls as one process ever makes, in a window that mails can wait for. Numbers
 * beyond are some other limit (calls a day), a proxy's, or nonsense: our own stay.
 */
const { mostCallsAWindow, longestPauseMs } = limits.mail;

/**
 * At most `callsPerSecond` calls in any second, until the provider's own `ratelimit-*` headers say what its limit is:
 * then that. The first call goes alone, so that a limit lower than ours is known before it can be broken.
 * One pace serves all callers of a process; what other processes use up is seen in `ratelimit-remaining`.
 */
export function createPace(callsPerSecond: number): Pace {
  let limit = Math.max(1, Math.floor(callsPerSecond));
  let windowMs = (1_000 * limit * jitterMargin) / callsPerSecond;
  /** When the newest calls left, oldest first; as many as the limit. */
  let starts: number[] = [];
  let pausedUntil = 0;
  let queue: Promise<unknown> = Promise.resolve();
  let first: "untried" | "under way" | "answered" = "untried";
  /** Since the provider refused a call that we had thought in time: calls arrive less evenly than the margin allows for. */
  let cautious = false;
  let quickestMs = Number.POSITIVE_INFINITY;
  let answered = () => {};
  const firstAnswer = new Promise<void>((resolve) => {
    answered = resolve;
  });

  let overdue: NodeJS.Timeout | undefined;
  /** Also where nobody tells what became of the first call: the others do not wait for it longer than a call may take. */
  const firstIsOver = () => {
    clearTimeout(overdue);
    first = "answered";
    answered();
  };

  const nextFreeAt = () => Math.max(pausedUntil, (starts.at(-limit) ?? Number.NEGATIVE_INFINITY) + windowMs);

  async function take(signal?: AbortSignal): Promise<number | undefined> {
    if (first === "under way") await unlessAborted(firstAnswer, signal);
    while (!signal?.aborted) {
      const now = performance.now();
      const waitMs = nextFreeAt() - now;
      if (waitMs <= 0) {
        starts = [...starts, now].slice(-limit);
        if (first === "untried") {
          first = "under way";
          overdue = setTimeout(firstIsOver, limits.call.totalMs).unref();
        }
        return now;
      }
      await pause(Math.min(waitMs, longestPauseMs), signal);
    }
    return undefined;
  }

  return {
    turn(signal) {
      const mine = queue.then(() => take(signal));
      queue = mine;
      return mine;
    },
    learn(startedAt, headers, refusedForMs) {
      const tookMs = performance.now() - startedAt;
      // The first call also opened the connection: it may have arrived as late as its answer came.
      const lateMs = first === "answered" ? (cautious ? Math.max(0, tookMs - quickestMs) : 0) : tookMs;
      if (lateMs > 0) starts = starts.map((start) => (start === startedAt ? start + lateMs : start)).sort(ascending);
      if (first === "answered") quickestMs = Math.min(quickestMs, tookMs);
      cautious ||= refusedForMs !== undefined;
      firstIsOver();
      const told = announcedLimits(headers);
      if (told) {
        ({ limit, windowMs } = told);
        starts = withForeignCalls(starts, told, startedAt);
      }
      // After that it is asked again, whatever it had said: it may have been mistaken, and mails wait.
      if (refusedForMs !== undefined) pausedUntil = performance.now() + Math.min(refusedForMs, longestPauseMs);
    },
  };
}

type Limits = { limit: number; windowMs: number; remaining: number };

/** `ratelimit-policy: 5;w=1` and its companions, or nothing where the answer has none that can be meant for single calls. */
function announcedLimits(headers: Record<string, string> | null): Limits | undefined {
  // Of several policies, such as `5;w=1, 1000;w=86400`, the one that our pace can keep.
  const policies = [...(headers?.["ratelimit-policy"] ?? "").matchAll(/(?:^|,)\s*(\d+)\s*;\s*w=(\d+)/g)];
  const told = policies.length > 0 ? policies : [["", headers?.["ratelimit-limit"], "1"]];
  for (const [, calls, seconds] of told) {
    const limit = Number(calls);
    const windowMs = Number(seconds) * 1_000;
    if (!isWithin(limit, 1, mostCallsAWindow) || !isWithin(windowMs, 1_000, longestPauseMs)) continue;
    const remaining = Number(headers?.["ratelimit-remaining"] ?? limit);
    return { limit, windowMs: windowMs * jitterMargin, remaining: isWithin(remaining, 0, limit) ? remaining : limit };
  }
  return undefined;
}

function isWithin(number: number, least: number, most: number): boolean {
  return Number.isInteger(number) && number >= least && number <= most;
}

/** Where the provider counts more calls than we made, somebody else uses the same key: their calls count as made with ours. */
function withForeignCalls(starts: number[], { limit, windowMs, remaining }: Limits, startedAt: number): number[] {
  const ours = starts.filter((start) => start > startedAt - windowMs).length;
  const foreign = Math.max(0, limit - remaining - ours);
  return [...starts, ...new Array<number>(foreign).fill(startedAt)].sort(ascending).slice(-limit);
}

function ascending(a: number, b: number): number {
  return a - b;
}

function pause(ms: number, signal?: AbortSignal): Promise<void> {
  let timer: NodeJS.Timeout;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  return unlessAborted(over, signal).finally(() => clearTimeout(timer));
}

function unlessAborted(awaited: Promise<void>, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      signal?.removeEventListener("abort", done);
      resolve();
    };
    signal?.addEventListener("abort", done);
    awaited.then(done);
    if (signal?.aborted) done();
  });
}
