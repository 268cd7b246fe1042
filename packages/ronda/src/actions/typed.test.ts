import { describe, expect, it } from "vitest";
import { defineJob } from "../job/job.ts";
import { newRunId } from "../record/run-id.ts";
import { testDatabase } from "../testing/database.ts";
import { secret, testClock, testRonda } from "../testing/engine.ts";

const database = testDatabase();
const at = new Date("2026-11-24T08:00:00Z");

/** Texts of which nothing can be seen. */
const nothing = [
  "",
  "   ",
  "\u00a0\u3000",
  "\t\n\r",
  "\u200b\u200d\ufeff",
  "\u202e",
  "\u2800",
  "\u3164\u115f",
  "\0\u0007",
  "\u0301",
  "\ufe0f",
];
/** Texts as they are typed, and as they are kept. */
const typed: [string, string][] = [
  ["  moving \t the\n database\u2028now ", "moving the database now"],
  ["mov\u200bing\u202e it\0", "moving it"],
  ["Ame\u0301lie asked", "Am\u00e9lie asked"],
];

/** An engine with a job, an incident, and a run that holds its job. */
async function bakery() {
  const job = defineJob({ name: "bake", schedule: "0 4 * * *", description: "Bakes", run: () => ({}) });
  const ronda = await testRonda(database, [job], { clock: testClock(at.toISOString()) });
  const [incidentId, runId] = [newRunId(at), newRunId(at)];
  await database.pool.query(
    `insert into "RondaIncident" ("id", "subjectKind", "subjectName", "severity", "reasons", "openedAt", "checkedAt")
     values ($1, 'watch', 'late', 'STALE', '[]', $2, $2)`,
    [incidentId, at],
  );
  await database.pool.query(
    `insert into "CronRun" ("id", "jobName", "status", "hasLease", "trigger", "createdAt", "startedAt", "heartbeatAt", "host", "pid")
     values ($1, 'bake', 'RUNNING', true, 'manual', $2, $2, now(), 'vps', 1)`,
    [runId, at],
  );
  return { ronda, incidentId, runId };
}

describe("what somebody types for an action", () => {
  it.each(nothing)("%j is no reason, and nobody", async (text) => {
    const { ronda, incidentId, runId } = await bakery();
    const until = new Date("2026-11-24T12:00:00Z");
    const empty = (field: string) => ({ refusal: { kind: "bad-input", field, problem: "empty" } });
    expect(await ronda.releaseLease(runId, { by: "Sari", reason: text })).toMatchObject(empty("reason"));
    for (const refused of [
      await ronda.pause("bake", { by: text }),
      await ronda.resume("bake", { by: text }),
      await ronda.acknowledge(incidentId, { by: text }),
      await ronda.snooze(incidentId, { by: text, until }),
      await ronda.releaseLease(runId, { by: text, reason: "hangs" }),
      await ronda.runAgain(runId, { by: text }),
    ])
      expect(refused).toMatchObject(empty("by"));
    expect((await ronda.testChannel("discord", { by: text })).ok).toBe(false);
    expect(await ronda.actions()).toEqual([]);

    // Where none is needed it is as if none had been given.
    await ronda.pause("bake", { by: "Sari", reason: text });
    await ronda.acknowledge(incidentId, { by: "Sari", reason: text });
    expect((await ronda.actions()).map(({ reason }) => reason)).toEqual([null, null]);
  });

  it.each(typed)("%j is kept as what can be seen of it, whoever asks", async (text, kept) => {
    const { ronda, incidentId, runId } = await bakery();
    await ronda.acknowledge(incidentId, { by: text, reason: text });
    await ronda.releaseLease(runId, { by: text, reason: text });
    await ronda.runCron("bake", { actor: text, reason: text, trigger: "manual" });
    const actions = await ronda.actions();
    expect(actions.map(({ verb, actor, reason }) => [verb, actor, reason])).toEqual([
      ["run", kept, kept],
      ["release", kept, kept],
      ["acknowledge", kept, kept],
    ]);
    expect(await ronda.incident(incidentId)).toMatchObject({ acknowledged: { by: kept, reason: kept } });
  });

  it("is nobody in a header either: what starts then is not a person's", async () => {
    const { ronda, runId } = await bakery();
    await ronda.releaseLease(runId, { by: "Sari", reason: "hangs" });
    const headers = { authorization: `Bearer ${secret}`, "x-ronda-actor": "\u00a0\u00ad" };
    await ronda.handle(new Request("https://bakery.example/", { headers }), "bake");
    expect((await ronda.runs({ limit: 1 }))[0]).toMatchObject({ actor: null });
  });
});
