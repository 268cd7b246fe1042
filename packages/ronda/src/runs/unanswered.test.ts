import { expect, it } from "vitest";
import { defineJob } from "../job/job.ts";
import { intercepted, testDatabase } from "../testing/database.ts";
import { testChannel, testClock, testRonda } from "../testing/engine.ts";

const database = testDatabase();

/** What becomes of an app's first claims; those after them are answered. */
type Fate = "unsent" | "unanswered" | "answered";

async function appWith(...fates: Fate[]) {
  const pool = intercepted(database.pool, async (run, { text }) => {
    const fate = (text.includes("ronda_claim_run") && fates.shift()) || "answered";
    const result = fate === "unsent" ? undefined : await run();
    if (fate === "answered" && result) return result;
    throw new Error("connection terminated");
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
  const crashes = () => channel.alerts.filter(({ reasons }) => reasons[0]?.kind === "crashed");
  return { ronda, ask, runs: () => runs, crashes };
}

/** An app whose first claim comes through although its answer is lost, and that cannot ask again. */
async function lostClaim() {
  const app = await appWith("unanswered", "unsent", "unsent");
  expect(await app.ask()).toEqual({ ok: false, error: "connection terminated" });
  return app;
}

it.each<[string, Fate]>([
  ["was dead already", "unsent"],
  ["broke before the answer", "unanswered"],
])("a claim whose connection %s is asked once more, and is one run", async (_what, fate) => {
  const { ronda, ask, runs, crashes } = await appWith(fate);
  expect(await ask()).toEqual({ ok: true, payload: { completed: 1 } });
  expect((await ronda.runs()).map(({ status, trigger }) => `${status} ${trigger}`)).toEqual(["SUCCESS schedule"]);
  await ronda.stop();
  expect([runs(), crashes()]).toEqual([1, []]);
});

it("idle connections that PostgreSQL has just closed cost nobody a run", async () => {
  const pool = database.poolWith({ max: 8 });
  const job = defineJob({ name: "tick", schedule: "* * * * *", description: "Ticks", run: () => ({}) });
  const ronda = await testRonda({ pool }, [job]);
  for (let round = 0; round < 10; round++) {
    const lent = await Promise.all(Array.from({ length: 8 }, () => pool.connect()));
    for (const client of lent) client.release();
    await database.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    );
    const outcomes = await Promise.all(Array.from({ length: 4 }, () => ronda.runCron("tick")));
    expect(outcomes.filter(({ ok }) => !ok)).toEqual([]);
  }
  await ronda.stop();
});

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
