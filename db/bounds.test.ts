import { performance as hooks } from "node:perf_hooks";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { limits } from "#limits.ts";
import { asRequest, type WaitBudget } from "./bounds.ts";

const { requestMs, requestByMs, leastRequestMs } = limits.database;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const budgetOf = (waitedMs?: number): WaitBudget => asRequest(({ budget }) => budget!, waitedMs);

/** A wait that the database ends; in the rest of the time this process works. */
function served(budget: WaitBudget, { ms, idleMs }: { ms: number; idleMs: number }): void {
  const idle = (value: number) => vi.spyOn(hooks, "eventLoopUtilization").mockReturnValue({ idle: value } as never);
  idle(0);
  budget.enter();
  vi.advanceTimersByTime(ms);
  idle(idleMs);
  budget.leave(true);
  vi.restoreAllMocks();
}

describe("what a request may wait for the database", () => {
  it("is counted while it waits, and not while it works", () => {
    const budget = budgetOf();
    vi.advanceTimersByTime(200);
    expect(budget.leftMs()).toBe(requestMs);
    budget.enter();
    vi.advanceTimersByTime(300);
    expect(budget.leftMs()).toBe(requestMs - 300);
    budget.leave();
    expect(budget.leftMs()).toBe(requestMs - 300);
  });

  it("is counted without what this process did meanwhile, if the database gave what it was asked for", () => {
    const budget = budgetOf();
    served(budget, { ms: 400, idleMs: 100 });
    expect(budget.leftMs()).toBe(requestMs - 100);
    budget.enter();
    served(budget, { ms: 400, idleMs: 100 });
    budget.leave();
    expect(budget.leftMs()).toBe(requestMs - 500);
  });

  it("is less by what it waited for its turn, down to the least", () => {
    expect(budgetOf(1_000).leftMs()).toBe(requestMs - 1_000);
    expect(budgetOf(limits.turns.mostWaitMs).leftMs()).toBe(leastRequestMs);
  });

  it("ends early where its page takes long in a busy process, but never before a database that is there can answer", () => {
    const budget = budgetOf(1_000);
    vi.advanceTimersByTime(requestByMs - 2_000);
    expect(budget.leftMs()).toBe(1_000);
    vi.advanceTimersByTime(60_000);
    expect(budget.leftMs()).toBe(leastRequestMs);
    budget.enter();
    vi.advanceTimersByTime(requestMs);
    expect(budget.leftMs()).toBe(0);
  });

  it("leaves time to say why there is no page, whatever it waited for first", () => {
    const { cancelMs, rollbackMs } = limits.database;
    for (const waitedMs of [0, 1_000, limits.turns.mostWaitMs]) {
      const latest = waitedMs + budgetOf(waitedMs).leftMs() + cancelMs + rollbackMs;
      expect(latest).toBeLessThan(limits.page.unavailableWithinMs);
    }
  });

  it("is whole again for whoever waited for bytes meanwhile, which are bounded by themselves", () => {
    const budget = budgetOf(3_000);
    vi.advanceTimersByTime(60_000);
    budget.beginAnew();
    expect(budget.leftMs()).toBe(requestMs);
  });
});
