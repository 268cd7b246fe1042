import type { Job } from "../job/job.ts";
import { createRonda, type Ronda } from "../ronda.ts";
import type { RondaOptions } from "../ronda-options.ts";
import type { Alert, Channel, DatabasePool, Logger } from "../types.ts";

/** Long enough for the engine to be content with it. */
export const secret = "the secret of the tests, 32 letters and more";

/** A clock that stands still until it is set. */
export type TestClock = { (): Date; set: (at: string) => void; advance: (ms: number) => void };

export function testClock(at: string): TestClock {
  let nowMs = Date.parse(at);
  return Object.assign(() => new Date(nowMs), {
    set: (moment: string) => {
      nowMs = Date.parse(moment);
    },
    advance: (ms: number) => {
      nowMs += ms;
    },
  });
}

/** Keeps what is sent to it; refuses while `failing`. */
export function testChannel(): Channel & { alerts: Alert[]; failing: boolean } {
  const alerts: Alert[] = [];
  return {
    name: "test",
    alerts,
    failing: false,
    async send(alert) {
      if (this.failing) throw new Error("https://channel.example/token-of-the-channel refused");
      alerts.push(alert);
    },
  };
}

export type WrittenLine = { level: string; fields: Record<string, unknown>; message: string };

/** Keeps the engine's own lines. */
export function testLogger(): Logger & { lines: WrittenLine[] } {
  const lines: WrittenLine[] = [];
  const write = (level: string) => (fields: Record<string, unknown>, message: string) =>
    void lines.push({ level, fields, message });
  return { lines, info: write("info"), warn: write("warn"), error: write("error") };
}

/** An engine on the test database, with its tables made and its jobs registered. */
export async function testRonda(
  { pool }: { pool: DatabasePool },
  jobs: Job[],
  options: Partial<RondaOptions> = {},
): Promise<Ronda> {
  const secrets = { current: secret };
  const ronda = createRonda({
    app: "bakery",
    database: pool,
    jobs,
    secrets,
    logger: testLogger(),
    host: "vps",
    ...options,
  });
  await ronda.migrate();
  return ronda;
}
