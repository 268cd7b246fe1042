import * as current from "@prometheus-io/client";
import * as former from "prom-client";
import { beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { defineJob } from "../job/job.ts";
import type { Ronda, RondaOptions } from "../ronda.ts";
import { intercepted, testDatabase } from "../testing/database.ts";
import { secret, testChannel, testClock, testRonda } from "../testing/engine.ts";
import type { JobOptions } from "../types.ts";
import { type MetricsRegistry, prometheus } from "./index.ts";

const database = testDatabase();
const clock = testClock("2026-11-23T00:00:00Z");
beforeEach(() => clock.set("2026-11-23T00:00:30Z"));

const token = "the token of the tests, 32 letters and more";
const scrape = (given: string | undefined = token, method = "GET") =>
  new Request("https://shop.example/metrics", {
    method,
    headers: given === undefined ? {} : { authorization: `Bearer ${given}` },
  });

const mails = (run: JobOptions["run"] = () => ({ sent: 2 })) =>
  defineJob({ name: "process-email-jobs", schedule: "*/5 * * * *", description: "Sends mail", run });

/** The lines of a scrape that are no comments, by what stands before the value. */
async function read(metrics: (request: Request) => Promise<Response>): Promise<Record<string, number>> {
  const response = await metrics(scrape());
  expect(response.status).toBe(200);
  return Object.fromEntries(
    (await response.text())
      .split("\n")
      .filter((line) => line && !line.startsWith("#"))
      .map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.slice(line.lastIndexOf(" ") + 1))]),
  );
}

const metricsOf = (ronda: Ronda, registry: MetricsRegistry = new current.Registry()) =>
  prometheus(ronda, { registry, token });

const withRonda = (job = mails(), options: Partial<RondaOptions> = {}) =>
  testRonda(database, [job], { clock, ...options });

it("a scrape says what is wrong now, how much is still to be told, and when a patrol last looked", async () => {
  const ronda = await withRonda(mails(), { channels: [testChannel()] });
  expect(await read(metricsOf(ronda))).toMatchObject({
    'ronda_open_incidents{kind="job"}': 0,
    'ronda_alerts_waiting{channel="test"}': 0,
    'ronda_job_paused{job="process-email-jobs"}': 0,
  });
  await ronda.pause("process-email-jobs", { by: "Sari" });
  clock.set("2026-11-23T00:01:00Z");
  await ronda.patrol();
  await database.pool.query(
    `insert into "RondaIncident" ("id", "subjectKind", "subjectName", "severity", "reasons", "openedAt", "checkedAt")
     values (gen_random_uuid(), 'watch', 'payouts-held', 'STALE', '[]', now(), now())`,
  );
  expect(await read(metricsOf(ronda))).toMatchObject({
    'ronda_open_incidents{kind="job"}': 0,
    'ronda_open_incidents{kind="watch"}': 1,
    'ronda_open_incidents{kind="host"}': 0,
    'ronda_job_paused{job="process-email-jobs"}': 1,
    ronda_patrol_last_finished_timestamp_seconds: Date.parse("2026-11-23T00:01:00Z") / 1000,
  });
});

describe("a scrape", () => {
  it("says how many runs ended how, how long they took and how late they were", async () => {
    let broken = false;
    const job = mails(() => {
      if (broken) throw new Error("Resend is away");
      return {};
    });
    const ronda = await withRonda(job);
    await ronda.handle(
      new Request("https://shop.example", { headers: { authorization: `Bearer ${secret}` } }),
      job.name,
    );
    broken = true;
    await ronda.runCron(job.name, undefined, { actor: "Sari" });
    const lines = await read(metricsOf(ronda));
    expect(lines).toMatchObject({
      'ronda_runs_total{job="process-email-jobs",status="success"}': 1,
      'ronda_runs_total{job="process-email-jobs",status="failed"}': 1,
      'ronda_runs_total{job="process-email-jobs",status="timed_out"}': 0,
      'ronda_runs_total{job="process-email-jobs",status="abandoned"}': 0,
      'ronda_runs_total{job="process-email-jobs",status="restarted"}': 0,
      'ronda_skipped_triggers_total{job="process-email-jobs"}': 0,
      'ronda_rejected_triggers_total{job="process-email-jobs"}': 0,
      'ronda_run_duration_seconds_bucket{job="process-email-jobs",le="3600"}': 2,
      'ronda_run_duration_seconds_bucket{job="process-email-jobs",le="+Inf"}': 2,
      'ronda_run_duration_seconds_count{job="process-email-jobs"}': 2,
      'ronda_run_lateness_seconds_bucket{job="process-email-jobs",le="15"}': 0,
      'ronda_run_lateness_seconds_bucket{job="process-email-jobs",le="60"}': 1,
      'ronda_run_lateness_seconds_sum{job="process-email-jobs"}': 30,
      'ronda_run_lateness_seconds_count{job="process-email-jobs"}': 1,
      'ronda_job_badge{job="process-email-jobs",badge="ok"}': 0,
      'ronda_job_badge{job="process-email-jobs",badge="failed"}': 1,
      'ronda_job_running{job="process-email-jobs"}': 0,
      'ronda_job_last_success_timestamp_seconds{job="process-email-jobs"}': Date.parse("2026-11-23T00:00:30Z") / 1000,
      'ronda_job_next_slot_timestamp_seconds{job="process-email-jobs"}': Date.parse("2026-11-23T00:05:00Z") / 1000,
      ronda_scrape_error: 0,
    });
  });

  it("says that a job is at work, what was turned away, and that alerts do not arrive", async () => {
    const gate = Promise.withResolvers<Record<string, unknown>>();
    const ronda = await withRonda(
      mails(() => gate.promise),
      {
        channels: [Object.assign(testChannel(), { failing: true })],
      },
    );
    const started = Promise.withResolvers<void>();
    ronda.on("run.started", () => started.resolve());
    const run = ronda.runCron("process-email-jobs");
    await started.promise;
    await ronda.handle(scrape("wrong"), "process-email-jobs");
    await ronda.handle(scrape(secret), "guessed");
    expect(await read(metricsOf(ronda))).toMatchObject({ 'ronda_job_running{job="process-email-jobs"}': 1 });
    gate.reject(new Error("no"));
    await run;
    await ronda.stop();
    expect(await read(metricsOf(await withRonda(mails(), { channels: [testChannel()] })))).toMatchObject({
      'ronda_job_running{job="process-email-jobs"}': 0,
      'ronda_rejected_triggers_total{job="process-email-jobs"}': 1,
      'ronda_rejected_triggers_total{job="(unknown)"}': 1,
      'ronda_channel_failures{channel="test"}': 1,
    });
  });

  it("says the same of jobs and runs in every process", async () => {
    const [one, other] = [await withRonda(), await withRonda()];
    await one.runCron("process-email-jobs");
    await one.runCron("process-email-jobs");
    const ofJobs = async (ronda: Ronda) =>
      Object.entries(await read(metricsOf(ronda))).filter(([line]) => !line.includes("pid="));
    expect(await ofJobs(one)).toEqual(await ofJobs(other));
  });

  it.each([
    ["@prometheus-io/client", current],
    ["prom-client", former],
  ])("can be read by Prometheus, as %s writes it, beside the app's own metrics", async (_, client) => {
    const registry = new client.Registry();
    new client.Counter({ name: "orders_total", help: "Orders", registers: [registry as never] }).inc(3);
    const ronda = await withRonda();
    await ronda.runCron("process-email-jobs");
    const response = await metricsOf(ronda, registry)(scrape());
    expect(response.headers.get("content-type")).toContain("text/plain; version=0.0.4");
    const text = await response.text();
    expect(text).toContain("orders_total 3");
    expect(text).toContain("# TYPE ronda_run_duration_seconds histogram");
    expect(text).toContain("# TYPE ronda_runs_total counter");
    for (const line of text.split("\n").filter(Boolean)) {
      expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{(\w+="[^"]*",?)+\})? [-+\d.eInf]+)$/);
    }
    expect((await registry.getMetricsAsJSON()).length).toBeGreaterThan(10);
    registry.resetMetrics();
    expect((await read(metricsOf(ronda)))['ronda_run_duration_seconds_count{job="process-email-jobs"}']).toBe(1);
  });

  it("as OpenMetrics names its counters as that has them", async () => {
    const registry = new current.Registry(current.Registry.OPENMETRICS_CONTENT_TYPE as never);
    const text = await (await metricsOf(await withRonda(), registry)(scrape())).text();
    expect(text).toContain("# TYPE ronda_runs counter");
    expect(text).toContain('ronda_runs_total{job="process-email-jobs",status="success"} 0');
    expect(text.endsWith("# EOF\n")).toBe(true);
  });
});

describe("whoever scrapes", () => {
  it.each([
    [undefined, 401],
    ["", 401],
    ["wrong", 401],
    [`${token} `, 200],
    [`${token}x`, 401],
    [token, 200],
  ])("with %j is answered with %i", async (given, status) => {
    const metrics = metricsOf(await withRonda());
    const response = await metrics(scrape(given ?? ""));
    expect(response.status).toBe(status);
    if (status === 401) {
      expect(await response.json()).toEqual({ error: "Unauthorized" });
      expect(response.headers.get("www-authenticate")).toBe("Bearer");
    }
    expect(response.headers.get("cache-control")).toBe("no-store");
  });

  it.each([undefined, ""])("finds nothing where the token is %j, whatever they send", async (unset) => {
    const metrics = prometheus(await withRonda(), { registry: new current.Registry(), token: unset });
    for (const given of [undefined, "", "undefined", token]) {
      for (const method of ["GET", "HEAD", "POST", "OPTIONS"]) {
        expect((await metrics(scrape(given, method))).status).toBe(404);
      }
    }
  });

  it("may ask for the head, and nothing but GET asks the database", async () => {
    let statements = 0;
    const counting = intercepted(database.pool, (run) => {
      statements += 1;
      return run();
    });
    const metrics = metricsOf(await testRonda({ pool: counting }, [mails()], { clock }));
    statements = 0;
    const head = await metrics(scrape(token, "HEAD"));
    expect([head.status, await head.text(), head.headers.get("content-type")]).toEqual([
      200,
      "",
      "text/plain; version=0.0.4; charset=utf-8",
    ]);
    expect((await metrics(scrape("wrong", "HEAD"))).status).toBe(401);
    const options = await metrics(scrape(undefined, "OPTIONS"));
    expect([options.status, options.headers.get("allow")]).toEqual([204, "GET, HEAD, OPTIONS"]);
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
      const response = await metrics(scrape(token, method));
      expect([response.status, response.headers.get("allow")]).toEqual([405, "GET, HEAD, OPTIONS"]);
    }
    await metrics(scrape("wrong"));
    expect(statements).toBe(0);
  });

  it.each([
    [{ registry: new current.Registry(), tokn: token }, /unknown option "tokn", did you mean "token"\?/],
    [{ token }, /registry is missing; it must be a Registry/],
    [{ registry: new current.Registry(), token: "naïve" }, /token is printable ASCII/],
  ])("is told at the start what is wrong", async (options, message) => {
    const ronda = await withRonda();
    expect(() => prometheus(ronda, options as never)).toThrow(message);
  });
});

describe("the database", () => {
  it("is asked once, however many scrape within seconds", async () => {
    let asked = 0;
    const ronda = await withRonda();
    const counting = { ...ronda, overview: () => [ronda.overview(), asked++][0] as ReturnType<Ronda["overview"]> };
    const metrics = metricsOf(counting as Ronda);
    await Promise.all(Array.from({ length: 100 }, () => metrics(scrape())));
    await metrics(scrape());
    expect(asked).toBe(1);
  });

  it("may be away: what is known is told, and that it is old", async () => {
    let away = false;
    const pool = intercepted(database.pool, (run) => (away ? Promise.reject(new Error("connection refused")) : run()));
    const ronda = await testRonda({ pool }, [mails()], { clock });
    await ronda.runCron("process-email-jobs");
    const known = metricsOf(ronda);
    const never = metricsOf(ronda);
    await read(known);
    away = true;
    await ronda.runCron("process-email-jobs");
    passed();
    expect(await read(known)).toMatchObject({
      'ronda_runs_total{job="process-email-jobs",status="success"}': 1,
      ronda_snapshot_timestamp_seconds: Date.parse("2026-11-23T00:00:30Z") / 1000,
      ronda_scrape_error: 1,
      [`ronda_scrape_errors_total{pid="${process.pid}"}`]: 1,
      [`ronda_unrecorded_runs_total{pid="${process.pid}"}`]: 1,
    });
    const lines = await read(never);
    expect(lines).toMatchObject({ ronda_scrape_error: 1 });
    expect(Object.keys(lines).join()).not.toContain("ronda_runs_total");
    away = false;
    passed();
    expect(await read(known)).toMatchObject({ ronda_scrape_error: 0 });
  });

  it("may hang: a scrape is answered all the same, and nothing more is asked", async () => {
    let asked = 0;
    const ronda = await withRonda();
    const hanging = { ...ronda, totals: () => [new Promise<never>(() => {}), asked++][0] as never };
    const metrics = metricsOf(hanging as Ronda);
    const lines = await Promise.all([read(metrics), read(metrics)]);
    expect(lines).toMatchObject([{ ronda_scrape_error: 1 }, { ronda_scrape_error: 1 }]);
    passed();
    await read(metrics);
    expect(asked).toBe(1);
  });
});

/** Some seconds have passed by the clock that cannot go back. */
function passed(): void {
  const at = performance.now() + 6000;
  const spy = vi.spyOn(performance, "now").mockReturnValue(at);
  onTestFinished(() => void spy.mockRestore());
}
