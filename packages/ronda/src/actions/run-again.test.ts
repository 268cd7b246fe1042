import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineJob } from "../job/job.ts";
import { newRunId } from "../record/run-id.ts";
import { testDatabase } from "../testing/database.ts";
import { testClock, testRonda } from "../testing/engine.ts";

const database = testDatabase();

/** An engine with a job that takes an input, and one that takes none and may hang. */
async function bakery() {
  const given: unknown[] = [];
  const hung = Promise.withResolvers<void>();
  const receipts = defineJob({
    name: "send-receipts",
    schedule: "*/5 * * * *",
    description: "Sends receipts",
    input: z.object({ limit: z.number().default(10), note: z.string().optional() }).default({ limit: 10 }),
    run({ input }) {
      given.push(input);
      return { sent: input.limit };
    },
  });
  const slow = defineJob({
    name: "count-bread",
    schedule: "0 3 * * *",
    description: "Counts bread",
    run: () => hung.promise,
  });
  const ronda = await testRonda(database, [receipts, slow], { clock: testClock("2026-11-24T08:00:30Z") });
  const newest = async () => (await ronda.runs({ limit: 1 }))[0]!;
  return { ronda, given, newest, letGo: hung.resolve };
}

describe("a run that is run again", () => {
  it("has the same input and says by whom; what is kept of it names the first", async () => {
    const { ronda, given, newest } = await bakery();
    await ronda.runCron("send-receipts", { input: { limit: 3 } });
    const { id: first } = await newest();
    const again = await ronda.runAgain(first, { by: "Sari", reason: "three were lost" });
    const { id } = await newest();
    expect(again).toEqual({ ok: true, runId: id });
    expect(id).not.toBe(first);
    await expect
      .poll(newest)
      .toMatchObject({ id, status: "SUCCESS", trigger: "manual", actor: "Sari", payload: { sent: 3 } });
    expect(given).toEqual([{ limit: 3 }, { limit: 3 }]);
    expect(await ronda.actions()).toMatchObject([
      { verb: "run-again", actor: "Sari", reason: "three were lost", runId: id, details: { of: first } },
    ]);
  });

  it("was given nothing by the schedule, so it is given nothing", async () => {
    const { ronda, given, newest } = await bakery();
    await ronda.runCron("send-receipts");
    expect(await newest()).toMatchObject({ trigger: "schedule" });
    expect(await ronda.runAgain((await newest()).id, { by: "Sari" })).toMatchObject({ ok: true });
    await expect.poll(() => given).toEqual([{ limit: 10 }, { limit: 10 }]);
    await ronda.stop();
  });

  it("is told of as soon as its row stands, however long it takes; while it runs, the next is skipped", async () => {
    const { ronda, newest, letGo } = await bakery();
    void ronda.runCron("count-bread", undefined, { trigger: "manual" });
    await expect.poll(newest).toMatchObject({ status: "RUNNING" });
    const running = await newest();
    expect(await ronda.runAgain(running.id, { by: "Ana" })).toEqual({ ok: true, runId: (await newest()).id });
    expect(await newest()).toMatchObject({ status: "SKIPPED", actor: "Ana" });
    expect(await ronda.runAgain((await newest()).id, { by: "Ana" })).toMatchObject({
      error: "This run never ran, so it cannot be run again. Run its job now instead.",
    });
    letGo();
    await ronda.stop();
  });

  it.each([
    [{ limit: 3, note: "Bearer abcdefgh12345678" }, "a secret was taken out"],
    [{ limit: 3, note: "x".repeat(100_000) }, "it was too long"],
  ])("is not, where its input was not kept whole (%#)", async (input) => {
    const { ronda, given, newest } = await bakery();
    await ronda.runCron("send-receipts", { input });
    const outcome = await ronda.runAgain((await newest()).id, { by: "Sari" });
    expect(outcome).toMatchObject({ ok: false, refusal: { kind: "input-not-whole" } });
    expect([given.length, await ronda.actions()]).toEqual([1, []]);
  });

  it("is not, where there is no such run, or no such job any more, or nobody asks", async () => {
    const { ronda, newest } = await bakery();
    expect(await ronda.runAgain(newRunId(new Date()), { by: "Ana" })).toMatchObject({
      refusal: { kind: "unknown-run" },
    });
    await ronda.runCron("forgotten", () => ({}));
    const { id } = await newest();
    expect(await ronda.runAgain(id, { by: "Ana" })).toMatchObject({ refusal: { kind: "unknown-job" } });
    expect(await ronda.runAgain(id, { by: "" })).toMatchObject({ error: '"by" is empty.' });
  });
});

it("a run that a person starts is kept with who and why", async () => {
  const { ronda, newest } = await bakery();
  await ronda.runCron("send-receipts", { actor: "Hugo", reason: "a customer waits" });
  await ronda.runCron("send-receipts");
  await ronda.runCron("send-receipts", { trigger: "manual" });
  const [, , byHugo] = await ronda.runs();
  expect((await newest()).actor).toBeNull();
  expect(await ronda.actions()).toMatchObject([
    {
      verb: "run",
      actor: "Hugo",
      reason: "a customer waits",
      runId: byHugo!.id,
      subject: { kind: "job", name: "send-receipts" },
    },
  ]);
});
