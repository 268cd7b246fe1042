import { type ApiError, apiError } from "./errors.ts";

/** Recipients in a UTC day and month; undefined is without end. */
export type Quotas = { daily?: number; monthly?: number };

/** At most so many calls in any second, told in `ratelimit-*` headers as the provider does; no limit and no headers when undefined. */
export function createRateLimit(callsPerSecond: number | undefined) {
  let arrivals: number[] = [];
  return {
    /** Counts one call; `refused` when it was one too many, which then does not count. */
    arrive(): { refused: boolean; headers: Record<string, string> } {
      if (callsPerSecond === undefined) return { refused: false, headers: {} };
      const now = performance.now();
      arrivals = arrivals.filter((at) => at > now - 1_000);
      const refused = arrivals.length >= callsPerSecond;
      if (!refused) arrivals.push(now);
      const resetSeconds = Math.ceil(((arrivals[0] ?? now) + 1_000 - now) / 1_000);
      const headers: Record<string, string> = {
        "ratelimit-limit": String(callsPerSecond),
        "ratelimit-policy": `${callsPerSecond};w=1`,
        "ratelimit-remaining": String(callsPerSecond - arrivals.length),
        "ratelimit-reset": String(resetSeconds),
      };
      if (refused) headers["retry-after"] = String(resetSeconds);
      return { refused, headers };
    },
  };
}

/** Each recipient counts, by the UTC day and month of the clock. */
export function createQuota(quotas: Quotas, clock: () => Date) {
  const used = new Map<string, number>();
  const periods = () => {
    const at = clock().toISOString();
    return { daily: at.slice(0, 10), monthly: at.slice(0, 7) };
  };
  return {
    exceeded(recipients: number): ApiError | undefined {
      const { daily, monthly } = periods();
      const over = (period: string, limit = Number.POSITIVE_INFINITY) => (used.get(period) ?? 0) + recipients > limit;
      if (over(daily, quotas.daily)) return apiError("daily_quota_exceeded");
      return over(monthly, quotas.monthly) ? apiError("monthly_quota_exceeded") : undefined;
    },
    use(recipients: number): void {
      for (const period of Object.values(periods())) used.set(period, (used.get(period) ?? 0) + recipients);
    },
  };
}
