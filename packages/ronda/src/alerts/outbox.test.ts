import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { defineJob } from "../job/job.ts";
import type { Ronda } from "../ronda.ts";
import { testDatabase } from "../testing/database.ts";
import { testChannel, testClock, testLogger, testRonda } from "../testing/engine.ts";
import type { Alert, Channel } from "../types.ts";
import { defineWatch } from "../watch/define-watch.ts";
import { retryDelayMs } from "./backoff.ts";

const database = testDatabase();
const start = "2026-11-23T00:00:00Z";
const clock = testClock(start);
beforeEach(() => clock.set(start));
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** Each is stopped after its test: what waits for its next attempt would meet the rows of another test. */
const engines: Ronda[] = [];
const engineOf: typeof testRonda = async (...given) => {
  const ronda = await testRonda(...given);
  engines.push(ronda);
  return ronda;
};
afterEach(() => Promise.all(engines.splice(0).map((ronda) => ronda.stop())));

const state = { broken: true };
beforeEach(() => Object.assign(state, { broken: true }));
const job = defineJob({
  name: "auto-complete-trips",
  schedule: "0 18 * * *",
  description: { id: "Menyelesaikan trip", en: "Completes trips" },
  run: () => {
    if (state.broken) throw new Error("trip 7 broke");
    return { completed: 1 };
  },
});

const rows = async () => (await database.pool.query(`select * from "RondaAlert" order by "ordinal"`)).rows;
const kinds = (channel: { alerts: Alert[] }) => channel.alerts.map(({ kind }) => kind);
const leaseOver = () => database.pool.query(`update "RondaAlert" set "leaseUntil" = now() - interval '1 second'`);

/** A channel that does what `answer` says, and keeps what it was asked. */
function scripted(answer: (asked: number) => void | Promise<void>): Channel & { asked: Alert[] } {
  const asked: Alert[] = [];
  return {
    name: "test",
    asked,
    async send(alert) {
      asked.push(alert);
      await answer(asked.length);
    },
  };
}

async function givenIncident(channel: Channel, options = {}): Promise<Ronda> {
  const ronda = await engineOf(database, [job], { clock, channels: [channel], ...options });
  await ronda.runCron(job.name);
  await ronda.patrol();
  return ronda;
}

describe("a channel that does not deliver", () => {
  it("is asked again, ever later, until it does; the page says since when, why, and how many wait", async () => {
    const channel = testChannel();
    channel.failing = true;
    const ronda = await givenIncident(channel);
    const [first] = await rows();
    expect(first).toMatchObject({ attempts: 1, sentAt: null, leaseUntil: null });
    const delayMs = first.nextAttemptAt.getTime() - clock().getTime();
    expect(delayMs).toBeGreaterThanOrEqual(2500);
    expect(delayMs).toBeLessThanOrEqual(5000);

    await ronda.patrol();
    expect((await rows())[0].attempts).toBe(1);
    clock.advance(5000);
    await ronda.patrol();
    const page = async () => (await ronda.overview()).channels;
    expect(await page()).toMatchObject([
      { name: "test", lastDeliveredAt: null, waiting: 1, failing: { since: new Date(start), failures: 2, alerts: 1 } },
    ]);
    expect((await ronda.overview()).warnings).toMatchObject([
      // It is the only one, so that nobody hears of anything.
      { kind: "unheard", since: new Date(start) },
      { kind: "channel", channel: "test", failures: 2, alerts: 1 },
    ]);

    channel.failing = false;
    clock.advance(minuteMs);
    await ronda.patrol();
    expect(await page()).toEqual([{ name: "test", lastDeliveredAt: clock(), waiting: 0, failing: null }]);
    const [incident] = await ronda.incidents();
    const { deliveries } = (await ronda.incident(incident!.id))!;
    expect(deliveries).toMatchObject([{ channel: "test", kind: "opened", attempts: 3, sentAt: clock(), error: null }]);
    expect(kinds(channel)).toEqual(["opened"]);
  });

  it("is recorded in words that PostgreSQL takes, whatever a channel said", async () => {
    const channel = scripted(() => {
      throw new Error(`\0no\0 \ud800 ${"\udfff".repeat(9000)}`);
    });
    const ronda = await givenIncident(channel);
    const [row] = await rows();
    expect(row).toMatchObject({ attempts: 1, sentAt: null, error: expect.stringMatching(/^no \ufffd/) });
    expect((await ronda.overview()).channels).toMatchObject([{ failing: { message: row.error } }]);
  });

  it("waits as long as the channel asked, within an hour, and otherwise doubles to 15 min", () => {
    for (const [attempts, askedMs, least, most] of [
      [0, 0, 2500, 5000],
      [3, 0, 20_000, 40_000],
      [40, 0, 450_000, 900_000],
      [0, 90_000, 90_000, 90_000],
      [0, 86_400_000, hourMs, hourMs],
      [0, Number.NaN, 2500, 5000],
      [0, -5, 2500, 5000],
    ] as const) {
      const delayMs = retryDelayMs(attempts, askedMs);
      expect([delayMs >= least, delayMs <= most]).toEqual([true, true]);
    }
    const delays = new Set(Array.from({ length: 20 }, () => retryDelayMs(6, 0)));
    expect(delays.size).toBeGreaterThan(1);
  });

  it("keeps the Retry-After of what was thrown", async () => {
    const channel = scripted((asked) => {
      if (asked === 1) throw Object.assign(new Error("slow down"), { retryAfterMs: 300_000 });
    });
    const ronda = await givenIncident(channel);
    for (const [advanceMs, asked] of [
      [299_000, 1],
      [1000, 2],
    ] as const) {
      clock.advance(advanceMs);
      await ronda.patrol();
      expect(channel.asked).toHaveLength(asked);
    }
    expect(channel.asked[0]!.id).toBe(channel.asked[1]!.id);
  });

  it("is given up after a day, which the page and the log show; and what it ends is not told then", async () => {
    const channel = testChannel();
    channel.failing = true;
    const logger = testLogger();
    const ronda = await givenIncident(channel, { logger });
    for (let hours = 0; hours <= 24; hours++) {
      await ronda.patrol();
      clock.advance(hourMs);
    }
    await ronda.patrol();
    const [opened] = await rows();
    expect(opened).toMatchObject({ kind: "opened", sentAt: null, error: expect.stringContaining("refused") });
    expect(opened.givenUpAt).not.toBeNull();
    expect(logger.lines.map(({ message }) => message)).toContain("cron alert given up");
    expect((await ronda.overview()).channels[0]!.failing).toMatchObject({ since: new Date(start) });

    await database.pool.query(`update "RondaAlert" set "givenUpAt" = now() where "sentAt" is null`);
    channel.failing = false;
    state.broken = false;
    await ronda.runCron(job.name, { trigger: "schedule" });
    await ronda.patrol();
    expect(channel.alerts).toEqual([]);
    expect((await rows()).at(-1)).toMatchObject({ kind: "resolved", sentAt: null });
    expect((await rows()).at(-1).error).toMatch(/was never delivered/);
  });

  it("loses no message where no process has it any more: given up a day later, with a line in the log", async () => {
    const channel = testChannel();
    channel.failing = true;
    await givenIncident(channel);
    const logger = testLogger();
    const other = await engineOf(database, [job], { clock, logger });
    clock.advance(26 * hourMs);
    await other.patrol();
    expect((await rows())[0].givenUpAt).not.toBeNull();
    expect(logger.lines.map(({ message }) => message).join()).toContain("no process has had channel test for a day");
  });

  it("keeps the order of an incident: its end is not told before its beginning", async () => {
    const channel = testChannel();
    channel.failing = true;
    const ronda = await givenIncident(channel);
    state.broken = false;
    await ronda.runCron(job.name);
    channel.failing = false;
    await ronda.patrol();
    expect(channel.alerts).toEqual([]);
    clock.advance(minuteMs);
    await ronda.patrol();
    expect(kinds(channel)).toEqual(["opened", "resolved"]);
  });

  it("holds no other channel up, and nothing about the run changes", async () => {
    const [broken, healthy] = [testChannel(), testChannel()];
    Object.assign(broken, { name: "broken", failing: true });
    const logger = testLogger();
    const secrets = { current: "token-of-the-channel" };
    const ronda = await engineOf(database, [job], { clock, channels: [broken, healthy], logger, secrets });
    expect(await ronda.runCron(job.name)).toEqual({ ok: false, error: "trip 7 broke" });
    await ronda.stop();
    expect(kinds(healthy)).toEqual(["opened"]);
    expect(JSON.stringify(logger.lines)).not.toContain("token-of-the-channel");
    expect(JSON.stringify(await rows())).not.toContain("token-of-the-channel");
  });
});

describe("two processes", () => {
  it("do not both send: a message is leased while it is sent, and due again when its process is gone", async () => {
    const asked = Promise.withResolvers<void>();
    const gone = Promise.withResolvers<void>();
    const first = scripted(() => {
      asked.resolve();
      return gone.promise;
    });
    const second = testChannel();
    const one = await engineOf(database, [job], { clock, channels: [first] });
    const other = await engineOf(database, [job], { clock, channels: [second] });
    await one.runCron(job.name);
    await asked.promise;
    await other.patrol();
    expect(second.alerts).toEqual([]);
    await leaseOver();
    await other.patrol();
    expect(kinds(second)).toEqual(["opened"]);
    gone.resolve();
  });

  it("a message that was being sent when its process stopped is sent by the next", async () => {
    const asked = Promise.withResolvers<void>();
    const first: Channel = {
      name: "test",
      send: (_, signal) => {
        asked.resolve();
        return new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
      },
    };
    const one = await engineOf(database, [job], { clock, channels: [first] });
    await one.runCron(job.name);
    await asked.promise;
    await one.stop();
    const channel = testChannel();
    await (await engineOf(database, [job], { clock, channels: [channel] })).patrol();
    expect(kinds(channel)).toEqual(["opened"]);
    expect((await rows())[0].attempts).toBe(1);
  });

  it.each(["claimed", "sending"])(
    "a process that is killed with -9 when its message is %s loses none",
    async (moment) => {
      const app = join(import.meta.dirname, "../testing/failing-app.ts");
      const child = spawn(process.execPath, [app, database.url, moment], { stdio: ["ignore", "pipe", "inherit"] });
      const [said] = (await once(child.stdout, "data")) as [Buffer];
      expect(said.toString().trim()).toBe(moment);
      child.kill("SIGKILL");
      await once(child, "exit");

      const channel = testChannel();
      const ronda = await engineOf(database, [job], { channels: [channel] });
      await ronda.patrol();
      expect(channel.alerts).toEqual([]);
      await leaseOver();
      await ronda.patrol();
      expect(channel.alerts).toMatchObject([{ kind: "opened", message: "trip 7 broke" }]);
      await ronda.patrol();
      expect(channel.alerts).toHaveLength(1);
    },
  );
});

describe("a flood", () => {
  it("is ten messages a minute on a channel, the last of which stands for the rest", async () => {
    const finding = { count: 1, oldestAt: new Date(start), href: null };
    const watches = Array.from({ length: 30 }, (_, at) =>
      defineWatch({ name: `watch-${at}`, description: "A watch", sentence: "Look", find: () => finding }),
    );
    const channel = testChannel();
    const ronda = await engineOf(database, [], { clock, channels: [channel], watches });
    await ronda.patrol();
    await ronda.stop();
    // Those that were found while the first were being sent may wait for the next minute.
    clock.advance(minuteMs + 1);
    const next = await engineOf(database, [], { clock, channels: [channel], watches });
    await next.patrol();
    const told = channel.alerts.flatMap((alert) => (alert.kind === "summary" ? alert.alerts : [alert]));
    expect(told).toHaveLength(30);
    expect(new Set(told.map(({ subject }) => subject?.name)).size).toBe(30);
    expect(channel.alerts.length).toBeLessThanOrEqual(20);
    expect(channel.alerts.some(({ kind }) => kind === "summary")).toBe(true);
    const { rows: busiest } = await database.pool.query(
      `select max(count)::integer as most from (select count(*) from "RondaAlert" where "mergedIntoId" is null group by "attemptedAt") c`,
    );
    expect(busiest[0].most).toBeLessThanOrEqual(10);
  });
});

type Step = { minutes: number; broken: boolean; refuses: boolean; process: 0 | 1; patrols: boolean };

it("over any history each message is sent once or still seen to wait, and none is told twice within its interval", async () => {
  const step: fc.Arbitrary<Step> = fc.record({
    minutes: fc.constantFrom(1, 5, 30, 60, 241),
    broken: fc.boolean(),
    refuses: fc.boolean(),
    process: fc.constantFrom(0, 1),
    patrols: fc.boolean(),
  });
  const often = defineJob({ ...jobOptions(), schedule: "0 * * * *" });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (history) => {
      await database.pool.query(
        `truncate "RondaIncident", "RondaAlert", "RondaIncidentEvent", "RondaJob", "CronRun", "RondaChannel"`,
      );
      clock.set(start);
      const channel = testChannel();
      const processes = await Promise.all(
        [0, 1].map(() => engineOf(database, [often], { clock, channels: [channel] })),
      );
      for (const { minutes, broken, refuses, process, patrols } of history) {
        clock.advance(minutes * minuteMs);
        Object.assign(state, { broken });
        channel.failing = refuses;
        await processes[process]!.runCron(often.name);
        if (patrols) await processes[1 - process]!.patrol();
      }
      channel.failing = false;
      clock.advance(hourMs);
      await processes[0]!.patrol();
      await Promise.all(processes.map((ronda) => ronda.stop()));

      const stored = await rows();
      const accepted = channel.alerts.map(({ id }) => id);
      expect(new Set(accepted).size).toBe(accepted.length);
      for (const { id, sentAt, givenUpAt } of stored) {
        expect(accepted.includes(id)).toBe(sentAt !== null);
        // What is given up says that its opening was never delivered: here nothing is old enough to be.
        expect(givenUpAt).toBeNull();
      }
      const waiting = stored.filter(({ sentAt }) => sentAt === null).length;
      const { channels } = await processes[0]!.overview();
      expect(channels[0]!.waiting).toBe(waiting);
      const ofIncident = Map.groupBy(stored, ({ incidentId }) => incidentId as string);
      for (const told of ofIncident.values()) {
        expect(told.filter(({ kind }) => kind === "opened")).toHaveLength(1);
        expect(told.filter(({ kind }) => kind === "resolved").length).toBeLessThanOrEqual(1);
        told.forEach((alert, at) => {
          const before = told[at - 1];
          if (alert.kind !== "reminder" || !before) return;
          expect(alert.createdAt.getTime() - before.createdAt.getTime()).toBeGreaterThanOrEqual(4 * hourMs);
        });
      }
    }),
    { numRuns: 8 },
  );
});

function jobOptions() {
  const { name, schedule, description, run } = job;
  return { name, schedule, description, run };
}

it("a test is sent on one channel only, says who asked, and counts as a delivery", async () => {
  const [one, other] = [testChannel(), testChannel()];
  Object.assign(other, { name: "other" });
  const ronda = await engineOf(database, [job], { clock, channels: [one, other] });
  expect(await ronda.testChannel("test", { by: "Sari" })).toEqual({ ok: true });
  expect(one.alerts).toMatchObject([{ kind: "test", message: "Sari" }]);
  expect(other.alerts).toEqual([]);
  one.failing = true;
  expect(await ronda.testChannel("test", { by: "Sari" })).toMatchObject({
    ok: false,
    error: expect.stringContaining("refused"),
  });
  expect(await ronda.testChannel("pigeon", { by: "Sari" })).toMatchObject({ ok: false });
  expect(await ronda.testChannel("other", { by: " " })).toMatchObject({ ok: false });
  expect((await ronda.overview()).channels).toMatchObject([
    { name: "test", lastDeliveredAt: clock(), failing: { failures: 1 } },
    { name: "other", lastDeliveredAt: null, failing: null },
  ]);
});
