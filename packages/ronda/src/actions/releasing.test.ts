import { describe, expect, it } from "vitest";
import { openDatabase } from "../database/database.ts";
import { beatRun } from "../database/store.ts";
import { defineJob } from "../job/job.ts";
import { newRunId } from "../record/run-id.ts";
import { testDatabase } from "../testing/database.ts";
import { testChannel, testClock, testRonda } from "../testing/engine.ts";

const database = testDatabase();
const release = { by: "Sari", reason: "its process hangs" };
const message = "given up by Sari: its process hangs";

/** A job whose function hangs until the test lets it go, and then says whether it might still beat. */
async function hanging() {
  const hung = Promise.withResolvers<void>();
  const started = Promise.withResolvers<void>();
  let beats: boolean | undefined;
  const job = defineJob({
    name: "release-payouts",
    schedule: "0 18 * * *",
    description: "Releases payouts",
    async run({ beat }) {
      started.resolve();
      await hung.promise;
      beats = await beat();
      return { released: 1 };
    },
  });
  const clock = testClock("2026-11-24T18:00:00Z");
  const channel = testChannel();
  const [ronda, other] = await Promise.all([
    testRonda(database, [job], { clock }),
    testRonda(database, [job], { clock, host: "vps-2", channels: [channel] }),
  ]);
  const outcome = ronda.runCron(job.name);
  await started.promise;
  const [run] = await ronda.runs();
  return { ronda, other, channel, job, runId: run!.id, letGo: hung.resolve, outcome, beats: () => beats };
}

describe("a run that somebody gives up on", () => {
  it("is ABANDONED with who and why, frees its job, and its function is shut out for good", async () => {
    const { ronda, other, channel, job, runId, letGo, outcome, beats } = await hanging();
    expect(await other.releaseLease(runId, release)).toEqual({ ok: true });
    expect(await ronda.run(runId)).toMatchObject({ status: "ABANDONED", errorMessage: message, reason: message });
    expect((await ronda.overview()).jobs[0]!.health).toMatchObject({ badge: "FAILED", reasons: [{ kind: "crashed" }] });
    // Somebody else may have the job while the function still hangs.
    expect(await other.runCron(job.name, () => ({ released: 0 }), { trigger: "manual" })).toMatchObject({ ok: true });
    letGo();
    expect(await outcome).toMatchObject({ ok: false });
    expect(beats()).toBe(false);
    // Its success came late: the row stays ABANDONED, and keeps it beside.
    await ronda.stop();
    expect(await other.run(runId)).toMatchObject({ status: "ABANDONED", lateStatus: "SUCCESS" });
    await other.stop();
    expect(channel.alerts.map(({ kind, message }) => [kind, message])).toEqual([
      ["opened", message],
      ["resolved", message],
    ]);
    expect(await other.actions({ runId })).toMatchObject([
      { verb: "release", actor: "Sari", subject: { kind: "job", name: job.name }, details: { wasRunning: true } },
    ]);
  });

  it("takes its lease back in no way, also where nobody else has the job", async () => {
    const { ronda, runId, letGo, outcome } = await hanging();
    await ronda.releaseLease(runId, release);
    for (const worksOn of [false, true]) {
      expect(await beatRun(openDatabase(database.pool), runId, [], { worksOn })).toBe("lost");
    }
    letGo();
    await outcome;
    await ronda.stop();
    const { rows } = await database.pool.query(`select "hasLease", "status" from "CronRun" where "id" = $1`, [runId]);
    expect(rows).toEqual([{ hasLease: false, status: "ABANDONED" }]);
  });

  it("may have been closed already, while its function works on: then only its job is freed", async () => {
    const { ronda, runId, letGo, outcome } = await hanging();
    await database.pool.query(`update "CronRun" set "status" = 'TIMED_OUT'`);
    expect(await ronda.runCron("release-payouts")).toMatchObject({ skipped: expect.stringContaining("works on") });
    expect(await ronda.releaseLease(runId, release)).toEqual({ ok: true });
    expect(await ronda.run(runId)).toMatchObject({ status: "TIMED_OUT" });
    const again = ronda.runCron("release-payouts", undefined, { trigger: "manual" });
    letGo();
    expect(await again).toMatchObject({ ok: true, payload: { released: 1 } });
    await outcome;
    await ronda.stop();
  });

  it("is given up once of many times at once, and only while it holds its job", async () => {
    const { ronda, other, runId, letGo, outcome } = await hanging();
    const outcomes = await Promise.all([ronda, other, ronda].map((engine) => engine.releaseLease(runId, release)));
    expect(outcomes.map(({ error = "done" }) => error).toSorted()).toEqual([
      "This run is over, and does not hold its job any more.",
      "This run is over, and does not hold its job any more.",
      "done",
    ]);
    expect(await ronda.actions()).toHaveLength(1);
    expect((await ronda.overview()).jobs[0]).toMatchObject({ runs7d: 1, errors7d: 1 });
    letGo();
    await outcome;
    await Promise.all([ronda.stop(), other.stop()]);
  });

  it.each([
    [newRunId(new Date()), release, "There is no run with that id."],
    ["no id", release, "There is no run with that id."],
    [newRunId(new Date()), { by: "Sari" }, '"reason" is empty.'],
  ])("is none: %s %o", async (id, given, error) => {
    const ronda = await testRonda(database, []);
    expect(await ronda.releaseLease(id, given as typeof release)).toMatchObject({ ok: false, error });
  });
});
