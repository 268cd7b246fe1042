import { expect, it } from "vitest";
import { defineJob } from "../job/job.ts";
import { steadyClock } from "../process/steady-clock.ts";
import { testDatabase } from "../testing/database.ts";
import { testChannel, testRonda } from "../testing/engine.ts";

const database = testDatabase();
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const begin = Date.parse("2026-11-24T08:00:00Z");
const held = "held: the clock of this host has leapt";

/** A machine whose clock can be set; the processes on it count on. */
function machine(name: string, time: { countMs: number }) {
  const at = { name, offMs: 0 };
  const clock = () =>
    steadyClock({
      wallMs: () => begin + time.countMs + at.offMs,
      countMs: () => time.countMs,
      uptimeMs: () => time.countMs,
    });
  return { at, clock };
}

/** A shop of jobs that count their runs, started on a machine at the present time. */
async function process(host: ReturnType<typeof machine>, options: { catchUp?: "once" } = {}) {
  const runs: Date[] = [];
  const channel = testChannel();
  const job = defineJob({
    name: "close-orders",
    schedule: "0 * * * *",
    description: "Closes orders that are over",
    ...options,
    run: ({ now }) => {
      runs.push(now);
      return { closed: 0 };
    },
  });
  const ronda = await testRonda(database, [job], {
    clock: host.clock(),
    host: host.at.name,
    channels: [channel],
    keepRuns: { successDays: 1, failureDays: 1, lastOfEachJob: 1 },
  });
  const trigger = () => ronda.runCron("close-orders", { trigger: "schedule" });
  const open = async () => (await ronda.incidents({ open: true })).map(({ subject }) => subject.name);
  return { ronda, runs, channel, trigger, open };
}

it("holds what goes by time while the host's clock is ahead, says so once, and goes on when it is put right", async () => {
  const time = { countMs: 0 };
  const host = machine("vps", time);
  const { ronda, runs, channel, trigger, open } = await process(host);
  await trigger();
  await trigger();
  await ronda.patrol();
  const before = await ronda.runs();
  expect(runs).toEqual([new Date(begin)]);

  host.at.offMs = 400 * dayMs;
  for (let minute = 0; minute < 2; minute++) {
    time.countMs += minuteMs;
    expect(await ronda.patrol()).toMatchObject({ missed: 0, pruned: 0, caughtUp: [], abandoned: 0, resolved: 0 });
    expect(await trigger()).toEqual({ ok: true, skipped: held });
    expect(await ronda.runCron("close-orders", { actor: "Sari" })).toEqual({ ok: true, skipped: held });
  }
  const overview = await ronda.overview();
  expect(overview.at).toEqual(new Date(begin + 2 * minuteMs));
  expect(overview.warnings).toMatchObject([{ kind: "clock", leapMs: 400 * dayMs, since: new Date(begin + minuteMs) }]);
  expect(overview.patrol.isLate).toBe(false);
  expect(await open()).toEqual(["clock@vps"]);
  expect(channel.alerts.map(({ kind }) => kind)).toEqual(["opened"]);
  expect(await ronda.runs()).toEqual(before);

  host.at.offMs = 0;
  time.countMs += minuteMs;
  await ronda.patrol();
  expect([await open(), (await ronda.overview()).warnings]).toEqual([[], []]);
  await expect.poll(() => channel.alerts.map(({ kind }) => kind)).toEqual(["opened", "resolved"]);
  time.countMs = 60 * minuteMs;
  await trigger();
  expect(runs).toEqual([new Date(begin), new Date(begin + 60 * minuteMs)]);
});

it("holds on through a restart, in every process of the host, until somebody says in one that the time is right", async () => {
  const time = { countMs: 0 };
  const host = machine("vps", time);
  const first = await process(host);
  await first.ronda.patrol();
  // Less than an app may be off for; yet it had leapt before that start.
  host.at.offMs = 5 * dayMs;
  time.countMs += minuteMs;
  await first.ronda.patrol();

  const [second, third] = [await process(host), await process(host)];
  for (const { ronda, trigger } of [second, third]) {
    await ronda.patrol();
    expect(await trigger()).toEqual({ ok: true, skipped: held });
  }
  expect(await second.ronda.trustClock({ by: "Sari", leapMs: 400 * dayMs })).toMatchObject({
    refusal: { kind: "clock-leapt-again" },
  });
  expect(await second.ronda.trustClock({ by: "Sari", leapMs: 5 * dayMs, reason: "NTP was off" })).toEqual({ ok: true });
  expect(await second.trigger()).not.toEqual({ ok: true, skipped: held });
  time.countMs += minuteMs;
  await third.ronda.patrol();
  await first.ronda.patrol();
  for (const { ronda, open } of [first, second, third]) {
    expect([await open(), (await ronda.overview()).warnings]).toEqual([[], []]);
    expect(await ronda.trustClock({ by: "Sari" })).toMatchObject({ refusal: { kind: "clock-is-right" } });
  }
  expect(await first.ronda.actions({ kind: "host" })).toMatchObject([
    {
      verb: "trust-clock",
      actor: "Sari",
      reason: "NTP was off",
      subject: { name: "clock@vps" },
      at: new Date(begin + minuteMs + 5 * dayMs),
    },
  ]);
});

it.each([
  ["a month and more off", 31 * dayMs + 30 * minuteMs, true],
  ["some weeks off", 20 * dayMs, false],
  ["a clock that is two days behind", -2 * dayMs, true],
  ["a clock that is an hour behind", -60 * minuteMs, false],
])("at a start after %s", async (_what, offMs, isHeld) => {
  const time = { countMs: 0 };
  const host = machine("vps", time);
  await (await process(host)).ronda.patrol();
  host.at.offMs = offMs;
  const { ronda, runs, trigger } = await process(host, { catchUp: "once" });
  await ronda.patrol();
  await trigger();
  expect(runs.length > 0).toBe(!isHeld);
  expect((await ronda.trustClock({ by: "Sari" })).ok).toBe(isHeld);
  expect(await trigger()).not.toEqual({ ok: true, skipped: held });
});

it("is caught up with when somebody says that a long absence is real", async () => {
  const time = { countMs: 0 };
  const host = machine("vps", time);
  await (await process(host)).ronda.patrol();
  host.at.offMs = 31 * dayMs + 30 * minuteMs;
  const { ronda, runs } = await process(host, { catchUp: "once" });
  expect(await ronda.trustClock({ by: "Sari" })).toEqual({ ok: true });
  await ronda.patrol();
  await expect.poll(() => runs).toEqual([new Date(begin + host.at.offMs)]);
});

it("leaves the work to the host whose clock is right, and keeps the other's time out of the database", async () => {
  const time = { countMs: 0 };
  const [right, wrong] = [machine("vps-1", time), machine("vps-2", time)];
  const one = await process(right);
  const other = await process(wrong);
  await one.ronda.patrol();
  wrong.at.offMs = 400 * dayMs;
  for (let minute = 0; minute < 3; minute++) {
    time.countMs += minuteMs;
    await Promise.all([one.ronda.patrol(), other.ronda.patrol()]);
  }
  expect(await one.open()).toEqual(["clock@vps-2"]);
  expect([await one.trigger(), await other.trigger()]).toMatchObject([{ ok: true }, { ok: true, skipped: held }]);
  expect(one.runs).toHaveLength(1);
  const { rows } = await database.pool.query(`select "aliveAt", "finishedAt" from "RondaPatrol"`);
  expect(rows).toEqual([{ aliveAt: new Date(begin + 3 * minuteMs), finishedAt: new Date(begin + 3 * minuteMs) }]);
  wrong.at.offMs = 0;
  await other.ronda.patrol();
  expect(await one.open()).toEqual([]);
});

it("a clock of the app's own is believed whatever it says", async () => {
  let nowMs = begin;
  const job = defineJob({ name: "close-orders", schedule: "0 * * * *", description: "Closes orders", run: () => ({}) });
  const ronda = await testRonda(database, [job], { clock: () => new Date(nowMs) });
  await ronda.patrol();
  nowMs += 400 * dayMs;
  expect(await ronda.runCron("close-orders", { trigger: "schedule" })).toMatchObject({ ok: true, payload: {} });
  expect(await ronda.trustClock({ by: "Sari" })).toMatchObject({ refusal: { kind: "clock-is-right" } });
});
