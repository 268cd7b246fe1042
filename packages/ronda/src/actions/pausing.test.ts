import { describe, expect, it } from "vitest";
import { defineJob } from "../job/job.ts";
import { testDatabase } from "../testing/database.ts";
import { secret, testChannel, testClock, testRonda } from "../testing/engine.ts";

const database = testDatabase();
const morning = "2026-11-24T08:00:00.000Z";
const until = new Date("2026-11-24T12:00:00Z");

/** An engine with one job, which counts its runs, at eight in the morning. */
async function bakery() {
  const clock = testClock(morning);
  let runs = 0;
  const job = defineJob({
    name: "send-receipts",
    schedule: "*/5 * * * *",
    description: "Sends receipts",
    run: () => ({ sent: ++runs }),
  });
  const ronda = await testRonda(database, [job], { clock });
  const trigger = async (headers: Record<string, string> = {}) => {
    const authorization = `Bearer ${secret}`;
    const request = new Request("https://bakery.example/", { headers: { authorization, ...headers } });
    const answer = await ronda.handle(request, job.name);
    return [answer.status, await answer.json()];
  };
  const overview = async () => (await ronda.overview()).jobs[0]!;
  return { clock, ronda, job, trigger, overview, runs: () => runs };
}

describe("a paused job", () => {
  it("answers its triggers with until when, by whom and why, and runs nothing", async () => {
    const { ronda, trigger, overview, runs } = await bakery();
    expect(await ronda.pause("send-receipts", { until, by: "Sari", reason: "moving the database" })).toEqual({
      ok: true,
    });
    const skipped = "paused until 2026-11-24T12:00:00.000Z by Sari: moving the database";
    expect(await trigger()).toEqual([200, { ok: true, skipped }]);
    expect(await trigger({ "x-ronda-trigger": "schedule" })).toEqual([200, { ok: true, skipped }]);
    expect(await ronda.runCron("send-receipts")).toEqual({ ok: true, skipped });
    expect([runs(), await ronda.runs()]).toEqual([0, []]);
    const paused = { since: new Date(morning), until, by: "Sari", reason: "moving the database" };
    expect(await overview()).toMatchObject({ paused, nextSlotAt: until, health: { badge: "OK", state: "paused" } });
  });

  it("is run by a person all the same, and its run says so", async () => {
    const { ronda, trigger } = await bakery();
    await ronda.pause("send-receipts", { by: "Sari" });
    expect(await trigger({ "x-ronda-actor": "Ana" })).toEqual([200, { ok: true, sent: 1 }]);
    expect(await ronda.runs()).toMatchObject([
      { status: "SUCCESS", actor: "Ana", reason: "started by hand although paused by Sari" },
    ]);
    expect(await ronda.actions()).toMatchObject([
      { verb: "run", actor: "Ana" },
      { verb: "pause", actor: "Sari" },
    ]);
  });

  it("is not resumed by whoever saw another pause, and hears which one is on", async () => {
    const { clock, ronda, overview } = await bakery();
    await ronda.pause("send-receipts", { by: "Sari", reason: "moving the photos" });
    const seen = (await overview()).paused!.since;
    await ronda.resume("send-receipts", { by: "Sari", pausedAt: seen });
    clock.advance(60_000);
    await ronda.pause("send-receipts", { by: "Eve", reason: "do not run tonight" });
    const stale = await ronda.resume("send-receipts", { by: "Sari", pausedAt: seen });
    expect(stale).toMatchObject({ ok: false, refusal: { kind: "already-paused", paused: { by: "Eve" } } });
    expect((await overview()).paused).toMatchObject({ by: "Eve" });
    const { since } = (await overview()).paused!;
    expect(await ronda.resume("send-receipts", { by: "Sari", pausedAt: since })).toEqual({ ok: true });
    const odd = await ronda.resume("send-receipts", { by: "Sari", pausedAt: "yesterday" as never });
    expect(odd).toMatchObject({ refusal: { kind: "bad-input", field: "pausedAt" } });
  });

  it("goes on by itself at the moment that was given, and before it when somebody resumes it", async () => {
    const { clock, ronda, trigger, overview } = await bakery();
    await ronda.pause("send-receipts", { until, by: "Sari" });
    clock.set("2026-11-24T11:59:59.999Z");
    expect(await trigger()).toMatchObject([200, { skipped: expect.stringContaining("paused") }]);
    clock.set("2026-11-24T12:00:00Z");
    expect(await trigger()).toEqual([200, { ok: true, sent: 1 }]);
    expect(await ronda.resume("send-receipts", { by: "Ana" })).toMatchObject({
      ok: false,
      error: "This job is not paused.",
    });

    await ronda.pause("send-receipts", { until: new Date("2026-11-25T00:00:00Z"), by: "Ana" });
    expect(await ronda.resume("send-receipts", { by: "Hugo", reason: "it was the wrong one" })).toEqual({ ok: true });
    expect((await overview()).paused).toBeNull();
    clock.set("2026-11-24T12:05:00Z");
    expect(await trigger()).toEqual([200, { ok: true, sent: 2 }]);
  });

  it("has missed no slot of any of its pauses", async () => {
    const { clock, ronda, trigger, overview } = await bakery();
    await trigger();
    for (const hour of ["09", "10", "11"]) {
      clock.set(`2026-11-24T${hour}:01:00Z`);
      await ronda.pause("send-receipts", { by: "Sari" });
      clock.set(`2026-11-24T${hour}:59:00Z`);
      await ronda.resume("send-receipts", { by: "Sari" });
    }
    clock.set("2026-11-24T12:03:00Z");
    // From 08:05 to 09:00 and at each full hour until 12:00 it was waited for.
    expect((await overview()).health.reasons).toMatchObject([{ kind: "missed", count: 12 + 3 }]);
  });

  it("is paused by one of two who do so at once; the other hears who was first", async () => {
    const { ronda } = await bakery();
    const people = ["Ana", "Hugo", "Sari", "Eve"];
    const outcomes = await Promise.all(people.map((by) => ronda.pause("send-receipts", { by, until })));
    const first = people[outcomes.findIndex(({ ok }) => ok)]!;
    const error = `${first} has paused it already, since ${morning}, until ${until.toISOString()}.`;
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(new Set(outcomes.map((outcome) => outcome.error))).toEqual(new Set([undefined, error]));
    expect(outcomes).toContainEqual({
      ok: false,
      error,
      refusal: { kind: "already-paused", paused: expect.objectContaining({ by: first }) },
    });
    expect(await ronda.actions()).toHaveLength(1);
  });

  it("may be of a handler that is written by hand, once it is known", async () => {
    const { ronda } = await bakery();
    expect(await ronda.pause("rebuild-index", { by: "Ana" })).toMatchObject({
      ok: false,
      refusal: { kind: "unknown-job" },
    });
    const rebuild = () => ronda.runCron("rebuild-index", () => ({ rebuilt: 1 }));
    expect(await rebuild()).toMatchObject({ payload: { rebuilt: 1 } });
    expect(await ronda.pause("rebuild-index", { by: "Ana" })).toEqual({ ok: true });
    expect(await rebuild()).toEqual({ ok: true, skipped: "paused by Ana" });
  });

  it("is not run by the scheduler inside the app, nor for a slot that a restart freed", async () => {
    const { clock, ronda, job } = await bakery();
    await ronda.pause("send-receipts", { by: "Sari", until });
    ronda.startScheduler();
    await database.pool.query(`update "RondaJob" set "freedSlotAt" = '2026-11-24T08:00:00Z'`);
    const other = await testRonda(database, [job], { clock });
    expect(await other.patrol()).toMatchObject({ restarted: [] });
    await Promise.all([ronda.stop(), other.stop()]);
    expect(await ronda.runs()).toEqual([]);
  });
});

describe("what is written down of an action", () => {
  it("is who, when, what, why and until when, newest first", async () => {
    const { clock, ronda } = await bakery();
    await ronda.pause("send-receipts", { until, by: " Sari ", reason: "moving the database" });
    clock.set("2026-11-24T09:00:00Z");
    await ronda.resume("send-receipts", { by: "Ana" });
    const subject = { kind: "job", name: "send-receipts" };
    const none = { incidentId: null, runId: null };
    expect(await ronda.actions()).toEqual([
      {
        ...none,
        id: expect.any(String),
        at: clock(),
        actor: "Ana",
        verb: "resume",
        subject,
        reason: null,
        details: {},
      },
      {
        ...none,
        id: expect.any(String),
        at: new Date(morning),
        actor: "Sari",
        verb: "pause",
        subject,
        reason: "moving the database",
        details: { until: until.toISOString() },
      },
    ]);
    const [newest] = await ronda.actions({ limit: 1 });
    expect(await ronda.actions({ kind: "job", name: "send-receipts", before: newest!.id })).toMatchObject([
      { verb: "pause" },
    ]);
    expect(await ronda.actions({ name: "other" })).toEqual([]);
    // It is forgotten after two years.
    clock.set("2028-11-23T08:00:00Z");
    await ronda.patrol();
    expect(await ronda.actions()).toHaveLength(2);
    clock.set("2028-11-25T08:00:00Z");
    await ronda.patrol();
    expect(await ronda.actions()).toEqual([]);
  });
});

it("a test of a channel is kept with who asked for it and what came of it", async () => {
  const refusing = { name: "chat", send: () => Promise.reject(new Error("refused")) };
  const ronda = await testRonda(database, [], { channels: [testChannel(), refusing] });
  await ronda.testChannel("test", { by: "Sari" });
  await ronda.testChannel("chat", { by: "Ana" });
  expect(await ronda.actions({ kind: "channel" })).toMatchObject([
    {
      verb: "test-channel",
      actor: "Ana",
      subject: { kind: "channel", name: "chat" },
      details: { ok: false, error: "refused" },
    },
    { verb: "test-channel", actor: "Sari", subject: { name: "test" }, details: { ok: true } },
  ]);
  await ronda.stop();
});

describe("what cannot be kept as it was given", () => {
  const options = { by: "Ana" };
  it.each([
    ["an unknown job", "send-recipts", options, 'There is no job of that name. Did you mean "send-receipts"?'],
    ["no name at all", undefined, options, "There is no job of that name."],
    ["nobody", "send-receipts", { by: "  " }, '"by" is empty.'],
    ["no options", "send-receipts", undefined, '"by" is empty.'],
    ["a long name", "send-receipts", { by: "a".repeat(121) }, '"by" is too long: at most 120 characters are kept.'],
    [
      "a long reason",
      "send-receipts",
      { ...options, reason: "a".repeat(501) },
      '"reason" is too long: at most 500 characters are kept.',
    ],
    ["a reason that is no text", "send-receipts", { ...options, reason: 7 }, '"reason" must be one line of text.'],
    ["nobody who can be seen", "send-receipts", { by: "\u202e\u3164" }, '"by" is empty.'],
    [
      "the past",
      "send-receipts",
      { ...options, until: new Date(morning) },
      '"until" must be in the future: that moment has passed.',
    ],
    ["no moment", "send-receipts", { ...options, until: new Date(Number.NaN) }, '"until" must be a moment.'],
    ["a text", "send-receipts", { ...options, until: "tomorrow" }, '"until" must be a moment.'],
    [
      "the year 3000",
      "send-receipts",
      { ...options, until: new Date("3000-01-01") },
      '"until" must be nearer: at most ten years from now.',
    ],
    ["a misspelt option", "send-receipts", { ...options, untill: until }, '"untill" is no option of this.'],
  ])("is refused with a sentence: %s", async (_, name, given, error) => {
    const { ronda } = await bakery();
    expect(await ronda.pause(name as string, given as typeof options)).toMatchObject({ ok: false, error });
    expect(await ronda.actions()).toEqual([]);
  });
});

it.each([
  [{ nme: "send-receipts" }, 'unknown option "nme"'],
  [{ kind: "run" }, 'kind is "job" or "watch"'],
  [{ limit: Number.NaN }, "how many actions at most"],
])("a filter of actions that is none is refused, rather than find them all: %o", async (filter, problem) => {
  const { ronda } = await bakery();
  await expect(ronda.actions(filter as object)).rejects.toThrow(problem);
});
