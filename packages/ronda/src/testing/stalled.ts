import { setImmediate as turn } from "node:timers/promises";
import type pg from "pg";
import { afterAll, afterEach, beforeEach, vi } from "vitest";
import type { TestDatabase } from "./database.ts";
import { type TcpProxy, tcpProxy } from "./tcp-proxy.ts";

/** A database behind a proxy that passes at the beginning of each test. */
export type ProxiedDatabase = { proxy: TcpProxy; poolWith: (config?: pg.PoolConfig) => pg.Pool };

/** Puts a proxy in front of the file's database; timers of the process are set by {@link msUntil} alone while one is asked. */
export function proxied(database: TestDatabase): ProxiedDatabase {
  const target = new URL(database.url);
  const found = {} as { proxy: TcpProxy };
  beforeEach(async () => {
    found.proxy ??= await tcpProxy({ host: target.hostname, port: Number(target.port) });
    found.proxy.become("pass");
  });
  afterEach(() => {
    vi.useRealTimers();
    found.proxy.cut();
  });
  afterAll(() => found.proxy.close());
  return {
    get proxy() {
      return found.proxy;
    },
    poolWith(config) {
      const url = new URL(database.url);
      url.port = String(found.proxy.port);
      return database.poolWith({ connectionString: url.href, ...config });
    },
  };
}

const stepMs = 100;
const mostMs = 300_000;

/**
 * Lets time pass in steps until `work` has settled, and returns how long it took by the timers: minutes are over in a
 * moment. What the network does meanwhile takes its own time, so nothing but a database that says nothing may be waited for.
 */
export async function msUntil(work: Promise<unknown>): Promise<number> {
  let settled = false;
  const settle = () => {
    settled = true;
  };
  work.then(settle, settle);
  let passedMs = 0;
  for (await turn(); !settled && passedMs < mostMs; passedMs += stepMs) {
    await vi.advanceTimersByTimeAsync(stepMs);
    await turn();
  }
  if (!settled) throw new Error(`Nothing came of it within ${mostMs / 1000} s`);
  return passedMs;
}
