import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { limits } from "#limits.ts";
import { createPace, type Pace } from "./pace.ts";
import { createRateLimit } from "./stand-in/limits.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const policy = (limit: number, remaining = limit - 1) => ({
  "ratelimit-limit": String(limit),
  "ratelimit-policy": `${limit};w=1`,
  "ratelimit-remaining": String(remaining),
});

/** Asks for `count` turns and answers each call after 20 ms; returns when each began, in ms since the first. */
async function startsOf(pace: Pace, count: number, headers: Record<string, string> | null): Promise<number[]> {
  const starts: number[] = [];
  const calls = Array.from({ length: count }, async () => {
    const at = await pace.turn();
    starts.push(at!);
    setTimeout(() => pace.learn(at!, headers), 20);
  });
  await vi.runAllTimersAsync();
  await Promise.all(calls);
  return starts.map((start) => Math.round(start - starts[0]!));
}

/** The most calls in any second. */
const busiest = (starts: number[]) =>
  Math.max(...starts.map((from) => starts.filter((at) => at >= from && at < from + 1_000).length));

describe("before the provider has said what its limit is", () => {
  it("sends the first call alone", async () => {
    const pace = createPace(10);
    expect((await startsOf(pace, 3, null)).slice(0, 2)).toEqual([0, 20]);
  });

  it("keeps the configured rate", async () => {
    const starts = await startsOf(createPace(4), 13, null);
    expect(busiest(starts)).toBe(4);
    expect(starts.at(-1)! / 3).toBeLessThan(1_050);
  });

  it("keeps a rate below one a second", async () => {
    const starts = await startsOf(createPace(0.5), 3, null);
    expect(starts[1]).toBeGreaterThanOrEqual(2_000);
    expect(starts[1]).toBeLessThan(2_100);
  });
});

it.each([90_000, 100_000_000, 9_999_999_999_000])(
  "a provider that wants a pause of %d ms is asked again after a minute",
  async (wantedMs) => {
    const pace = createPace(10);
    const first = (await pace.turn())!;
    pace.learn(first, null, wantedMs);
    const second = pace.turn();
    await vi.runAllTimersAsync();
    expect((await second)! - first).toBeLessThanOrEqual(limits.mail.longestPauseMs + 1_000);
  },
);

describe("numbers that no provider can mean", () => {
  const told = (headers: Record<string, string>) => ({ "ratelimit-remaining": "0", ...headers });

  it.each<Record<string, string>>([
    told({ "ratelimit-limit": "4294967296" }),
    told({ "ratelimit-limit": "30000000" }),
    told({ "ratelimit-limit": "1e3000" }),
    told({ "ratelimit-limit": "-5" }),
    told({ "ratelimit-limit": "0" }),
    told({ "ratelimit-limit": "0.001" }),
    told({ "ratelimit-limit": "9".repeat(400) }),
    told({ "ratelimit-policy": "1;w=86400" }),
    told({ "ratelimit-policy": "1;w=9999999" }),
    told({ "ratelimit-policy": `1;w=${"9".repeat(400)}` }),
    told({ "ratelimit-policy": "1;w=0" }),
    told({ "ratelimit-policy": "0;w=1" }),
    told({ "ratelimit-policy": "99999999999;w=1" }),
    told({ "ratelimit-policy": "nonsense", "ratelimit-limit": "none" }),
    { "ratelimit-limit": "5", "ratelimit-remaining": "-1e308" },
    { "ratelimit-limit": "5", "ratelimit-remaining": "-4294967296" },
    { "ratelimit-limit": "5", "ratelimit-remaining": "1e308" },
    { "ratelimit-policy": "5;w=1", "ratelimit-remaining": "x" },
  ])("change nothing: %j", async (headers) => {
    const starts = await startsOf(createPace(5), 11, headers);
    expect(busiest(starts)).toBe(5);
    expect(starts.at(-1)!).toBeLessThan(3_000);
  });

  it("leave the policy beside them that can be kept", async () => {
    const starts = await startsOf(createPace(100), 10, { "ratelimit-policy": "1000;w=86400, 2;w=1" });
    expect(busiest(starts)).toBe(2);
  });

  it("have nobody wait longer than a minute or so, also where they are just possible", async () => {
    const starts = await startsOf(createPace(5), 3, { "ratelimit-policy": "1;w=60", "ratelimit-remaining": "0" });
    expect(starts[1]!).toBeLessThan(limits.mail.longestPauseMs + 5_000);
    const many = await startsOf(createPace(5), 3, { "ratelimit-policy": "1000;w=60", "ratelimit-remaining": "0" });
    expect(many[1]!).toBeLessThan(limits.mail.longestPauseMs + 5_000);
  });
});

it("the others do not wait longer for the first call than a call may take, also when nobody tells how it ended", async () => {
  const pace = createPace(10);
  const first = (await pace.turn())!;
  const second = pace.turn();
  await vi.advanceTimersByTimeAsync(limits.call.totalMs);
  expect((await second)! - first).toBeLessThanOrEqual(limits.call.totalMs);
});

describe("once it has", () => {
  it("uses a higher limit", async () => {
    const starts = await startsOf(createPace(2), 21, policy(5));
    expect(busiest(starts)).toBe(5);
    expect(starts.at(-1)!).toBeLessThan(4 * 1_050);
  });

  it("keeps a lower one from the second call on", async () => {
    expect(busiest(await startsOf(createPace(100), 10, policy(2)))).toBe(2);
  });

  it("leaves room for the calls of others with the same key", async () => {
    const pace = createPace(5);
    const first = await pace.turn();
    pace.learn(first!, policy(5, 0));
    const second = pace.turn();
    await vi.advanceTimersByTimeAsync(2_000);
    expect((await second)! - first!).toBeGreaterThanOrEqual(1_000);
  });

  it("waits as long as a refusal says", async () => {
    const pace = createPace(5);
    const first = await pace.turn();
    pace.learn(first!, policy(5), 7_000);
    const second = pace.turn();
    await vi.advanceTimersByTimeAsync(8_000);
    expect((await second)! - first!).toBeGreaterThanOrEqual(7_000);
  });
});

it("gives up waiting when it is told to stop, and takes no turn then", async () => {
  const pace = createPace(1);
  const first = await pace.turn();
  pace.learn(first!, null);
  const stop = new AbortController();
  const waiting = pace.turn(stop.signal);
  stop.abort();
  expect(await waiting).toBeUndefined();
  const next = pace.turn();
  await vi.advanceTimersByTimeAsync(1_100);
  expect((await next)! - first!).toBeLessThan(1_100);
});

describe("against a provider that counts", () => {
  /** Calls arrive unevenly, up to 25 ms late, and are answered 20 ms later. */
  async function drive(pace: Pace, limit: number, calls: number) {
    const provider = createRateLimit(limit);
    const taken: number[] = [];
    let refusals = 0;
    const call = async (n: number): Promise<void> => {
      const startedAt = await pace.turn();
      await delay((n * 7) % 26);
      const { refused, headers } = provider.arrive();
      if (!refused) taken.push(performance.now());
      await delay(20);
      pace.learn(startedAt!, headers, refused ? 1_000 : undefined);
      if (!refused) return;
      refusals++;
      await call(n);
    };
    const all = Promise.all(Array.from({ length: calls }, (_, n) => call(n)));
    await vi.runAllTimersAsync();
    await all;
    return { refusals, rate: (1_000 * (calls - 1)) / (taken.at(-1)! - taken[0]!) };
  }

  it.each([
    { ours: 2, theirs: 2 },
    { ours: 2, theirs: 5 },
    { ours: 10, theirs: 5 },
    { ours: 100, theirs: 2 },
  ])("reaches 95 % of its limit without a refusal, set to $ours of $theirs", async ({ ours, theirs }) => {
    const { refusals, rate } = await drive(createPace(ours), theirs, 20 * theirs + 1);
    expect(refusals).toBe(0);
    expect(rate / theirs).toBeGreaterThanOrEqual(0.95);
  });
});

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
