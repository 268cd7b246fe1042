import { expect, it } from "vitest";
import { defineJob } from "../job/job.ts";
import { testDatabase } from "../testing/database.ts";
import { secret, testClock, testLogger, testRonda } from "../testing/engine.ts";
import type { JobOptions } from "../types.ts";

const database = testDatabase();
const slotTime = "2026-11-23T18:00:04Z";

function daily(run: JobOptions["run"], options: Partial<JobOptions> = {}) {
  return defineJob({
    name: "auto-complete-trips",
    schedule: "0 18 * * *",
    description: { id: "Menyelesaikan trip", en: "Completes trips" },
    run,
    ...options,
  });
}

it("keeps a successful run with its payload, its log and where it ran", async () => {
  const clock = testClock(slotTime);
  const job = daily(({ log }) => {
    log.info("completing", { trips: 2 });
    clock.advance(1500);
    return { completed: 2, ids: ["a", "b"] };
  });
  const ronda = await testRonda(database, [job], { clock, release: "1.4.0" });

  expect(await ronda.runCron("auto-complete-trips")).toEqual({ ok: true, payload: { completed: 2, ids: ["a", "b"] } });

  const [summary] = await ronda.runs();
  const run = await ronda.run(summary!.id);
  expect(run).toMatchObject({
    jobName: "auto-complete-trips",
    status: "SUCCESS",
    trigger: "schedule",
    slotAt: new Date("2026-11-23T18:00:00Z"),
    createdAt: new Date(slotTime),
    startedAt: new Date(slotTime),
    finishedAt: new Date("2026-11-23T18:00:05.500Z"),
    payload: { completed: 2, ids: ["a", "b"] },
    errorMessage: null,
    log: [{ level: "info", message: 'completing {"trips":2}', at: "2026-11-23T18:00:04.000Z" }],
    host: "vps",
    pid: process.pid,
    release: "1.4.0",
    actor: null,
  });
  expect(run!.durationMs).toBeGreaterThanOrEqual(0);
});

it("keeps a failed run with message, cause chain and stack, and does not throw", async () => {
  const job = daily(() => {
    throw new Error("trip 7 could not be completed", { cause: new Error("connection lost") });
  });
  const ronda = await testRonda(database, [job]);

  const outcome = await ronda.runCron(job.name);

  expect(outcome).toEqual({ ok: false, error: "trip 7 could not be completed: connection lost" });
  const run = await ronda.run((await ronda.runs())[0]!.id);
  expect(run).toMatchObject({
    status: "FAILED",
    payload: null,
    errorMessage: "trip 7 could not be completed: connection lost",
  });
  expect(run!.errorStack).toMatch(/trip 7 could not be completed[\s\S]+ at [\s\S]+Caused by: Error: connection lost/);
});

it("removes secrets, Authorization headers and passwords from message, stack and log", async () => {
  const leak = `${secret} Authorization: Bearer abc.def.ghi postgresql://bakery:hunter2@db/bakery`;
  const job = daily(({ log }) => {
    log.warn(leak, { token: secret });
    throw new Error(leak);
  });
  const ronda = await testRonda(database, [job]);

  const outcome = await ronda.runCron(job.name);

  const run = await ronda.run((await ronda.runs())[0]!.id);
  for (const hidden of [secret, "abc.def.ghi", "hunter2"]) expect(JSON.stringify([outcome, run])).not.toContain(hidden);
  expect(run!.errorMessage).toContain("[redacted]");
});

it("answers with the whole payload, and keeps it without secrets in the run and in lists", async () => {
  const payload = { answer: `Bearer ${secret}`, keys: { [secret]: ["sk_live_abc"] }, sent: 3 };
  const ronda = await testRonda(database, [daily(() => payload)], { redact: [/sk_live_\w+/] });
  expect(await ronda.runCron("auto-complete-trips")).toEqual({ ok: true, payload });
  const [listed] = await ronda.runs();
  expect(listed!.payload).toMatchObject({ answer: "Bearer [redacted]", sent: 3 });
  const run = await ronda.run(listed!.id);
  expect(run!.payload).toEqual({ answer: "Bearer [redacted]", keys: { "[redacted]": ["[redacted]"] }, sent: 3 });
  const { rows } = await database.pool.query(`select * from "CronRun"`);
  expect(JSON.stringify([listed, run, rows])).not.toMatch(new RegExp(`${secret}|sk_live_abc`));
});

it("keeps the error that was logged: message, cause chain and stack, without secrets", async () => {
  const logger = testLogger();
  const cause = new Error("connection lost", { cause: `Bearer ${secret}` });
  const error = new Error(`receipt 7: ${secret}`, { cause });
  const job = daily(({ log }) => {
    log.error("could not send", error);
    log.warn("tried again", { receipt: 7, error, again: [error] });
    log.info("went on with", "a text");
  });
  const ronda = await testRonda(database, [job], { logger });
  await ronda.runCron(job.name);

  const { log } = (await ronda.run((await ronda.runs())[0]!.id))!;
  const told = 'receipt 7: [redacted]: connection lost: "Bearer [redacted]" was thrown, which is not an Error';
  const stack = expect.stringMatching(/receipt 7: \[redacted\]\n +at [\s\S]+Caused by: Error: connection lost\n +at /);
  expect(log).toMatchObject([
    { level: "error", message: `could not send: ${told}`, stack },
    { level: "warn", stack },
    { level: "info", message: 'went on with "a text"' },
  ]);
  expect(JSON.parse(log[1]!.message.slice("tried again ".length))).toEqual({ receipt: 7, error: told, again: [told] });
  expect(JSON.stringify([log, logger.lines])).not.toContain(secret);
  expect(logger.lines[0]).toMatchObject({ level: "error", fields: { stack } });
});

it("keeps the stacks of the first 50 errors of a log", async () => {
  const job = daily(({ log }) => {
    for (let receipt = 1; receipt <= 60; receipt++) log.error(`receipt ${receipt}`, new Error("refused"));
  });
  const ronda = await testRonda(database, [job]);
  await ronda.runCron(job.name);
  const { log } = (await ronda.run((await ronda.runs())[0]!.id))!;
  expect(log).toHaveLength(60);
  expect(log.filter(({ stack }) => stack)).toHaveLength(50);
});

it("keeps a job that returns nothing as a success with an empty payload", async () => {
  const ronda = await testRonda(database, [daily(async () => {})]);
  expect(await ronda.runCron("auto-complete-trips")).toEqual({ ok: true, payload: {} });
  expect((await ronda.runs())[0]).toMatchObject({ status: "SUCCESS", payload: {} });
});

it("keeps 500 log lines and says how many more there were", async () => {
  const job = daily(({ log }) => {
    for (let line = 1; line <= 507; line++) log.info(`line ${line}`);
    return {};
  });
  const ronda = await testRonda(database, [job]);
  await ronda.runCron(job.name);

  const { log } = (await ronda.run((await ronda.runs())[0]!.id))!;
  expect(log).toHaveLength(501);
  expect(log.at(499)).toMatchObject({ message: "line 500" });
  expect(log.at(500)).toMatchObject({ level: "warn", message: "7 more lines were dropped" });
});

it("answers with the whole payload and stores a shortened copy above 64 KiB", async () => {
  const ids = Array.from({ length: 100_000 }, (_, index) => `trip-${index}`);
  const ronda = await testRonda(database, [daily(() => ({ completed: 100_000, ids }))]);

  const outcome = await ronda.runCron("auto-complete-trips");

  expect(outcome.ok && outcome.payload).toEqual({ completed: 100_000, ids });
  const { payload } = (await ronda.run((await ronda.runs())[0]!.id))!;
  expect(payload).toMatchObject({ completed: 100_000, truncated: { ids: 100_000 } });
  expect((payload!.ids as string[]).length).toBeGreaterThan(1000);
  expect(Buffer.byteLength(JSON.stringify(payload))).toBeLessThanOrEqual(64 * 1024);
});

it("stores texts that PostgreSQL's JSON would refuse", async () => {
  const ronda = await testRonda(database, [daily(() => ({ name: "a\0b\ud800c" }))]);
  expect(await ronda.runCron("auto-complete-trips")).toMatchObject({ ok: true });
  expect((await ronda.runs())[0]).toMatchObject({ status: "SUCCESS", payload: { name: "ab\ufffdc" } });
});

const circular: Record<string, unknown> = {};
circular.self = circular;

it.each([
  ["null", null, /returned null/],
  ["an array", [1], /returned an array/],
  ["a text", "done", /returned a string/],
  ["a date, which JSON writes as a text", new Date(0), /must return an object/],
  ["what JSON writes as nothing", { toJSON: () => undefined }, /must return an object/],
  ["a bigint inside", { total: 10n }, /cannot be written as JSON: .*BigInt/],
  ["a circle", circular, /cannot be written as JSON: .*circular/i],
])("fails clearly when a job returns %s", async (_what, result, message) => {
  const ronda = await testRonda(database, [daily(() => result as Record<string, unknown>)]);
  const outcome = await ronda.runCron("auto-complete-trips");
  expect(outcome).toEqual({ ok: false, error: expect.stringMatching(message) });
  expect(JSON.stringify(outcome)).not.toMatch(/Converting circular.+Converting circular/);
  expect((await ronda.runs())[0]).toMatchObject({ status: "FAILED", payload: null });
});

it("keeps what a job notes for the operator as the run's reason", async () => {
  const job = daily(({ note }) => {
    note("12 mails waiting, key missing");
    return { picked: 0 };
  });
  const ronda = await testRonda(database, [job]);
  await ronda.runCron(job.name);
  expect((await ronda.runs())[0]).toMatchObject({ status: "SUCCESS", reason: "12 mails waiting, key missing" });
});

it("stays SUCCESS when a result breaks its expectation, and says why it is useless", async () => {
  const job = daily(() => ({ scanned: 0 }), {
    expect: ({ scanned }) => (scanned === 0 ? "nothing was scanned" : undefined),
  });
  const ronda = await testRonda(database, [job]);
  expect(await ronda.runCron(job.name)).toEqual({ ok: true, payload: { scanned: 0 } });
  expect((await ronda.runs())[0]).toMatchObject({ status: "SUCCESS", reason: "nothing was scanned" });
});

it("is an outcome, not an exception, when the database is away", async () => {
  const { Pool } = (await import("pg")).default;
  const pool = new Pool({ connectionString: "postgresql://nobody:secret-password@127.0.0.1:1/none" });
  let ran = false;
  const job = daily(() => {
    ran = true;
    return {};
  });
  const { createRonda } = await import("../ronda.ts");
  const ronda = createRonda({ app: "bakery", database: pool, jobs: [job], secrets: {}, logger: testLogger() });
  expect(await ronda.runCron(job.name)).toEqual({ ok: false, error: expect.stringContaining("ECONNREFUSED") });
  expect(ran).toBe(false);
});

it("names the job in an outcome when nobody knows it", async () => {
  const ronda = await testRonda(database, []);
  expect(await ronda.runCron("auto-complete-tripz")).toEqual({
    ok: false,
    error: 'There is no job called "auto-complete-tripz"',
  });
});

it("runs a function under a name that is not in the registry, without a slot", async () => {
  const ronda = await testRonda(database, []);
  expect(await ronda.runCron("seed-handler", async () => ({ processedCount: 0 }))).toEqual({
    ok: true,
    payload: { processedCount: 0 },
  });
  expect((await ronda.runs())[0]).toMatchObject({ jobName: "seed-handler", trigger: "manual", slotAt: null });
});

it("writes engine lines that all contain the word cron", async () => {
  const logger = testLogger();
  const ronda = await testRonda(database, [daily(() => ({}))], { logger });
  await ronda.runCron("auto-complete-trips");
  await ronda.runCron("auto-complete-trips", () => Promise.reject(new Error("broken")));
  expect(logger.lines.length).toBeGreaterThan(1);
  for (const line of logger.lines) expect(`${Object.keys(line.fields)} ${line.message}`).toContain("cron");
});

it("lists runs by job, by status and page by page, newest first", async () => {
  const ronda = await testRonda(database, []);
  for (const name of ["one", "two", "one"]) await ronda.runCron(name, () => ({}));
  await ronda.runCron("two", () => Promise.reject(new Error("broken")));

  const all = await ronda.runs();
  expect(all.map(({ jobName, status }) => `${jobName} ${status}`)).toEqual([
    "two FAILED",
    "one SUCCESS",
    "two SUCCESS",
    "one SUCCESS",
  ]);
  expect(await ronda.runs({ job: "one" })).toHaveLength(2);
  expect(await ronda.runs({ status: "FAILED" })).toHaveLength(1);
  expect((await ronda.runs({ limit: 2, before: all[1]!.id })).map(({ id }) => id)).toEqual([all[2]!.id, all[3]!.id]);
  expect(await ronda.runs({ before: "no id" })).toEqual([]);
  expect(await ronda.run("no id")).toBeUndefined();
});
