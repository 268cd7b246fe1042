import { beforeEach, describe, expect, it } from "vitest";
import { defineJob } from "../job/job.ts";
import { testDatabase } from "../testing/database.ts";
import { testChannel, testClock, testLogger, testRonda } from "../testing/engine.ts";
import type { JobOptions } from "../types.ts";

const database = testDatabase();
const description = { id: "Mengirim email", en: "Sends mail" };
const clock = testClock("2026-11-23T00:00:00Z");
beforeEach(() => clock.set("2026-11-23T00:00:00Z"));

/** A job that fails until it is mended. */
function fragileJob(options: Partial<JobOptions> = {}) {
  const state = { broken: true };
  const run = () => {
    if (state.broken) throw new Error("Resend is away");
    return { picked: 0 };
  };
  return {
    state,
    job: defineJob({ name: "process-email-jobs", schedule: "*/5 * * * *", description, run, ...options }),
  };
}

describe("a job that keeps failing", () => {
  it("alerts on the first failure of a streak, then every 4 hours", async () => {
    const { job } = fragileJob();
    const channel = testChannel();
    const ronda = await testRonda(database, [job], { clock, channels: [channel] });
    for (let minutes = 0; minutes <= 8 * 60; minutes += 5) {
      await ronda.runCron(job.name);
      clock.advance(5 * 60_000);
    }
    await ronda.stop();
    expect(channel.alerts.map(({ kind, streak, at }) => [kind, streak, at.toISOString().slice(11, 16)])).toEqual([
      ["opened", 1, "00:00"],
      ["reminder", 49, "04:00"],
      ["reminder", 97, "08:00"],
    ]);
    expect(channel.alerts[0]).toMatchObject({
      app: "bakery",
      jobName: job.name,
      status: "FAILED",
      message: "Resend is away",
    });
  });

  it("is repeated by the patrol when it does not even run again", async () => {
    const { job } = fragileJob({ schedule: "0 18 * * *" });
    const channel = testChannel();
    const ronda = await testRonda(database, [job], { clock, channels: [channel] });
    await ronda.runCron(job.name);
    clock.advance(4 * 3_600_000 - 1);
    expect(await ronda.patrol()).toMatchObject({ reminded: 0 });
    clock.advance(1);
    const reports = await Promise.all([ronda.patrol(), ronda.patrol()]);
    expect(reports.map(({ reminded }) => reminded).sort()).toEqual([0, 1]);
    await ronda.stop();
    expect(channel.alerts.map(({ kind, message }) => [kind, message])).toEqual([
      ["opened", "Resend is away"],
      ["reminder", "Resend is away"],
    ]);
  });

  it("is no longer repeated when it has left the registry", async () => {
    const { job } = fragileJob();
    const channel = testChannel();
    await (await testRonda(database, [job], { clock })).runCron(job.name);
    const ronda = await testRonda(database, [], { clock, channels: [channel] });
    clock.advance(4 * 3_600_000);
    expect(await ronda.patrol()).toMatchObject({ reminded: 0 });
    await ronda.stop();
    expect(channel.alerts).toEqual([]);
  });

  it("is repeated too when it is a hand-written handler, which no registry names", async () => {
    const channel = testChannel();
    const ronda = await testRonda(database, [], { clock, channels: [channel] });
    await ronda.runCron("seed-handler", () => Promise.reject(new Error("broken")));
    clock.advance(4 * 3_600_000);
    await ronda.patrol();
    await ronda.stop();
    expect(channel.alerts.map(({ kind }) => kind)).toEqual(["opened", "reminder"]);
  });

  it("alerts anew after a success in between", async () => {
    const { job, state } = fragileJob();
    const channel = testChannel();
    const ronda = await testRonda(database, [job], { clock, channels: [channel] });
    for (const broken of [true, true, false, true]) {
      state.broken = broken;
      await ronda.runCron(job.name);
      clock.advance(5 * 60_000);
    }
    await ronda.stop();
    expect(channel.alerts.map(({ kind, streak }) => [kind, streak])).toEqual([
      ["opened", 1],
      ["opened", 1],
    ]);
  });

  it("alerts after as many failures as the job asks for", async () => {
    const { job } = fragileJob({ failuresBeforeAlert: 3 });
    const channel = testChannel();
    const ronda = await testRonda(database, [job], { clock, channels: [channel] });
    for (let count = 0; count < 4; count++) await ronda.runCron(job.name);
    await ronda.stop();
    expect(channel.alerts.map(({ kind, streak }) => [kind, streak])).toEqual([["opened", 3]]);
  });

  it("sends one alert, however many processes see it fail", async () => {
    const { job } = fragileJob();
    const channel = testChannel();
    const processes = await Promise.all(
      [1, 2, 3].map(() => testRonda(database, [job], { clock, channels: [channel] })),
    );
    for (let round = 0; round < 3; round++) await Promise.all(processes.map((ronda) => ronda.runCron(job.name)));
    await Promise.all(processes.map((ronda) => ronda.stop()));
    expect(channel.alerts).toHaveLength(1);
  });
});

it("a success alerts nobody", async () => {
  const { job, state } = fragileJob();
  state.broken = false;
  const channel = testChannel();
  const ronda = await testRonda(database, [job], { channels: [channel] });
  await ronda.runCron(job.name);
  await ronda.stop();
  expect(channel.alerts).toEqual([]);
});

it("a channel that fails changes nothing about the run, holds no other channel up, and leaves a line without secrets", async () => {
  const { job } = fragileJob();
  const [broken, healthy, logger] = [testChannel(), testChannel(), testLogger()];
  broken.failing = true;
  const secrets = { current: "token-of-the-channel" };
  const ronda = await testRonda(database, [job], { channels: [broken, healthy], logger, secrets });
  expect(await ronda.runCron(job.name)).toEqual({ ok: false, error: "Resend is away" });
  await ronda.stop();
  expect(healthy.alerts).toHaveLength(1);
  const line = logger.lines.find(({ message }) => message === "cron alert was not delivered");
  expect(line).toMatchObject({ level: "warn", fields: { channel: "test" } });
  expect(JSON.stringify(logger.lines)).not.toContain("token-of-the-channel");
});

it("a channel that does not answer does not hold the run's answer up", async () => {
  const { job } = fragileJob();
  const answered = Promise.withResolvers<void>();
  const slow = { name: "slow", send: () => answered.promise };
  const ronda = await testRonda(database, [job], { channels: [slow] });
  expect(await ronda.runCron(job.name)).toMatchObject({ ok: false });
  answered.resolve();
  await ronda.stop();
});

describe("a channel that does not deliver", () => {
  const warnings = async (ronda: Awaited<ReturnType<typeof testRonda>>) => (await ronda.overview()).warnings;
  const delivered = async (ronda: Awaited<ReturnType<typeof testRonda>>, name: string) => {
    await ronda.runCron(name);
    await ronda.stop();
  };

  it("is shown on the page of every process, since when and why, until it delivers again", async () => {
    const { job } = fragileJob();
    const channel = testChannel();
    const sender = () =>
      testRonda(database, [job], { clock, channels: [channel], secrets: { current: "x".repeat(40) } });
    channel.failing = true;
    const since = clock();
    await delivered(await sender(), job.name);
    clock.advance(4 * 3_600_000);
    await delivered(await sender(), job.name);
    expect(await warnings(await sender())).toEqual([
      {
        kind: "channel",
        channel: "test",
        failures: 2,
        since,
        message: "https://channel.example/token-of-the-channel refused",
      },
    ]);
    channel.failing = false;
    clock.advance(4 * 3_600_000);
    await delivered(await sender(), job.name);
    expect(await warnings(await sender())).toEqual([]);
  });

  it("is forgotten with its channel", async () => {
    const { job } = fragileJob();
    const channel = testChannel();
    channel.failing = true;
    await delivered(await testRonda(database, [job], { channels: [channel] }), job.name);
    expect(await warnings(await testRonda(database, [job]))).toEqual([]);
  });
});
