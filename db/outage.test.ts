import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { limits } from "#limits.ts";
import { Outage, type ProbeResult } from "./outage.ts";
import { DatabaseUnavailableError } from "./unavailable.ts";

const late = new DatabaseUnavailableError("away", "timeout expired");
let found: ProbeResult;
let looks: number;
let outage: Outage;
beforeEach(() => {
  vi.useFakeTimers();
  [found, looks] = [late, 0];
  const look = async () => {
    looks += 1;
    await new Promise((resolve) => setTimeout(resolve, 100));
    return found;
  };
  outage = new Outage({ look, onEnd: () => {} });
});
afterEach(() => {
  outage.stop();
  vi.useRealTimers();
});

it("is known from whoever found nobody, until a look finds the database", async () => {
  outage.begin(late, performance.now());
  expect(outage.known).toBe(late);
  await vi.advanceTimersByTimeAsync(limits.database.probeEveryMs);
  expect(outage.known).toBe(late);
  found = undefined;
  await vi.advanceTimersByTimeAsync(2 * limits.database.probeEveryMs);
  expect(outage.known).toBeUndefined();
});

it("is none while others are answered: who was too busy to listen found nobody either", async () => {
  const sinceMs = performance.now();
  await vi.advanceTimersByTimeAsync(10);
  outage.answered();
  outage.begin(late, sinceMs);
  expect(outage.known).toBeUndefined();
  await vi.advanceTimersByTimeAsync(50);
  outage.answered();
  await vi.advanceTimersByTimeAsync(100);
  expect([outage.known, looks]).toEqual([undefined, 1]);
});

it("is found by a look after the last answer", async () => {
  outage.answered();
  await vi.advanceTimersByTimeAsync(10);
  outage.suspect();
  await vi.advanceTimersByTimeAsync(150);
  expect(outage.known).toBe(late);
});

it("neither begins nor ends by a look for which nobody had time", async () => {
  found = "unknown";
  outage.suspect();
  await vi.advanceTimersByTimeAsync(3 * limits.database.probeEveryMs);
  expect(outage.known).toBeUndefined();
  found = late;
  await vi.advanceTimersByTimeAsync(2 * limits.database.probeEveryMs);
  expect(outage.known).toBe(late);
  found = "unknown";
  await vi.advanceTimersByTimeAsync(3 * limits.database.probeEveryMs);
  expect(outage.known).toBe(late);
});
