import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { defineJob } from "../job/job.ts";
import { testDatabase } from "../testing/database.ts";
import { testChannel, testClock, testRonda } from "../testing/engine.ts";

const database = testDatabase();
const description = { id: "Mengirim email", en: "Sends mail" };

// Only the engine's own waiting is faked; the database answers in real time.
const toFake = ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] as const;
beforeEach(() => void vi.useFakeTimers({ toFake: [...toFake] }));
afterEach(() => void vi.useRealTimers());

const answered = () =>
  vi.waitUntil(() => database.pool.waitingCount === 0 && database.pool.idleCount === database.pool.totalCount, {
    timeout: 30_000,
    interval: 1,
  });

/** Two processes that patrol, and a clock that moves their timers along. */
async function patrolled(schedule: string) {
  const clock = testClock("2026-11-23T17:59:13Z");
  const job = defineJob({ name: "send-mails", schedule, description, run: () => ({ sent: 1 }) });
  const channel = testChannel();
  const options = { clock, channels: [channel] };
  const processes = [await testRonda(database, [job], options), await testRonda(database, [job], options)];
  for (const ronda of processes) ronda.startPatrol();
  const settled = async () => {
    // What a patrol asks in turn: the database is quiet only when nothing more comes.
    for (let turn = 0; turn < 12; turn++) {
      await answered();
      await new Promise(setImmediate);
    }
  };
  await settled();
  const until = async (moment: string, seen: () => Promise<boolean>) => {
    while (clock() < new Date(moment)) {
      clock.advance(5000);
      await vi.advanceTimersByTimeAsync(5000);
      await settled();
      if (await seen()) return clock();
    }
    return undefined;
  };
  const end = async () => {
    vi.useRealTimers();
    await Promise.all(processes.map((ronda) => ronda.stop()));
  };
  /** When its first message has left, within a minute of `from`. */
  const told = (from: Date) =>
    until(new Date(from.getTime() + 60_000).toISOString(), async () => channel.alerts.length > 0);
  return { job, ronda: processes[0]!, channel, clock, until, told, end };
}

describe("within 60 s of its deadline, and within another 60 s told once", () => {
  it("a slot that nobody ran is a row, a reason and an open incident", async () => {
    const { ronda, job, channel, until, told, end } = await patrolled("*/5 * * * *");
    // Its grace is a minute: it is over at 18:01:00.
    const deadline = new Date("2026-11-23T18:00:00Z").getTime() + job.startGraceMs;
    const seen = async () => (await ronda.incidents({ open: true })).length > 0;
    const at = await until("2026-11-23T18:05:00Z", seen);
    expect(at?.getTime()).toBeLessThanOrEqual(deadline + 60_000 + 5000);
    expect(await ronda.runs({ status: "MISSED" })).toMatchObject([{ slotCount: 1 }]);
    expect((await ronda.overview()).jobs[0]!.health).toMatchObject({ badge: "STALE" });
    if (channel.alerts.length === 0) expect(await told(at!)).toBeDefined();
    expect(channel.alerts).toMatchObject([{ kind: "opened", subject: { name: job.name } }]);
    await end();
  });

  it("a run whose process died is ABANDONED, a reason and an open incident", async () => {
    const { ronda, channel, until, told, clock, end } = await patrolled("0 3 * * *");
    await database.pool.query(
      `insert into "CronRun" ("id", "jobName", "status", "trigger", "createdAt", "startedAt", "heartbeatAt", "hasLease", "host", "pid")
       values (gen_random_uuid(), 'send-mails', 'RUNNING', 'schedule', $1, $1, now() - interval '61 seconds', true, 'dead', 1)`,
      [clock().toISOString()],
    );
    const begun = clock().getTime();
    const at = await until("2026-11-23T18:05:00Z", async () => (await ronda.incidents({ open: true })).length > 0);
    // The lease of a minute was over when it was told; the clock here stands for what came after.
    expect(at?.getTime()).toBeLessThanOrEqual(begun + 60_000 + 5000);
    expect(await ronda.runs({ status: "ABANDONED" })).toHaveLength(1);
    if (channel.alerts.length === 0) expect(await told(at!)).toBeDefined();
    expect(channel.alerts).toMatchObject([{ kind: "opened", severity: "FAILED" }]);
    await end();
  });
});
