import { beforeEach, describe, expect, it } from "vitest";
import { defineJob } from "../job/job.ts";
import type { Ronda } from "../ronda.ts";
import { testDatabase } from "../testing/database.ts";
import { secret, testChannel, testClock, testLogger, testRonda } from "../testing/engine.ts";
import type { JobOptions } from "../types.ts";
import { eventNames, type RondaEvents } from "./event-map.ts";

const database = testDatabase();
const description = { id: "Mengirim email", en: "Sends mail" };
const clock = testClock("2026-11-23T00:00:00Z");
beforeEach(() => clock.set("2026-11-23T00:01:00Z"));

const mails = (run: JobOptions["run"] = () => ({ sent: 2 }), options: Partial<JobOptions> = {}) =>
  defineJob({ name: "process-email-jobs", schedule: "*/5 * * * *", description, run, ...options });

function fail(message: string): never {
  throw new Error(message);
}

/** Everything that happens, in order. */
function heardFrom(ronda: Ronda): { name: string; event: Record<string, unknown> }[] {
  const heard: { name: string; event: Record<string, unknown> }[] = [];
  for (const name of eventNames) ronda.on(name, (event) => void heard.push({ name, event: { ...event } }));
  return heard;
}

const trigger = (headers: Record<string, string> = {}) =>
  new Request("https://shop.example/api/cron/process-email-jobs", {
    headers: { authorization: `Bearer ${secret}`, ...headers },
  });

describe("a run is told", () => {
  it("as it starts and as it ends, with its slot and how late it was", async () => {
    const ronda = await testRonda(database, [mails()], { clock });
    const heard = heardFrom(ronda);
    await ronda.handle(trigger(), "process-email-jobs");
    const [row] = await ronda.runs();
    const start = {
      runId: row!.id,
      jobName: "process-email-jobs",
      trigger: "schedule",
      slotAt: new Date("2026-11-23T00:00:00Z"),
      startedAt: new Date("2026-11-23T00:01:00Z"),
      latenessMs: 60_000,
      actor: null,
      caller: "http",
      trace: null,
    };
    expect(heard).toEqual([
      { name: "run.started", event: start },
      {
        name: "run.finished",
        event: {
          ...start,
          status: "SUCCESS",
          finishedAt: new Date("2026-11-23T00:01:00Z"),
          durationMs: expect.any(Number),
          attempts: 1,
          restarted: false,
          errorMessage: null,
          errorStack: null,
          reason: null,
        },
      },
    ]);
  });

  it("before its function is called, and after its row is closed", async () => {
    const order: string[] = [];
    const job = mails(() => {
      order.push("function");
      return {};
    });
    const ronda = await testRonda(database, [job], { clock });
    const closed = Promise.withResolvers<string | undefined>();
    ronda.on("run.started", () => void order.push("started"));
    ronda.on("run.finished", async ({ runId }) => closed.resolve((await ronda.run(runId))?.status));
    await ronda.runCron(job.name);
    expect(order).toEqual(["started", "function"]);
    expect(await closed.promise).toBe("SUCCESS");
  });

  it("with its error and without its secrets", async () => {
    const job = mails(() => {
      throw new Error(`refused: Bearer ${secret}`);
    });
    const ronda = await testRonda(database, [job], { clock });
    const heard = heardFrom(ronda);
    await ronda.runCron(job.name, undefined, { actor: "Sari" });
    expect(heard[1]).toMatchObject({
      name: "run.finished",
      event: { status: "FAILED", trigger: "manual", actor: "Sari", caller: "code", slotAt: null, latenessMs: null },
    });
    expect(heard[1]!.event.errorStack).toContain("Error: refused");
    expect(JSON.stringify(heard)).not.toContain(secret);
  });

  it("as skipped where the job is running", async () => {
    const gate = Promise.withResolvers<Record<string, unknown>>();
    const job = mails(() => gate.promise);
    const ronda = await testRonda(database, [job], { clock });
    const heard = heardFrom(ronda);
    const started = Promise.withResolvers<void>();
    ronda.on("run.started", () => started.resolve());
    const first = ronda.runCron(job.name);
    await started.promise;
    await ronda.handle(trigger(), job.name);
    gate.resolve({});
    await first;
    expect(heard.map(({ name }) => name)).toEqual(["run.started", "run.skipped", "run.finished"]);
    const [skipped] = await ronda.runs({ status: "SKIPPED" });
    expect(heard[1]!.event).toMatchObject({ runId: skipped!.id, caller: "http", why: skipped!.reason });
  });

  it("as abandoned by whoever closes it, and as fenced and late by the one whose result came after that", async () => {
    const gate = Promise.withResolvers<Record<string, unknown>>();
    const job = mails(() => gate.promise);
    const slow = await testRonda(database, [job], { clock });
    const other = await testRonda(database, [job], { clock });
    const [heardSlow, heardOther] = [heardFrom(slow), heardFrom(other)];
    const started = Promise.withResolvers<void>();
    slow.on("run.started", () => started.resolve());
    const run = slow.runCron(job.name);
    await started.promise;
    await database.pool.query(`update "CronRun" set "heartbeatAt" = now() - interval '61 seconds'`);
    await other.patrol();
    gate.resolve({ sent: 2 });
    await run;
    expect(heardOther.map(({ name }) => name)).toEqual(["run.abandoned", "incident.opened", "patrol.finished"]);
    await slow.stop();
    const names = ["run.started", "run.fenced", "run.late", "scheduler.stopped", "incident.resolved"];
    expect(heardSlow.map(({ name }) => name).toSorted()).toEqual(names.toSorted());
    const { runId } = heardOther[0]!.event;
    expect(heardSlow[1]!.event).toMatchObject({ runId });
    expect(heardSlow[2]!.event).toMatchObject({ runId, status: "SUCCESS", closedAs: "ABANDONED" });
  });

  it("as skipped where the schedule comes a second time for a slot", async () => {
    const ronda = await testRonda(database, [mails()], { clock });
    await ronda.handle(trigger({ "x-ronda-trigger": "schedule" }), "process-email-jobs");
    const heard = heardFrom(ronda);
    await ronda.handle(trigger({ "x-ronda-trigger": "schedule" }), "process-email-jobs");
    expect(heard).toMatchObject([
      { name: "run.skipped", event: { runId: null, slotAt: new Date("2026-11-23T00:00:00Z"), caller: "http" } },
    ]);
  });

  it("as late where its function goes on beyond its signal, once that has ended", async () => {
    const gate = Promise.withResolvers<Record<string, unknown>>();
    const job = mails(() => gate.promise, { maxRunMs: 1000 });
    const ronda = await testRonda(database, [job], { clock });
    const heard = heardFrom(ronda);
    await ronda.runCron(job.name);
    const late = Promise.withResolvers<RondaEvents["run.late"]>();
    ronda.on("run.late", late.resolve);
    gate.resolve({ sent: 2 });
    expect(await late.promise).toMatchObject({ status: "SUCCESS", closedAs: "TIMED_OUT" });
    const ofRuns = heard.map(({ name }) => name).filter((name) => name.startsWith("run."));
    expect(ofRuns).toEqual(["run.started", "run.finished", "run.late"]);
  });

  it("as unrecorded where the database is away, and that is no row", async () => {
    const away = {
      query: () => Promise.reject(new Error("connection refused")),
      connect: () => Promise.reject(new Error("connection refused")),
    };
    const ronda = await testRonda(database, [mails()], { clock });
    const broken = (await import("../ronda.ts")).createRonda({
      app: "shop",
      database: away,
      jobs: ronda.jobs,
      secrets: { current: secret },
      logger: testLogger(),
      clock,
    });
    const heard = heardFrom(broken);
    await broken.runCron("process-email-jobs");
    expect(heard).toEqual([
      {
        name: "run.unrecorded",
        event: { runId: null, jobName: "process-email-jobs", error: "connection refused", at: clock() },
      },
    ]);
  });
});

describe("what else happens is told", () => {
  it("a trigger that is turned away, never with what it sent", async () => {
    const ronda = await testRonda(database, [mails()], { clock });
    const heard = heardFrom(ronda);
    const wrong = "the secret of last year, 32 letters or more";
    const headers = { authorization: `Bearer ${wrong}`, "user-agent": `curl/8 Bearer ${secret}` };
    await ronda.handle(trigger(headers), "process-email-jobs");
    await ronda.handle(trigger(headers), "guessed-name");
    await ronda.handle(trigger(), "guessed-name");
    expect(heard.map(({ event: { jobName, status } }) => [jobName, status])).toEqual([
      ["process-email-jobs", 401],
      [null, 401],
      [null, 404],
    ]);
    expect(JSON.stringify(heard)).not.toMatch(/last year|guessed|the secret of the tests/);
    await ronda.stop();
  });

  it("an alert that was sent, and one that a channel did not take", async () => {
    const job = mails(() => Promise.reject(new Error("Resend is away")));
    const [taking, refusing] = [testChannel(), testChannel()];
    Object.assign(refusing, { name: "broken", failing: true });
    const ronda = await testRonda(database, [job], { clock, channels: [taking, refusing] });
    const heard = heardFrom(ronda);
    await ronda.runCron(job.name);
    await ronda.stop();
    const alerts = heard.filter(({ name }) => name.startsWith("alert."));
    expect(alerts.toSorted((a, b) => b.name.localeCompare(a.name))).toMatchObject([
      {
        name: "alert.sent",
        event: { channel: "test", alert: { subject: { name: job.name }, message: "Resend is away" } },
      },
      { name: "alert.failed", event: { channel: "broken", error: expect.stringContaining("refused") } },
    ]);
  });

  it("patrols, the scheduler that starts, and that it stops", async () => {
    const ronda = await testRonda(database, [], { clock });
    const heard = heardFrom(ronda);
    await ronda.patrol();
    ronda.startScheduler();
    await ronda.stop();
    expect(heard.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["patrol.finished", "scheduler.started", "scheduler.stopped"]),
    );
    expect(heard[0]!.event).toMatchObject({
      report: { abandoned: 0, restarted: [], missed: 0, caughtUp: [], reminded: 0, pruned: 0 },
    });
  });
});

describe("a listener", () => {
  const misdeeds: [string, () => unknown][] = [
    ["throws", () => fail(`no: Bearer ${secret}`)],
    [
      "throws nothing",
      () => {
        throw undefined;
      },
    ],
    ["rejects", () => Promise.reject(new Error("no"))],
    ["never resolves", () => new Promise(() => {})],
    // biome-ignore lint/suspicious/noThenProperty: a listener may return anything
    ["has a then of its own", () => ({ then: () => fail("no") })],
  ];

  it.each(misdeeds)("that %s never touches a run, nor another listener", async (_, misdeed) => {
    const logger = testLogger();
    const ronda = await testRonda(database, [mails()], { clock, logger });
    for (const name of eventNames) ronda.on(name, misdeed);
    ronda.around(misdeed as never);
    const heard = heardFrom(ronda);
    for (let run = 0; run < 3; run++) {
      expect(await ronda.runCron("process-email-jobs")).toEqual({ ok: true, payload: { sent: 2 } });
    }
    expect(heard).toHaveLength(6);
    const warned = logger.lines.filter(({ fields }) => fields.cron === "events");
    expect(new Set(warned.map(({ message }) => message)).size).toBe(warned.length);
    expect(JSON.stringify(warned)).not.toContain(secret);
  });

  it("that fails is a line in the log, once for each event", async () => {
    const logger = testLogger();
    const ronda = await testRonda(database, [mails()], { clock, logger });
    ronda.on("run.started", () => Promise.reject(new Error("no")));
    ronda.on("run.finished", () => {
      throw new Error("no");
    });
    for (let run = 0; run < 3; run++) await ronda.runCron("process-email-jobs");
    const lines = logger.lines.filter(({ level }) => level === "warn").map(({ message }) => message);
    expect(lines.sort()).toEqual([
      "cron listener of run.finished failed; it is not told again",
      "cron listener of run.started failed; it is not told again",
    ]);
  });

  it("hears nothing more once it has been taken off, and the others do", async () => {
    const ronda = await testRonda(database, [mails()], { clock });
    const counts = { one: 0, other: 0 };
    const off = ronda.on("run.finished", () => void counts.one++);
    ronda.on("run.finished", () => void counts.other++);
    await ronda.runCron("process-email-jobs");
    off();
    off();
    await ronda.runCron("process-email-jobs");
    expect(counts).toEqual({ one: 1, other: 2 });
  });

  it("cannot change what the next one hears", async () => {
    const ronda = await testRonda(database, [mails()], { clock });
    let status: unknown;
    ronda.on("run.finished", (event) => Object.assign(event, { status: "FAILED" }));
    ronda.on("run.finished", (event) => {
      status = event.status;
    });
    await ronda.runCron("process-email-jobs");
    expect(status).toBe("SUCCESS");
  });

  it("that is added over and over is told of, once", async () => {
    const logger = testLogger();
    const ronda = await testRonda(database, [], { clock, logger });
    for (let count = 0; count < 30; count++) ronda.on("run.late", () => {});
    const lines = logger.lines.map(({ message }) => message);
    expect(lines).toEqual(["11 listeners of run.late: are they added over and over?"]);
  });

  it.each([
    ["run.finish", 'did you mean "run.finished"?'],
    ["runfinished", 'did you mean "run.finished"?'],
    ["error", "known are run.started, run.finished"],
    ["constructor", "known are"],
  ])("of %s is refused: %s", async (name, hint) => {
    const ronda = await testRonda(database, []);
    expect(() => ronda.on(name as never, () => {})).toThrow(
      expect.objectContaining({ name: "DefinitionError", message: expect.stringContaining(hint) }),
    );
  });

  it("of no event, or that wants what an event does not carry, is an error of the compiler", async () => {
    const ronda = await testRonda(database, []);
    const off: () => void = ronda.on("run.finished", ({ status }) => status === "SUCCESS");
    off();
    // @ts-expect-error there is no such status
    ronda.on("run.finished", ({ status }) => status === "SKIPPED");
    // @ts-expect-error there is no such event
    expect(() => ronda.on("run.finish", () => {})).toThrow();
    // @ts-expect-error this event carries no run
    ronda.on("trigger.rejected", ({ runId }) => runId);
  });

  it("that is no function is refused", async () => {
    const ronda = await testRonda(database, []);
    expect(() => ronda.on("run.late", undefined as never)).toThrow(/the listener of "run.late" is a function/);
  });
});

describe("what stands around a run's function", () => {
  it.each([
    ["calls it", (enter: () => void) => enter()],
    ["calls it twice", (enter: () => void) => [enter(), enter()]],
    ["does not call it", () => {}],
    ["throws before it", () => fail("no")],
    ["throws after it", (enter: () => void) => [enter(), fail("no")]],
  ])("and %s leaves it one call, and its result", async (_, wrap) => {
    let calls = 0;
    const ronda = await testRonda(database, [mails(() => ({ calls: ++calls }))], { clock });
    ronda.around((_run, enter) => void wrap(enter));
    expect(await ronda.runCron("process-email-jobs")).toEqual({ ok: true, payload: { calls: 1 } });
  });

  it("cannot swallow what it throws", async () => {
    const job = mails(() => {
      throw new Error("Resend is away");
    });
    const ronda = await testRonda(database, [job], { clock });
    ronda.around((_run, enter) => {
      try {
        enter();
      } catch {}
    });
    expect(await ronda.runCron(job.name)).toEqual({ ok: false, error: "Resend is away" });
  });

  it("knows the run, and is gone once it is taken off", async () => {
    const ronda = await testRonda(database, [mails()], { clock });
    const seen: RondaEvents["run.started"][] = [];
    const off = ronda.around((run, enter) => {
      seen.push(run);
      enter();
    });
    await ronda.runCron("process-email-jobs");
    off();
    await ronda.runCron("process-email-jobs");
    expect(seen.map(({ trigger: kind }) => kind)).toEqual(["schedule"]);
  });
});
