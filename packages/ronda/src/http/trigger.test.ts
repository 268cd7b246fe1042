import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineJob } from "../job/job.ts";
import type { Ronda } from "../ronda.ts";
import { testDatabase } from "../testing/database.ts";
import { secret, testClock, testRonda } from "../testing/engine.ts";
import type { JobOptions } from "../types.ts";

const database = testDatabase();
const schedule = { "X-Ronda-Trigger": "schedule" };

function job(options: Partial<JobOptions> = {}) {
  const description = { id: "Menyelesaikan trip", en: "Completes trips" };
  const name = "auto-complete-trips";
  return defineJob({ name, schedule: "0 18 * * *", description, run: () => ({ completed: 1 }), ...options });
}

/** A job that runs until it is let go. */
function heldJob() {
  const started = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const run = async () => {
    started.resolve();
    await release.promise;
    return { completed: 1 };
  };
  return { job: job({ run }), started: started.promise, release: () => release.resolve() };
}

async function ask(ronda: Ronda, headers: Record<string, string> = {}) {
  const url = "http://localhost:3000/api/cron/auto-complete-trips";
  const request = new Request(url, { headers: { authorization: `Bearer ${secret}`, ...headers } });
  const response = await ronda.handle(request, "auto-complete-trips");
  return { status: response.status, body: await response.json() };
}

const ran = { status: 200, body: { ok: true, completed: 1 } };
const skippedSlot = (slot: string) => ({ status: 200, body: { ok: true, skipped: `its slot of ${slot} has run` } });

const rows = async (ronda: Ronda) =>
  (await ronda.runs()).map(({ status, trigger, slotAt }) => `${status} ${trigger} ${slotAt?.toISOString() ?? "-"}`);

describe("a request that says that it is the schedule", () => {
  it("runs its slot once: a retry of curl and a second host are skipped, whatever came of the run", async () => {
    const clock = testClock("2026-11-23T18:00:01Z");
    const failing = job({ run: () => Promise.reject(new Error("trip 7 broke")) });
    const [one, other] = [
      await testRonda(database, [failing], { clock }),
      await testRonda(database, [failing], { clock }),
    ];
    expect(await ask(one, schedule)).toEqual({ status: 500, body: { error: "trip 7 broke" } });
    expect(await ask(one, schedule)).toEqual(skippedSlot("2026-11-23T18:00:00.000Z"));
    expect(await ask(other, schedule)).toEqual(skippedSlot("2026-11-23T18:00:00.000Z"));
    clock.set("2026-11-23T23:00:00Z");
    expect(await ask(other, schedule)).toEqual(skippedSlot("2026-11-23T18:00:00.000Z"));
    expect(await rows(one)).toEqual(["FAILED schedule 2026-11-23T18:00:00.000Z"]);
  });

  it("is skipped while its slot is still running, with a row that names the holder and is not manual either", async () => {
    const clock = testClock("2026-11-23T18:00:01Z");
    const { job, started, release } = heldJob();
    const ronda = await testRonda(database, [job], { clock });
    const first = ask(ronda, schedule);
    await started;
    const skipped = "already running since 2026-11-23T18:00:01.000Z";
    expect(await ask(ronda, schedule)).toEqual({ status: 200, body: { ok: true, skipped } });
    release();
    expect(await first).toEqual(ran);
    const slot = "2026-11-23T18:00:00.000Z";
    expect(await rows(ronda)).toEqual([`SKIPPED schedule ${slot}`, `SUCCESS schedule ${slot}`]);
  });

  it("runs the slot again that a restart has freed", async () => {
    const clock = testClock("2026-11-23T18:00:01Z");
    const { job: held, started, release } = heldJob();
    const stopped = await testRonda(database, [held], { clock });
    const interrupted = ask(stopped, schedule);
    await started;
    const stopping = stopped.stop();
    release();
    await Promise.all([stopping, interrupted]);
    const next = await testRonda(database, [job()], { clock });
    expect(await ask(next, schedule)).toEqual(ran);
    expect(await ask(next, schedule)).toEqual(skippedSlot("2026-11-23T18:00:00.000Z"));
  });

  it("where none is open, runs the latest slot that has passed, late but once", async () => {
    const clock = testClock("2026-11-23T21:30:00Z");
    const ronda = await testRonda(database, [job()], { clock });
    expect(await ask(ronda, schedule)).toEqual(ran);
    expect(await ask(ronda, schedule)).toEqual(skippedSlot("2026-11-23T18:00:00.000Z"));
    expect(await rows(ronda)).toEqual(["SUCCESS schedule 2026-11-23T18:00:00.000Z"]);
  });

  it("in the early window of the next slot never falls back on an older one", async () => {
    const clock = testClock("2026-11-23T17:58:00Z");
    const ronda = await testRonda(database, [job()], { clock });
    expect(await ask(ronda, schedule)).toEqual(ran);
    expect(await ask(ronda, schedule)).toEqual(skippedSlot("2026-11-23T18:00:00.000Z"));
  });

  it("by a server clock in another zone does each night's work once, and the card says why it is off its slot", async () => {
    const clock = testClock("2026-11-20T12:00:00Z");
    const ronda = await testRonda(database, [job()], { clock });
    for (const day of ["21", "22", "23"]) {
      clock.set(`2026-11-${day}T11:00:02Z`);
      expect(await ask(ronda, schedule)).toEqual(ran);
      expect(await ask(ronda, schedule)).toMatchObject({ body: { skipped: expect.any(String) } });
    }
    clock.set("2026-11-24T00:00:00Z");
    expect((await ronda.overview()).jobs[0]!.health).toMatchObject({
      badge: "STALE",
      reasons: [
        { kind: "off-slot", offsetMs: -7 * 3_600_000 },
        { kind: "missed", count: 1 },
      ],
    });
    // Mended, it is on its slot again.
    clock.set("2026-11-24T18:00:02Z");
    await ask(ronda, schedule);
    clock.set("2026-11-25T20:00:00Z");
    expect((await ronda.overview()).jobs[0]!.health.reasons.map(({ kind }) => kind)).toEqual(["missed"]);
  });
});

describe("a request that does not say what it is", () => {
  it("claims an open slot, and otherwise is manual and runs", async () => {
    const clock = testClock("2026-11-23T18:00:01Z");
    const ronda = await testRonda(database, [job()], { clock });
    for (let count = 0; count < 3; count++) expect(await ask(ronda)).toEqual(ran);
    expect(await ask(ronda, schedule)).toEqual(skippedSlot("2026-11-23T18:00:00.000Z"));
    const slot = "2026-11-23T18:00:00.000Z";
    expect(await rows(ronda)).toEqual(["SUCCESS manual -", "SUCCESS manual -", `SUCCESS schedule ${slot}`]);
  });

  it("is the schedule where Vercel's cron sends it, which sends no header", async () => {
    const clock = testClock("2026-11-23T18:40:00Z");
    const ronda = await testRonda(database, [job()], { clock });
    const vercel = { "user-agent": "vercel-cron/1.0" };
    expect(await ask(ronda, vercel)).toEqual(ran);
    expect(await ask(ronda, vercel)).toEqual(skippedSlot("2026-11-23T18:00:00.000Z"));
  });
});

describe("a person's request", () => {
  it.each([
    ["X-Ronda-Trigger", "manual"],
    ["X-Ronda-Actor", "sari"],
  ])("with %s: %s takes no slot", async (name, value) => {
    const headers = { [name]: value };
    const clock = testClock("2026-11-23T18:00:01Z");
    const ronda = await testRonda(database, [job()], { clock });
    expect(await ask(ronda, headers)).toEqual(ran);
    expect(await ask(ronda, schedule)).toEqual(ran);
    expect(await rows(ronda)).toEqual(["SUCCESS schedule 2026-11-23T18:00:00.000Z", "SUCCESS manual -"]);
  });
});

it.each([
  ["another word", { "X-Ronda-Trigger": "cron" }, 'X-Ronda-Trigger is "schedule"'],
  ["nothing after the name", { "X-Ronda-Trigger": "" }, 'X-Ronda-Trigger is "schedule"'],
  ["the schedule in a person's name", { ...schedule, "X-Ronda-Actor": "sari" }, "send one of them"],
])("answers 400 to %s, with what would be right, and runs nothing", async (_what, headers, error) => {
  const ronda = await testRonda(database, [job()]);
  expect(await ask(ronda, headers)).toEqual({ status: 400, body: { error: expect.stringContaining(error) } });
  expect(await ronda.runs()).toEqual([]);
});

it.each(["SCHEDULE", " schedule "])("reads %o as the schedule", async (value) => {
  const ronda = await testRonda(database, [job()], { clock: testClock("2026-11-23T18:00:01Z") });
  await ask(ronda, { "X-Ronda-Trigger": value });
  expect(await ask(ronda, { "X-Ronda-Trigger": value })).toEqual(skippedSlot("2026-11-23T18:00:00.000Z"));
});

describe("a request that names a run to run again", () => {
  it("runs its job with what that run was given, in the name of who asks", async () => {
    const receipts = defineJob({
      name: "send-receipts",
      schedule: "*/5 * * * *",
      description: "Sends receipts",
      input: z.object({ limit: z.number() }).optional(),
      run: ({ input }) => ({ sent: input?.limit ?? 0 }),
    });
    const ronda = await testRonda(database, [receipts, job({ name: "other" })]);
    await ronda.runCron("send-receipts", { input: { limit: 3 } });
    const [first] = await ronda.runs();
    const ask = async (name: string, headers: Record<string, string>) => {
      const answer = await ronda.handle(
        new Request("https://bakery.example/", { headers: { authorization: `Bearer ${secret}`, ...headers } }),
        name,
      );
      return [answer.status, await answer.json()];
    };
    const again = { "x-ronda-again": first!.id };
    expect(await ask("send-receipts", { ...again, "x-ronda-actor": "Ana" })).toEqual([200, { ok: true, sent: 3 }]);
    expect(await ronda.actions()).toMatchObject([{ verb: "run-again", actor: "Ana", details: { of: first!.id } }]);
    expect(await ask("send-receipts", again)).toMatchObject([400, { error: expect.stringContaining("X-Ronda-Actor") }]);
    expect(await ask("other", { ...again, "x-ronda-actor": "Ana" })).toEqual([
      400,
      { error: "There is no run with that id." },
    ]);
    expect(await ronda.runs()).toHaveLength(2);
  });
});
