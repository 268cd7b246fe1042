import { expect, it } from "vitest";
import { defineJob } from "../job/job.ts";
import { intercepted, testDatabase } from "../testing/database.ts";
import { testChannel, testClock, testRonda } from "../testing/engine.ts";

const database = testDatabase();

/** An app whose first claim comes through although its answer is lost. */
async function lostClaim() {
  let claims = 0;
  const pool = intercepted(database.pool, async (run, { text }) => {
    const result = await run();
    if (text.includes("ronda_claim_run") && claims++ === 0) throw new Error("connection terminated");
    return result;
  });
  let runs = 0;
  const job = defineJob({
    name: "auto-complete-trips",
    schedule: "0 18 * * *",
    description: { id: "Menyelesaikan trip", en: "Completes trips" },
    run: () => ({ completed: ++runs }),
  });
  const channel = testChannel();
  const clock = testClock("2026-11-23T18:00:02Z");
  const ronda = await testRonda({ pool }, [job], { clock, channels: [channel] });
  const ask = () => ronda.runCron(job.name, undefined, { trigger: "schedule" });
  expect(await ask()).toEqual({ ok: false, error: "connection terminated" });
  const crashes = () => channel.alerts.filter(({ status }) => status === "ABANDONED");
  return { ronda, ask, runs: () => runs, crashes };
}

it("a claim whose answer was lost is given back to whoever asks next: its slot runs, and nothing counts as an error", async () => {
  const { ronda, ask, runs, crashes } = await lostClaim();
  expect(await ask()).toEqual({ ok: true, payload: { completed: 1 } });
  expect(await ask()).toMatchObject({ ok: true, skipped: expect.stringContaining("has run") });
  expect((await ronda.runs()).map(({ status, reason }) => `${status} ${reason}`)).toEqual([
    "SUCCESS null",
    "ABANDONED restart",
  ]);
  expect((await ronda.overview()).jobs[0]).toMatchObject({ errors7d: 0, health: { badge: "OK" } });
  await ronda.stop();
  expect([runs(), crashes()]).toEqual([1, []]);
});

it("the patrol gives it back, too, and runs its slot", async () => {
  const { ronda, runs } = await lostClaim();
  expect(await ronda.patrol()).toMatchObject({ abandoned: 0, restarted: ["auto-complete-trips"] });
  await expect.poll(runs).toBe(1);
  await ronda.stop();
  expect(await ronda.runs({ status: "SUCCESS" })).toMatchObject([{ trigger: "catch-up" }]);
});

it("a process that stops gives it back for the next one", async () => {
  const { ronda } = await lostClaim();
  await ronda.stop();
  const { rows } = await database.pool.query(`select "status", "reason", "slotAt" from "CronRun"`);
  expect(rows).toEqual([{ status: "ABANDONED", reason: "restart", slotAt: null }]);
});
