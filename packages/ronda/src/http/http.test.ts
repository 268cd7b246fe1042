import { describe, expect, it } from "vitest";
import { defineJob } from "../job/job.ts";
import { testDatabase } from "../testing/database.ts";
import { secret, testClock, testLogger, testRonda } from "../testing/engine.ts";
import type { JobOptions } from "../types.ts";
import { actorHeader } from "./trigger.ts";

const database = testDatabase();
const previous = "the secret before the rotation, 32 letters+";

function job(run: JobOptions["run"] = () => ({ completed: 0, ids: [], payoutsReleased: [] })) {
  const description = { id: "Menyelesaikan trip", en: "Completes trips" };
  return defineJob({ name: "auto-complete-trips", schedule: "0 18 * * *", description, run });
}

function ask(method: string, authorization?: string, headers: Record<string, string> = {}): Request {
  const sent = authorization === undefined ? headers : { ...headers, authorization };
  return new Request("http://localhost:3000/api/cron/auto-complete-trips", { method, headers: sent });
}

const trigger = (name: string) => `Bearer ${name}`;

describe("the right secret", () => {
  it.each(["GET", "POST"])("%s runs the job and answers with its whole payload, ok first", async (method) => {
    const ronda = await testRonda(database, [job()]);
    const response = await ronda.handle(ask(method, trigger(secret)), "auto-complete-trips");
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('{"ok":true,"completed":0,"ids":[],"payoutsReleased":[]}');
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("content-type")).toContain("application/json");
  });

  it.each(["bearer", "BEARER", "Bearer "])("is read after the scheme written as %s", async (scheme) => {
    const ronda = await testRonda(database, [job()]);
    expect((await ronda.handle(ask("GET", `${scheme} ${secret}`), "auto-complete-trips")).status).toBe(200);
  });

  it("is either of two during a rotation, and the job remembers which one its trigger used", async () => {
    const ronda = await testRonda(database, [job()], { secrets: { current: secret, previous } });
    const lastSecret = async () => (await ronda.overview()).jobs[0]!.lastSecret;
    await ronda.handle(ask("GET", trigger(previous)), "auto-complete-trips");
    expect(await lastSecret()).toBe("previous");
    await ronda.handle(ask("GET", trigger(secret)), "auto-complete-trips");
    expect(await lastSecret()).toBe("current");
  });

  it("that a person's tool sends says nothing about the one that the job's trigger has", async () => {
    const ronda = await testRonda(database, [job()], { secrets: { current: secret, previous } });
    await ronda.handle(ask("GET", trigger(previous)), "auto-complete-trips");
    await ronda.handle(ask("GET", trigger(secret), { [actorHeader]: "root@vps" }), "auto-complete-trips");
    expect((await ronda.overview()).jobs[0]!.lastSecret).toBe("previous");
  });

  it("answers 500 with the message when the job failed", async () => {
    const failing = job(() => Promise.reject(new Error("trip 7 broke")));
    const ronda = await testRonda(database, [failing]);
    const response = await ronda.handle(ask("GET", trigger(secret)), "auto-complete-trips");
    expect([response.status, await response.json()]).toEqual([500, { error: "trip 7 broke" }]);
  });

  it("answers 200 and why it was skipped while the job runs", async () => {
    const release = Promise.withResolvers<void>();
    const started = Promise.withResolvers<void>();
    const held = job(async () => {
      started.resolve();
      await release.promise;
      return {};
    });
    const ronda = await testRonda(database, [held], { clock: testClock("2026-11-23T18:00:00Z") });
    const first = ronda.handle(ask("GET", trigger(secret)), "auto-complete-trips");
    await started.promise;
    const second = await ronda.handle(ask("GET", trigger(secret)), "auto-complete-trips");
    expect([second.status, await second.json()]).toEqual([
      200,
      { ok: true, skipped: "already running since 2026-11-23T18:00:00.000Z" },
    ]);
    release.resolve();
    expect((await first).status).toBe(200);
  });

  it("answers 404 with the known names to an unknown job", async () => {
    const ronda = await testRonda(database, [job()]);
    const response = await ronda.handle(ask("GET", trigger(secret)), "auto-complete");
    expect([response.status, await response.json()]).toEqual([
      404,
      { error: "Unknown job", jobs: ["auto-complete-trips"] },
    ]);
  });

  it("is kept as a manual run by name when somebody says who he is", async () => {
    const ronda = await testRonda(database, [job()], { clock: testClock("2026-11-23T18:00:00Z") });
    const request = ask("POST", trigger(secret), { [actorHeader]: "root@vps" });
    await ronda.handle(request, "auto-complete-trips");
    expect((await ronda.runs())[0]).toMatchObject({ trigger: "manual", slotAt: null, actor: "root@vps" });
  });

  it("answers 503 while the process stops", async () => {
    const ronda = await testRonda(database, [job()]);
    await ronda.stop();
    expect((await ronda.handle(ask("GET", trigger(secret)), "auto-complete-trips")).status).toBe(503);
  });

  it("does not let a payload deny that it was ok", async () => {
    const ronda = await testRonda(database, [job(() => ({ completed: 1, ok: false }))]);
    const response = await ronda.handle(ask("GET", trigger(secret)), "auto-complete-trips");
    expect(await response.text()).toBe('{"ok":true,"completed":1}');
  });
});

describe("no right secret", () => {
  it.each([
    ["none", undefined],
    ["another one", trigger("x".repeat(secret.length))],
    ["a part of it", trigger(secret.slice(0, -1))],
    ["another scheme", `Basic ${secret}`],
    ["nothing after the scheme", "Bearer "],
    ["the word undefined", trigger("undefined")],
  ])("answers 401 to %s, also for an unknown job, and runs nothing", async (_what, authorization) => {
    const ronda = await testRonda(database, [job()]);
    for (const name of ["auto-complete-trips", "unknown"]) {
      const response = await ronda.handle(ask("GET", authorization), name);
      expect([response.status, await response.json()]).toEqual([401, { error: "Unauthorized" }]);
    }
    expect(await ronda.runs()).toEqual([]);
    await ronda.stop();
  });

  it.each([undefined, ""])("answers 500 to everyone when CRON_SECRET is %o: never open", async (current) => {
    const ronda = await testRonda(database, [job()], { secrets: { current, previous } });
    for (const authorization of [undefined, "Bearer ", trigger("undefined"), trigger(previous)]) {
      const response = await ronda.handle(ask("GET", authorization), "auto-complete-trips");
      expect([response.status, await response.json()]).toEqual([500, { error: "Server misconfigured" }]);
    }
    expect(await ronda.runs()).toEqual([]);
    expect((await ronda.overview()).warnings).toEqual([{ kind: "no-secret" }]);
  });
});

describe("other methods run nothing", () => {
  it.each([
    ["HEAD", 405],
    ["OPTIONS", 204],
    ["PUT", 405],
    ["DELETE", 405],
    ["PATCH", 405],
  ])("%s answers %i with Allow", async (method, status) => {
    const ronda = await testRonda(database, [job()]);
    const response = await ronda.handle(ask(method, trigger(secret)), "auto-complete-trips");
    expect([response.status, response.headers.get("allow")]).toEqual([status, "GET, POST, OPTIONS"]);
    expect(await ronda.runs()).toEqual([]);
  });
});

describe("refused triggers", () => {
  const counted = async () => {
    const sql = `select "jobName", to_char("day", 'YYYY-MM-DD') as day, "count", "userAgent" from "RondaRejection" order by 1, 2`;
    return (await database.pool.query(sql)).rows;
  };

  it("are counted by job and day in memory, and written at most once a minute", async () => {
    const clock = testClock("2026-11-23T23:59:00Z");
    const ronda = await testRonda(database, [job()], { clock });
    const refuse = (name: string) =>
      ronda.handle(ask("GET", trigger("guess"), { "user-agent": `curl/8 ${"x".repeat(200)}` }), name);
    for (const name of ["auto-complete-trips", "auto-complete-trips", "guess-1", "guess-2"]) await refuse(name);
    clock.set("2026-11-23T23:59:59Z");
    await ronda.patrol();
    expect(await counted()).toMatchObject([{ jobName: "auto-complete-trips", count: 1 }]);

    clock.set("2026-11-24T00:00:00Z");
    await refuse("auto-complete-trips");
    await ronda.patrol();

    const rows = await counted();
    expect(rows.map(({ jobName, day, count }) => [jobName, day, count])).toEqual([
      ["(unknown)", "2026-11-23", 2],
      ["auto-complete-trips", "2026-11-23", 2],
      ["auto-complete-trips", "2026-11-24", 1],
    ]);
    expect(rows[0].userAgent).toHaveLength(120);
    expect(JSON.stringify(rows)).not.toContain("guess");
  });

  it("are all written when the process stops", async () => {
    const ronda = await testRonda(database, [job()]);
    for (let count = 0; count < 3; count++) await ronda.handle(ask("GET"), "auto-complete-trips");
    await ronda.stop();
    expect(await counted()).toMatchObject([{ count: 3 }]);
  });

  it("are kept for the next time when they could not be written", async () => {
    const clock = testClock("2026-11-23T18:00:00Z");
    const ronda = await testRonda(database, [job()], { clock });
    await ronda.handle(ask("GET"), "auto-complete-trips");
    await ronda.patrol();
    await database.pool.query(`alter table "RondaRejection" rename to "RondaRejection_away"`);
    await ronda.handle(ask("GET"), "auto-complete-trips");
    clock.advance(60_000);
    await expect(ronda.patrol()).rejects.toThrow();
    await database.pool.query(`alter table "RondaRejection_away" rename to "RondaRejection"`);
    clock.advance(60_000);
    await ronda.patrol();
    expect(await counted()).toMatchObject([{ count: 2 }]);
  });

  it("keep the time of the latest, also after a write that failed while more came in", async () => {
    const clock = testClock("2026-11-23T18:00:00Z");
    const ronda = await testRonda(database, [job()], { clock });
    await database.pool.query(`alter table "RondaRejection" rename to "RondaRejection_away"`);
    await ronda.handle(ask("GET"), "auto-complete-trips");
    clock.advance(59_000);
    await ronda.handle(ask("GET"), "auto-complete-trips");
    // It counts them once a minute; the health of jobs, which it looks at, needs them too.
    await expect(ronda.patrol()).rejects.toThrow("incidents: ");
    await database.pool.query(`alter table "RondaRejection_away" rename to "RondaRejection"`);
    await ronda.stop();
    const { rows } = await database.pool.query(`select "count", "lastAt" from "RondaRejection"`);
    expect(rows).toEqual([{ count: 2, lastAt: clock() }]);
  });

  it("stand on the job's card when its slots go by", async () => {
    const clock = testClock("2026-11-22T19:30:00Z");
    const ronda = await testRonda(database, [job()], { clock });
    clock.set("2026-11-23T18:00:01Z");
    await ronda.handle(ask("GET", trigger("old")), "auto-complete-trips");
    await ronda.patrol();
    clock.set("2026-11-23T20:00:00Z");
    expect((await ronda.overview()).jobs[0]!.health).toMatchObject({
      badge: "STALE",
      reasons: [{ kind: "rejected", count: 1 }, { kind: "never-ran" }],
    });
  });

  it("say whether another job's trigger from such a caller is accepted since: then only this job's has a wrong secret", async () => {
    const clock = testClock("2026-11-22T19:30:00Z");
    const other = defineJob({
      name: "process-email-jobs",
      schedule: "*/5 * * * *",
      description: "Mails",
      run: () => ({}),
    });
    const ronda = await testRonda(database, [job(), other], { clock });
    const called = (by: string, agent: string) => ask("GET", trigger(by), { "user-agent": agent });
    const reasonAt = async (at: string) => {
      clock.set(at);
      return (await ronda.overview()).jobs[0]!.health.reasons[0];
    };
    clock.set("2026-11-23T18:00:01Z");
    await ronda.handle(called("old", "curl/8.5.0"), "auto-complete-trips");
    await ronda.patrol();
    const told = { kind: "rejected", count: 1, lastAt: clock(), userAgent: "curl/8.5.0" };
    clock.set("2026-11-23T19:00:00Z");
    await ronda.handle(called(secret, "Mozilla/5.0"), "process-email-jobs");
    const alone = await reasonAt("2026-11-23T20:00:00Z");
    expect(alone).toMatchObject(told);
    expect(alone).not.toHaveProperty("acceptedJob");
    clock.set("2026-11-23T20:05:01Z");
    await ronda.handle(called(secret, "curl/8.5.0"), "process-email-jobs");
    const accepted = { ...told, acceptedJob: "process-email-jobs", acceptedAt: clock() };
    expect(await reasonAt("2026-11-23T20:06:00Z")).toMatchObject(accepted);
    // The incident, which the page reads, keeps it with its moments.
    await ronda.patrol();
    const [incident] = await ronda.incidents({ name: "auto-complete-trips", open: true });
    expect(incident?.reasons[0]).toMatchObject(accepted);
  });
});

it.each([undefined, ""])(
  "warns about a secret that is %o: at the start, and once of the triggers it refuses",
  async (current) => {
    const logger = testLogger();
    const ronda = await testRonda(database, [job()], { secrets: { current, previous }, logger });
    const told = () => logger.lines.map(({ level, message }) => [level, message]);
    const atStart = ["warn", expect.stringContaining("cron secret is not set: every trigger over HTTP is refused")];
    expect(told()).toEqual([atStart]);
    for (let asked = 0; asked < 3; asked++) await ronda.handle(ask("GET"), "auto-complete-trips");
    expect(told()).toEqual([atStart, ["warn", expect.stringContaining("no secrets.current; set it and start again")]]);
  },
);

it("warns about a secret that can be guessed", async () => {
  const logger = testLogger();
  const ronda = await testRonda(database, [], { secrets: { current: "short" }, logger });
  expect(logger.lines).toMatchObject([
    { level: "warn", message: expect.stringContaining("shorter than 32 characters") },
  ]);
  expect((await ronda.overview()).warnings).toEqual([{ kind: "short-secret" }]);
});
